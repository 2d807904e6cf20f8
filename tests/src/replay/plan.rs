//! What is played: every example with its call, the sample of them, and the source of programs.
//!
//! In: documents, schemas and SDK. Out: [`Plan`]s in the order of the pages; [`Program`](super::super::program)s' source
//! and input.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use msgraph_codegen::page::Page;
use msgraph_codegen::schema::Schema;
use msgraph_codegen::sdk::{Body as Sends, Push};
use serde_json::{Value, json};

use super::code::{self, Code};
use super::documented::Paths;
use super::example::{self, Body, Example};
use msgraph_codegen::call::index::Index;
use msgraph_codegen::call::way::{self, Way};
use msgraph_codegen::odata::address as url;

/// An example of a documented path, and how it is called.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The example.
    pub example: Example,
    /// The methods that lead there.
    pub chain: Option<Way<'a>>,
    /// The call, or why there is none.
    pub code: Result<Code, String>,
}

/// The plans of one version.
#[derive(Debug)]
pub struct Plans<'a> {
    /// One for each example of a documented path.
    pub plans: Vec<Plan<'a>>,
    /// Examples whose path nobody documents.
    pub undocumented: Vec<Example>,
    /// Request lines, and those of them that have a method.
    pub lines: (usize, Vec<String>),
}

/// Plans all examples of a version.
pub fn plans<'a>(pages: &[Page], schema: &Schema, api: &'a Index<'a>) -> Plans<'a> {
    let paths = Paths::new(schema);
    let mut found = Plans { plans: Vec::new(), undocumented: Vec::new(), lines: lines(schema, api) };
    let examples = example::examples(pages);
    for example in examples.into_iter().filter(|example| example.version == schema.api) {
        let tokens = url::path(url::split(&example.url).0);
        if paths.find(example.method, &example.page, &tokens).is_none() {
            found.undocumented.push(example);
            continue;
        }
        let chain = way::find(api, example.method, &example.page, &tokens).way;
        let code = match &chain {
            Some(chain) => code::code(api, &example, chain),
            None => Err("no method leads to this path".to_owned()),
        };
        found.plans.push(Plan { example, chain, code });
    }
    found
}

/// How many request lines there are, and which of them no method makes.
fn lines(schema: &Schema, api: &Index<'_>) -> (usize, Vec<String>) {
    let uncallable = schema.requests.iter().filter(|request| {
        let tokens = url::path(&request.template);
        let found = way::find(api, request.method, &request.page, &tokens);
        found.way.is_none() && found.bare.is_none()
    });
    let told = uncallable
        .map(|request| format!("{}: {} {}", request.page, request.method.as_str(), request.template))
        .collect();
    (schema.requests.len(), told)
}

/// The first example of every kind of call, body, path ending and demanded query, and of every product area.
pub fn sample<'p, 'a>(plans: &'p [Plan<'a>]) -> Vec<&'p Plan<'a>> {
    let mut seen = BTreeSet::new();
    let mut chosen = Vec::new();
    for plan in plans {
        let (Some(chain), Ok(_)) = (&plan.chain, &plan.code) else { continue };
        let call = chain.call;
        let asked = if call.query.is_empty() { "" } else { "with a query" };
        let kind = format!("{:?} {} {} {asked}", call.kind, body_name(&call.body), push_name(&call.push));
        let step = chain.steps.len();
        let fresh = [
            seen.insert(kind),
            seen.insert(format!("area {}", plan.example.area)),
            step > 6 && seen.insert(format!("steps {step}")),
        ];
        if fresh.contains(&true) {
            chosen.push(plan);
        }
    }
    chosen
}

/// The kind of a body.
pub fn body_name(body: &Sends) -> &'static str {
    match body {
        Sends::Model(_) => "model",
        Sends::Patch(_) => "patch",
        Sends::Parameters(_) => "parameters",
        Sends::Value(_) => "value",
        Sends::Binary(_) => "bytes",
        Sends::Reference => "reference",
        Sends::ReferenceInQuery => "reference in the query",
        Sends::Untyped => "untyped",
        Sends::None => "none",
    }
}

/// The kind of a step.
pub fn push_name(push: &Push) -> &'static str {
    match push {
        Push::Nothing => "nothing",
        Push::Segments(_) => "segments",
        Push::Key => "key",
        Push::NamedKeys(_) => "named keys",
        Push::Call { .. } => "call",
        Push::FilePath => "file path",
    }
}

/// The source of a program that plays these examples of the versions, by module.
pub fn source(parts: &[(&str, &str, &[&Plan<'_>])]) -> String {
    let mut text = String::from("use msgraph_tests::replay::play::{Case, Play, Stage, Step};\n");
    let mut main = String::from("fn main() {\n    let mut stage = Stage::start();\n");
    for (number, (module, segment, plans)) in parts.iter().enumerate() {
        let names = functions(&mut text, number, module, plans);
        let _ = writeln!(
            main,
            "    let client = msgraph::{module}::GraphClient::from_client(stage.client({segment:?}));\n    \
             stage.play({number}, &client, p{number}::ALL);"
        );
        let _ = writeln!(text, "    pub static ALL: &[(&str, Play<GraphClient>)] = &[{names}];\n}}");
    }
    text + &main + "    stage.end();\n}\n"
}

fn functions(text: &mut String, number: usize, module: &str, plans: &[&Plan<'_>]) -> String {
    let mut names = String::new();
    let _ = writeln!(
        text,
        "#[allow(unused_imports, reason = \"not every program needs all of them\")]\nmod p{number} {{\n    use msgraph::{module}::{{GraphClient, models, parameters, requests}};\n    use msgraph::{{Date, DateTimeOffset, Decimal, Duration, Flags, Guid, Literal, TimeOfDay}};\n    \
         use msgraph_tests::replay::play::{{Case, Play, Step, changes, operation, page, plain, reference}};"
    );
    let built = plans.iter().filter_map(|plan| Some((plan, plan.code.as_ref().ok()?)));
    for (at, (plan, code)) in built.enumerate() {
        let _ = writeln!(text, "    fn c{at}(g: &GraphClient, c: &Case) -> Step {{ {} }}", code.source);
        let _ = write!(names, "({:?}, c{at}), ", plan.example.name);
    }
    names
}

/// The cases of a program: a list for each part.
pub fn input(parts: &[(&str, &str, &[&Plan<'_>])]) -> Vec<u8> {
    let cases: Value = parts
        .iter()
        .map(|(_, _, plans)| plans.iter().map(|plan| case(&plan.example)).collect::<Value>())
        .collect();
    cases.to_string().into_bytes()
}

fn case(example: &Example) -> Value {
    let answer = example.answer.as_ref().map(|answer| {
        let headers: Vec<[String; 2]> = answer
            .headers
            .iter()
            .map(|(name, value)| [name.to_ascii_lowercase(), value.clone()])
            .filter(|[name, _]| ANSWERED.contains(&name.as_str()))
            .collect();
        let (body, text) = parts(&answer.body);
        json!({ "status": answer.status, "headers": headers, "body": body, "text": text })
    });
    let (body, text) = parts(&example.body);
    json!({
        "name": example.name,
        "body": body,
        "text": text,
        "content_type": example.header("content-type"),
        "answer": answer,
    })
}

/// Headers of answers that mean something to a client; the others are the server's own.
const ANSWERED: &[&str] =
    &["azure-asyncoperation", "content-type", "etag", "location", "operation-location", "preference-applied"];

fn parts(body: &Body) -> (Value, Value) {
    match body {
        Body::None => (Value::Null, Value::Null),
        Body::Json(value) => (value.clone(), Value::Null),
        Body::Text(text) => (Value::Null, Value::from(text.as_str())),
    }
}
