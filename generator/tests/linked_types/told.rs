//! Pages made of few words, and what is made of them, as lines of text.

use msgraph_codegen::diagnostic::Report;
use msgraph_codegen::file::Content;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::page::Page;
use msgraph_codegen::resolve::{ResolveOptions, resolve};
use msgraph_codegen::schema::{RequestBody, Schema, StructuredKind, TypeName, TypeRef};
use msgraph_codegen::source::{SourceFile, SourceMap};
use msgraph_codegen::{distill, mend, parse};

/// Pages by their path below the version, without ending.
pub(crate) type Pages<'p> = [(&'p str, String)];

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
pub(crate) fn schema(pages: &Pages<'_>) -> (Schema, Report) {
    let path = |slug: &str| format!("api-reference/v1.0/{slug}.md");
    let (sources, full) = read(pages.iter().map(|(slug, text)| (path(slug), text.clone())));
    let made = resolve(&sources, &full, ApiVersion::V1, &ResolveOptions::default());
    let distilled = distill::files(&sources, &full, None).0.into_iter().map(|file| match file.content {
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
pub(crate) fn check(pages: &Pages<'_>, expected: &[&str]) -> Report {
    let (schema, report) = schema(pages);
    let told = told(&schema);
    for line in expected {
        assert!(told.iter().any(|known| known == line), "{line}\nis not among\n{}", told.join("\n"));
    }
    report
}

#[track_caller]
pub(crate) fn check_absent(pages: &Pages<'_>, absent: &[&str]) {
    let (schema, _) = schema(pages);
    let told = told(&schema);
    for word in absent {
        assert!(!told.iter().any(|line| line.contains(word)), "{word} is among\n{}", told.join("\n"));
    }
}

/// A resource page: a sentence, rows `name|type|description`, members of the block beside the type.
pub(crate) fn resource(name: &str, sentence: &str, rows: &[&str], shown: &str) -> String {
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
pub(crate) struct Api<'a> {
    pub(crate) title: &'a str,
    pub(crate) namespace: &'a str,
    pub(crate) about: &'a str,
    pub(crate) line: &'a str,
    pub(crate) body: &'a str,
    pub(crate) response: &'a str,
    /// Request, annotation of the response, status and body of it.
    pub(crate) example: Option<(&'a str, &'a str, &'a str, &'a str)>,
}

impl Api<'_> {
    pub(crate) fn page(self) -> String {
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

pub(crate) const HOST: &str = "https://graph.microsoft.com/v1.0";
