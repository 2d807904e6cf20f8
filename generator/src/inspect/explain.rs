//! What is known about a type, a property, an action or function, or a request, from which page and line, and what the
//! crate calls it.
//!
//! Names are found whatever their letter case, with and without namespace. What is not there is answered with the
//! names that come near.

mod operations;
mod query;
mod requests;
mod rows;
mod suggestions;
mod types;

use super::face::Names;
use super::places::Places;
use crate::schema::Schema;
use crate::source::SourceMap;
use query::Query;
pub(super) use requests::{near_paths, other_methods};

/// Says what is known about `query`: `TYPE`, `TYPE.property`, `METHOD /path` or `/path`. One part a schema that has it.
pub fn explain(
    schemas: &[Schema],
    names: &Names,
    sources: &SourceMap,
    query: &str,
) -> Result<String, NotFound> {
    let parsed = Query::parse(query);
    let places = Places::new(sources, names);
    let of_schema = |schema| match &parsed {
        Query::Request { method, path } => requests::explain(schema, &places, *method, path),
        Query::Name(name) => types::explain(schema, &places, name),
    };
    let parts: Vec<String> = schemas.iter().filter_map(of_schema).collect();
    if !parts.is_empty() {
        return Ok(parts.join("\n"));
    }
    let (owner, suggestions) = match &parsed {
        Query::Request { method, path } => (None, requests::suggest(schemas, *method, path)),
        Query::Name(name) => (suggestions::known_owner(schemas, name), suggestions::suggest(schemas, name)),
    };
    Err(NotFound { query: query.trim().to_owned(), owner, suggestions })
}

/// Nothing is known under the name, but perhaps under one of these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing is known about `{query}`; {}", self.hint())]
pub struct NotFound {
    /// What was asked for.
    pub query: String,
    /// The type that was asked for a member, if there is one.
    pub owner: Option<String>,
    /// What comes near, best first.
    pub suggestions: Vec<String>,
}

impl NotFound {
    fn hint(&self) -> String {
        match (self.suggestions.as_slice(), &self.owner) {
            ([], Some(owner)) => format!("`explain {owner}` lists what there is"),
            ([], None) => "ask for TYPE, TYPE.property or \"METHOD /path\"".to_owned(),
            (near, _) => format!("did you mean `{}`?", near.join("`, `")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::from_json;
    use crate::lower::{LowerOptions, lower};
    use crate::odata::ApiVersion;
    use crate::schema::{Request, Segment, SegmentKind};
    use crate::source::SourceFile;

    fn sample() -> (Vec<Schema>, SourceMap) {
        let mut sources = SourceMap::default();
        let text = "x".repeat(39).replace('x', "x\n") + &"line\n".repeat(120);
        let path = "api-reference/v1.0/resources/crate.md";
        sources.add(SourceFile { path: path.into(), text, corpus: 0 });
        let schema = from_json(include_str!("../export/sample.json")).expect("the sample is a schema");
        (vec![schema, Schema::new(ApiVersion::Beta)], sources)
    }

    fn check(query: &str, snapshot: &str) {
        let (schemas, sources) = sample();
        check_of(&schemas, &sources, query, snapshot);
    }

    fn check_of(schemas: &[Schema], sources: &SourceMap, query: &str, snapshot: &str) {
        let (sdk, _) = lower(schemas, &LowerOptions::default());
        let names = Names::new(schemas, &sdk);
        let text = explain(schemas, &names, sources, query).expect("known");
        insta::assert_snapshot!(snapshot, text);
    }

    #[test]
    fn a_type() {
        check("Crate", "a_type");
        check("callRecords.session", "a_derived_type");
        check("microsoft.graph.crateState", "an_enum");
    }

    #[test]
    fn a_property() {
        check("crate.weight", "a_property");
        check("crate.ID", "an_inherited_property");
        check("graph.crate.items", "a_navigation_property");
        check("crateState.open", "a_member");
    }

    #[test]
    fn an_operation() {
        check("moveTo", "an_action");
    }

    #[test]
    fn a_request() {
        check("get /crates", "a_request");
        check("https://graph.microsoft.com/v1.0/crates/0815/moveto?$select=id", "a_request_with_a_key");
        check("POST /crates('0815')/moveTo()", "a_request_with_a_key");
    }

    /// A request of the function of the sample, as its page shows it.
    fn calling(text: &str, arguments: &[&str]) -> Request {
        let (schemas, _) = sample();
        let mut request = schemas[0].requests[0].clone();
        let page = "crate-heaviest".to_owned();
        let arguments = arguments.iter().map(|name| (*name).to_owned()).collect();
        let kind = SegmentKind::Operation { name: "heaviest".to_owned(), arguments };
        request.template.extend(["/", text]);
        let ty = request.addresses.clone();
        request.segments.push(Segment { text: text.to_owned(), kind, ty });
        Request { page, title: "crate: heaviest".to_owned(), ..request }
    }

    #[test]
    fn a_request_of_a_function() {
        let (mut schemas, sources) = sample();
        schemas[0].requests.push(calling("heaviest(count={count})", &["count"]));
        check_of(&schemas, &sources, "GET /crates/heaviest(count=5)", "a_request_of_a_function");
        // The page describes what its path does not show.
        let request = calling("heaviest", &[]);
        let function = |schemas: &[Schema]| {
            let text = explain(schemas, &Names::default(), &sources, "GET /crates/heaviest").expect("known");
            text.contains("parameter count ")
        };
        schemas[0].requests = vec![request];
        assert!(function(&schemas));
        // An overload without parameters is what it shows.
        let mut without =
            schemas[0].operations.iter().find(|of| of.takes(&["Count"])).expect("known").clone();
        without.parameters.clear();
        schemas[0].operations.push(without);
        assert!(!function(&schemas));
        // Another type has it.
        schemas[0].operations.pop();
        for operation in &mut schemas[0].operations {
            operation.binding = None;
        }
        assert!(!function(&schemas));
    }

    #[test]
    fn near_misses() {
        let (schemas, sources) = sample();
        let check = |query: &str, expected: &str| {
            let error = explain(&schemas, &Names::default(), &sources, query).expect_err("not known");
            assert_eq!(error.to_string(), expected);
        };
        check("crat", "nothing is known about `crat`; did you mean `crate`, `crateSides`, `crateState`?");
        check("crate.wieght", "nothing is known about `crate.wieght`; did you mean `crate.weight`?");
        check("crate.wght", "nothing is known about `crate.wght`; did you mean `crate.weight`?");
        check("crate.texture", "nothing is known about `crate.texture`; `explain crate` lists what there is");
        check("crte.weight", "nothing is known about `crte.weight`; did you mean `crate.weight`?");
        check(
            "graph.crte.wieght",
            "nothing is known about `graph.crte.wieght`; did you mean `crate.weight`?",
        );
        check("weight", "nothing is known about `weight`; did you mean `crate.weight`?");
        check("Open", "nothing is known about `Open`; did you mean `crateState.open`?");
        check(
            "microsoft.graph.crat",
            "nothing is known about `microsoft.graph.crat`; did you mean `crate`, `crateSides`, `crateState`?",
        );
        check(
            "callRecords.sesion",
            "nothing is known about `callRecords.sesion`; did you mean `callRecords.session`?",
        );
        check(
            "GET /crate",
            "nothing is known about `GET /crate`; did you mean `GET /crates`, `GET /crates/{id}`, `GET /crates/{id}/owner`?",
        );
        check(
            "GET /crate/1/owners",
            "nothing is known about `GET /crate/1/owners`; did you mean `GET /crates/{id}/owner`?",
        );
        check(
            "PUT /crates",
            "nothing is known about `PUT /crates`; did you mean `GET /crates`, `POST /crates`?",
        );
        check(
            "GET /yard/owner",
            "nothing is known about `GET /yard/owner`; did you mean `GET /crates/{id}/owner`?",
        );
        check("?", "nothing is known about `?`; ask for TYPE, TYPE.property or \"METHOD /path\"");
    }
}
