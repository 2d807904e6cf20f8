//! What the documentation says about a request: a few lines in each generated method, read when they are asked for.
//!
//! In: the lines that the generator wrote, in groups of paths of which the same is said. Out: what is said of one path.
//!
//! ```text
//! /me/messages
//! /users/{id}/messages
//! page: user-list-messages
//! work personal: Mail.ReadBasic Mail.Read
//! application: not supported
//! limited: For shared mailboxes
//! work: Mail.Read.Shared
//! clouds: global china
//! query: any select !count
//! consistency: advanced
//! prefer: include-unknown-enum-members
//! token: $deltatoken
//! ```
//!
//! Few programs ask for it, and thousands of these stand in the crate: nested constants cost more than twice as much to
//! compile.

use azure_core::http::Method;

use super::permissions::{Grant, LimitedPermissions, Permissions};
use crate::client::cloud::Clouds;

/// Where one generated method leads, and what is documented of it. Several documented paths can lead to the same method.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    method: Method,
    lines: &'static [&'static str],
}

/// What one page says about paths.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Documented {
    /// The name of the page; empty where there is none.
    pub(crate) page: &'static str,
    /// Who may call.
    pub(crate) permissions: Permissions,
    /// Who may call for some kinds of things, or under a condition.
    pub(crate) limited: Vec<LimitedPermissions>,
    /// Where it can be called.
    pub(crate) clouds: Clouds,
    /// What it says of options of the query in general: that they work, or that none does.
    pub(crate) options: Option<bool>,
    /// Options that it names, and whether it says that they work.
    pub(crate) named_options: Vec<(QueryOption, bool)>,
    /// What `ConsistencyLevel: eventual` is needed for.
    pub(crate) consistency: Consistency,
    /// `Prefer: include-unknown-enum-members` is among the headers.
    pub(crate) unknown_members: bool,
    /// What takes the token of a delta function.
    pub(crate) token: Option<Token>,
}

/// What `ConsistencyLevel: eventual` is needed for, as a page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consistency {
    /// Not stated.
    Unknown,
    /// For advanced queries, with `$count=true`.
    Advanced,
    /// For every call.
    Always,
}

/// What takes the token of a delta function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// The parameter `token` of the function.
    Parameter,
    /// The option `$deltatoken` of the query.
    Option,
}

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

impl QueryOption {
    /// The option with this name, without `$`.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "select" => Self::Select,
            "expand" => Self::Expand,
            "filter" => Self::Filter,
            "orderby" => Self::OrderBy,
            "top" => Self::Top,
            "skip" => Self::Skip,
            "search" => Self::Search,
            "count" => Self::Count,
            _ => return None,
        })
    }
}

impl Endpoint {
    /// What is documented of a `GET`.
    pub const fn get(lines: &'static [&'static str]) -> Self {
        Self { method: Method::Get, lines }
    }

    /// What is documented of a `POST`.
    pub const fn post(lines: &'static [&'static str]) -> Self {
        Self { method: Method::Post, lines }
    }

    /// What is documented of a `PUT`.
    pub const fn put(lines: &'static [&'static str]) -> Self {
        Self { method: Method::Put, lines }
    }

    /// What is documented of a `PATCH`.
    pub const fn patch(lines: &'static [&'static str]) -> Self {
        Self { method: Method::Patch, lines }
    }

    /// What is documented of a `DELETE`.
    pub const fn delete(lines: &'static [&'static str]) -> Self {
        Self { method: Method::Delete, lines }
    }

    /// The HTTP method.
    pub(crate) const fn method(self) -> Method {
        self.method
    }

    /// What is said of the documented path that this template is, if it is one. The generator writes templates as
    /// [`Path`](super::path::Path) puts them together, so that equal paths are equal texts.
    pub(crate) fn find(self, template: &str) -> Option<Documented> {
        let mut groups = self.groups().filter(|_| is_template(template));
        groups.find(|group| group.contains(&template)).map(Documented::read)
    }

    /// What is said of the first documented path.
    pub(crate) fn first(self) -> Option<Documented> {
        self.groups().next().map(Documented::read)
    }

    /// A group begins with its paths, so it ends where another path comes.
    fn groups(self) -> impl Iterator<Item = &'static [&'static str]> {
        self.lines.chunk_by(|line, next| is_template(line) || !is_template(next))
    }
}

fn is_template(line: &str) -> bool {
    line.starts_with('/')
}

impl Documented {
    fn read(lines: &[&'static str]) -> Self {
        let mut documented = Self {
            page: "",
            permissions: Permissions::UNKNOWN,
            limited: Vec::new(),
            clouds: Clouds::UNKNOWN,
            options: None,
            named_options: Vec::new(),
            consistency: Consistency::Unknown,
            unknown_members: false,
            token: None,
        };
        for line in lines.iter().filter(|line| !is_template(line)) {
            let (name, value) = line.split_once(": ").unwrap_or((line, ""));
            documented.take(name, value);
        }
        documented
    }

    fn take(&mut self, name: &'static str, value: &'static str) {
        match name {
            "page" => self.page = value,
            "limited" => self.limited.push(LimitedPermissions::new(value, Permissions::UNKNOWN)),
            "clouds" => self.clouds = value.split(' ').map(Clouds::named).fold(self.clouds, Clouds::and),
            "query" => value.split(' ').for_each(|word| self.take_option(word)),
            "consistency" if value == "always" => self.consistency = Consistency::Always,
            "consistency" => self.consistency = Consistency::Advanced,
            "prefer" => self.unknown_members = value == "include-unknown-enum-members",
            "token" if value == "token" => self.token = Some(Token::Parameter),
            "token" => self.token = Some(Token::Option),
            callers => {
                let permissions = self.limited.last_mut().map(|limited| &mut limited.permissions);
                let permissions = permissions.unwrap_or(&mut self.permissions);
                let grant = if value == "not supported" { Grant::NOT_SUPPORTED } else { Grant::new(value) };
                for caller in callers.split(' ') {
                    match caller {
                        "work" => permissions.delegated_work = grant,
                        "personal" => permissions.delegated_personal = grant,
                        "application" => permissions.application = grant,
                        _ => debug_assert!(false, "`{callers}` is nothing that the generator writes"),
                    }
                }
            }
        }
    }

    fn take_option(&mut self, word: &'static str) {
        match word {
            "any" => self.options = Some(true),
            "none" => self.options = Some(false),
            word => {
                let (name, works) = word.strip_prefix('!').map_or((word, true), |name| (name, false));
                self.named_options.extend(QueryOption::named(name).map(|option| (option, works)));
            }
        }
    }

    /// Whether the page says that the option works, or does not; `None` where it says neither. A page that names some
    /// options says nothing about the others.
    pub(crate) fn option(&self, option: QueryOption) -> Option<bool> {
        if self.options == Some(false) {
            return Some(false);
        }
        self.named_options.iter().find(|(named, _)| *named == option).map(|(_, works)| *works)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTED: Endpoint = Endpoint::get(&[
        "/me",
        "/users/{id}",
        "page: user-get",
        "work: User.Read User.Read.All",
        "application: not supported",
        "limited: For guests",
        "work application: ~ Guest.Read+User.Read Guest.Read.All",
        "clouds: global china",
        "query: any select !count",
        "consistency: advanced",
        "/boss",
        "page: boss-get",
        "query: none",
        "consistency: always",
        "prefer: include-unknown-enum-members",
        "token: $deltatoken",
    ]);

    #[test]
    fn every_path_of_a_group_is_found() {
        let page = |template| LISTED.find(template).map(|documented| documented.page);
        assert_eq!(page("/me"), Some("user-get"));
        assert_eq!(page("/users/{id}"), Some("user-get"));
        assert_eq!(page("/boss"), Some("boss-get"));
        assert_eq!(page("/users"), None);
        assert_eq!(page("page: user-get"), None);
        assert_eq!(LISTED.first(), LISTED.find("/users/{id}"));
        assert_eq!(Endpoint::put(&[]).first(), None);
    }

    #[test]
    fn a_group_says_who_may_call_and_where() {
        let documented = LISTED.find("/me").expect("it is documented");
        let permissions = Permissions {
            delegated_work: Grant::new("User.Read User.Read.All"),
            delegated_personal: Grant::UNKNOWN,
            application: Grant::NOT_SUPPORTED,
        };
        assert_eq!(documented.permissions, permissions);
        let grant = Grant::new("~ Guest.Read+User.Read Guest.Read.All");
        let guests = Permissions { delegated_work: grant, application: grant, ..Permissions::UNKNOWN };
        assert_eq!(documented.limited, [LimitedPermissions::new("For guests", guests)]);
        assert_eq!(documented.clouds, Clouds::GLOBAL.and(Clouds::CHINA));
        let boss = LISTED.find("/boss").expect("it is documented");
        assert_eq!(boss.permissions, Permissions::UNKNOWN);
        assert_eq!((boss.limited.len(), boss.clouds), (0, Clouds::UNKNOWN));
    }

    #[test]
    fn options_work_or_do_not_or_are_not_named() {
        let documented = LISTED.find("/me").expect("it is documented");
        assert_eq!(documented.option(QueryOption::Select), Some(true));
        assert_eq!(documented.option(QueryOption::Count), Some(false));
        assert_eq!(documented.option(QueryOption::Top), None);
        let boss = LISTED.find("/boss").expect("it is documented");
        assert_eq!(boss.option(QueryOption::Top), Some(false));
    }

    #[test]
    fn what_changes_how_it_is_sent() {
        let documented = LISTED.find("/me").expect("it is documented");
        assert_eq!(documented.consistency, Consistency::Advanced);
        assert_eq!((documented.unknown_members, documented.token), (false, None));
        let boss = LISTED.find("/boss").expect("it is documented");
        assert_eq!(boss.consistency, Consistency::Always);
        assert_eq!((boss.unknown_members, boss.token), (true, Some(Token::Option)));
    }
}
