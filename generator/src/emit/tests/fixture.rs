//! Short forms of the parts of a schema.

use serde_json::{Map, Value, json};

pub(super) fn schema(types: &str, requests: &str) -> Value {
    let types: Map<String, Value> = serde_json::from_str(types).expect("JSON");
    let requests: Vec<String> = serde_json::from_str(requests).expect("JSON");
    let member = |value: Option<i64>| json!({ "value": value, "evolvable": false });
    let function = |name: &str, pages: &Value, parameters: &[(&str, &str, Option<bool>)]| {
        let parameter = |(name, of, required): &(&str, &str, Option<bool>)| {
            ((*name).to_owned(), json!({ "ty": ty(&[of]), "required": required, "facts": {} }))
        };
        json!({ "name": format!("microsoft.graph.{name}"), "kind": "function", "binding": ty(&["microsoft.graph.plan", "*"]),
                "parameters": parameters.iter().map(parameter).collect::<Map<_, _>>(),
                "returns": ty(&["microsoft.graph.plan", "*"]), "composable": false, "pages": pages, "sources": [] })
    };
    let days = [("start", "DateTimeOffset", None), ("end", "DateTimeOffset", None)];
    let operations = [
        function("between", &json!([]), &days),
        function("due", &json!(["plan-x"]), &[("week", "Int32", None), ("place", "String", Some(true))]),
        function("open", &json!(["plan-x"]), &[("limit", "Int32", Some(false))]),
    ];
    json!({
        "format": 1, "api": "v1.0",
        "types": types.into_iter().map(|(name, ty)| { let full = structured(&name, &ty); (name, full) }).collect::<Map<_, _>>(),
        "enums": {
            "microsoft.graph.planType": enumeration(false, &json!({ "none": member(Some(0)), "home": member(None) })),
            "microsoft.graph.weekDays": enumeration(true, &json!({ "monday": member(Some(1)) })),
        },
        "operations": operations,
        "container": { "plans": { "kind": "entitySet", "ty": "microsoft.graph.plan", "sources": [] } },
        "requests": requests.chunks(2).map(|pair| request(&pair[0], &pair[1])).collect::<Vec<_>>(),
    })
}

fn source(name: &str) -> Value {
    json!([{ "page": format!("r/{name}.md"), "span": [0, 1], "origin": "resourceTable", "guessed": false }])
}

fn ty(words: &[&str]) -> Value {
    let name = words[0];
    let key = match name {
        _ if !name.contains('.') => "primitive",
        "microsoft.graph.planType" | "microsoft.graph.weekDays" => "enum",
        _ => "structured",
    };
    json!({ "name": { key: name }, "collection": words.len() > 1 })
}

fn structured(name: &str, short: &Value) -> Value {
    let slug = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let properties: Map<String, Value> = short["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, property)| {
            let words: Vec<&str> = property["ty"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|word| word.as_str().unwrap_or("*"))
                .collect();
            let facts = property.get("facts").cloned().unwrap_or_else(|| json!({}));
            (name.clone(), json!({ "ty": ty(&words), "facts": facts, "sources": [] }))
        })
        .collect();
    let navigation: Map<String, Value> = short["navigation"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, found)| (name.clone(), json!({ "target": found["target"], "collection": found["collection"], "containsTarget": true, "facts": {}, "sources": [] })))
        .collect();
    json!({ "kind": short["kind"], "base": short.get("base"), "abstract": false, "open": false, "media": false,
            "key": short.get("key").cloned().unwrap_or_else(|| json!([])), "properties": properties, "navigation": navigation,
            "stub": false, "deprecated": false, "product": null, "pages": [slug], "sources": source(&slug) })
}

fn enumeration(flags: bool, members: &Value) -> Value {
    json!({ "members": members, "flags": flags, "stub": false, "product": null, "pages": [], "sources": [] })
}

fn segment(text: &str) -> Value {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (kind, text, at) = match words[0] {
        "entitySet" => (json!({ "entitySet": words[1] }), words[1], 2),
        "key" => (json!({ "key": { "name": words[1], "literal": false } }), "{id}", 2),
        "namedKeys" => (json!({ "namedKeys": [words[1]] }), "plans(name='{name}')", 2),
        "navigation" | "property" | "cast" => (json!({ words[0]: words[1] }), words[1], 2),
        "operation" => {
            let (name, arguments) = words[1].trim_end_matches(')').split_once('(').expect("arguments");
            let arguments: Vec<&str> = arguments.split(',').filter(|name| !name.is_empty()).collect();
            (
                json!({ "operation": { "name": name, "arguments": arguments } }),
                if arguments.is_empty() { name } else { words[1] },
                2,
            )
        }
        "pathAddress" => (json!("pathAddress"), ":/{path}:", 1),
        other => (json!(other), other, 1),
    };
    let found = words.get(at).filter(|word| **word != "-").map(|_| ty(&words[at..]));
    json!({ "text": text, "kind": kind, "ty": found })
}

fn request(line: &str, path: &str) -> Value {
    let (method, template) = line.split_once(' ').expect("a method and a path");
    let segments: Vec<Value> = path.split(" | ").map(segment).collect();
    let addresses = segments.last().map(|last| last["ty"].clone());
    let body = match method {
        "POST" if template.ends_with("$ref") => json!("reference"),
        "POST" | "PATCH" if !template.ends_with("delete") => {
            json!({ "instance": ty(&["microsoft.graph.plan"]) })
        }
        _ => json!("none"),
    };
    let returned = if method == "GET" { addresses.clone() } else { None };
    json!({ "method": method, "template": template, "segments": segments, "resolved": path != "unknown",
            "addresses": addresses, "query": null, "action": "get", "body": body,
            "response": { "codes": [200], "ty": returned, "binary": false, "longRunning": false },
            "permissions": { "tables": [{ "delegatedWork": [["Plan.Read"], ["Plan.Write", "User.Read"]], "delegatedPersonal": [] }] },
            "headers": [], "queryOptions": {}, "clouds": null, "title": "A request", "page": "plan-x", "deprecated": false,
            "source": source("plan")[0] })
}
