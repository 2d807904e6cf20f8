//! All pages of one API version become its schema.
//!
//! In: the [`Page`]s as [mended](mod@crate::mend), unlinked and unmerged. Out: the [`Schema`], with diagnostics for what is
//! contradictory or guessed. Nothing here reads Markdown, and nothing depends on the order of the pages beyond
//! their paths.
//!
//! [`names`] of the room below says which types there are. From there the way leads through three wings: [`types`] says
//! what they are made of, [`paths`] what request paths lead to, [`requests`] what requests do. Each is a function from
//! values to values and looks into those before it and into [`shared`] only; [`finish`] puts together what they made.

mod check;
mod examples;
mod finish;
#[cfg(test)]
mod fixture;
mod paths;
mod requests;
mod shared;
#[cfg(test)]
mod tests;
mod types;

pub use examples::Needed;

use crate::corpus::context::Cx;
use crate::corpus::pages::Corpus;
use crate::corpus::{from_bodies, names};
use crate::diagnostic::Report;
use crate::odata::ApiVersion;
use crate::page::Page;
use crate::schema::Schema;
use crate::source::SourceMap;

/// What to keep.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResolveOptions {
    /// Whether descriptions are kept beside the facts.
    pub prose: bool,
}

/// Makes the schema of `api` from the pages that describe it.
pub fn resolve(
    sources: &SourceMap,
    pages: &[Page],
    api: ApiVersion,
    options: &ResolveOptions,
) -> (Schema, Report) {
    let mut report = Report::default();
    let completed = from_bodies::complete(pages.iter().filter(|page| page.version == api));
    let corpus = Corpus::new(sources, pages, &completed, api, options.prose);

    let names = names::names(&corpus, &mut report);
    let cx = Cx { corpus: &corpus, names: &names };
    let types = types::types(&cx, &mut report);
    let paths = paths::paths(&cx, types, &mut report);
    let requests = requests::requests(&cx, &paths, &mut report);

    let mut schema = finish::finish(&cx, api, paths, requests);
    check::check(&mut schema, &mut report);
    report.sort();
    (schema, report)
}

/// What resolving takes from the examples of `pages`, and nothing else states.
pub fn needed(sources: &SourceMap, pages: &[Page]) -> Needed {
    let mut needed = Needed::default();
    for api in ApiVersion::ALL {
        let mut unheard = Report::default();
        let completed = from_bodies::complete(pages.iter().filter(|page| page.version == api));
        let corpus = Corpus::new(sources, pages, &completed, api, false);
        let names = names::names(&corpus, &mut unheard);
        let cx = Cx { corpus: &corpus, names: &names };
        let types = types::types(&cx, &mut unheard);
        needed.add(&cx, &paths::paths(&cx, types, &mut unheard));
    }
    needed
}
