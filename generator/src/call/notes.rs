//! What is said about a translation beside its code.

use super::request::HttpRequest;
use super::words::shown;
use crate::odata::address::{self, Token};
use crate::sdk::Struct;

/// Sentences without their full stop.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Notes {
    /// What is not typed or was left out, and why.
    pub untyped: Vec<String>,
    /// What is typed, and is worth knowing before it is sent.
    pub remarks: Vec<String>,
}

impl Notes {
    /// Something is not typed.
    pub(super) fn untyped(&mut self, why: impl Into<String>) {
        self.untyped.push(why.into());
    }

    /// Something is typed in a way that is worth knowing.
    pub(super) fn remark(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.remarks.contains(&what) {
            self.remarks.push(what);
        }
    }

    /// A member is one of an open type, and no page names it.
    pub(super) fn of_open_type(&mut self, name: &str, owner: &Struct) {
        self.remark(format!(
            "{} is a member that no page names, of an open type (`{}`)",
            shown(name),
            owner.wire.trim_start_matches('#')
        ));
    }

    /// The request names a cloud, which the client is made for.
    pub(super) fn of_cloud(&mut self, request: &HttpRequest) {
        if let Some(cloud) = request.cloud {
            self.remark(format!(
                "the URL is of a national cloud: the client is made with `GraphClientOptions {{ cloud: Cloud::{cloud}, .. }}`"
            ));
        }
    }

    /// Arguments that are no values yet. One that is typed takes them for values, and the service refuses them.
    pub(super) fn of_placeholders(&mut self, request: &HttpRequest) {
        let tokens = address::path(&request.path);
        let arguments = tokens.iter().filter_map(|token| match token {
            Token::Arguments(values) => Some(values),
            Token::Segment(_) | Token::Key(_) | Token::File(_) => None,
        });
        let unfilled = arguments.flatten().filter(|(_, value)| value.is_placeholder());
        let unfilled: Vec<String> = unfilled.map(|(_, value)| shown(&value.text)).collect();
        if !unfilled.is_empty() {
            self.remark(format!("placeholders to be filled in: {}", unfilled.join(", ")));
        }
    }

    /// Takes what another part says.
    pub(super) fn extend(&mut self, other: Self) {
        self.untyped.extend(other.untyped);
        for remark in other.remarks {
            self.remark(remark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::requests;
    use super::*;

    #[test]
    fn arguments_may_be_placeholders() {
        let check = |text: &str, expected: &[&str]| {
            let mut notes = Notes::default();
            notes.of_placeholders(&requests(text).expect("a request")[0]);
            assert_eq!(notes.remarks, expected, "{text}");
        };
        check(
            "GET /a/f(b={b},c='{c}',d=1,e=<e>)/g(h='{h}')",
            &["placeholders to be filled in: `{b}`, `{c}`, `<e>`, `{h}`"],
        );
        check("GET /a/{id}/f(b=1,c='a{b}')", &[]);
        check("GET /a/f()", &[]);
    }
}
