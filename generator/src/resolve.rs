//! All pages of one API version become its schema.
//!
//! In: the [`Page`]s as parsed, unlinked and unmerged. Out: the [`Schema`], with diagnostics for what is
//! contradictory or guessed. The stages stand below in their order; each is a file of its own and knows only what
//! the stages before it found. Nothing here reads Markdown, and nothing depends on the order of the pages beyond
//! their paths.

mod alone;
mod answers;
mod calls;
mod cells;
mod check;
mod contain;
mod corpus;
mod declare;
mod discover;
mod draft;
mod enums;
mod evidence;
mod facts;
mod finish;
#[cfg(test)]
mod fixture;
mod infer;
mod inherit;
mod kind;
mod link;
mod lists;
mod merge;
mod needed;
mod observe;
mod operations;
mod paths;
mod placeholders;
mod repair;
mod requests;
mod sample;
mod spelling;
#[cfg(test)]
mod tests;
mod undocumented;
mod unsplit;
mod walk;

pub use needed::Needed;

use std::collections::BTreeSet;

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
    run(sources, pages, api, *options, None)
}

/// What resolving takes from the examples of `pages`, and nothing else states.
pub fn needed(sources: &SourceMap, pages: &[Page]) -> Needed {
    let mut needed = Needed::default();
    for api in ApiVersion::ALL {
        run(sources, pages, api, ResolveOptions::default(), Some(&mut needed));
    }
    needed
}

/// The pages with the names that translation damaged put right, as far as other pages tell them.
pub fn repaired(sources: &SourceMap, pages: &[Page]) -> Vec<Page> {
    let mut right = pages.to_vec();
    for api in ApiVersion::ALL {
        let mut unheard = Report::default();
        let completed = alone::complete(pages.iter().filter(|page| page.version == api));
        let corpus = corpus::Corpus::new(sources, pages, &completed, api, false);
        let (names, repairs) = declared(&corpus, &mut unheard);
        repairs.apply(&mut right);
        repair::links::apply(&mut right, &names, api);
        cells::apply(&mut right, &names, api);
        let cx = merge::Cx { corpus: &corpus, names: &names, repairs: &repairs };
        merge::settle_claims(&cx, &mut right, api);
    }
    right
}

/// The first stages: which types there are, and what translation damaged in the pages.
fn declared(corpus: &corpus::Corpus<'_>, report: &mut Report) -> (declare::Names, repair::Repairs) {
    let mut names = declare::declare(corpus, report);
    cells::learn(corpus, &mut names);
    undocumented::declare_stubs(&mut names, corpus, report);
    let repairs = repair::repair(corpus, &names, report);
    (names, repairs)
}

/// All stages; `needed` learns what they take from examples.
fn run(
    sources: &SourceMap,
    pages: &[Page],
    api: ApiVersion,
    options: ResolveOptions,
    needed: Option<&mut Needed>,
) -> (Schema, Report) {
    let mut report = Report::default();
    let completed = alone::complete(pages.iter().filter(|page| page.version == api));
    let corpus = corpus::Corpus::new(sources, pages, &completed, api, options.prose);

    let (names, repairs) = declared(&corpus, &mut report);
    let cx = merge::Cx { corpus: &corpus, names: &names, repairs: &repairs };

    let mut draft = merge::merge(&cx, &mut report);
    inherit::inherit(&cx, &mut draft, &mut report);
    inherit::count_owners(&cx, &mut report);
    enums::merge(&cx, &mut draft, &mut report);
    infer::find_enums(&mut draft, &mut report);
    kind::decide(&cx, &mut draft, &BTreeSet::new());
    kind::settle_shown_entities(&mut draft);
    inherit::lift(&mut draft);
    inherit::settle_owners(&mut draft);

    let calls = calls::collect(&corpus, &mut report);
    let answers = answers::Answers::collect(&cx, &draft);
    let found = discover::discover(&cx, &mut draft, &calls, &answers, &mut report);
    let keyed = discover::keyed_types(&cx, &draft, &found, &calls);
    kind::decide(&cx, &mut draft, &keyed);
    kind::root_entities(&mut draft);
    let observed = observe::observe(&cx, &draft, &answers);
    let believed = infer::believed(&draft, &observed);
    if let Some(needed) = needed {
        needed.add(&cx, &draft, &answers, &believed);
    }
    infer::add_observed(&cx, &mut draft, &believed);
    inherit::settle_owners(&mut draft);

    let mut schema = Schema::new(api);
    let mut world = walk::World::new(&draft, &names, &found.container, &found.operations, &found.literals);
    world.vocabulary = infer::Vocabulary::collect(&draft);
    schema.operations = operations::overloads(&cx, &world, &calls, &answers);
    let calls = placeholders::spell_out(&world, calls);
    schema.requests = requests::requests(&corpus, &world, &calls, &answers, &schema.operations, &mut report);
    let contained = contain::contained(&world, &calls);
    schema.container = found.container;
    finish::finish(&cx, draft, &contained, &mut schema);
    check::check(&mut schema, &mut report);
    report.sort();
    (schema, report)
}
