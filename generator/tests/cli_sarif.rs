//! What `lint --format sarif` writes: SARIF 2.1.0 as its schema has it, with all that code hosts ask for beyond that.

mod shelf;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use shelf::{RESOURCE, run, shelf, write};

/// The parts of the published schema that are written, as JSON Schema. Other members are refused, as they are there;
/// those that code hosts alone demand are among the required ones.
fn schema() -> Value {
    let text = json!({"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}});
    let level = json!({"enum": ["none", "note", "warning", "error"]});
    let from_one = json!({"type": "integer", "minimum": 1});
    let object = |required: &[&str], properties: Value| json!({"type": "object", "required": required, "properties": properties});
    let list = |items: Value| json!({"type": "array", "minItems": 1, "items": items});
    let string = json!({"type": "string", "minLength": 1});
    let rule = object(
        &["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
        json!({
            "id": string, "shortDescription": text, "fullDescription": text, "help": text,
            "defaultConfiguration": object(&["level"], json!({"level": level})),
        }),
    );
    let region =
        json!({"startLine": from_one, "startColumn": from_one, "endLine": from_one, "endColumn": from_one});
    let artifact =
        object(&["uri", "uriBaseId"], json!({"uri": string, "uriBaseId": {"enum": ["%SRCROOT%"]}}));
    let place = object(
        &["artifactLocation", "region"],
        json!({"artifactLocation": artifact, "region": object(&["startLine"], region)}),
    );
    let result = object(
        &["ruleId", "message", "locations", "level"],
        json!({
            "ruleId": string, "ruleIndex": {"type": "integer", "minimum": 0}, "level": level, "message": text,
            "locations": list(object(&["physicalLocation"], json!({"physicalLocation": place}))),
        }),
    );
    let driver = object(
        &["name", "rules"],
        json!({
            "name": string, "semanticVersion": string, "informationUri": string,
            "rules": list(rule),
        }),
    );
    let root = object(&["%SRCROOT%"], json!({"%SRCROOT%": object(&[], json!({"description": text}))}));
    let run = object(
        &["tool", "results"],
        json!({
            "tool": object(&["driver"], json!({"driver": driver})),
            "originalUriBaseIds": root,
            "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            "results": {"type": "array", "items": result},
        }),
    );
    object(
        &["$schema", "version", "runs"],
        json!({"$schema": string, "version": {"enum": ["2.1.0"]}, "runs": list(run)}),
    )
}

/// Where `value` is not as `schema` has it; the words of JSON Schema that [`schema`] uses are all that is understood.
fn refused(at: &str, value: &Value, schema: &Value, found: &mut Vec<String>) {
    let mut check = |holds: bool, what: &str| {
        if !holds {
            found.push(format!("{at}: {what}: {value}"));
        }
    };
    if let Some(known) = schema["enum"].as_array() {
        check(known.contains(value), "unknown");
    }
    match (schema["type"].as_str(), value) {
        (Some("string"), Value::String(text)) => {
            check(text.chars().count() as u64 >= schema["minLength"].as_u64().unwrap_or(0), "too short");
        }
        (Some("integer"), Value::Number(number)) => {
            check(number.as_u64() >= schema["minimum"].as_u64(), "too small");
        }
        (Some("array"), Value::Array(items)) => {
            check(items.len() as u64 >= schema["minItems"].as_u64().unwrap_or(0), "too few");
            for (index, item) in items.iter().enumerate() {
                refused(&format!("{at}/{index}"), item, &schema["items"], found);
            }
        }
        (Some("object"), Value::Object(members)) => {
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                check(members.contains_key(name), &format!("without {name}"));
            }
            for (name, member) in members {
                match schema["properties"].get(name) {
                    Some(schema) => refused(&format!("{at}/{name}"), member, schema, found),
                    None => found.push(format!("{at}: no such member: {name}")),
                }
            }
        }
        (None, _) => {}
        (Some(kind), _) => check(false, kind),
    }
}

/// What `lint` says of `docs`, run in `place`; it is as the format has it.
fn linted(place: &Path, docs: &str) -> Value {
    let (_, stdout, stderr) = run(place, &["lint", "--docs", docs, "--format", "sarif"]);
    let document: Value = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stderr}"));
    let mut found = Vec::new();
    refused("", &document, &schema(), &mut found);
    assert_eq!(found, Vec::<String>::new());
    rules_hold(&document["runs"][0]);
    document
}

/// What no schema says: rules are there once and are those that results name; an end is not before its beginning; a
/// place is a relative URI that stays below the repository.
fn rules_hold(run: &Value) {
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let ids: BTreeSet<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids.len(), rules.len(), "each rule once");
    for rule in rules {
        for name in ["shortDescription", "fullDescription", "help"] {
            let text = rule[name]["text"].as_str().expect("a text");
            assert!(text.len() <= 1024 && !text.contains('\n') && text.ends_with(['.', '?']), "{text}");
        }
    }
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok());
        assert_eq!(rules[index.expect("an index")]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a place");
        assert!(!uri.split('/').any(|part| matches!(part, "" | "." | "..")), "{uri}");
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~%".contains(c);
        assert!(uri.chars().all(plain), "{uri}");
        let region = &place["region"];
        let number = |name: &str| region[name].as_u64().expect("a number");
        let start = (number("startLine"), number("startColumn"));
        assert!((number("endLine"), number("endColumn")) >= start, "{place}");
    }
}

/// The places of the results, as paths.
fn places(document: &Value) -> Vec<String> {
    let results = document["runs"][0]["results"].as_array().expect("results").clone();
    let uri = |result: &Value| {
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let uri = percent_encoding::percent_decode_str(uri.as_str().expect("a place"));
        uri.decode_utf8().expect("UTF-8").into_owned()
    };
    results.iter().map(uri).collect()
}

/// A page with messages of several kinds.
fn bad() -> String {
    RESOURCE.replace("| label | String |", "| label | Sprocket of & |").replace("gadget", "gizmo")
}

#[test]
fn the_schema_refuses() {
    let folder = shelf();
    let document = linted(folder.path(), "docs");
    let without = |pointer: &str, member: &str| {
        let mut changed = document.clone();
        let object = changed.pointer_mut(pointer).and_then(Value::as_object_mut).expect("an object");
        assert!(object.remove(member).is_some(), "{pointer} has {member}");
        changed
    };
    let with = |pointer: &str, value: Value| {
        let mut changed = document.clone();
        *changed.pointer_mut(pointer).expect("a value") = value;
        changed
    };
    for changed in [
        without("/runs/0/tool/driver", "name"),
        without("/runs/0/tool/driver/rules/0", "fullDescription"),
        without("", "version"),
        with("/version", json!("2.0.0")),
        with("/runs", json!([])),
        with("/runs/0/columnKind", json!("bytes")),
        with("/runs/0/results", json!([{"ruleId": "json"}])),
        with("/runs/0/tool/driver/rules/0/id", json!(7)),
        with("/runs/0/tool", json!({"driver": {"name": "a", "rules": [], "licence": "b"}})),
    ] {
        let mut found = Vec::new();
        refused("", &changed, &schema(), &mut found);
        assert!(!found.is_empty(), "{changed}");
    }
}

#[test]
fn results_have_places_below_the_repository() {
    let folder = shelf();
    let root = folder.path();
    fs::create_dir(root.join(".git")).expect("a folder");
    let page = "docs/api-reference/v1.0/resources/gizmo.md";
    write(&root.join(page), bad().as_bytes());
    // However the documentation is named, and wherever the command runs, the file is the same.
    for (place, docs) in [
        ("", "docs"),
        ("", "docs/api-reference"),
        ("docs", "."),
        ("docs/api-reference", "../../docs"),
        ("", page),
    ] {
        let found = places(&linted(&root.join(place), docs));
        assert!(found.contains(&page.to_owned()), "{place} {docs}: {found:?}");
        for file in &found {
            assert!(root.join(file).is_file(), "{place} {docs}: {file} is a file of the repository");
        }
    }
}

#[test]
fn names_of_files_are_encoded() {
    let folder = shelf();
    let root = folder.path();
    fs::create_dir(root.join(".git")).expect("a folder");
    let hostile =
        ["a b.md", "c#d?e.md", "f%41.md", "größe.md", "k:l&m=n.md", "o..p.md", "q'r\"s.md", "[t]{u}|v.md"];
    for name in hostile {
        write(&root.join("docs/api-reference/v1.0/resources").join(name), bad().as_bytes());
    }
    let found = places(&linted(root, "docs"));
    for name in hostile {
        let path = format!("docs/api-reference/v1.0/resources/{name}");
        assert!(found.contains(&path), "{path}: {found:?}");
    }
    assert!(found.iter().all(|file| root.join(file).is_file()), "{found:?}");
}

#[test]
fn places_outside_of_the_repository_do_not_lead_out_of_it() {
    let folder = shelf();
    let root = folder.path();
    write(&root.join("docs/api-reference/v1.0/resources/gizmo.md"), bad().as_bytes());
    fs::create_dir_all(root.join("mine/.git")).expect("a folder");
    assert!(!places(&linted(&root.join("mine"), "../docs")).is_empty());
    assert!(!places(&linted(&root.join("mine"), &root.join("docs").to_string_lossy())).is_empty());
}

#[test]
fn nothing_to_say_is_a_document_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let page = RESOURCE.replace("Valid values 1 to 500", "");
    write(&folder.path().join("docs/api-reference/v1.0/resources/gadget.md"), page.as_bytes());
    let document = linted(folder.path(), "docs");
    assert_eq!(document["runs"][0]["results"], json!([]));
}
