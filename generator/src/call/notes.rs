//! What is said about a translation beside its code.

use super::request::HttpRequest;
use super::words::shown;
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

    /// Takes what another part says.
    pub(super) fn extend(&mut self, other: Self) {
        self.untyped.extend(other.untyped);
        for remark in other.remarks {
            self.remark(remark);
        }
    }
}
