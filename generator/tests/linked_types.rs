//! What pages link and name is believed: which of two types is meant, and types that no page describes. Everything holds
//! for full pages and for the facts-only pages made of them. The pages are of our own writing.

use msgraph_codegen::diagnostic::{Code, Report};
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::page::Page;
use msgraph_codegen::resolve::{ResolveOptions, resolve};
use msgraph_codegen::schema::{RequestBody, Schema, StructuredKind, TypeName, TypeRef};
use msgraph_codegen::source::{SourceFile, SourceMap};
use msgraph_codegen::write::Content;
use msgraph_codegen::{distill, mend, parse};

/// Pages by their path below the version, without ending.
type Pages<'p> = [(&'p str, String)];

fn read(pages: impl Iterator<Item = (String, String)>) -> (SourceMap, Vec<Page>) {
    let mut sources = SourceMap::default();
    for (path, text) in pages {
        sources.add(SourceFile { path, text, corpus: 0 });
    }
    let (pages, _) = parse::parse(&sources, &|| {});
    let (pages, _) = mend::mend(&sources, pages);
    (sources, pages)
}

/// The schema of the pages; the same of the facts-only pages made of them.
fn schema(pages: &Pages<'_>) -> (Schema, Report) {
    let path = |slug: &str| format!("api-reference/v1.0/{slug}.md");
    let (sources, full) = read(pages.iter().map(|(slug, text)| (path(slug), text.clone())));
    let made = resolve(&sources, &full, ApiVersion::V1, &ResolveOptions::default());
    let distilled = distill::files(&sources, &full, None).into_iter().map(|file| match file.content {
        Content::Page(text) => (file.path, text),
        _ => panic!("{} is a page", file.path),
    });
    let (sources, small) = read(distilled);
    let (again, _) = resolve(&sources, &small, ApiVersion::V1, &ResolveOptions::default());
    assert_eq!(told(&again), told(&made.0), "the facts-only pages tell the same");
    made
}

fn short(name: &str) -> &str {
    name.strip_prefix("microsoft.graph.").unwrap_or(name)
}

fn shown(ty: &TypeRef) -> String {
    let name = match &ty.name {
        TypeName::Primitive(primitive) => primitive.name(),
        TypeName::Structured(name) | TypeName::Enum(name) => short(name.as_str()),
    };
    if ty.collection { format!("{name}*") } else { name.to_owned() }
}

fn or_nothing(ty: Option<&TypeRef>) -> String {
    ty.map_or_else(|| "nothing".to_owned(), shown)
}

/// Types, operations and requests, a line each.
fn told(schema: &Schema) -> Vec<String> {
    let types = schema.types.iter().map(|(name, ty)| {
        let kind = if ty.kind == StructuredKind::Entity { "entity" } else { "complex" };
        let base = ty.base.iter().map(|base| format!("< {}", short(base.as_str())));
        let own = ty.properties.iter().map(|(name, property)| format!("{name}: {}", shown(&property.ty)));
        let many = |collection| if collection { "*" } else { "" };
        let navigation = ty
            .navigation
            .iter()
            .map(|(name, nav)| format!("{name} -> {}{}", short(nav.target.as_str()), many(nav.collection)));
        let members: Vec<String> = base.chain(own).chain(navigation).collect();
        let stub = if ty.stub { " stub" } else { "" };
        format!("{kind}{stub} {} {{{}}}", short(name.as_str()), members.join(", "))
    });
    let enums = schema.enums.iter().map(|(name, ty)| {
        let members: Vec<&str> = ty.members.keys().map(String::as_str).collect();
        format!("enum {} {{{}}}", short(name.as_str()), members.join(", "))
    });
    let operations = schema.operations.iter().map(|operation| {
        let parameters: Vec<String> =
            operation.parameters.iter().map(|(name, of)| format!("{name}: {}", shown(&of.ty))).collect();
        let returns = or_nothing(operation.returns.as_ref());
        format!("{}({}) -> {returns}", operation.name.name(), parameters.join(", "))
    });
    let requests = schema.requests.iter().map(|request| {
        let sent = match &request.body {
            RequestBody::Instance(ty) => format!(" with {}", shown(ty)),
            _ => String::new(),
        };
        let answer = or_nothing(request.response.ty.as_ref());
        format!("{} {}{sent} -> {answer}", request.method.as_str(), request.template)
    });
    types.chain(enums).chain(operations).chain(requests).collect()
}

#[track_caller]
fn check(pages: &Pages<'_>, expected: &[&str]) -> Report {
    let (schema, report) = schema(pages);
    let told = told(&schema);
    for line in expected {
        assert!(told.iter().any(|known| known == line), "{line}\nis not among\n{}", told.join("\n"));
    }
    report
}

#[track_caller]
fn check_absent(pages: &Pages<'_>, absent: &[&str]) {
    let (schema, _) = schema(pages);
    let told = told(&schema);
    for word in absent {
        assert!(!told.iter().any(|line| line.contains(word)), "{word} is among\n{}", told.join("\n"));
    }
}

/// A resource page: a sentence, rows `name|type|description`, members of the block beside the type.
fn resource(name: &str, sentence: &str, rows: &[&str], shown: &str) -> String {
    let (namespace, simple) = name.rsplit_once('.').unwrap_or(("", name));
    let namespace = if namespace.is_empty() {
        "microsoft.graph".to_owned()
    } else {
        format!("microsoft.graph.{namespace}")
    };
    let rows: Vec<String> = rows.iter().map(|row| format!("|{row}|")).collect();
    format!(
        r##"# {simple} resource type

Namespace: {namespace}

{sentence}

## Properties
|Property|Type|Description|
|:---|:---|:---|
{}

## JSON representation
<!-- {{"blockType": "resource", "@odata.type": "{namespace}.{simple}"}} -->
``` json
{{"@odata.type": "#{namespace}.{simple}"{shown}}}
```
"##,
        rows.join("\n")
    )
}

/// An API page.
#[derive(Clone, Copy, Default)]
struct Api<'a> {
    title: &'a str,
    namespace: &'a str,
    about: &'a str,
    line: &'a str,
    body: &'a str,
    response: &'a str,
    /// Request, annotation of the response, status and body of it.
    example: Option<(&'a str, &'a str, &'a str, &'a str)>,
}

impl Api<'_> {
    fn page(self) -> String {
        let namespace = if self.namespace.is_empty() { "microsoft.graph" } else { self.namespace };
        let body =
            if self.body.is_empty() { "Do not supply a request body for this method." } else { self.body };
        let example = self.example.map_or_else(String::new, |(request, annotated, status, answer)| {
            let annotated =
                if annotated.is_empty() { String::new() } else { format!(", \"@odata.type\": \"{annotated}\"") };
            format!(
                "## Examples\n### Request\n``` http\n{request}\n```\n### Response\n<!-- {{\"blockType\": \"response\"{annotated}}} \
                 -->\n``` http\nHTTP/1.1 {status}\nContent-Type: application/json\n\n{answer}\n```\n"
            )
        });
        format!(
            "# {}\n\nNamespace: {namespace}\n\n{}\n\n## HTTP request\n``` http\n{}\n```\n\n## Request body\n{body}\n\n## \
             Response\n{}\n\n{example}",
            self.title, self.about, self.line, self.response
        )
    }
}

const HOST: &str = "https://graph.microsoft.com/v1.0";

/// Two types called `curtain`, each with a page.
fn curtains() -> Vec<(&'static str, String)> {
    vec![
        ("resources/curtain", resource("curtain", "", &["id|String|Key.", "colour|String|Its colour."], "")),
        (
            "resources/opera-curtain",
            resource("opera.curtain", "", &["id|String|Key.", "tons|Int32|Weight."], ""),
        ),
    ]
}

#[test]
fn the_link_says_which_of_two_types_is_meant() {
    let mut pages = curtains();
    let rows = [
        "id|String|Key.",
        "a|[curtain](opera-curtain.md)|Linked.",
        "b|curtain|Nearest.",
        "c|[microsoft.graph.curtain](opera-curtain.md)|Stated.",
        "d|[curtain](torn.md)|Not there.",
        "e|[curtains](opera-curtain.md) collection|Several.",
        "f|[stage](opera-curtain.md)|Astray.",
    ];
    pages.push(("resources/stage", resource("stage", "", &rows, "")));
    let rows = ["id|String|Key.", "a|[curtain](curtain.md)|Linked.", "b|curtain|Nearest."];
    pages.push(("resources/opera-box", resource("opera.box", "", &rows, "")));
    let sentence = "Inherits from [curtain](opera-curtain.md).";
    let rows = ["tons|Int32|Weight. Inherited from [curtain](opera-curtain.md).", "rings|Int32|How many."];
    pages.push(("resources/drape", resource("drape", sentence, &rows, "")));
    let draw = Api {
        title: "stage: draw",
        line: "POST /stages/{stage-id}/draw",
        body: "Supply these parameters.\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|over|[curtain](../resources/opera-curtain.md)|x|",
        response: "Returns `200 OK` and a [curtain](../resources/opera-curtain.md) object.",
        ..Api::default()
    };
    pages.push(("api/stage-draw", draw.page()));
    check(
        &pages,
        &[
            "entity stage {id: String, a: opera.curtain, b: curtain, c: curtain, d: curtain, e: opera.curtain*, f: stage}",
            "entity opera.box {id: String, a: curtain, b: opera.curtain}",
            "entity drape {< opera.curtain, rings: Int32}",
            "draw(over: opera.curtain) -> opera.curtain",
        ],
    );
}

#[test]
fn without_a_link_the_answer_says_which_of_two_types_it_is() {
    let mut pages = curtains();
    pages.push(("resources/stage", resource("stage", "", &["id|String|Key."], "")));
    let hung = "Returns `200 OK` and a **curtain** object.";
    let request = format!("GET {HOST}/stages/1/hung");
    let page =
        Api { title: "Get curtain", line: "GET /stages/{stage-id}/hung", response: hung, ..Api::default() };
    let annotated = Api {
        example: Some((&request, "microsoft.graph.opera.curtain", "200 OK", "{\"id\": \"1\"}")),
        ..page
    };
    pages.push(("api/a", annotated.page()));
    let request = format!("PATCH {HOST}/stages/1/spare");
    let within = Api {
        title: "Update curtain",
        line: "PATCH /stages/{stage-id}/spare",
        body: "Supply a JSON representation of the curtain object.",
        response: "Returns `200 OK` and a [curtain](../resources/torn.md) object.",
        example: Some((
            &request,
            "",
            "200 OK",
            "{\"@odata.type\": \"#microsoft.graph.opera.curtain\", \"id\": \"1\"}",
        )),
        ..Api::default()
    };
    pages.push(("api/b", within.page()));
    check(
        &pages,
        &[
            "GET /stages/{stage-id}/hung -> opera.curtain",
            "PATCH /stages/{stage-id}/spare with opera.curtain -> opera.curtain",
        ],
    );
}

#[test]
fn a_printed_namespace_is_never_replaced() {
    let prop = resource("ballet.prop", "", &["weight|Int32|x"], "");
    let rows = [
        "id|String|Key.",
        "a|microsoft.graph.opera.prop|x",
        "b|[microsoft.graph.opera.prop](ballet-prop.md) collection|x",
        "c|microsoft.graph.Ballet.prop|x",
        "d|prop|x",
        "e|ballet.prop|x",
    ];
    let short = ["id|String|Key.", "a|microsoft.graph.prop|x"];
    let base = "Inherits from [microsoft.graph.opera.prop](ballet-prop.md).";
    let use_it = Api {
        title: "trunk: use",
        line: "POST /trunks/{trunk-id}/use",
        body: "Supply these parameters.\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|it|microsoft.graph.opera.mask|x|",
        response: "Returns `200 OK`.",
        example: Some((
            "POST https://graph.microsoft.com/v1.0/trunks/1/use",
            "microsoft.graph.opera.bow",
            "200 OK",
            "{\"a\": 1}",
        )),
        ..Api::default()
    };
    let put = Api {
        title: "Update trunk",
        line: "PATCH /trunks/{trunk-id}/top",
        body: "Supply a JSON representation of [microsoft.graph.opera.prop](../resources/opera-prop.md).",
        response: "Returns `204 No Content`.",
        ..Api::default()
    };
    let cast = Api {
        title: "List hooks",
        line: "GET /trunks/{trunk-id}/top/microsoft.graph.opera.prop/hooks",
        response: "Returns `200 OK` and a collection of [microsoft.graph.opera.hook](../resources/hook.md) objects.",
        ..Api::default()
    };
    let pages = [
        ("resources/ballet-prop", prop),
        ("resources/trunk", resource("trunk", "", &rows, "")),
        ("resources/ballet-shoe", resource("ballet.shoe", "", &short, "")),
        ("resources/sword", resource("sword", base, &["length|Int32|x"], "")),
        ("api/a", use_it.page()),
        ("api/b", put.page()),
        ("api/c", cast.page()),
    ];
    check(
        &pages,
        &[
            "entity trunk {id: String, a: opera.prop, b: opera.prop*, c: ballet.prop, d: ballet.prop, e: ballet.prop, top: opera.prop}",
            "entity ballet.shoe {id: String, a: ballet.prop}",
            "complex sword {< opera.prop, length: Int32}",
            "use(it: opera.mask) -> opera.bow",
            "PATCH /trunks/{trunk-id}/top with opera.prop -> nothing",
            "GET /trunks/{trunk-id}/top/microsoft.graph.opera.prop/hooks -> opera.hook*",
        ],
    );
}

#[test]
fn an_answer_of_a_type_without_page_is_a_stub() {
    let actor = ("resources/actor", resource("actor", "", &["id|String|Key."], ""));
    let post = |step: &str, response: &str| {
        let title = format!("actor: {step}");
        let line = format!("POST /actors/{{actor-id}}/{step}");
        Api { title: &title, line: &line, response, ..Api::default() }.page()
    };
    let get = Api {
        title: "actor: cues",
        line: "GET /actors/{actor-id}/cues()",
        response: "Returns `200 OK` and a collection of [stageCue](../resources/stagecue.md) objects.",
        ..Api::default()
    };
    let pages = [
        actor,
        ("api/a", post("bow", "Returns `200 OK` and a [applauseNote](../resources/applausenote.md) object.")),
        ("api/b", get.page()),
        ("api/c", post("sleep", "Returns `204 No Content`. See [dreamNote](../resources/dreamnote.md).")),
        ("api/d", post("call", "Returns `200 OK` and a [callNote](../api/call-note.md) object.")),
        (
            "api/e",
            post("sing", "Returns `200 OK` and a [String](../resources/song.md) in the response body."),
        ),
        (
            "api/f",
            post(
                "fall",
                "Returns `200 OK`. If it fails, an [errorNote](../resources/errornote.md) object comes back.",
            ),
        ),
        ("api/g", post("double", "Returns `200 OK` and an [actor](../resources/player.md) object.")),
        (
            "api/h",
            post(
                "rest",
                "Returns `202 Accepted`. The `Location` header leads to a [restNote](../resources/restnote.md).",
            ),
        ),
        ("api/i", post("say", "Returns `200 OK` and **spokenNote** in the response body.")),
        ("api/j", post("hum", "Returns `200 OK` and the tune in the response body.")),
        ("api/k", post("nod", "Returns `200 OK`. It does not return anything in the response body.")),
    ];
    let report = check(
        &pages,
        &[
            "complex stub applauseNote {}",
            "bow() -> applauseNote",
            "GET /actors/{actor-id}/cues() -> stageCue*",
            "sleep() -> nothing",
            "sing() -> String",
            "fall() -> nothing",
            "double() -> actor",
            "rest() -> nothing",
            "say() -> Untyped",
            "hum() -> Untyped",
            "nod() -> nothing",
        ],
    );
    check_absent(&pages, &["dreamNote", "callNote", "errorNote", "restNote", "spokenNote", "player"]);
    let stubs = report.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::UndocumentedType);
    assert_eq!(stubs.count(), 2, "each stub is told");
}

#[test]
fn the_namespace_of_a_stub_is_the_nearest_that_is_told() {
    let rows = ["id|String|Key.", "a|[lamp](opera-lamp.md)|x", "b|rope|x"];
    let post = |step: &str, response: &str| {
        let (title, line) = (format!("stage: {step}"), format!("POST /stages/{{stage-id}}/{step}"));
        Api { title: &title, line: &line, response, ..Api::default() }.page()
    };
    let pages = [
        ("resources/stage", resource("stage", "", &["id|String|Key."], "")),
        ("resources/opera-pit", resource("opera.pit", "", &rows, "")),
        ("api/a", post("light", "Returns `200 OK` and a [bulb](../resources/opera-bulb.md) object.")),
        ("api/b", post("pull", "Returns `200 OK` and a [rope](../resources/rope.md) object.")),
        ("api/c", post("sweep", "Returns `200 OK` and a [broom](../resources/broom.md) object.")),
    ];
    check(
        &pages,
        &[
            "entity opera.pit {id: String, a: opera.lamp, b: opera.rope}",
            "light() -> opera.bulb",
            "pull() -> opera.rope",
            "sweep() -> broom",
        ],
    );
}

#[test]
fn a_body_of_a_type_without_page_says_what_the_path_leads_to() {
    let about = "Changes a [stage](../resources/stage.md).";
    let update = |name: &str, body: &str| {
        let line = format!("PATCH /stages/{{stage-id}}/{name}");
        Api {
            title: "Update stage",
            about,
            line: &line,
            body,
            response: "Returns `204 No Content`.",
            ..Api::default()
        }
        .page()
    };
    let act = Api {
        title: "stage: dim",
        about,
        line: "POST /stages/{stage-id}/dim",
        body: "Supply JSON with these parameters. See [dimNote](../resources/dimnote.md).\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|by|Int32|x|",
        response: "Returns `204 No Content`.",
        ..Api::default()
    };
    let pages = [
        ("resources/stage", resource("stage", "", &["id|String|Key."], "")),
        (
            "api/a",
            update(
                "floor",
                "Supply a JSON representation of the [floorPlan](../resources/floorplan.md) object.",
            ),
        ),
        ("api/b", update("walls", "Supply the new values.\n\n> See [wallNote](../resources/wallnote.md).")),
        ("api/c", act.page()),
    ];
    check(
        &pages,
        &[
            "PATCH /stages/{stage-id}/floor with floorPlan -> nothing",
            "complex stub floorPlan {}",
            "dim(by: Int32) -> nothing",
        ],
    );
    check_absent(&pages, &["wallNote", "dimNote"]);
}

#[test]
fn a_base_type_without_page_is_a_stub_with_what_is_inherited() {
    let rows = [
        "id|String|Inherited from [costume](costume.md).",
        "size|Int32|Inherited from [costume](costume.md).",
        "horns|Int32|How many.",
    ];
    let pages = [(
        "resources/bull",
        resource("bull", "Inherits from [costume](costume.md).", &rows, ", \"id\": \"String\""),
    )];
    let report = check(
        &pages,
        &["entity bull {< costume, horns: Int32}", "entity stub costume {id: String, size: Int32}"],
    );
    assert!(report.diagnostics.iter().all(|diagnostic| diagnostic.code != Code::BaseType));
    let pages = [("resources/bull", resource("bull", "", &rows, ""))];
    check(&pages, &["entity bull {< costume, horns: Int32}"]);
}

#[test]
fn the_sentence_decides_what_the_base_type_is() {
    let rows = [
        "id|String|Inherited from [costume](costume.md).",
        "size|Int32|Inherited from [costume](costume.md).",
        "horns|Int32|How many.",
    ];
    let pages = [("resources/bull", resource("bull", "Inherits from [mask](mask.md).", &rows, ""))];
    let report = check(
        &pages,
        &["entity bull {< mask, id: String, size: Int32, horns: Int32}", "entity stub mask {}"],
    );
    let told = report.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::BaseType);
    assert_eq!(told.count(), 1, "one message for the type, not one a row");
    // What is inherited beside the base type comes through it.
    let costume = ("resources/costume", resource("costume", "", &["id|String|Key.", "size|Int32|x"], ""));
    let (_, bull) = pages.into_iter().next().expect("a page");
    check(
        &[costume, ("resources/bull", bull)],
        &["entity bull {< mask, horns: Int32}", "entity stub mask {< costume}"],
    );
    let other = "The rights are inherited from the [hall](hall.md).";
    check_absent(&[("resources/bull", resource("bull", other, &["id|String|Key."], ""))], &["hall"]);
}

#[test]
fn what_is_created_in_a_collection_is_an_entity_type() {
    let hall = ("resources/hall", resource("hall", "", &["id|String|Key."], ""));
    let ticket = "a [seatTicket](../resources/seatticket.md) object";
    let (body, response) = (
        format!("Supply a JSON representation of {ticket}."),
        format!("Returns `201 Created` and {ticket}."),
    );
    let request =
        format!("POST {HOST}/halls/1/seatTickets\nContent-Type: application/json\n\n{{\"row\": 4}}");
    let answer = "{\"id\": \"1\", \"row\": 4, \"isPaid\": true, \"soldDateTime\": \"2026-01-01T00:00:00Z\"}";
    let create = Api {
        title: "Create seatTicket",
        line: "POST /halls/{hall-id}/seatTickets",
        body: &body,
        response: &response,
        example: Some((&request, "microsoft.graph.seatTicket", "201 Created", answer)),
        ..Api::default()
    };
    check(
        &[hall.clone(), ("api/a", create.page())],
        &[
            "entity hall {id: String, seatTickets -> seatTicket*}",
            "entity stub seatTicket {id: String, isPaid: Boolean, row: Int32, soldDateTime: DateTimeOffset}",
            "POST /halls/{hall-id}/seatTickets with seatTicket -> seatTicket",
        ],
    );
    // Called otherwise than its type, and with a table.
    let body = format!("{body}\n\n|Property|Type|Description|\n|:--|:--|:--|\n|row|Int64|x|");
    let sold = Api { line: "POST /halls/{hall-id}/sales", body: &body, ..create };
    check(
        &[hall.clone(), ("api/a", sold.page())],
        &[
            "entity hall {id: String, sales -> seatTicket*}",
            "entity seatTicket {row: Int64, id: String, isPaid: Boolean, soldDateTime: DateTimeOffset}",
        ],
    );
    // The title names an operation.
    let parameters = "Supply these parameters.\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|by|Int32|x|";
    let line = "POST /halls/{hall-id}/seatTickets/{seatTicket-id}/move";
    let moved = Api { title: "seatTicket: move", line, body: parameters, ..create };
    check(&[hall.clone(), ("api/a", moved.page())], &["move(by: Int32) -> seatTicket"]);
    // A page holds it as a value.
    let block = ", \"last\": {\"@odata.type\": \"microsoft.graph.seatTicket\"}";
    let holder = resource("hall", "", &["id|String|Key.", "last|seatTicket|x"], block);
    let pages = [("resources/hall", holder), ("api/a", create.page())];
    check(
        &pages,
        &[
            "entity hall {id: String, last: seatTicket, seatTickets: seatTicket*}",
            "complex stub seatTicket {}",
        ],
    );
}

#[test]
fn a_list_of_a_type_without_page_leads_to_that_type() {
    let about = "Lists what a [hall](../resources/hall.md) has.";
    let list = |name: &str, of: &str| {
        let line = format!("GET /halls/{{hall-id}}/{name}");
        let response = format!("Returns `200 OK` and a collection of {of} objects.");
        Api { title: "List", about, line: &line, response: &response, ..Api::default() }.page()
    };
    let pages = [
        ("resources/hall", resource("hall", "", &["id|String|Key.", "best|seatRow|x"], "")),
        ("api/a", list("programmes", "[playBill](../resources/playbill.md)")),
        ("api/b", list("names", "[String](../resources/string.md)")),
        ("api/c", list("rows", "[seatRow](../resources/seatrow.md)")),
        ("api/d", list("showAll()", "[show](../resources/show.md)")),
    ];
    check(
        &pages,
        &[
            "entity hall {id: String, best: seatRow, names: String*, rows: seatRow*, programmes -> playBill*}",
            "entity stub playBill {}",
            "complex stub show {}",
            "GET /halls/{hall-id}/programmes -> playBill*",
        ],
    );
}

#[test]
fn a_list_of_values_beside_an_empty_object_is_an_enum_type() {
    let values = "x. The possible values are: `loud`, `soft`.";
    let rows = [
        "id|String|Key.".to_owned(),
        format!("tone|toneKind|{values}"),
        format!("tones|tonesKind collection|{values}"),
        format!("pitch|pitchKind|{values}"),
        "key|keyKind|x. The possible values are: `tone`, `pitch`.".to_owned(),
        "mood|moodKind|x, for example `loud` or `soft`.".to_owned(),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let of = |name: &str, more: &str| format!("{{\"@odata.type\": \"microsoft.graph.{name}\"{more}}}");
    let block = format!(
        ", \"tone\": {}, \"tones\": [{}], \"pitch\": {}, \"key\": {}, \"mood\": {}",
        of("toneKind", ""),
        of("tonesKind", ""),
        of("pitchKind", ", \"hertz\": 440"),
        of("keyKind", ""),
        of("moodKind", "")
    );
    check(
        &[("resources/song", resource("song", "", &rows, &block))],
        &[
            "enum toneKind {loud, soft}",
            "enum tonesKind {loud, soft}",
            "complex stub pitchKind {}",
            "complex stub keyKind {}",
            "complex stub moodKind {}",
        ],
    );
}

#[test]
fn an_answer_that_is_no_kin_of_its_path_is_told() {
    let known = |name: &str| resource(name, "", &["id|String|Key."], "");
    let get = |of: &str| {
        let response = format!("Returns `200 OK` and {of}.");
        Api { title: "Get roof", line: "GET /halls/{hall-id}/roof", response: &response, ..Api::default() }
            .page()
    };
    let replace = Api {
        title: "Replace roof",
        line: "PUT /halls/{hall-id}/roof",
        body: "Supply a [roofPlan](../resources/roofplan.md) object.",
        response: "Returns `200 OK` and a [roofPlan](../resources/roofplan.md) object.",
        ..Api::default()
    };
    let told = |page: String| {
        let first = get("a [roofPlan](../resources/roofplan.md) object");
        let pages = [
            ("resources/hall", known("hall")),
            ("resources/balcony", known("balcony")),
            ("api/a", first),
            ("api/b", replace.page()),
            ("api/c", page),
        ];
        let (_, report) = schema(&pages);
        report.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::UnrelatedAnswer).count()
    };
    assert_eq!(told(get("a [roofPlan](../resources/roofplan.md) object")), 0);
    assert_eq!(told(get("a [balcony](../resources/balcony.md) object")), 1);
}

#[test]
fn a_long_running_request_has_the_type_of_what_it_makes() {
    let known = |name: &'static str| resource(name, "", &["id|String|Key.", "status|String|x"], "");
    let later = "Returns `202 Accepted` and an `Operation-Location` header.";
    let post = |title: &str, line: &str, response: &str, headers: &str| {
        let (request, _) = (format!("{line} HTTP/1.1"), ());
        let status = format!("202 Accepted\nLocation: {HOST}/jobs/1{headers}");
        Api { title, line, response, example: Some((&request, "", &status, "")), ..Api::default() }.page()
    };
    let job = "Returns `200 OK` and a [buildJob](../resources/buildjob.md) object.";
    let pages = [
        ("resources/hall", known("hall")),
        ("resources/buildjob", known("buildJob")),
        (
            "api/hall-list",
            Api {
                title: "List halls",
                line: "GET /halls",
                response: "Returns `200 OK` and a collection of [hall](../resources/hall.md) objects.",
                ..Api::default()
            }
            .page(),
        ),
        (
            "api/buildjob-get",
            Api { title: "Get buildJob", line: "GET /jobs/{job-id}", response: job, ..Api::default() }.page(),
        ),
        ("api/hall-create", post("Create hall", "POST /halls", later, "")),
        ("api/hall-copy", post("hall: copy", "POST /halls/{hall-id}/copy", later, "")),
        (
            "api/hall-paint",
            post(
                "hall: paint",
                "POST /halls/{hall-id}/paint",
                "Returns `202 Accepted` and an `Operation-Location` header. Poll the Operation-Location to [see how far it is](buildjob-get.md).",
                "",
            ),
        ),
        (
            "api/hall-split",
            post("hall: split", "POST /halls/{hall-id}/split", later, "\nContent-Location: /halls('7')"),
        ),
        (
            "api/hall-clean",
            post(
                "hall: clean",
                "POST /halls/{hall-id}/clean",
                "Returns `202 Accepted` with a `Location` header that leads to a [buildJob](../resources/buildjob.md).",
                "",
            ),
        ),
        ("api/hall-close", post("hall: close", "POST /halls/{hall-id}/close", later, "")),
    ];
    check(
        &pages,
        &[
            "POST /halls -> hall",
            "copy() -> hall",
            "paint() -> buildJob",
            "split() -> hall",
            "clean() -> nothing",
            "close() -> nothing",
        ],
    );
}
