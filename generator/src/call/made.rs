//! One request as the crate makes it: with the methods that lead there, or by its path.
//!
//! In: a request. Out: it, not sent yet, how much of it is typed, and what is said about it.

use super::index::Index;
use super::notes::Notes;
use super::request::HttpRequest;
use super::statement::{self, Statement, Unsent};
use super::translation::{Outcome, Translation};
use super::way::{self, Found, Landed, Way};
use super::{kin, raw, typed};
use crate::odata::address::{self, Token};

/// A request as the crate makes it.
pub(super) struct Made<'a> {
    /// The request.
    pub(super) unsent: Unsent,
    /// What is said about it.
    pub(super) notes: Notes,
    /// The method, if there is one.
    pub(super) way: Option<Way<'a>>,
    outcome: Outcome,
    is_known: bool,
    landed: Option<Landed<'a>>,
}

impl<'a> Made<'a> {
    /// Finds the methods for a request; `page` is wanted where several document its path.
    pub(super) fn of(index: &'a Index<'a>, request: &HttpRequest, page: &str) -> Self {
        let mut tokens = address::path(&request.path);
        let found = way::find(index, request.method, page, &tokens);
        let Some(function) = found.bare.filter(|_| found.way.is_none()) else {
            return Self::by(index, request, request, found, Notes::default());
        };
        let split = function.split(request);
        tokens.retain(|token| !matches!(token, Token::Arguments(values) if values.is_empty()));
        tokens.push(Token::Arguments(split.arguments));
        let found = way::find(index, request.method, page, &tokens);
        Self::by(index, request, &split.rest, found, split.notes)
    }

    /// The request by the methods that were found, which send the `rest` that their names do not say; else by its path.
    fn by(
        index: &'a Index<'a>,
        request: &HttpRequest,
        rest: &HttpRequest,
        found: Found<'a>,
        said: Notes,
    ) -> Self {
        let Found { way, landed, .. } = found;
        // A placeholder stands for some value; what is another value cannot be said with the method.
        let misfit =
            way.as_ref().and_then(|way| way.misfit.clone()).filter(|misfit| !misfit.contains(['{', '<']));
        let way = way.filter(|_| misfit.is_none());
        let way = way.map(|way| kin::of_sent(index, rest, way));
        let (unsent, mut notes) = match &way {
            Some(way) => {
                let (unsent, mut notes) = typed::unsent(index, rest, way);
                notes.extend(said);
                (unsent, notes)
            }
            None => raw::unsent(request, landed, misfit.as_deref().or(raw::reason(index, request))),
        };
        let outcome = match &way {
            Some(_) if notes.untyped.is_empty() => Outcome::Typed,
            Some(_) => Outcome::Partly,
            None => Outcome::Raw,
        };
        notes.of_cloud(request);
        let is_known = way.is_some()
            || misfit.is_some()
            || landed.is_some()
            || raw::of_protocol(&request.path).is_some();
        Made { unsent, notes, way, outcome, is_known, landed }
    }

    /// The request, how it is sent, and what is done with the answer.
    pub(super) fn sending(&self, index: &Index<'_>, request: &HttpRequest) -> Vec<Statement> {
        let mut statements = self.unsent.before.clone();
        statements.extend(match &self.way {
            Some(way) => typed::sending(index, way, &self.unsent),
            None => raw::sending(request, self.landed, &self.unsent),
        });
        statements
    }

    /// What was found, with these statements.
    pub(super) fn translation(self, index: &Index<'_>, statements: &[Statement]) -> Translation<'a> {
        let (imports, code) = statement::printed(index.version, statements);
        let Made { notes, outcome, is_known, way, .. } = self;
        Translation { outcome, imports, is_known, code, notes, way, parts: Vec::new() }
    }
}
