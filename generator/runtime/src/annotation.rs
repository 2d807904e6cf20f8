//! Names of annotations, and what to do with them.
//!
//! In: a name of an object's JSON. Out: whether it is a member, or what kind of annotation. OData's own annotations are
//! mostly said by a service about its response; the others are data like any member.

/// What a name in an object stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role<'n> {
    /// A member: `displayName`.
    Member,
    /// Says something of the member of that name, and is to be sent with it: `x@odata.type`, `x@a.term`.
    Says(&'n str),
    /// Is sent on its own account: `x@odata.bind`, `@microsoft.graph.conflictBehavior`.
    Data,
    /// Is said by the service about its response: `@odata.etag`, `x@odata.count`, `#a.namespace.action`. The type of the
    /// object itself counts here too; who writes objects takes care of it.
    Response,
}

impl<'n> Role<'n> {
    pub(crate) fn of(name: &'n str) -> Self {
        let Some((target, term)) = name.split_once('@') else {
            return if name.starts_with('#') { Self::Response } else { Self::Member };
        };
        // OData 4.01 allows its own terms without the prefix, and those of others always have a namespace.
        let own = term.strip_prefix("odata.").or_else(|| (!term.contains('.')).then_some(term));
        match own {
            Some("type") if !target.is_empty() => Self::Says(target),
            Some("bind" | "delta") => Self::Data,
            Some(_) => Self::Response,
            None if target.is_empty() => Self::Data,
            None => Self::Says(target),
        }
    }

    /// The member that the annotation says something of.
    pub(crate) fn target(self) -> Option<&'n str> {
        match self {
            Self::Says(target) => Some(target),
            Self::Member | Self::Data | Self::Response => None,
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
        check("x@odata.type x@type x@microsoft.graph.term", Role::Says("x"));
        check(
            "x@odata.bind x@bind x@odata.delta members@delta @microsoft.graph.conflictBehavior",
            Role::Data,
        );
        check(
            "@odata.type @type @odata.context x@odata.context @odata.etag @odata.id x@odata.count x@odata.nextLink \
             x@odata.navigationLink x@odata.associationLink x@odata.mediaReadLink @odata.editLink @removed x@count \
             #microsoft.graph.restore @ x@",
            Role::Response,
        );
    }
}
