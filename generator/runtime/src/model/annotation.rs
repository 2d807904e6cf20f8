//! Names of annotations, and what to do with them.
//!
//! In: a name of an object's JSON. Out: whether it is a member, or what kind of annotation. OData's own annotations are
//! mostly said by a service about its response; the others are data like any member.

/// What a name in an object stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role<'n> {
    /// A member: `displayName`.
    Member,
    /// The type of the member of that name: `x@odata.type`.
    Type(&'n str),
    /// A link that is to be made, or changes of a relationship: `x@odata.bind`.
    Link,
    /// A term of the service's own, of the member of that name or, where that is empty, of the object:
    /// `@microsoft.graph.conflictBehavior`.
    Term(&'n str),
    /// What the service says of its response: `@odata.etag`, `x@odata.count`, `#a.namespace.action`. The type of the
    /// object itself counts here too; who writes objects takes care of it.
    Response,
}

/// The terms that OData 4.01 allows to be written without `odata.`; none of anybody else's is without a namespace.
const SHORT: &[&str] = &[
    "associationLink",
    "collectionAnnotations",
    "context",
    "count",
    "deltaLink",
    "editLink",
    "etag",
    "id",
    "mediaContentType",
    "mediaEditLink",
    "mediaEtag",
    "mediaReadLink",
    "metadataEtag",
    "navigationLink",
    "nextLink",
    "readLink",
    "removed",
];

impl<'n> Role<'n> {
    pub(crate) fn of(name: &'n str) -> Self {
        let Some((target, term)) = name.split_once('@') else {
            return if name.starts_with('#') { Self::Response } else { Self::Member };
        };
        let own = term.strip_prefix("odata.");
        match own.unwrap_or(term) {
            "type" if !target.is_empty() => Self::Type(target),
            "bind" | "delta" => Self::Link,
            "type" => Self::Response,
            term if own.is_some() || SHORT.contains(&term) => Self::Response,
            _ => Self::Term(target),
        }
    }

    /// The member that the annotation says something of.
    pub(crate) fn target(self) -> Option<&'n str> {
        match self {
            Self::Type(target) | Self::Term(target) => Some(target),
            Self::Member | Self::Link | Self::Response => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_of_names() {
        let check = |names: &str, role: Role<'_>| {
            for name in names.split_whitespace() {
                assert_eq!(Role::of(name), role, "{name}");
            }
        };
        check("id displayName odata.type type", Role::Member);
        check("x@odata.type x@type", Role::Type("x"));
        check("x@microsoft.graph.term x@example.com", Role::Term("x"));
        check("@microsoft.graph.conflictBehavior @ @example", Role::Term(""));
        check("x@odata.bind x@bind x@odata.delta members@delta", Role::Link);
        check(
            "@odata.type @type @odata.context x@odata.context @odata.etag @odata.id x@odata.count x@odata.nextLink \
             x@odata.navigationLink x@odata.associationLink x@odata.mediaReadLink @odata.editLink @removed x@count \
             x@odata.unheardOf #microsoft.graph.restore",
            Role::Response,
        );
    }
}
