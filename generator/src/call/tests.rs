//! Requests of a small API, whole.

use super::index::Index;
use super::read::requests;
use super::request::Body;
use super::{Outcome, human, json, translate};
use crate::export::from_json;
use crate::lower::{LowerOptions, lower};
use crate::odata::{Primitive, QueryOption, QueryOptions};
use crate::schema::{Parameter, Schema, Segment, SegmentKind, TypeName, TypeRef};
use crate::sdk::Sdk;

fn sample() -> Schema {
    from_json(include_str!("../export/sample.json")).expect("the sample is a schema")
}

fn sdk(schema: Schema) -> (Sdk, Schema) {
    let schemas = [schema];
    let (sdk, _) = lower(&schemas, &LowerOptions::default());
    let [schema] = schemas;
    (sdk, schema)
}

fn translated(text: &str) -> (Outcome, String) {
    translated_by(sample(), text)
}

fn translated_by(schema: Schema, text: &str) -> (Outcome, String) {
    let (sdk, schema) = sdk(schema);
    let index = Index::new(&sdk.versions[0], &schema);
    let read = requests(text).expect("a request");
    let translation = translate(&index, &read[0], "");
    let text = human(&index, &read[0], &translation, &[]);
    serde_json::from_str::<serde_json::Value>(&json(&index, &read[0], &translation, &[])).expect("JSON");
    let source = format!("async fn f() {{ {}\n{}\n }}", translation.imports.join("\n"), translation.code);
    syn::parse_str::<syn::ItemFn>(&source).unwrap_or_else(|error| panic!("{error}: {source}"));
    (translation.outcome, text)
}

fn check(text: &str, outcome: Outcome, parts: &[&str]) {
    let (found, rust) = translated(text);
    for part in parts {
        assert!(rust.contains(part), "{part} is not in\n{rust}");
    }
    assert_eq!(found, outcome, "{rust}");
}

#[test]
fn reading_is_a_chain_of_methods() {
    check(
        "GET /crates",
        Outcome::Typed,
        &["let mut items = graph.crates().list().items();", "// Answers: a collection of "],
    );
    check("GET /crates/a%2Fb", Outcome::Typed, &["graph.crates().id(\"a/b\").get().await?"]);
    check("/crates('7')/owner", Outcome::Typed, &["graph.crates().id(\"7\").owner()"]);
}

#[test]
fn options_that_the_page_refuses_are_told() {
    let check = |general: Option<bool>, request: &str, expected: &[&str]| {
        let mut schema = sample();
        for request in &mut schema.requests {
            request.query_options =
                QueryOptions { general, supported: Vec::new(), unsupported: vec![QueryOption::Count] };
        }
        let (_, rust) = translated_by(schema, request);
        let told: Vec<&str> =
            rust.lines().filter_map(|line| line.strip_prefix("// Note: the page says that ")).collect();
        assert_eq!(told, expected, "{rust}");
    };
    let (count, none) = ("`$count` is not supported.", "no option of the query is supported.");
    check(None, "GET /crates?$count=true&$top=1", &[count]);
    check(Some(true), "GET /crates?count=true&$search=a", &[count]);
    check(Some(false), "GET /crates?$count=true&$top=1&$skip=2", &[count, none]);
    check(Some(false), "GET /crates?$skiptoken=a&x=b", &[]);
    check(Some(false), "GET /crates", &[]);
    // Nothing is stated of this path.
    check(Some(false), "GET /crates/1/owner/owner?$count=true", &[]);
}

#[test]
fn an_argument_is_of_the_type_that_its_overload_gives_it() {
    let mut schema = sample();
    let function = schema.operations.iter().find(|of| of.takes(&["count"])).expect("a function").clone();
    let mut overload = function.clone();
    let date = TypeRef { name: TypeName::Primitive(Primitive::DateTimeOffset), collection: false };
    for name in ["count", "until"] {
        let of = Parameter { ty: date.clone(), ..function.parameters["count"].clone() };
        overload.parameters.insert(name.to_owned(), of);
    }
    schema.operations.push(overload);
    for arguments in [vec!["count"], vec!["count", "until"]] {
        let mut request = schema.requests[0].clone();
        let given: Vec<String> = arguments.iter().map(|name| format!("{name}={{{name}}}")).collect();
        let text = format!("heaviest({})", given.join(","));
        request.template = format!("/crates/{text}");
        let arguments = arguments.into_iter().map(str::to_owned).collect();
        let kind = SegmentKind::Operation { name: "heaviest".to_owned(), arguments };
        request.segments.push(Segment { text, kind, ty: request.addresses.clone() });
        schema.requests.push(request);
    }
    let check = |request: &str, part: &str| {
        let (outcome, rust) = translated_by(schema.clone(), request);
        assert!(rust.split_whitespace().collect::<String>().contains(part), "{part} is not in\n{rust}");
        assert_eq!(outcome, Outcome::Typed, "{rust}");
    };
    check("GET /crates/heaviest(count=5)", "(5_i32)");
    let dates = r#"(&DateTimeOffset::from("2020-01-01"),&DateTimeOffset::from("2020-01-02")"#;
    check("GET /crates/heaviest(count=2020-01-01,until=2020-01-02)", dates);
    check(
        "GET /crates/heaviest(count={count},until=2020-01-02)",
        "//Note:placeholderstobefilledin:`{count}`.",
    );
}

#[test]
fn a_batch_is_made_of_its_requests() {
    let body = r#"{"requests":[
        {"id":"a","method":"GET","url":"/crates"},
        {"id":2,"method":"PATCH","url":"crates/1","body":{"x\n":1},"dependsOn":["a"]},
        {"id":"3","url":"/crates/1/lid","dependsOn":["?"]},
        {"id":"4"}]}"#;
    check(
        &format!("POST /$batch\n\n{body}"),
        Outcome::Partly,
        &[
            "let mut batch = graph.client().batch();",
            "let request_1 = batch.add(graph.crates().list());",
            "let request_2 = batch.add_after(",
            "&[&request_1]",
            "let request_3 = batch.add(graph.raw(Method::Get, \"/crates/1/lid\"));",
            "let mut results = batch.send().await?;",
            "let result_1 = results.take(&request_1)?;",
            "// Request 1: GET /crates\n// Method: ",
            "// Not typed: request 3: no request before it has the id `\"?\"`.",
            "// Not typed: the 4. request of the body is left out: it has no `url`.",
        ],
    );
    check("POST /$batch", Outcome::Typed, &["let results = batch.send().await?;", "// Note: "]);
    check("POST /$batch\n\n[1]", Outcome::Partly, &["it does not list `requests` in JSON"]);
    let nested = r#"{"requests":[{"method":"POST","url":"/$batch"}]}"#;
    check(&format!("POST /$batch\n\n{nested}"), Outcome::Partly, &["graph.raw(Method::Post, \"/$batch\")"]);
}

#[test]
fn what_no_method_makes_is_raw_and_says_why() {
    check(
        "GET /crates/1/lid",
        Outcome::Raw,
        &["graph.raw(Method::Get, \"/crates/1/lid\")", "// Raw: no page documents this path"],
    );
    check("PUT /crates/1/lid\n\n{\"a\":[1,null]}", Outcome::Raw, &[".json(&json!({ \"a\": [1, null] }))"]);
}

#[test]
fn nothing_that_is_pasted_becomes_code() {
    let text =
        "PATCH /crates/x\nX-A: \"); evil(\"\n\n{\"a\\\"); evil(\\\"\":1,\"b\\n// c\":\"\\\"); evil(\\\"\"}";
    let (_, rust) = translated(text);
    assert!(!rust.lines().any(|line| line.trim_start().starts_with("evil")), "{rust}");
    let (_, rust) = translated("GET /crates/\u{202e}x?$filter=a%0Aevil()");
    assert!(!rust.contains('\u{202e}') && !rust.contains("\nevil"), "{rust}");
}

#[test]
fn requests_of_every_form_are_read() {
    let check = |text: &str, method: &str, path: &str, query: &str, headers: usize, body: &Body| {
        let found = requests(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let found = &found[0];
        let told = (
            found.method.as_str(),
            found.path.as_str(),
            found.query.as_str(),
            found.headers.len(),
            &found.body,
        );
        assert_eq!(told, (method, path, query, headers, body), "{text}");
    };
    let object = Body::Json(serde_json::json!({ "a": "it's" }));
    check("GET /me/messages?$top=5", "GET", "/me/messages", "$top=5", 0, &Body::None);
    check("get https://graph.microsoft.us/beta/me HTTP/1.1\nHost: x\n", "GET", "/me", "", 1, &Body::None);
    check(
        "```http\nPOST /v1.0/me/x\nContent-Type: application/json\n\n{\"a\":\"it's\"}\n```",
        "POST",
        "/me/x",
        "",
        1,
        &object,
    );
    check(
        "@id = 7\n\n### first\n# a word\nPATCH {{host}}/me/{{id}}\n    ?$select=a\n    &$top=1\nIf-Match: W/\"1\"\n\n{\"a\":\"it's\"}\n\n### second\nGET /me",
        "PATCH",
        "/me/7",
        "$select=a&$top=1",
        1,
        &object,
    );
    check(
        "$ curl -sS 'https://graph.microsoft.com/v1.0/me?a=b' -H 'Accept: x'",
        "GET",
        "/me",
        "a=b",
        1,
        &Body::None,
    );
    check(
        r#"curl https://graph.microsoft.com/v1.0/me/x -H "Content-Type: application/json" --data-raw $'{"a":"it\'s"}' --compressed"#,
        "POST",
        "/me/x",
        "",
        1,
        &object,
    );
    check(
        "curl -G graph.microsoft.com/v1.0/me -d '$top=1' -d \\\n '$skip=2'",
        "GET",
        "/me",
        "$top=1&$skip=2",
        0,
        &Body::None,
    );
    check(
        "curl -fsSLO --dump-header h.txt --limit-rate 1M -D- --no-progress-meter -Gd 'a=b' --data-urlencode \"\\$filter=c eq 'R&D'\" --url-query e=1 https://graph.microsoft.com/v1.0/me",
        "GET",
        "/me",
        "e=1&a=b&$filter=c%20eq%20%27R%26D%27",
        0,
        &Body::None,
    );
    check(
        "curl --json @body.json https://graph.microsoft.com/v1.0/me/x",
        "POST",
        "/me/x",
        "",
        1,
        &Body::File("body.json".to_owned()),
    );
    check("curl -r 0-99 https://graph.microsoft.com/v1.0/me/x", "GET", "/me/x", "", 1, &Body::None);
    check(
        "curl -XDELETE https://graph.microsoft.com/v1.0/me/x/1 | jq .",
        "DELETE",
        "/me/x/1",
        "",
        0,
        &Body::None,
    );
    check(
        "curl -T a.bin https://graph.microsoft.com/v1.0/me/x",
        "PUT",
        "/me/x",
        "",
        0,
        &Body::File("a.bin".to_owned()),
    );
    check(
        "PUT /me/x\nContent-Type: text/plain\n\nhello\nworld",
        "PUT",
        "/me/x",
        "",
        1,
        &Body::Text("hello\nworld".to_owned()),
    );
    assert_eq!(requests("GET /a\n###\n\nGET /b").expect("two").len(), 2);
}

#[test]
fn what_is_not_a_request_says_why() {
    let check = |text: &str, why: &str| {
        let error = requests(text).expect_err(text).to_string();
        assert!(error.contains(why), "{text}: {error}");
    };
    check("", "there is no request");
    check("GET", "half a request");
    check("GET https://graph.microsoft.com/v1.0", "has no path");
    check("hello world", "is not a request");
    check("HEAD /me", "is not a method of the API");
    check("GET https://example.com/v1.0/me", "not a host of Microsoft Graph");
    check("GET /me\nwhat is this", "neither a header");
    check("curl", "has no URL");
    check("curl -X", "wants a value");
    check("curl --teleport x https://graph.microsoft.com/v1.0/me", "`--teleport` is not an option of curl");
    check("curl -sB https://graph.microsoft.com/v1.0/me", "`-B` is not an option of curl");
    check("curl https://graph.microsoft.com/v1.0/me https://graph.microsoft.com/v1.0/x", "several URLs");
    check("curl -G --data-urlencode a@b https://graph.microsoft.com/v1.0/me", "not translated");
    check("curl 'https://graph.microsoft.com/v1.0/me", "not closed");
    check("curl -F a=@b https://graph.microsoft.com/v1.0/me", "not translated");
    check(&"x".repeat(5 << 20), "at most 4 MiB");
}

#[test]
fn bodies_that_cannot_be_read_are_left_out_and_told() {
    check(
        "POST /crates\nContent-Type: application/json\n\n{\"a\": }",
        Outcome::Partly,
        &["// Not typed: the body is left out, since it is not JSON"],
    );
    let deep = format!("POST /crates\n\n{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
    check(&deep, Outcome::Partly, &["too large to be written out", "body.json"]);
}

#[test]
fn no_text_makes_it_fail() {
    let (sdk, schema) = sdk(sample());
    let index = Index::new(&sdk.versions[0], &schema);
    let odd = [
        "(", ")", "'", "\"", "{", "}", ":", "/", "?", "&", "=", "%", "%4", "é", "\\", "$", "@", "#", "\u{0}",
        ",", ";", " ",
    ];
    for first in odd {
        for second in odd {
            for text in [
                format!("GET /crates{first}{second}"),
                format!(
                    "GET /crates/{first}x{second}?{second}={first}&$filter=a{first}{second}&$expand=b{second}{first}&$orderby={first}"
                ),
                format!("curl {first}{second} /crates"),
                format!("POST /crates\n{first}: {second}\n\n{first}{second}"),
            ] {
                for request in requests(&text).unwrap_or_default() {
                    let translation = translate(&index, &request, "");
                    human(&index, &request, &translation, &[]);
                }
            }
        }
    }
}
