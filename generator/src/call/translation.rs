//! What a translation consists of.

use super::notes::Notes;
use super::request::HttpRequest;
use super::way::Way;

/// How much of a request the crate has types for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Everything.
    Typed,
    /// The method, but not all that is given to it.
    Partly,
    /// Nothing: the request is made by its path.
    Raw,
}

impl Outcome {
    /// As the data call it.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Typed => "typed",
            Outcome::Partly => "partly",
            Outcome::Raw => "raw",
        }
    }
}

/// A request in Rust.
#[derive(Debug)]
pub struct Translation<'a> {
    /// How much of it is typed.
    pub outcome: Outcome,
    /// `use` lines.
    pub imports: Vec<String>,
    /// A page documents the path, or types lead there, or the protocol has it: no slip of whoever wrote it.
    pub is_known: bool,
    /// The statements.
    pub code: String,
    /// What is not typed, what was left out, and why; what is worth knowing.
    pub notes: Notes,
    /// The method, if there is one.
    pub way: Option<Way<'a>>,
    /// The requests of a batch, each as it would be by itself.
    pub parts: Vec<(HttpRequest, Translation<'a>)>,
}

impl Translation<'_> {
    /// The single requests: those of a batch, else the one.
    pub fn single<'t>(&'t self, request: &'t HttpRequest) -> Vec<(&'t HttpRequest, &'t Translation<'t>)> {
        if self.parts.is_empty() {
            vec![(request, self)]
        } else {
            self.parts.iter().map(|(request, part)| (request, part)).collect()
        }
    }
}
