//! The documented requests as a tree of their paths.
//!
//! ```text
//! v1.0: 2 requests
//! /crates
//!     GET     List crates -> collection of crate
//!   /{id}
//!     GET     Get crate -> crate
//! ```

use std::collections::BTreeMap;
use std::fmt;

use globset::{GlobBuilder, GlobMatcher};

use super::explain::near_paths;
use super::words::{push_line, type_text};
use crate::schema::{Request, Schema};

/// The tree of the requests whose path matches; empty where none does.
///
/// A path without wildcards stands for itself and everything below it. In a glob, `*` stays within a segment, `**`
/// crosses them, and `{id}` is the placeholder rather than a choice. Letter case is of no account.
pub fn show(schema: &Schema, glob: Option<&str>) -> Result<String, BadGlob> {
    let filter = glob.map(PathFilter::new).transpose()?;
    let matches = |request: &&Request| filter.as_ref().is_none_or(|filter| filter.matches(&request.template));
    let requests: Vec<&Request> = schema.requests.iter().filter(matches).collect();
    if requests.is_empty() {
        return Ok(String::new());
    }
    let mut root = Node::default();
    for request in &requests {
        root.insert(request);
    }
    let mut text = format!("{}: {} requests\n", schema.api.segment(), requests.len());
    root.print(0, &mut text);
    Ok(text)
}

/// Paths that come near to one that nothing was shown for; none for a glob that may mean many.
pub fn suggest(schemas: &[Schema], glob: &str) -> Vec<String> {
    let path = glob.trim().trim_matches(['/', '*']);
    if path.is_empty() || path.contains(['*', '?', '[']) {
        return Vec::new();
    }
    near_paths(schemas, None, &format!("/{path}"))
}

/// Which paths are meant.
pub(super) struct PathFilter(Vec<GlobMatcher>);

impl PathFilter {
    pub(super) fn new(glob: &str) -> Result<Self, BadGlob> {
        let glob = glob.trim().trim_end_matches('/');
        let is_plain = !glob.contains(['*', '?', '[']);
        let slash = if glob.starts_with(['/', '*']) { "" } else { "/" };
        let pattern = format!("{slash}{}", placeholders_as_wildcards(glob));
        let below = is_plain.then(|| format!("{pattern}/**"));
        let matcher = |pattern: String| {
            let glob = GlobBuilder::new(&pattern).literal_separator(true).case_insensitive(true).build();
            glob.map(|glob| glob.compile_matcher()).map_err(BadGlob)
        };
        Ok(Self(std::iter::once(pattern).chain(below).map(matcher).collect::<Result<_, _>>()?))
    }

    pub(super) fn matches(&self, template: &str) -> bool {
        self.0.iter().any(|matcher| matcher.is_match(template))
    }
}

/// `{id}` in a glob would mean the letters `id`; people mean the placeholder.
fn placeholders_as_wildcards(glob: &str) -> String {
    let mut text = String::new();
    let mut rest = glob;
    while let Some((before, inner, after)) = placeholder(rest) {
        text.push_str(before);
        if inner.contains(',') {
            text.push('{');
            text.push_str(inner);
            text.push('}');
        } else {
            text.push('*');
        }
        rest = after;
    }
    text + rest
}

/// The text before, in and after the first pair of braces.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inner, after) = rest.split_once('}')?;
    Some((before, inner, after))
}

/// A glob that cannot be understood.
#[derive(Debug)]
pub struct BadGlob(globset::Error);

impl fmt::Display for BadGlob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is no glob: {}", self.0)
    }
}

impl std::error::Error for BadGlob {}

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

    fn print(&self, depth: usize, text: &mut String) {
        let indent = "  ".repeat(depth);
        for (segment, child) in &self.children {
            push_line(text, format_args!("{indent}/{segment}"));
            for request in &child.requests {
                push_line(text, format_args!("{indent}    {}", line(request)));
            }
            child.print(depth + 1, text);
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

fn line(request: &Request) -> String {
    let returns =
        request.response.ty.as_ref().map_or_else(String::new, |ty| format!(" -> {}", type_text(ty)));
    let deprecated = if request.deprecated { " (deprecated)" } else { "" };
    format!("{:<7} {}{returns}{deprecated}", request.method.name(), request.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::from_json;

    fn check(glob: Option<&str>, expected: &[&str]) {
        let schema = from_json(include_str!("../export/sample.json")).expect("the sample is a schema");
        let text = show(&schema, glob).expect("a glob");
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

    #[test]
    fn a_broken_glob_is_said_to_be_one() {
        let schema = Schema::new(crate::schema::ApiVersion::V1);
        let error = show(&schema, Some("/a[")).expect_err("an open bracket");
        assert!(error.to_string().starts_with("this is no glob: "), "{error}");
    }
}
