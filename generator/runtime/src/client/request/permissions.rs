//! Permissions as data: what a page says a caller must hold, and the least that covers several requests.

use std::{collections::BTreeSet, fmt};

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caller {
    /// An application for a signed-in user with a work or school account.
    DelegatedWork,
    /// An application for a signed-in user with a personal account.
    DelegatedPersonal,
    /// An application by itself.
    Application,
}

/// The permissions a page states for a request, for each kind of caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permissions {
    /// For a signed-in user with a work or school account.
    pub delegated_work: Grant,
    /// For a signed-in user with a personal account.
    pub delegated_personal: Grant,
    /// For an application by itself.
    pub application: Grant,
}

impl Permissions {
    /// No page states permissions for this request.
    pub const UNKNOWN: Self = Self {
        delegated_work: Grant::UNKNOWN,
        delegated_personal: Grant::UNKNOWN,
        application: Grant::UNKNOWN,
    };

    /// What a signed-in user with a work or school account, one with a personal account, and an application need, each
    /// in the text of a [`Grant`]: `?` where the page says nothing, empty where it says that the caller cannot.
    pub const fn new(work: &'static str, personal: &'static str, application: &'static str) -> Self {
        Self {
            delegated_work: Grant::new(work),
            delegated_personal: Grant::new(personal),
            application: Grant::new(application),
        }
    }

    /// What this kind of caller needs.
    pub const fn of(self, caller: Caller) -> Grant {
        match caller {
            Caller::DelegatedWork => self.delegated_work,
            Caller::DelegatedPersonal => self.delegated_personal,
            Caller::Application => self.application,
        }
    }
}

/// What one kind of caller needs: alternatives, the least privileged first.
///
/// Held as one text (`"User.Read.All Group.Read.All+User.Read.All"`): thousands of these stand in the crate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Grant(&'static str);

impl Grant {
    /// The page says nothing.
    pub const UNKNOWN: Self = Self("?");
    /// The page says that this kind of caller cannot make the request.
    pub const NOT_SUPPORTED: Self = Self("");

    /// Alternatives separated by a space, permissions that are needed together joined by `+`.
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// Whether the page states anything about this caller.
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }

    /// Whether this caller can make the request at all (`false` too where nothing is stated).
    pub fn is_supported(self) -> bool {
        self.is_known() && self != Self::NOT_SUPPORTED
    }

    /// The alternatives, from least to most privileged. Any one of them is enough.
    pub fn alternatives(self) -> impl DoubleEndedIterator<Item = PermissionSet> {
        let text = if self.is_known() { self.0 } else { "" };
        text.split(' ').filter(|alternative| !alternative.is_empty()).map(PermissionSet)
    }

    /// The alternative to ask for.
    pub fn least_privileged(self) -> Option<PermissionSet> {
        self.alternatives().next()
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_known() {
            return f.write_str("not documented");
        }
        if !self.is_supported() {
            return f.write_str("not supported");
        }
        f.debug_list().entries(self.alternatives()).finish()
    }
}

/// Permissions that are needed together; mostly one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PermissionSet(&'static str);

impl PermissionSet {
    /// The names of the permissions.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split('+').filter(|name| !name.is_empty())
    }

    fn is_within(self, held: &BTreeSet<&'static str>) -> bool {
        self.iter().all(|name| held.contains(name))
    }
}

impl fmt::Display for PermissionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, name) in self.iter().enumerate() {
            f.write_str(if i == 0 { "" } else { " and " })?;
            f.write_str(name)?;
        }
        Ok(())
    }
}

impl fmt::Debug for PermissionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The least privileged set that covers several requests, and what could not be covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The permissions to ask for.
    pub permissions: BTreeSet<&'static str>,
    /// Positions of requests that this kind of caller cannot make, as the documentation says.
    pub not_supported: Vec<usize>,
    /// Positions of requests whose permissions nobody documents.
    pub unknown: Vec<usize>,
}

/// The least privileged permissions with which `caller` can make all of these requests.
///
/// Each request starts with its own least privileged alternative, hardest choices (fewest alternatives) first; a request
/// that is already covered adds nothing; what the others made superfluous is taken out again.
///
/// ```
/// use msgraph_core::client::{Caller, Grant, Permissions, least_privileged};
/// let read = Permissions { application: Grant::new("User.Read.All User.ReadWrite.All"), ..Permissions::UNKNOWN };
/// let write = Permissions { application: Grant::new("User.ReadWrite.All"), ..Permissions::UNKNOWN };
/// let both = least_privileged(Caller::Application, [read, write]);
/// assert_eq!(both.permissions.into_iter().collect::<Vec<_>>(), ["User.ReadWrite.All"]);
/// ```
pub fn least_privileged(caller: Caller, requests: impl IntoIterator<Item = Permissions>) -> Coverage {
    let grants: Vec<Grant> = requests.into_iter().map(|permissions| permissions.of(caller)).collect();
    let at = |wanted: fn(Grant) -> bool| (0..grants.len()).filter(|i| wanted(grants[*i])).collect::<Vec<_>>();
    let not_supported = at(|grant| grant == Grant::NOT_SUPPORTED);
    let unknown = at(|grant| !grant.is_known());
    let mut open = at(Grant::is_supported);
    open.sort_by_key(|i| (grants[*i].alternatives().count(), *i));

    let mut permissions = BTreeSet::new();
    for i in &open {
        if !is_covered(grants[*i], &permissions) {
            permissions.extend(grants[*i].least_privileged().into_iter().flat_map(PermissionSet::iter));
        }
    }
    for name in permissions.clone() {
        permissions.remove(name);
        if !open.iter().all(|i| is_covered(grants[*i], &permissions)) {
            permissions.insert(name);
        }
    }
    Coverage { permissions, not_supported, unknown }
}

fn is_covered(grant: Grant, held: &BTreeSet<&'static str>) -> bool {
    grant.alternatives().any(|alternative| alternative.is_within(held))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(grants: &[&'static str], expected: &[&str]) {
        let requests =
            grants.iter().map(|text| Permissions { application: Grant::new(text), ..Permissions::UNKNOWN });
        let found = least_privileged(Caller::Application, requests);
        assert_eq!(found.permissions.into_iter().collect::<Vec<_>>(), expected, "{grants:?}");
    }

    #[test]
    fn least_privileged_sets() {
        check(&["A.Read A.Write"], &["A.Read"]);
        check(&["A.Read A.Write", "A.Write"], &["A.Write"]);
        check(&["A.Read A.Write", "B.Read A.Read"], &["A.Read"]);
        check(&["A.Read A.Write", "B.Read C.Read"], &["A.Read", "B.Read"]);
        check(&["A+B C", "A", "B"], &["A", "B"]);
        check(&["A+B C", "C"], &["C"]);
        check(&["A B", "C B", "B"], &["B"]);
        check(&[], &[]);
    }

    #[test]
    fn requests_that_cannot_be_covered_are_named() {
        let none = Permissions { application: Grant::NOT_SUPPORTED, ..Permissions::UNKNOWN };
        let found = least_privileged(Caller::Application, [none, Permissions::UNKNOWN]);
        assert_eq!((found.not_supported, found.unknown), (vec![0], vec![1]));
        assert!(found.permissions.is_empty());
    }

    #[test]
    fn grants_read_well() {
        assert_eq!(format!("{:?}", Grant::new("A B+C")), "[A, B and C]");
        assert_eq!(format!("{:?}", Grant::NOT_SUPPORTED), "not supported");
        assert_eq!(format!("{:?}", Grant::UNKNOWN), "not documented");
        assert_eq!(Grant::UNKNOWN.least_privileged(), None);
        let stated = Permissions::new("A B+C", "", "?");
        let expected = Permissions { delegated_work: Grant::new("A B+C"), ..Permissions::UNKNOWN };
        assert_eq!(stated, Permissions { delegated_personal: Grant::NOT_SUPPORTED, ..expected });
    }
}
