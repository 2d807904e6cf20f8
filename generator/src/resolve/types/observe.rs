//! What only examples show: members that no table, representation or path of a type names.
//!
//! In: the types as far as tables tell them, and the examples of all pages. Out: [`Observation`]s. An example is
//! read along the types of its members, so nested objects tell about their own types. Keys of open types, of
//! actions and annotations (`@odata.x`) are nobody's members.

use std::collections::BTreeSet;

use crate::corpus::context::Cx;
use crate::corpus::pages::near;
use crate::corpus::spelled::{is_member_name, split};
use crate::odata::{Method, QualifiedName};
use crate::page::{Json, OperationSection, Page, Sample};
use crate::resolve::shared::draft::Draft;
use crate::resolve::types::exchanges::Exchanges;
use crate::schema::{TypeName, TypeRef};
use crate::source::Span;

/// A member that an example shows and nothing else names.
#[derive(Debug)]
pub(crate) struct Observation<'a> {
    /// The type it is shown in.
    pub owner: QualifiedName,
    /// Its name.
    pub name: &'a str,
    /// What stands there.
    pub value: &'a Json,
    /// The page.
    pub page: &'a Page,
    /// The example.
    pub span: Span,
}

/// What reading examples looks things up in, where it is, and what it has seen so far.
struct Reader<'r, 'a> {
    cx: &'r Cx<'a>,
    draft: &'r Draft,
    known_below: &'r BTreeSet<(QualifiedName, String)>,
    page: &'a Page,
    span: Span,
    seen: &'r mut Vec<Observation<'a>>,
}

/// Every member that some example shows beyond the tables.
pub(crate) fn observe<'a>(cx: &Cx<'a>, draft: &Draft, exchanges: &Exchanges) -> Vec<Observation<'a>> {
    let known_below = members_of_derived(draft);
    let mut observations = Vec::new();
    for (page_at, page) in cx.corpus.pages.iter().copied().enumerate() {
        let Some(operation) = &page.operation else { continue };
        for (sample, ty) in typed_samples(cx, page, operation, exchanges, page_at) {
            let (known_below, seen) = (&known_below, &mut observations);
            Reader { cx, draft, known_below, page, span: sample.span, seen }.read_root(&sample.value, &ty);
        }
    }
    observations
}

/// Names that derived types have: an example may show them without saying that it is one of these.
fn members_of_derived(draft: &Draft) -> BTreeSet<(QualifiedName, String)> {
    let mut known = BTreeSet::new();
    for (name, ty) in &draft.types {
        for (base, _) in draft.lineage(name).skip(1) {
            known.extend(ty.members.keys().map(|member| (base.clone(), member.to_ascii_lowercase())));
        }
    }
    known
}

/// The bodies of a page's examples with the types they are of.
fn typed_samples<'a>(
    cx: &Cx<'_>,
    page: &'a Page,
    operation: &'a OperationSection,
    exchanges: &Exchanges,
    page_at: usize,
) -> Vec<(&'a Sample, QualifiedName)> {
    let structured = |ty: Option<&TypeRef>| match ty {
        Some(TypeRef { name: TypeName::Structured(name), .. }) => Some(name.clone()),
        _ => None,
    };
    let mut samples = Vec::new();
    for example in &operation.examples {
        let lines = 0..operation.requests.len();
        let line = lines.min_by_key(|at| operation.voice(example, *at)).unwrap_or_default();
        let exchange = exchanges.of(page_at, line);
        for response in example.responses.iter().filter(|response| response.status < 300) {
            let annotated = response.odata_type.as_deref().and_then(|name| find(cx, name, page));
            let ty = annotated.or_else(|| structured(exchange.returns.as_ref()));
            samples.extend(response.body.as_ref().zip(ty));
        }
        let Some(request) = &example.request else { continue };
        let written = matches!(request.line.method, Method::Post | Method::Patch | Method::Put);
        let instance = written && !operation.body.parameters;
        let ty = structured(exchange.sends.as_ref()).filter(|_| instance);
        samples.extend(request.body.as_ref().zip(ty));
    }
    samples
}

fn find(cx: &Cx<'_>, name: &str, page: &Page) -> Option<QualifiedName> {
    let (namespace, simple) = split(name);
    cx.names.find_structured(namespace, simple, near(page)).cloned()
}

impl<'a> Reader<'_, 'a> {
    /// A body: one object, a result page, or the object within a `value`.
    fn read_root(&mut self, body: &'a Json, ty: &QualifiedName) {
        match body.get("value") {
            Some(inner @ (Json::Array(_) | Json::Object(_))) if self.draft.member(ty, "value").is_none() => {
                self.read(inner, ty);
            }
            _ => self.read(body, ty),
        }
    }

    fn read(&mut self, value: &'a Json, ty: &QualifiedName) {
        match value {
            Json::Array(items) => items.iter().for_each(|item| self.read(item, ty)),
            Json::Object(members) => {
                let named = match value.get("@odata.type") {
                    Some(Json::Text(name)) => find(self.cx, name, self.page),
                    _ => None,
                };
                let ty = named.as_ref().unwrap_or(ty);
                for (name, value) in members {
                    self.member(ty, name, value);
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
        }
    }

    fn member(&mut self, ty: &QualifiedName, name: &'a str, value: &'a Json) {
        let draft = self.draft;
        if let Some((_, _, member)) = draft.member(ty, name) {
            if let TypeName::Structured(target) = &member.ty.name {
                self.read(value, target);
            }
            return;
        }
        let open = draft.lineage(ty).any(|(_, ty)| ty.open);
        let below = self.known_below.contains(&(ty.clone(), name.to_ascii_lowercase()));
        if is_member_name(name) && !open && !below && draft.types.contains_key(ty) {
            let (page, span) = (self.page, self.span);
            self.seen.push(Observation { owner: ty.clone(), name, value, page, span });
        }
    }
}
