//! What the documentation says about a request: one constant per generated method, looked up by path template.

use azure_core::http::Method;

use super::permissions::Permissions;
use crate::client::cloud::Clouds;

/// Where one generated method leads, and what is documented of it. Several documented paths can lead to the same method.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    /// The HTTP method.
    pub method: Method,
    /// What is documented, in groups of paths of which the same is said.
    pub documented: &'static [Documented],
}

/// What one page says about paths.
#[derive(Debug, Clone, Copy)]
pub struct Documented {
    /// The documented paths below the version, as [templates](super::path::Path::template) of paths:
    /// `/users/{id}/messages`.
    pub templates: &'static [&'static str],
    /// The name of the page; empty where there is none.
    pub page: &'static str,
    /// Who may call.
    pub permissions: &'static Permissions,
    /// Where it can be called.
    pub clouds: Clouds,
    /// What the request needs beside its path.
    pub facts: Facts,
}

/// Facts about a request that change how it is sent, or what can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts(u32);

/// An option of the query that a page can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names of the options")]
pub enum QueryOption {
    Select,
    Expand,
    Filter,
    OrderBy,
    Top,
    Skip,
    Search,
    Count,
}

impl Facts {
    /// Nothing special.
    pub const NONE: Self = Self(0);
    /// The page lists `ConsistencyLevel: eventual` (with `$count=true`) for advanced queries.
    pub const EVENTUAL: Self = Self(1);
    /// The page requires `ConsistencyLevel: eventual` for every call.
    pub const EVENTUAL_ALWAYS: Self = Self(2);
    /// The page lists `Prefer: include-unknown-enum-members`.
    pub const UNKNOWN_MEMBERS: Self = Self(4);
    /// The page says that options of the query work, without naming any.
    pub const OPTIONS: Self = Self(8);
    /// The page says that no option of the query works.
    pub const NO_OPTIONS: Self = Self(16);

    /// The page names `token` as the parameter of a delta function that takes a token.
    pub const TOKEN: Self = Self(32);
    /// The page names `$deltatoken` as the option that takes a token.
    pub const DELTA_TOKEN: Self = Self(64);

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` is stated.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The page says that the option works.
    #[must_use]
    pub const fn offers(self, option: QueryOption) -> Self {
        Self(self.0 | 1 << (OFFERED + option as u32))
    }

    /// The page says that the option does not work.
    #[must_use]
    pub const fn refuses(self, option: QueryOption) -> Self {
        Self(self.0 | 1 << (REFUSED + option as u32))
    }

    /// Whether the page says that the option works, or does not; `None` where it says neither. A page that names some
    /// options says nothing about the others.
    pub const fn option(self, option: QueryOption) -> Option<bool> {
        if self.0 & 1 << (REFUSED + option as u32) != 0 || self.contains(Self::NO_OPTIONS) {
            return Some(false);
        }
        if self.0 & 1 << (OFFERED + option as u32) != 0 { Some(true) } else { None }
    }
}

/// Where the bits of [`QueryOption`]s begin.
const OFFERED: u32 = 8;
const REFUSED: u32 = 16;

impl Endpoint {
    /// The documented path that this template is, if any. The generator writes templates as [`Path`](super::path::Path)
    /// puts them together, so that equal paths are equal texts.
    pub fn find(&self, template: &str) -> Option<&'static Documented> {
        self.documented.iter().find(|documented| documented.templates.contains(&template))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_of_a_group_is_found() {
        const fn group(templates: &'static [&'static str], page: &'static str) -> Documented {
            let permissions = &Permissions::UNKNOWN;
            Documented { templates, page, permissions, clouds: Clouds::ALL, facts: Facts::NONE }
        }
        let documented =
            const { &[group(&["/me", "/users/{id}"], "user-get"), group(&["/boss"], "boss-get")] };
        let endpoint = Endpoint { method: Method::Get, documented };
        let page = |template| endpoint.find(template).map(|documented| documented.page);
        assert_eq!(page("/me"), Some("user-get"));
        assert_eq!(page("/users/{id}"), Some("user-get"));
        assert_eq!(page("/boss"), Some("boss-get"));
        assert_eq!(page("/users"), None);
    }

    #[test]
    fn options_are_offered_refused_or_not_named() {
        let facts = Facts::EVENTUAL.offers(QueryOption::Select).refuses(QueryOption::Count);
        assert_eq!(facts.option(QueryOption::Select), Some(true));
        assert_eq!(facts.option(QueryOption::Count), Some(false));
        assert_eq!(facts.option(QueryOption::Top), None);
        assert_eq!(Facts::NO_OPTIONS.option(QueryOption::Top), Some(false));
        assert!(facts.contains(Facts::EVENTUAL) && !facts.contains(Facts::OPTIONS));
    }
}
