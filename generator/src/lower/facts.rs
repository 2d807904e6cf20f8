//! What is documented about each method: path templates, permissions, clouds, pages.
//!
//! In: the requests that end at a method. Out: [`MethodFacts`], one entry a template.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::walk::{Ending, Node, Tree};
use crate::names::ConstIdent;
use crate::odata::{
    Caller, Method, PermissionTable, QualifiedName, QueryOption, QueryOptions, Stated, singular,
};
use crate::schema::{self, Request, RequestBody, SegmentKind, TypeName, TypeRef};
use crate::sdk::{Documented, Header, MethodFacts, TokenName};

/// The requests of a method by template, each with the one that speaks for it.
pub(super) fn by_template<'e, 'a>(
    catalogue: &Catalogue<'a>,
    tree: &Tree<'a>,
    node: Node<'a>,
    endings: &'e [Ending<'a>],
) -> BTreeMap<String, &'e Ending<'a>> {
    let mut found: BTreeMap<String, &Ending<'_>> = BTreeMap::new();
    for ending in endings {
        let template = tree.template(&ending.parts);
        let rank = |ending: &Ending<'_>| {
            let page = &ending.request.page;
            (!is_about(catalogue, page, node), !speaks_of(ending.request, node), page.len(), page.clone())
        };
        found
            .entry(template)
            .and_modify(|known| {
                if rank(ending) < rank(known) {
                    *known = ending;
                }
            })
            .or_insert(ending);
    }
    found
}

/// Whether the page is named after one of the type's own pages: `group-list` after `group`.
fn is_about(catalogue: &Catalogue<'_>, page: &str, node: Node<'_>) -> bool {
    let (Node::One(name) | Node::Many(name)) = node else { return true };
    let pages = catalogue.schema.types.get(name).map_or(&[][..], |ty| &ty.pages);
    pages.iter().any(|own| page.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('-')))
}

/// Whether the request speaks of the type itself: with derived types, many pages document one path.
fn speaks_of(request: &Request, node: Node<'_>) -> bool {
    let name = match node {
        Node::Root => return true,
        Node::One(name) | Node::Many(name) => name,
    };
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
    let (Node::One(name) | Node::Many(name)) = node else { return None };
    let spoken_of = match &request.body {
        RequestBody::Instance(ty) => Some(ty),
        _ => request.response.ty.as_ref(),
    };
    let TypeName::Structured(spoken_of) = &spoken_of?.name else { return None };
    catalogue.derived(name).contains(&spoken_of).then_some(name)
}

pub(super) fn facts<'a>(
    catalogue: &Catalogue<'a>,
    ident: ConstIdent,
    method: Method,
    endings: &BTreeMap<String, &Ending<'a>>,
) -> MethodFacts {
    let documented = endings
        .iter()
        .map(|(template, ending)| Documented {
            template: template.clone(),
            page: slug(&ending.request.page),
            title: ending.request.title.clone(),
            permissions: permissions(ending.request),
            clouds: ending.request.clouds,
            headers: ending.request.headers.iter().map(header).collect(),
            consistency: consistency(ending.request),
            unknown_members: hides_members(catalogue, ending.request),
            options: ending.request.query_options.general,
            named_options: named_options(&ending.request.query_options),
            token: token(catalogue, ending.request),
        })
        .collect();
    MethodFacts { ident, method, documented }
}

fn slug(page: &str) -> String {
    page.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect()
}

/// One table speaks for the request: where the page has several for several resources, the one whose resource the path
/// leads through; the first where no name tells.
fn permissions(request: &Request) -> PermissionTable {
    let tables = &request.permissions.tables;
    let scopes: Vec<Option<&str>> = tables.iter().map(|table| table.scope.as_deref()).collect();
    let Some(table) = tables.get(speaking(&scopes, &path_words(request))) else {
        return PermissionTable::default();
    };
    let mut clean = table.clone();
    for caller in Caller::ALL {
        if let Stated::Is(alternatives) = clean.grant_mut(caller) {
            alternatives.groups = grant(&alternatives.groups);
        }
    }
    clean
}

/// The names in a path, and those of the types that it leads to, in the singular.
fn path_words(request: &Request) -> Vec<String> {
    let words = request.segments.iter().flat_map(|segment| {
        let ty = match segment.ty.as_ref().map(|ty| &ty.name) {
            Some(TypeName::Structured(name)) => Some(name.name()),
            Some(TypeName::Enum(_) | TypeName::Primitive(_)) | None => None,
        };
        ty.into_iter().chain([segment.text.as_str()])
    });
    words.map(one).collect()
}

fn one(word: &str) -> String {
    singular(&word.to_lowercase())
}

/// The scope that has the most words of the path and the fewest others; of two, the one further down the path.
fn speaking(scopes: &[Option<&str>], path: &[String]) -> usize {
    let rank = |scope: &str| {
        let words = scope.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let places: Vec<Option<usize>> =
            words.map(|word| path.iter().rposition(|known| *known == one(word))).collect();
        let known = places.iter().flatten().count();
        let last = places.iter().flatten().max()?;
        Some((known, Reverse(places.len() - known), *last))
    };
    let ranks = scopes.iter().enumerate().filter_map(|(at, scope)| Some((rank((*scope)?)?, Reverse(at))));
    ranks.max().map_or(0, |(_, Reverse(at))| at)
}

/// Names are cleaned of what separates them in the crate.
fn grant(alternatives: &[Vec<String>]) -> Vec<Vec<String>> {
    let clean =
        |name: &String| name.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '+').collect();
    let group = |group: &Vec<String>| -> Vec<String> {
        group.iter().map(clean).filter(|name: &String| !name.is_empty()).collect()
    };
    alternatives.iter().map(group).filter(|group| !group.is_empty()).collect()
}

fn header(header: &schema::Header) -> Header {
    Header { name: header.name.clone(), required: header.required }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scopes: &[Option<&str>], path: &[&str], expected: usize) {
        let path: Vec<String> = path.iter().map(|word| one(word)).collect();
        assert_eq!(speaking(scopes, &path), expected, "{path:?}");
    }

    #[test]
    fn the_resource_in_the_path_speaks() {
        let scopes = [Some("calendar"), Some("event"), Some("group event")];
        check(&scopes, &["me", "user", "events", "event", "attachments"], 1);
        check(&scopes, &["groups", "group", "events", "event", "attachments"], 2);
        check(&[Some("calendar"), Some("event")], &["me", "calendars", "calendar", "events", "event"], 1);
        check(&scopes, &["sites", "site"], 0);
        check(&[Some("For user resource"), Some("For group resource")], &["groups", "group", "photo"], 1);
        check(&[None, Some("Permissions for chat")], &["chats", "chat"], 1);
        check(&[None, Some("acting on others")], &["chats"], 0);
    }
}
