//! What the requests of a page send and get back.
//!
//! In: the operation section of a page. Out: [`Exchanges`]: the type that the response section links, else the one of
//! the example's annotation, else what the Methods table of the resource says; and the type of the body.

use std::collections::BTreeMap;

use crate::odata::Primitive;
use crate::page::{Json, OperationSection, Page, TypePhrase, TypeTerm};
use crate::resolve::names::context::Cx;
use crate::resolve::shared::corpus::near;
use crate::resolve::shared::draft::Draft;
use crate::resolve::shared::link::Linker;
use crate::resolve::shared::spelled::split;
use crate::resolve::types::untold;
use crate::schema::{TypeName, TypeRef};
use crate::source::Spanned;

/// Types that go over the wire, for every page of the corpus.
#[derive(Debug)]
pub(crate) struct Exchanges {
    pages: Vec<Exchange>,
}

/// Types that go over the wire for the requests of one page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exchange {
    /// What a successful response holds.
    pub returns: Option<TypeRef>,
    /// What the body holds, where it is an instance of a type.
    pub sends: Option<TypeRef>,
}

impl Exchanges {
    /// Those of every page.
    pub(crate) fn collect(cx: &Cx<'_>, draft: &Draft) -> Self {
        let methods = method_tables(cx);
        let pages = cx
            .corpus
            .pages
            .iter()
            .map(|page| match &page.operation {
                Some(operation) => Exchange {
                    returns: as_shown(draft, operation, returns(cx, page, operation, &methods)),
                    sends: stated(cx, page, operation, operation.body.ty.as_ref()),
                },
                None => Exchange::default(),
            })
            .collect();
        Self { pages }
    }

    /// The pages, by their index, whose answer would be another one without their examples.
    pub(crate) fn that_need_examples(&self, cx: &Cx<'_>, draft: &Draft) -> Vec<usize> {
        let methods = method_tables(cx);
        let differs = |page: &Page, exchange: &Exchange| {
            let Some(operation) = &page.operation else { return false };
            let without = OperationSection { examples: Vec::new(), ..operation.clone() };
            as_shown(draft, &without, returns(cx, page, &without, &methods)) != exchange.returns
        };
        let pages = cx.corpus.pages.iter().zip(&self.pages).enumerate();
        pages.filter(|(_, (page, exchange))| differs(page, exchange)).map(|(at, _)| at).collect()
    }

    /// Those of the page with this index.
    pub(crate) fn of(&self, page_at: usize) -> &Exchange {
        &self.pages[page_at]
    }
}

/// Return types of Methods tables by the page that each row links to; `None` where the tables contradict.
type MethodTables = BTreeMap<String, Option<TypeRef>>;

fn method_tables(cx: &Cx<'_>) -> MethodTables {
    let mut tables = MethodTables::new();
    for page in &cx.corpus.pages {
        for method in page.resources.iter().flat_map(|section| &section.methods) {
            let Some(link) = method.link.as_ref().filter(|link| link.api) else { continue };
            let returns = method.returns.as_ref().and_then(|phrase| cx.linker().link(phrase, page));
            tables
                .entry(link.slug.clone())
                .and_modify(|known| {
                    if *known != returns {
                        *known = None;
                    }
                })
                .or_insert(returns);
        }
    }
    tables
}

fn returns(
    cx: &Cx<'_>,
    page: &Page,
    operation: &OperationSection,
    methods: &MethodTables,
) -> Option<TypeRef> {
    let annotated = annotated(cx, page, operation);
    let stated = stated(cx, page, operation, operation.response.ty.as_ref());
    let unlinked = operation.response.ty.as_ref().is_some_and(|ty| ty.value.link.is_none());
    let empty = says_nothing(operation);
    match stated {
        // A text around the real thing ("a string") is weaker than a type that the example names.
        Some(TypeRef { name: TypeName::Primitive(_), .. }) if is_structured(annotated.as_ref()) => annotated,
        Some(_) if accepted(operation) => None,
        // A word in bold is weaker than a type that the example names; only links are sure.
        Some(_) if unlinked && is_structured(annotated.as_ref()) => annotated,
        Some(stated) => Some(stated),
        None if empty => None,
        None if is_structured(annotated.as_ref()) => annotated,
        None if operation.response.binary => {
            Some(TypeRef { name: TypeName::Primitive(Primitive::Stream), collection: false })
        }
        None if bare(operation) => annotated,
        None => {
            let listed = || methods.get(&page.slug).cloned().flatten();
            annotated.or_else(listed).or_else(|| within(cx, page, operation))
        }
    }
}

/// The type that a section names, unless it is just JSON; answers tell which of several types of the name that is.
fn stated(
    cx: &Cx<'_>,
    page: &Page,
    operation: &OperationSection,
    ty: Option<&Spanned<TypePhrase>>,
) -> Option<TypeRef> {
    let phrase = &ty?.value;
    let untold = phrase.link.is_none() && phrase.terms == [TypeTerm::Primitive(Primitive::Untyped)];
    cx.linker().link_hinted(phrase, page, operation.shown_types()).filter(|_| !untold)
}

/// 204: nothing comes back, and no example shows anything else.
pub(crate) fn says_nothing(operation: &OperationSection) -> bool {
    let codes = &operation.response.codes;
    let empty = !codes.is_empty() && codes.iter().all(|code| matches!(code, 204 | 205));
    empty && !bodies(operation).any(|(status, _)| matches!(status, 200 | 201))
}

/// 202 without a body in any example: what the section links to is where to ask how far it is.
fn accepted(operation: &OperationSection) -> bool {
    bare(operation) && operation.response.codes == [202]
}

/// Examples show responses, and none has a body.
fn bare(operation: &OperationSection) -> bool {
    let mut responses = operation.examples.iter().flat_map(|example| &example.responses).peekable();
    responses.peek().is_some() && responses.all(|response| response.body.is_none())
}

/// The type as the examples show it: a list of it, or one value in the envelope of a value.
fn as_shown(draft: &Draft, operation: &OperationSection, ty: Option<TypeRef>) -> Option<TypeRef> {
    let Some(ty) = ty else {
        if says_nothing(operation) {
            return None;
        }
        let shown = || bodies(operation).map(|(_, body)| body);
        let untold = || if bare(operation) { None } else { untold::answer(operation, shown()) };
        return single_value(operation).or_else(untold);
    };
    let own_value = match &ty.name {
        TypeName::Structured(name) => draft.member(name, "value").is_some(),
        TypeName::Primitive(_) | TypeName::Enum(_) => false,
    };
    if own_value {
        return Some(ty);
    }
    let structured = is_structured(Some(&ty));
    if let Some(value) = single_value(operation).filter(|_| structured) {
        return Some(value);
    }
    let mut bodies = bodies(operation).peekable();
    let listed =
        bodies.peek().is_some() && bodies.all(|(_, body)| matches!(body.get("value"), Some(Json::Array(_))));
    Some(TypeRef { collection: ty.collection || listed, ..ty })
}

/// `{ "value": true }`: how the protocol writes a value that is no object. Only truth values and texts tell their type.
fn single_value(operation: &OperationSection) -> Option<TypeRef> {
    let mut types = bodies(operation).map(|(_, body)| {
        let Json::Object(members) = body else { return None };
        let mut members = members.iter().filter(|(name, _)| !name.starts_with('@'));
        match (members.next(), members.next()) {
            (Some((name, value)), None) if name == "value" => of_value(value),
            _ => None,
        }
    });
    let first = types.next()??;
    types
        .all(|ty| ty == Some(first))
        .then_some(TypeRef { name: TypeName::Primitive(first), collection: false })
}

fn of_value(value: &Json) -> Option<Primitive> {
    match value {
        Json::Bool(_) => Some(Primitive::Boolean),
        Json::Text(_) => Some(Primitive::String),
        _ => None,
    }
}

/// The bodies of successful responses, with their status.
fn bodies(operation: &OperationSection) -> impl Iterator<Item = (u16, &Json)> {
    let responses = operation.examples.iter().flat_map(|example| &example.responses);
    let responses = responses.filter(|response| response.status < 300);
    responses.filter_map(|response| Some((response.status, &response.body.as_ref()?.value)))
}

fn is_structured(ty: Option<&TypeRef>) -> bool {
    ty.is_some_and(|ty| matches!(ty.name, TypeName::Structured(_)))
}

/// The type in the annotation of the first successful response that has one.
fn annotated(cx: &Cx<'_>, page: &Page, operation: &OperationSection) -> Option<TypeRef> {
    let responses = operation.examples.iter().flat_map(|example| &example.responses);
    responses.filter(|response| response.status < 400).find_map(|response| {
        let (namespace, name) = split(response.odata_type.as_deref()?);
        let collection = response.collection == Some(true);
        let found =
            cx.names.find(namespace, name, near(page)).map(|name| Linker { names: cx.names }.reference(name));
        let found = found.or_else(|| primitive(name).map(TypeName::Primitive))?;
        Some(TypeRef { name: found, collection })
    })
}

/// The type that an answer calls itself.
fn within(cx: &Cx<'_>, page: &Page, operation: &OperationSection) -> Option<TypeRef> {
    bodies(operation).find_map(|(_, body)| {
        let (namespace, name) = split(body.odata_type()?);
        let name = cx.names.find(namespace, name, near(page))?;
        Some(TypeRef { name: cx.linker().reference(name), collection: false })
    })
}

/// `Edm.X` and the like, as annotations print it. Texts are left out: many annotations say so of everything.
fn primitive(name: &str) -> Option<Primitive> {
    match name.to_ascii_lowercase().as_str() {
        "boolean" | "bool" => Some(Primitive::Boolean),
        "int32" | "integer" => Some(Primitive::Int32),
        "int64" => Some(Primitive::Int64),
        "stream" => Some(Primitive::Stream),
        "string" => Some(Primitive::String),
        "double" => Some(Primitive::Double),
        "guid" => Some(Primitive::Guid),
        "datetimeoffset" => Some(Primitive::DateTimeOffset),
        "date" => Some(Primitive::Date),
        _ => None,
    }
}
