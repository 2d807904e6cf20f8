//! The documented requests as a tree of their paths.
//!
//! ```text
//! v1.0: 2 requests
//! /crates
//!     GET     List crates -> collection of crate  [msgraph::v1::requests::CrateCollectionRequests::list, page crate-list]
//!   /{id}
//!     GET     Get crate -> crate  [msgraph::v1::requests::CrateRequests::get, page crate-get]
//! ```

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::explain::{near_paths, other_methods};
use super::face::Names;
use super::thing::Thing;
use super::words::{push_line, type_text};
use crate::odata::{ApiVersion, PathGlob};
use crate::schema::{Request, Schema};

/// The tree of the requests whose path matches; empty where none does.
pub fn show(schema: &Schema, names: &Names, glob: Option<&PathGlob>) -> String {
    let matches = |request: &&Request| glob.is_none_or(|glob| glob.matches(&request.template));
    let requests = described(schema.requests.iter().filter(matches), schema.api, names);
    if requests.is_empty() {
        return String::new();
    }
    let mut root = Node::default();
    for request in &requests {
        root.insert(request);
    }
    let mut text = format!("{}: {} requests\n", schema.api.segment(), requests.len());
    root.print(0, (schema.api, names), &mut text);
    text
}

/// Each request once, by the page that its method took; else by the first.
fn described<'a>(
    requests: impl Iterator<Item = &'a Request>,
    api: ApiVersion,
    names: &Names,
) -> Vec<&'a Request> {
    let mut once: IndexMap<String, &Request> = IndexMap::new();
    for request in requests {
        let name = subject(request);
        let is_taken = names.page(api, &name) == Some(request.page.as_str());
        let known = once.entry(name).or_insert(request);
        if is_taken {
            *known = request;
        }
    }
    once.into_values().collect()
}

fn subject(request: &Request) -> String {
    format!("{} {}", request.method.as_str(), request.template)
}

/// Paths that come near to one that nothing was shown for; none for a glob that may mean many.
pub fn suggest(schemas: &[Schema], glob: &str) -> Vec<String> {
    let path = glob.trim().trim_matches(['/', '*']);
    if path.is_empty() || path.contains(['*', '?', '[']) {
        return Vec::new();
    }
    near_paths(schemas, None, &format!("/{path}"))
}

/// What is documented near to a request that is not: other methods of its path, else paths that come near.
pub fn suggest_request(schemas: &[Schema], path: &str) -> Vec<String> {
    let others = other_methods(schemas, path);
    if others.is_empty() { suggest(schemas, path) } else { others }
}

/// A segment of paths with what is below it.
#[derive(Default)]
struct Node<'a> {
    requests: Vec<&'a Request>,
    children: BTreeMap<&'a str, Node<'a>>,
}

impl<'a> Node<'a> {
    fn insert(&mut self, request: &'a Request) {
        let mut node = self;
        for segment in segments(request) {
            node = node.children.entry(segment).or_default();
        }
        node.requests.push(request);
    }

    fn print(&self, depth: usize, (api, names): (ApiVersion, &Names), text: &mut String) {
        let indent = "  ".repeat(depth);
        for (segment, child) in &self.children {
            push_line(text, format_args!("{indent}/{segment}"));
            for request in &child.requests {
                push_line(text, format_args!("{indent}    {}", line(request, api, names)));
            }
            child.print(depth + 1, (api, names), text);
        }
    }
}

/// As resolving cut the path: a slash may stand within an argument.
fn segments(request: &Request) -> Vec<&str> {
    if request.segments.is_empty() {
        return request.template.split('/').filter(|segment| !segment.is_empty()).collect();
    }
    request.segments.iter().map(|segment| segment.text.as_str()).collect()
}

fn line(request: &Request, api: ApiVersion, names: &Names) -> String {
    let returns =
        request.response.ty.as_ref().map_or_else(String::new, |ty| format!(" -> {}", type_text(ty)));
    let deprecated = if request.deprecated { " (deprecated)" } else { "" };
    let rust = names.rust(api, Thing::Request, &subject(request));
    let rust = rust.map_or_else(String::new, |rust| format!("  [{rust}, page {}]", request.page));
    format!("{:<7} {}{returns}{deprecated}{rust}", request.method.as_str(), request.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::from_json;

    fn check(glob: Option<&str>, expected: &[&str]) {
        let schema = from_json(include_str!("../export/sample.json")).expect("the sample is a schema");
        let glob = glob.map(|glob| PathGlob::new(glob).expect("a glob"));
        let text = show(&schema, &Names::default(), glob.as_ref());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_plain_path_has_everything_below() {
        check(
            Some("crates/{id}"),
            &[
                "v1.0: 4 requests",
                "/crates",
                "  /{id}",
                "      GET     Get crate -> crate",
                "      DELETE  Delete crate",
                "    /moveTo",
                "        POST    crate: moveTo",
                "    /owner",
                "        GET     Get owner -> keeper",
            ],
        );
    }

    #[test]
    fn a_glob_means_what_it_says() {
        let tree = ["v1.0: 1 requests", "/yard", "    GET     Get yard -> crate"];
        check(Some("/{yard,garden}"), &tree);
        check(Some("/Y*"), &tree);
        check(Some("/nothing/**"), &[]);
    }

    #[test]
    fn near_paths_are_suggested() {
        let schemas = [from_json(include_str!("../export/sample.json")).expect("the sample is a schema")];
        let check = |glob, expected: &[&str]| assert_eq!(suggest(&schemas, glob), expected, "{glob}");
        check("/crates/{id}/ownr", &["/crates/{id}/owner", "/crates/{id}", "/crates/{id}/moveTo"]);
        check("crates/4711/ownr/", &["/crates/{id}/owner", "/crates/{id}", "/crates/{id}/moveTo"]);
        check("/yrad/**", &["/yard"]);
        check("/cra*/x", &[]);
        check("", &[]);
    }
}
