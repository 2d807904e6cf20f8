//! The exported CSDL is read by an OData tool that nobody here wrote: `odata-openapi` from npm makes an `OpenAPI`
//! document of it. Skipped, and said so, where node, npm or the registry is out of reach.

use std::path::Path;
use std::process::Command;

use msgraph_codegen::export;
use msgraph_tests::{npm, root, skipped};
use serde_json::Value;

/// The tool with everything it needs, by exact version, so that the answer does not change by itself.
const PACKAGES: [&str; 2] = ["odata-csdl@0.11.2", "odata-openapi@0.29.0"];

#[test]
fn a_public_tool_reads_the_csdl() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    if let Err(why) = npm::install(&PACKAGES, folder.path()) {
        skipped("a_public_tool_reads_the_csdl", &why);
        return;
    }
    let sample = std::fs::read_to_string(root().join("generator/src/export/sample.json"))
        .expect("the sample is there");
    let schema = export::from_json(&sample).expect("the sample is a schema");
    let document = open_api(folder.path(), &export::csdl(&schema));
    let paths = document["paths"].as_object().expect("an OpenAPI document has paths");
    for path in
        ["/crates", "/crates/{id}", "/crates/{id}/graph.moveTo", "/crates/{id}/items", "/yard", "/sweep"]
    {
        assert!(paths.contains_key(path), "{path} is missing among {:#?}", paths.keys().collect::<Vec<_>>());
    }
    let schemas = document["components"]["schemas"].as_object().expect("and schemas");
    for name in ["crate", "size", "thing"] {
        let name = format!("microsoft.graph.{name}");
        assert!(
            schemas.contains_key(&name),
            "{name} is missing among {:#?}",
            schemas.keys().collect::<Vec<_>>()
        );
    }
    let weight = &schemas["microsoft.graph.crate"]["properties"]["weight"];
    assert_eq!((&weight["minimum"], &weight["maximum"]), (&Value::from(4), &Value::from(127)));
}

/// What the tool makes of the CSDL.
fn open_api(folder: &Path, csdl: &str) -> Value {
    let (input, output) = (folder.join("metadata.xml"), folder.join("openapi.json"));
    std::fs::write(&input, csdl).expect("the folder is writable");
    let tool = folder.join("node_modules/odata-openapi/lib/cli.js");
    let run = Command::new("node").arg(tool).arg("-t").arg(&output).arg(&input).output().expect("node runs");
    let said = [run.stdout, run.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(run.status.success(), "the tool refuses the CSDL: {said}");
    let document = std::fs::read(&output).unwrap_or_else(|error| panic!("no document ({error}): {said}"));
    serde_json::from_slice(&document).expect("the document is JSON")
}
