//! Requests that `msgraph-codegen call` turned into Rust, as a program that makes them.
//!
//! In: requests, as [`Example`]s of pages or [made of facts](facts). Out: the source of a program in which every translation is
//! a function of its own, and whether what it sends is what the request says. What counts as the same is told by
//! [`replay`](crate::replay).

pub mod batches;
pub mod facts;

use std::fmt::Write as _;

use msgraph_codegen::call::index::Index;
use msgraph_codegen::call::request::{Body as Sent, HttpRequest};
use msgraph_codegen::call::{Translation, translate};
use msgraph_codegen::odata::address as url;
use serde_json::{Value, json};

use crate::replay::compare;
use crate::replay::example::{Body, Example};

/// A request and its translation.
#[derive(Debug)]
pub struct Translated<'a> {
    /// The request.
    pub example: Example,
    /// In Rust.
    pub translation: Translation<'a>,
}

/// Translates requests of one version.
pub fn translated<'a>(index: &'a Index<'a>, examples: Vec<Example>) -> Vec<Translated<'a>> {
    let one = |example: Example| {
        let translation = translate(index, &request(&example), &example.page);
        Translated { example, translation }
    };
    examples.into_iter().map(one).collect()
}

fn request(example: &Example) -> HttpRequest {
    let (path, query) = url::split(&example.url);
    HttpRequest {
        method: example.method,
        version: None,
        cloud: None,
        path: path.trim().to_owned(),
        query: query.to_owned(),
        headers: example.headers.clone(),
        body: match &example.body {
            Body::None => Sent::None,
            Body::Json(value) => Sent::Json(value.clone()),
            Body::Text(text) => Sent::Text(text.clone()),
        },
    }
}

/// The source of a program that makes the requests of the versions, by module and segment, in the folder `folder`.
pub fn source(parts: &[(&str, &str, &[&Translated<'_>])], folder: &str) -> String {
    let mut text = String::from("use msgraph_tests::replay::play::{Case, Play, Stage, Step};\n");
    let mut main = format!(
        "fn main() {{\n    std::env::set_current_dir({folder:?}).expect(\"a folder\");\n    let mut stage = Stage::start();\n"
    );
    for (number, (module, segment, cases)) in parts.iter().enumerate() {
        let mut names = String::new();
        let _ = writeln!(
            text,
            "#[allow(unused_variables, deprecated, reason = \"what is answered is not looked at\")]\nmod p{number} {{\n    \
             use msgraph::{module}::GraphClient;\n    use msgraph_tests::replay::play::{{Case, Play, Step}};\n    \
             type End = Result<(), Box<dyn std::error::Error + Send + Sync>>;"
        );
        for (at, case) in cases.iter().enumerate() {
            let Translation { imports, code, .. } = &case.translation;
            let imports = imports.join("\n");
            let _ = writeln!(
                text,
                "    async fn t{at}(graph: &GraphClient) -> End {{\n{imports}\n{code}Ok(()) }}\n    \
                 fn c{at}(g: &GraphClient, _: &Case) -> Step {{ let g = g.clone(); \
                 Ok(Box::pin(async move {{ t{at}(&g).await.map_err(Into::into) }})) }}"
            );
            let _ = write!(names, "({:?}, c{at}), ", case.example.name);
        }
        let _ = writeln!(text, "    pub static ALL: &[(&str, Play<GraphClient>)] = &[{names}];\n}}");
        let _ = writeln!(
            main,
            "    let client = msgraph::{module}::GraphClient::from_client(stage.client({segment:?}));\n    \
             stage.play({number}, &client, p{number}::ALL);"
        );
    }
    text + &main + "    stage.end();\n}\n"
}

/// The input of the program: every request is refused, so that it is made once.
pub fn input(parts: &[(&str, &str, &[&Translated<'_>])]) -> Vec<u8> {
    let case = |case: &&Translated<'_>| {
        let answer = json!({ "status": 400, "headers": [], "body": { "error": { "code": "refused" } } });
        json!({ "name": case.example.name, "answer": answer })
    };
    let parts: Vec<Vec<Value>> = parts.iter().map(|(_, _, cases)| cases.iter().map(case).collect()).collect();
    Value::from(parts).to_string().into_bytes()
}

/// How what was sent differs from the request; one line each.
pub fn differences(case: &Translated<'_>, result: &Value) -> Vec<String> {
    let Some(received) = result["received"].get(0) else {
        return vec![format!("nothing was sent: {}", result["end"])];
    };
    if !case.translation.parts.is_empty() {
        return batches::differences(case, received);
    }
    match &case.translation.way {
        Some(way) => compare::differences(&case.example, way, received),
        None => compare::by_hand(&case.example, received),
    }
}
