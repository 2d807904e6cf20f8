//! How a service speaks of changes. Drives, lists and sites do it in another way than the rest of Graph: they have a
//! parameter of their own for the token, and a facet for what is deleted.

use crate::client::request::{Parts, endpoint::Token};

/// How the service behind a request speaks of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    /// The option of the query that takes the token.
    pub(super) token_option: &'static str,
    /// Whether what is deleted has the facet `deleted`.
    facet: bool,
}

impl Manner {
    /// What the page of the request says; where it says nothing, a guess by the path.
    pub(super) fn of(parts: &Parts) -> Self {
        // A path written by hand has no template that would tell more than its first segment.
        let path = if parts.endpoint.is_some() { &parts.template } else { &parts.path };
        let guess = Self::guess(path);
        match parts.documented_anywhere().and_then(|documented| documented.token) {
            // Sites have the parameter, and no facet.
            Some(Token::Parameter) => {
                Self { token_option: "token", facet: guess.facet || guess.token_option != "token" }
            }
            Some(Token::Option) => Self { token_option: "$deltatoken", ..guess },
            None => guess,
        }
    }

    fn guess(path: &str) -> Self {
        let path = path.split('?').next().unwrap_or_default().to_ascii_lowercase();
        let names: Vec<&str> =
            path.split('/').map(|segment| segment.split(['(', ':']).next().unwrap_or_default()).collect();
        let any = |known: &[&str]| names.iter().any(|name| known.contains(name));
        // To Do has lists too.
        let facet =
            any(&["drive", "drives", "driveitem", "list", "shares"]) || (any(&["lists"]) && !any(&["todo"]));
        let token_option = if facet || any(&["sites"]) { "token" } else { "$deltatoken" };
        Self { token_option, facet }
    }

    /// A selection leaves the facet out, and the id without which it says nothing, unless it names them.
    pub(super) fn select_deletions(self, parts: &mut Parts) {
        let selected = parts.query.iter_mut().find(|(name, _)| name == "$select").map(|(_, value)| value);
        let Some(selected) = selected.filter(|selected| self.facet && !selected.trim().is_empty()) else {
            return;
        };
        for name in ["id", "deleted"] {
            let known = |term: &str| matches!(term.trim(), "*") || term.trim().eq_ignore_ascii_case(name);
            if !selected.split(',').any(known) {
                selected.push(',');
                selected.push_str(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, token_option: &'static str, facet: bool) {
        assert_eq!(Manner::guess(path), Manner { token_option, facet }, "{path}");
    }

    #[test]
    fn paths_give_a_hint() {
        check("/me/drive/root/delta", "token", true);
        check("/Drives/{id}/items/{id}/delta()", "token", true);
        check("/drives('a')/root/delta", "token", true);
        check("/me/drive/root:/{path}:/delta", "token", true);
        check("/shares/{id}/driveItem/delta", "token", true);
        check("/sites/{id}/lists/{id}/items/delta", "token", true);
        check("/sites/{id}/list/items/delta?$top=1", "token", true);
        check("/sites/delta", "token", false);
        check("/me/todo/lists/{id}/tasks/delta", "$deltatoken", false);
        check("/me/todo/lists/delta", "$deltatoken", false);
        check("/users/delta?$filter=id eq '/drive/'", "$deltatoken", false);
        check("/drivers/delta", "$deltatoken", false);
        check("", "$deltatoken", false);
    }
}
