//! What is documented about each method: path templates, permissions, clouds, pages.
//!
//! In: the requests that end at a method. Out: [`MethodFacts`], one entry a template.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::walk::{Ending, Node, Tree};
use crate::odata::{Method, QualifiedName, QueryOption, QueryOptions};
use crate::schema::{self, Request, RequestBody, SegmentKind, TypeName, TypeRef};
use crate::sdk::{Documented, Header, MethodFacts, TokenName};

/// The requests of one path, the one that speaks for it first.
pub(super) struct OnPath<'e, 'a>(Vec<&'e Ending<'a>>);

impl<'e, 'a> OnPath<'e, 'a> {
    /// The one that speaks for the path.
    pub(super) fn speaker(&self) -> &'e Ending<'a> {
        self.0[0]
    }

    /// The path as it is documented, each way once.
    fn stated(&self) -> Vec<String> {
        let templates = self.0.iter().map(|ending| ending.request.template.as_str());
        let distinct: BTreeSet<&str> = templates.collect();
        distinct.into_iter().map(str::to_owned).collect()
    }

    /// Those that document this very request: a query in the line makes it one of many.
    pub(super) fn plain(&self) -> impl Iterator<Item = &'a Request> {
        let all_ask = self.0.iter().all(|ending| ending.request.query.is_some());
        self.0.iter().map(|ending| ending.request).filter(move |request| all_ask || request.query.is_none())
    }
}

/// The requests of a method by template.
pub(super) fn by_template<'e, 'a>(
    catalogue: &Catalogue<'a>,
    tree: &Tree<'a>,
    node: Node<'a>,
    endings: &'e [Ending<'a>],
) -> BTreeMap<String, OnPath<'e, 'a>> {
    let mut found: BTreeMap<String, OnPath<'e, 'a>> = BTreeMap::new();
    for ending in endings {
        let on_path = found.entry(tree.template(&ending.parts)).or_insert_with(|| OnPath(Vec::new()));
        on_path.0.push(ending);
    }
    for OnPath(endings) in found.values_mut() {
        endings.sort_by_cached_key(|ending| {
            let page = &ending.request.page;
            (!is_about(catalogue, page, node), !speaks_of(ending.request, node), page.len(), page.clone())
        });
    }
    found
}

/// Whether the page is named after one of the type's own pages: `group-list` after `group`.
fn is_about(catalogue: &Catalogue<'_>, page: &str, node: Node<'_>) -> bool {
    let Some(name) = node.name() else { return true };
    let pages = catalogue.schema.types.get(name).map_or(&[][..], |ty| &ty.pages);
    pages.iter().any(|own| page.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('-')))
}

/// Whether the request speaks of the type itself: with derived types, many pages document one path.
fn speaks_of(request: &Request, node: Node<'_>) -> bool {
    let Some(name) = node.name() else { return true };
    let is_it = |ty: &TypeRef| matches!(&ty.name, TypeName::Structured(found) if found == name);
    match &request.body {
        RequestBody::Instance(ty) => is_it(ty),
        _ => request.response.overruled.is_none() && request.response.ty.as_ref().is_none_or(is_it),
    }
}

/// The type of a node, where a request to it speaks of a derived type only.
pub(super) fn base_of<'a>(
    catalogue: &Catalogue<'a>,
    request: &Request,
    node: Node<'a>,
) -> Option<&'a QualifiedName> {
    let name = node.name()?;
    let spoken_of = match &request.body {
        RequestBody::Instance(ty) => Some(ty),
        _ => request.response.ty.as_ref(),
    };
    let TypeName::Structured(spoken_of) = &spoken_of?.name else { return None };
    catalogue.derived(name).contains(&spoken_of).then_some(name)
}

pub(super) fn facts<'a>(
    catalogue: &Catalogue<'a>,
    method: Method,
    paths: &BTreeMap<String, OnPath<'_, 'a>>,
) -> MethodFacts {
    let documented = paths
        .iter()
        .map(|(template, on_path)| {
            let request = on_path.speaker().request;
            let granted = catalogue.grants.of_path(on_path.plain());
            Documented {
                template: template.clone(),
                stated: on_path.stated(),
                page: slug(&request.page),
                title: request.title.clone(),
                permissions: granted.sure,
                limited: granted.limited,
                clouds: request.clouds,
                headers: request.headers.iter().map(header).collect(),
                consistency: consistency(request),
                unknown_members: hides_members(catalogue, request),
                options: request.query_options.general,
                named_options: named_options(&request.query_options),
                token: token(catalogue, request),
            }
        })
        .collect();
    MethodFacts { method, documented }
}

fn slug(page: &str) -> String {
    page.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect()
}

fn header(header: &schema::Header) -> Header {
    Header { name: header.name.clone(), value: header.value.clone(), required: header.required }
}

/// Whether the page says that no option of the query works.
pub(super) fn refuses_options(request: &Request) -> bool {
    request.query_options.general == Some(false)
}

/// Options that the page names, and whether they work; only those that have a method.
pub(super) fn named_options(stated: &QueryOptions) -> Vec<(QueryOption, bool)> {
    let named = TYPED_OPTIONS.into_iter().filter_map(|option| Some((option, stated.states(option)?)));
    named.collect()
}

/// The options that requests offer as methods.
const TYPED_OPTIONS: [QueryOption; 8] = [
    QueryOption::Select,
    QueryOption::Expand,
    QueryOption::Filter,
    QueryOption::OrderBy,
    QueryOption::Top,
    QueryOption::Skip,
    QueryOption::Search,
    QueryOption::Count,
];

/// What the page of a delta function calls the token. A parameter of the function comes before an option of the query.
fn token(catalogue: &Catalogue<'_>, request: &Request) -> Option<TokenName> {
    let is_delta =
        |kind: &SegmentKind| matches!(kind, SegmentKind::Operation { name, .. } if name == "delta");
    request.segments.last().filter(|segment| is_delta(&segment.kind))?;
    let mut of_page = catalogue
        .schema
        .operations
        .iter()
        .filter(|operation| operation.name.name() == "delta" && operation.pages.contains(&request.page));
    if of_page.any(|operation| operation.parameters.contains_key("token")) {
        return Some(TokenName::Parameter);
    }
    let named = request.query_options.supported.contains(&QueryOption::DeltaToken);
    named.then_some(TokenName::Option)
}

fn consistency(request: &Request) -> Option<bool> {
    let header =
        request.headers.iter().find(|header| header.name.eq_ignore_ascii_case("ConsistencyLevel"))?;
    Some(header.required == Some(true))
}

/// Whether the page demands the version of what is changed.
pub(super) fn demands_etag(request: &Request) -> bool {
    request
        .headers
        .iter()
        .any(|header| header.name.eq_ignore_ascii_case("If-Match") && header.required == Some(true))
}

/// Whether members of enums come only to those who ask: the page says so, or the answer holds such an enum somewhere.
fn hides_members<'a>(catalogue: &Catalogue<'a>, request: &'a Request) -> bool {
    let asked = |value: &str| value.to_ascii_lowercase().contains("include-unknown-enum-members");
    let stated = request.headers.iter().any(|header| {
        header.name.eq_ignore_ascii_case("Prefer") && header.value.as_deref().is_some_and(asked)
    });
    stated || request.response.ty.as_ref().is_some_and(|ty| hidden_in(catalogue, ty, &mut BTreeSet::new()))
}

/// Whether members hide in a type: in a property of it, of what it is derived from, of what is derived from it, or of a
/// complex type in it.
fn hidden_in<'a>(catalogue: &Catalogue<'a>, ty: &'a TypeRef, seen: &mut BTreeSet<&'a QualifiedName>) -> bool {
    match &ty.name {
        TypeName::Primitive(_) => false,
        TypeName::Enum(name) => {
            let members = catalogue.schema.enums.get(name).map(|ty| ty.members.values());
            members.into_iter().flatten().any(|member| member.evolvable)
        }
        TypeName::Structured(name) => {
            let chain = catalogue.schema.chain(name).into_iter().map(|(name, _)| name);
            let all: Vec<&QualifiedName> = chain
                .chain(catalogue.derived(name).iter().copied())
                .filter(|name| seen.insert(name))
                .collect();
            let types = all.into_iter().filter_map(|name| catalogue.schema.types.get(name));
            types
                .flat_map(|ty| ty.properties.values())
                .any(|property| hidden_in(catalogue, &property.ty, seen))
        }
    }
}
