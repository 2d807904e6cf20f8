//! Hand-made pages for the tests of this room.

use crate::diagnostic::Report;
use crate::mend::mend;
use crate::odata::{ApiVersion, Method, Primitive};
use crate::page::{
    BodyFacts, EnumPlace, EnumSection, Form, Json, Language, LinkTarget, MemberRow, MethodRow, NameSource,
    OperationSection, Page, PageKind, ParameterPlace, ParameterRow, PropertyFacts, PropertyRow, RequestLine,
    ResourceSection, ResponseFacts, Sample, StatedName, TypePhrase, TypeTerm,
};
use crate::schema::Schema;
use crate::source::{SourceFile, SourceMap, Span, Spanned};

use super::{ResolveOptions, resolve};

/// Pages under construction: each gets a place of its own in the source map.
#[derive(Default)]
pub(super) struct Docs {
    pub sources: SourceMap,
    pub pages: Vec<Page>,
    next: usize,
}

impl Docs {
    fn span(&mut self, page: crate::source::PageId) -> Span {
        self.next += 1;
        Span::new(page, self.next..self.next + 1)
    }

    fn page(&mut self, slug: &str, kind: PageKind, corpus: u8) -> Page {
        let path = format!("api-reference/v1.0/{slug}.md");
        let id = self.sources.add(SourceFile { path, text: String::new(), corpus });
        let title = Spanned::new(slug.to_owned(), self.span(id));
        Page {
            id,
            version: ApiVersion::V1,
            form: Form::Markdown,
            language: Language::English,
            kind,
            slug: slug.to_lowercase(),
            title,
            title_anchor: None,
            date: None,
            product: None,
            doc_type: None,
            namespace: None,
            summary: None,
            deprecated: false,
            resources: Vec::new(),
            enums: Vec::new(),
            operation: None,
        }
    }

    fn row(&mut self, page: crate::source::PageId, name: &str, ty: &str) -> PropertyRow {
        PropertyRow {
            name: Spanned::new(name.to_owned(), self.span(page)),
            repair: None,
            lost: false,
            heard: Vec::new(),
            ty: Some(Spanned::new(phrase(ty), self.span(page))),
            facts: PropertyFacts::default(),
            prose: None,
        }
    }

    /// A resource page: `name: base`, rows `name: type`, `name -> type` for relationships.
    pub(super) fn resource(&mut self, heading: &str, rows: &[&str]) -> &mut ResourceSection {
        let (name, base) = heading.split_once(':').map_or((heading, None), |(n, b)| (n, Some(b.trim())));
        let (namespace, simple) = crate::corpus::spelled::split(name);
        let mut page = self.page(&simple.to_lowercase(), PageKind::Resource, 0);
        let id = page.id;
        page.namespace = (!namespace.is_empty()).then(|| Spanned::new(namespace.to_owned(), self.span(id)));
        let name = StatedName { text: simple.to_owned(), source: NameSource::Heading };
        let mut section = ResourceSection {
            name: Spanned::new(name, self.span(id)),
            annotation: None,
            inherits: base.map(|base| Spanned::new(phrase(base), self.span(id))),
            derived: Vec::new(),
            abstract_: false,
            open: false,
            properties: Vec::new(),
            relationships: Vec::new(),
            methods: Vec::new(),
            representation: None,
        };
        for row in rows {
            if let Some((name, ty)) = row.split_once(" -> ") {
                section.relationships.push(self.row(id, name, ty));
            } else if let Some((name, ty)) = row.split_once(": ") {
                section.properties.push(self.row(id, name, ty));
            }
        }
        page.resources.push(section);
        self.pages.push(page);
        &mut self.pages.last_mut().expect("it was pushed the line before").resources[0]
    }

    /// An enum page; members `name` or `name = value`.
    pub(super) fn enumeration(&mut self, name: &str, members: &[&str]) -> &mut Page {
        let mut page = self.page(&name.to_lowercase(), PageKind::Enum, 0);
        let id = page.id;
        let rows = members.iter().map(|member| {
            let (name, value) = member.split_once(" = ").unwrap_or((member, ""));
            MemberRow {
                name: Spanned::new(name.to_owned(), self.span(id)),
                repair: None,
                lost: false,
                heard: Vec::new(),
                value: value.parse().ok(),
                prose: None,
            }
        });
        let rows = rows.collect();
        let name = StatedName { text: name.to_owned(), source: NameSource::Heading };
        page.enums.push(EnumSection {
            name: Spanned::new(name, self.span(id)),
            place: EnumPlace::OwnPage,
            members: rows,
            flags: false,
            evolvable_values: Vec::new(),
        });
        self.pages.push(page);
        self.pages.last_mut().expect("it was pushed the line before")
    }

    /// An operation page with its request lines and what comes back (empty for nothing).
    pub(super) fn operation(&mut self, slug: &str, lines: &[&str], returns: &str) -> &mut OperationSection {
        let mut page = self.page(slug, PageKind::Operation, 0);
        let id = page.id;
        let requests = lines.iter().map(|line| {
            let (method, url) = line.split_once(' ').expect("a method and a path");
            let method = match method {
                "GET" => Method::Get,
                "POST" => Method::Post,
                "PUT" => Method::Put,
                "PATCH" => Method::Patch,
                _ => Method::Delete,
            };
            RequestLine::new(method, Spanned::new(url.to_owned(), self.span(id)))
        });
        let requests = requests.collect();
        let ty = (!returns.is_empty()).then(|| Spanned::new(phrase(returns), self.span(id)));
        page.operation = Some(OperationSection {
            requests,
            response: ResponseFacts { ty, ..ResponseFacts::default() },
            body: BodyFacts::default(),
            ..OperationSection::default()
        });
        self.pages.push(page);
        self.pages.last_mut().and_then(|page| page.operation.as_mut()).expect("it was set the lines before")
    }

    /// Gives the last page, which is an operation, rows `name: type` of parameters.
    pub(super) fn parameters(&mut self, place: ParameterPlace, rows: &[&str]) {
        let id = self.pages.last().expect("there is a page").id;
        let rows: Vec<PropertyRow> = rows
            .iter()
            .map(|row| {
                let (name, ty) = row.split_once(": ").expect("a name and a type");
                self.row(id, name, ty)
            })
            .collect();
        let operation = self.pages.last_mut().and_then(|page| page.operation.as_mut());
        let rows = rows.into_iter().map(|row| ParameterRow { row, place });
        operation.expect("the last page is an operation").parameters.extend(rows);
    }

    /// Lets the last page's rows carry facts.
    pub(super) fn facts(&mut self, row: usize, facts: PropertyFacts) {
        let section = self.pages.last_mut().and_then(|page| page.resources.first_mut());
        section.expect("the last page is a resource").properties[row].facts = facts;
    }

    /// The schema of all pages, mended.
    pub(super) fn resolve(&self) -> (Schema, Report) {
        let (pages, mut report) = mend(&self.sources, self.pages.clone());
        let (schema, resolved) = resolve(&self.sources, &pages, ApiVersion::V1, &ResolveOptions::default());
        report.merge(resolved);
        (schema, report)
    }
}

/// `String`, `user`, `user collection`, `microsoft.graph.x.y`.
pub(super) fn phrase(text: &str) -> TypePhrase {
    let (name, collection) = text.strip_suffix(" collection").map_or((text, false), |name| (name, true));
    let primitive = match name {
        "String" => Some(Primitive::String),
        "Int32" => Some(Primitive::Int32),
        "Boolean" => Some(Primitive::Boolean),
        _ => None,
    };
    let (namespace, simple) = crate::corpus::spelled::split(name);
    let term = primitive.map_or_else(
        || TypeTerm::Named { namespace: namespace.to_owned(), name: simple.to_owned() },
        TypeTerm::Primitive,
    );
    TypePhrase { terms: vec![term], collection, link: None, notes: Vec::new(), raw: text.to_owned() }
}

/// A Methods row that links to an API page.
pub(super) fn method(slug: &str, at: Span) -> MethodRow {
    let link = LinkTarget { slug: slug.to_owned(), api: true, fragment: None };
    MethodRow { name: Spanned::new(slug.to_owned(), at), link: Some(link), returns: None }
}

/// A representation with text members.
pub(super) fn texts(keys: &[&str], at: Span) -> Sample {
    let members = keys.iter().map(|key| ((*key).to_owned(), Json::Text("String".to_owned())));
    Sample { value: Json::Object(members.collect()), span: at }
}

/// Values of a row.
pub(super) fn values(words: &[&str], at: Span) -> PropertyFacts {
    let values = words.iter().map(|word| Spanned::new((*word).to_owned(), at)).collect();
    PropertyFacts { values, ..PropertyFacts::default() }
}
