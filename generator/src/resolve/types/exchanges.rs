//! What the requests of a page send and get back.
//!
//! In: the operation section of a page. Out: [`Exchanges`]: the type that the response section links, else the one of
//! the example's annotation, else what the Methods table of the resource says; and the type of the body.

use std::collections::BTreeMap;

use crate::corpus::context::Cx;
use crate::corpus::link::Linker;
use crate::corpus::pages::near;
use crate::corpus::spelled::split;
use crate::odata::{Method, Primitive};
use crate::page::{Example, ExampleResponse, Json, OperationSection, Page, TypePhrase, TypeTerm, Voice};
use crate::resolve::shared::draft::Draft;
use crate::resolve::types::{untold, widen};
use crate::schema::{TypeName, TypeRef};
use crate::source::Spanned;

/// Types that go over the wire, for every page of the corpus.
#[derive(Debug)]
pub(crate) struct Exchanges {
    pages: Vec<Vec<Exchange>>,
    none: Exchange,
}

/// Types that go over the wire for one request line of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Exchange {
    /// What a successful response holds, as far as the page tells without knowing where the path leads.
    pub returns: Option<TypeRef>,
    /// What the examples of the line itself are of by their annotation, where that is something else.
    pub shown: Option<TypeRef>,
    /// What the body holds, where it is an instance of a type.
    pub sends: Option<TypeRef>,
    /// Whether the page says that nothing comes back.
    pub empty: bool,
    /// Whether what is added is answered with all that is there.
    pub all: bool,
    /// What is linked where an answer without a body says that something goes on.
    pub accepted: Option<TypeRef>,
}

impl Exchanges {
    /// Those of every line of every page.
    pub(crate) fn collect(cx: &Cx<'_>, draft: &Draft) -> Self {
        let reader = Reader { cx, draft, methods: method_tables(cx) };
        let pages = cx.corpus.pages.iter().map(|page| match &page.operation {
            Some(operation) => reader.lines(page, operation),
            None => Vec::new(),
        });
        Self { pages: pages.collect(), none: Exchange::default() }
    }

    /// The pages, by their index, whose answers would be others without their examples.
    pub(crate) fn that_need_examples(&self, cx: &Cx<'_>, draft: &Draft) -> Vec<usize> {
        let reader = Reader { cx, draft, methods: method_tables(cx) };
        let differs = |page: &Page, lines: &Vec<Exchange>| {
            let Some(operation) = &page.operation else { return false };
            let without = OperationSection { examples: Vec::new(), ..operation.clone() };
            reader.lines(page, &without) != *lines
        };
        let pages = cx.corpus.pages.iter().zip(&self.pages).enumerate();
        pages.filter(|(_, (page, lines))| differs(page, lines)).map(|(at, _)| at).collect()
    }

    /// What the first reading line of a page gets back.
    pub(crate) fn read_by(&self, cx: &Cx<'_>, slug: &str) -> Option<&TypeRef> {
        let mut pages = cx.corpus.pages.iter().zip(&self.pages);
        let (page, lines) = pages.find(|(page, _)| page.slug == slug && page.operation.is_some())?;
        let requests = &page.operation.as_ref()?.requests;
        let read = requests.iter().position(|request| request.method == Method::Get)?;
        lines.get(read)?.returns.as_ref()
    }

    /// That of a line, by the index of its page and its own.
    pub(crate) fn of(&self, page_at: usize, line_at: usize) -> &Exchange {
        self.pages[page_at].get(line_at).unwrap_or(&self.none)
    }
}

/// What answers are read with.
struct Reader<'r, 'a> {
    cx: &'r Cx<'a>,
    draft: &'r Draft,
    methods: MethodTables,
}

/// What a page says of one of its lines.
#[derive(Clone, Copy)]
struct Line<'l> {
    page: &'l Page,
    operation: &'l OperationSection,
    /// The examples that speak for it.
    examples: &'l [&'l Example],
}

impl Reader<'_, '_> {
    fn lines(&self, page: &Page, operation: &OperationSection) -> Vec<Exchange> {
        let sends = stated(self.cx, self.draft, (page, operation), operation.body.ty.as_ref());
        let stated = stated(self.cx, self.draft, (page, operation), operation.response.ty.as_ref());
        let shown: Vec<Option<TypeRef>> =
            (0..operation.requests.len()).map(|at| self.shown(page, operation, at)).collect();
        let lines = shown.iter().enumerate().map(|(at, own)| {
            let examples = operation.examples_of(at);
            let line = Line { page, operation, examples: &examples };
            let others =
                || shown.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, ty)| ty.as_ref());
            let returns = match own {
                // The section speaks of what another line shows.
                Some(own) if self.is_of_another(stated.as_ref(), own, others()) => Some(own.clone()),
                _ => self.as_shown(line, self.returns(line, stated.clone())),
            };
            let accepted = stated.clone().filter(|ty| accepted(line) && is_structured(Some(ty)));
            let shown = own.clone().filter(|own| Some(own) != returns.as_ref());
            // An action may answer with a list of anything.
            let adds = operation.requests[at].method == Method::Post
                && is_structured(sends.as_ref())
                && !operation.body.parameters;
            let all = adds && answers_all(line);
            Exchange { returns, shown, sends: sends.clone(), empty: says_nothing(line), all, accepted }
        });
        lines.collect()
    }

    /// The type that the examples of the line itself, or of the page, are annotated with.
    fn shown(&self, page: &Page, operation: &OperationSection, at: usize) -> Option<TypeRef> {
        let mut examples = operation.examples_of(at);
        examples.retain(|example| operation.voice(example, at) <= Voice::Page);
        let line = Line { page, operation, examples: &examples };
        let annotated = annotated(self.cx, line).filter(|ty| is_structured(Some(ty)));
        self.as_shown(line, annotated).filter(|ty| is_structured(Some(ty)))
    }

    /// Whether the section links what the examples of another line are of, and this line shows something else.
    fn is_of_another<'t>(
        &self,
        stated: Option<&TypeRef>,
        own: &TypeRef,
        mut others: impl Iterator<Item = Option<&'t TypeRef>>,
    ) -> bool {
        stated.is_some_and(|stated| {
            !self.draft.are_kin(stated, own)
                && others.any(|other| other.is_some_and(|other| self.draft.are_kin(stated, other)))
        })
    }
    fn returns(&self, line: Line<'_>, stated: Option<TypeRef>) -> Option<TypeRef> {
        let Line { page, operation, .. } = line;
        let annotated = annotated(self.cx, line);
        let unlinked = operation.response.ty.as_ref().is_some_and(|ty| ty.value.link.is_none());
        match stated {
            // A text around the real thing ("a string") is weaker than a type that the example names.
            Some(TypeRef { name: TypeName::Primitive(_), .. }) if is_structured(annotated.as_ref()) => {
                annotated
            }
            Some(_) if accepted(line) => None,
            // A word in bold is weaker than a type that the example names; only links are sure.
            Some(_) if unlinked && is_structured(annotated.as_ref()) => annotated,
            Some(stated) => Some(stated),
            None if says_nothing(line) => None,
            None if is_structured(annotated.as_ref()) => annotated,
            None if operation.response.binary => {
                Some(TypeRef { name: TypeName::Primitive(Primitive::Stream), collection: false })
            }
            None if bare(line) => annotated,
            None => {
                let listed = || self.methods.get(&page.slug).cloned().flatten();
                annotated.or_else(listed).or_else(|| within(self.cx, line))
            }
        }
    }

    /// The type as the examples show it: a list of it, or one value in the envelope of a value.
    fn as_shown(&self, line: Line<'_>, ty: Option<TypeRef>) -> Option<TypeRef> {
        let Some(ty) = ty else {
            if says_nothing(line) {
                return None;
            }
            let shown = || bodies(line).map(|(_, body)| body);
            let untold = || if bare(line) { None } else { untold::answer(line.operation, shown()) };
            return single_value(line).or_else(untold);
        };
        let own_value = match &ty.name {
            TypeName::Structured(name) => self.draft.member(name, "value").is_some(),
            TypeName::Primitive(_) | TypeName::Enum(_) => false,
        };
        if own_value {
            return Some(ty);
        }
        let structured = is_structured(Some(&ty));
        if let Some(value) = single_value(line).filter(|_| structured) {
            return Some(value);
        }
        Some(TypeRef { collection: ty.collection || shows_lists(line), ..ty })
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

/// The type that a section names, unless it is just JSON; answers tell which of several types of the name that is.
fn stated(
    cx: &Cx<'_>,
    draft: &Draft,
    (page, operation): (&Page, &OperationSection),
    ty: Option<&Spanned<TypePhrase>>,
) -> Option<TypeRef> {
    let phrase = &ty?.value;
    if let Some(common) = widen::common(cx, draft, phrase, page) {
        return Some(common);
    }
    let untold = phrase.link.is_none() && phrase.terms == [TypeTerm::Primitive(Primitive::Untyped)];
    cx.linker().link_hinted(phrase, page, operation.shown_types()).filter(|_| !untold)
}

/// 204: nothing comes back, and no example shows anything else; or 202, where the page names no type and shows no body.
fn says_nothing(line: Line<'_>) -> bool {
    let stated = &line.operation.response;
    let all_of =
        |empty: &[u16]| !stated.codes.is_empty() && stated.codes.iter().all(|code| empty.contains(code));
    let accepted = all_of(&[202, 204, 205]) && stated.ty.is_none() && bare(line);
    accepted || (all_of(&[204, 205]) && !bodies(line).any(|(status, _)| matches!(status, 200 | 201)))
}

/// 202 without a body in any example: what the section links to is where to ask how far it is.
fn accepted(line: Line<'_>) -> bool {
    bare(line) && line.operation.response.codes == [202]
}

/// The page says that many come back, and all examples show them.
fn answers_all(line: Line<'_>) -> bool {
    let stated = &line.operation.response;
    let many = stated.ty.as_ref().is_some_and(|ty| ty.value.collection);
    many && !stated.codes.contains(&201) && shows_lists(line)
}

/// Examples show bodies, and all of them are lists.
fn shows_lists(line: Line<'_>) -> bool {
    let mut bodies = bodies(line).peekable();
    bodies.peek().is_some() && bodies.all(|(_, body)| matches!(body.get("value"), Some(Json::Array(_))))
}

/// Examples show responses, and none has a body.
fn bare(line: Line<'_>) -> bool {
    let mut responses = responses(line).peekable();
    responses.peek().is_some() && responses.all(|response| response.body.is_none())
}

/// `{ "value": true }`: how the protocol writes a value that is no object. Only truth values and texts tell their type.
fn single_value(line: Line<'_>) -> Option<TypeRef> {
    let mut types = bodies(line).map(|(_, body)| {
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

fn responses(line: Line<'_>) -> impl Iterator<Item = &ExampleResponse> {
    line.examples.iter().flat_map(|example| &example.responses)
}

/// The bodies of successful responses, with their status.
fn bodies(line: Line<'_>) -> impl Iterator<Item = (u16, &Json)> {
    let successful = responses(line).filter(|response| response.status < 300);
    successful.filter_map(|response| Some((response.status, &response.body.as_ref()?.value)))
}

fn is_structured(ty: Option<&TypeRef>) -> bool {
    ty.is_some_and(|ty| matches!(ty.name, TypeName::Structured(_)))
}

/// The type in the annotation of the first successful response that has one.
fn annotated(cx: &Cx<'_>, line: Line<'_>) -> Option<TypeRef> {
    responses(line).filter(|response| response.status < 400).find_map(|response| {
        let (namespace, name) = split(response.odata_type.as_deref()?);
        let collection = response.collection == Some(true);
        let found = cx
            .names
            .find(namespace, name, near(line.page))
            .map(|name| Linker { names: cx.names }.reference(name));
        let found = found.or_else(|| primitive(name).map(TypeName::Primitive))?;
        Some(TypeRef { name: found, collection })
    })
}

/// The type that an answer calls itself.
fn within(cx: &Cx<'_>, line: Line<'_>) -> Option<TypeRef> {
    bodies(line).find_map(|(_, body)| {
        let (namespace, name) = split(body.odata_type()?);
        let name = cx.names.find(namespace, name, near(line.page))?;
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
