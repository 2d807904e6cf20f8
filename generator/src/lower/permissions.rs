//! Which of a page's permissions hold for a path.
//!
//! In: the requests that document a path, with the tables of their pages. Out: [`Granted`]: what is stated for the path
//! for sure, and what holds there for some kinds of things or under some condition, which the path does not tell.
//!
//! A table is matched by its words: it fits where all of them stand in the path (`deviceRacks` are a device rack). Of two,
//! the one whose words come later is the one. Where none fits, all are kept, and none is stated.

use std::cmp::Reverse;

use crate::odata::{Caller, Grant, PermissionTable, Stated, label_words};
use crate::schema::{Request, Schema, Segment, SegmentKind, TypeName};

/// What holds for a path.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Granted {
    /// For sure.
    pub(super) sure: PermissionTable,
    /// Under the limit of each.
    pub(super) limited: Vec<PermissionTable>,
}

/// What the pages of one path state, the one that speaks for it first. A page that states something for the path as a
/// whole comes before one that tells kinds of things apart.
pub(super) fn granted<'a>(schema: &Schema, requests: impl IntoIterator<Item = &'a Request>) -> Granted {
    let pages: Vec<OfPage> = requests.into_iter().map(|request| of_page(schema, request)).collect();
    let mut all = Granted::default();
    for page in &pages {
        all.limited.extend(page.limited.iter().cloned());
    }
    for caller in Caller::ALL {
        let whole = pages.iter().any(|page| page.whole.contains(&caller));
        for page in &pages {
            if whole && !page.whole.contains(&caller) {
                all.limited
                    .extend(page.fitting.iter().filter(|table| table.grant(caller).is_stated()).cloned());
            } else {
                all.sure.grant_mut(caller).extend(page.sure.grant(caller).clone());
            }
        }
    }
    let mut distinct: Vec<PermissionTable> = Vec::new();
    for mut table in std::mem::take(&mut all.limited) {
        clean(&mut table);
        if !distinct.contains(&table) {
            distinct.push(table);
        }
    }
    all.limited = distinct;
    clean(&mut all.sure);
    all
}

/// What one page states for a path.
#[derive(Default)]
struct OfPage {
    sure: PermissionTable,
    /// The callers of whom a table without a limit speaks.
    whole: Vec<Caller>,
    /// The tables that fit.
    fitting: Vec<PermissionTable>,
    limited: Vec<PermissionTable>,
}

fn of_page(schema: &Schema, request: &Request) -> OfPage {
    let tables: Vec<&PermissionTable> =
        request.permissions.tables.iter().filter(|table| table.is_stated()).collect();
    let (limited, unlimited): (Vec<&PermissionTable>, Vec<_>) =
        tables.iter().copied().partition(|table| table.is_limited());
    let alone = tables.len() == 1 && limited.iter().all(|table| table.condition.is_none());
    let path = Steps::of(request);
    let mut found = OfPage::default();
    for caller in Caller::ALL {
        let best = best(&limited, &path, caller);
        let plain = agreed(&unlimited, caller);
        let mut grant = best.map(|at| limited[at].grant(caller).clone()).unwrap_or_default();
        if let Some(plain) = plain {
            grant.extend(plain.clone());
            found.whole.push(caller);
        } else if best.is_none() && (alone || unlimited.is_empty() && all_say(&limited, caller)) {
            grant = limited.first().map(|table| table.grant(caller).clone()).unwrap_or_default();
        }
        *found.sure.grant_mut(caller) = grant;
        found.fitting.extend(best.map(|at| limited[at].clone()));
    }
    if !alone {
        found.limited = kept(schema, request, &limited).into_iter().map(|at| limited[at].clone()).collect();
        found.limited.extend(disputed(&unlimited));
    }
    found
}

/// The tables that are kept beside what is sure: all where none fits; what is the one on no path of the page stands where
/// nothing fits, or everywhere where something fits everywhere.
fn kept(schema: &Schema, request: &Request, limited: &[&PermissionTable]) -> Vec<usize> {
    if limited.is_empty() {
        return Vec::new();
    }
    let here = chosen(request, limited);
    if here.is_empty() {
        return (0..limited.len()).collect();
    }
    let beside = schema.requests.iter().filter(|other| other.page == request.page);
    let beside: Vec<Vec<usize>> = beside.map(|other| chosen(other, limited)).collect();
    let elsewhere = beside.iter().any(Vec::is_empty);
    let lost = |at: &usize| !beside.iter().any(|chosen| chosen.contains(at));
    (0..limited.len()).filter(lost).filter(|at| !elsewhere || limited[*at].condition.is_some()).collect()
}

/// The tables that fit a path best, of one caller or another.
fn chosen(request: &Request, limited: &[&PermissionTable]) -> Vec<usize> {
    let path = Steps::of(request);
    Caller::ALL.into_iter().filter_map(|caller| best(limited, &path, caller)).collect()
}

/// Tables without a limit that contradict each other.
fn disputed<'t>(unlimited: &'t [&PermissionTable]) -> impl Iterator<Item = PermissionTable> + 't {
    let contradicts = |table: &PermissionTable, caller| {
        table.grant(caller).is_stated() && agreed(unlimited, caller).is_none()
    };
    let disputed =
        move |table: &&&PermissionTable| Caller::ALL.into_iter().any(|caller| contradicts(table, caller));
    unlimited.iter().filter(disputed).map(|table| (*table).clone())
}

/// The table of a caller that fits best; of equal ones, the first.
fn best(tables: &[&PermissionTable], path: &Steps, caller: Caller) -> Option<usize> {
    let stated = (0..tables.len()).filter(|at| tables[*at].grant(caller).is_stated());
    let fitting = stated.filter_map(|at| Some((path.fit(tables[at])?, Reverse(at))));
    fitting.max().map(|(_, Reverse(at))| at)
}

/// What tables without a limit say of a caller, where all that say something say the same.
fn agreed<'t>(tables: &[&'t PermissionTable], caller: Caller) -> Option<&'t Grant> {
    let mut said = tables.iter().map(|table| table.grant(caller)).filter(|grant| grant.is_stated());
    let first = said.next()?;
    said.all(|grant| grant == first).then_some(first)
}

/// Whether all tables say the same of a caller.
fn all_say(tables: &[&PermissionTable], caller: Caller) -> bool {
    let conditional = tables.iter().any(|table| table.condition.is_some());
    let mut grants = tables.iter().map(|table| table.grant(caller));
    let first = grants.next();
    !conditional && first.is_some() && grants.all(|grant| Some(grant) == first)
}

/// Names are cleaned of what separates them in the crate.
fn clean(table: &mut PermissionTable) {
    let name =
        |name: &String| name.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '+').collect();
    for caller in Caller::ALL {
        let Stated::Is(alternatives) = table.grant_mut(caller) else { continue };
        for group in &mut alternatives.groups {
            *group = group.iter().map(name).filter(|name: &String| !name.is_empty()).collect();
        }
        alternatives.groups.retain(|group| !group.is_empty());
    }
}

/// How well a kind fits a path; the greatest is the one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// The last step with a word of it.
    last: usize,
    /// How its weakest word stands in its step.
    standing: Standing,
    /// All steps with words of it, from the last.
    steps: Vec<usize>,
}

/// How words stand in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// In the longer name that its type has: `lists` of `todoTaskList`.
    Type,
    /// Among its words.
    Part,
    /// As the whole of it.
    Whole,
}

/// The named steps of a path.
struct Steps(Vec<Step>);

struct Step {
    words: Vec<String>,
    /// The words of its type, where they are a longer form of its own.
    long: Vec<String>,
    /// What else it is called as a whole.
    names: Vec<String>,
}

impl Steps {
    fn of(request: &Request) -> Self {
        Self(request.segments.iter().filter_map(Step::of).collect())
    }

    /// How the best of a table's kinds fits; nothing where none does.
    fn fit(&self, table: &PermissionTable) -> Option<Fit> {
        table.kinds.iter().filter_map(|kind| self.fit_kind(kind)).max()
    }

    fn fit_kind(&self, kind: &[String]) -> Option<Fit> {
        let found: Option<Vec<(usize, Standing)>> = (0..kind.len()).map(|at| self.place(kind, at)).collect();
        let found = found?;
        let mut steps: Vec<usize> = found.iter().map(|(step, _)| *step).collect();
        steps.sort_unstable_by(|one, other| other.cmp(one));
        let standing = found.iter().map(|(_, standing)| *standing).min()?;
        Some(Fit { last: *steps.first()?, standing, steps })
    }

    /// The last step where a word of a kind stands, alone or with its neighbours.
    fn place(&self, kind: &[String], word: usize) -> Option<(usize, Standing)> {
        let steps = self.0.iter().enumerate().rev();
        let mut found = steps.filter_map(|(at, step)| Some((at, step.standing(kind, word)?)));
        found.next()
    }
}

impl Step {
    fn of(segment: &Segment) -> Option<Self> {
        let text = match &segment.kind {
            SegmentKind::Key { literal: false, .. }
            | SegmentKind::NamedKeys(_)
            | SegmentKind::PathAddress
            | SegmentKind::Ref
            | SegmentKind::Value
            | SegmentKind::Count => return None,
            SegmentKind::Unknown if segment.text.starts_with('{') => return None,
            SegmentKind::Cast(name) => name.name(),
            SegmentKind::Operation { name, .. } => name.as_str(),
            SegmentKind::EntitySet(_)
            | SegmentKind::Singleton(_)
            | SegmentKind::Navigation(_)
            | SegmentKind::Property(_)
            | SegmentKind::Key { literal: true, .. }
            | SegmentKind::Unknown => segment.text.as_str(),
        };
        let text = text.split('(').next().unwrap_or_default();
        let words = label_words(text.rsplit('.').next().unwrap_or(text));
        let ty = segment.ty.as_ref().and_then(|ty| match &ty.name {
            TypeName::Structured(name) => Some(label_words(name.name())),
            TypeName::Enum(_) | TypeName::Primitive(_) => None,
        });
        let ty = ty.unwrap_or_default();
        let names = if text == PermissionTable::ONESELF { vec![ty.concat()] } else { Vec::new() };
        let long = ty.len() > words.len() && same_words(&ty[ty.len() - words.len()..], &words);
        Some(Self { long: if long { ty } else { Vec::new() }, words, names })
    }

    fn standing(&self, kind: &[String], word: usize) -> Option<Standing> {
        let single = &kind[word];
        if is_same(&self.words.concat(), single) || self.names.contains(single) {
            return Some(Standing::Whole);
        }
        let runs = runs(kind.len()).filter(|run| run.contains(&word));
        let mut runs = runs.map(|run| kind[run].concat());
        let within =
            |words: &[String]| self::runs(words.len()).map(|run| words[run].concat()).collect::<Vec<_>>();
        if is_same(&self.words.concat(), &kind.concat()) {
            return Some(Standing::Whole);
        }
        if within(&self.words).iter().any(|part| is_same(part, single)) {
            return Some(Standing::Part);
        }
        let ends: Vec<String> = (0..self.long.len()).map(|start| self.long[start..].concat()).collect();
        runs.any(|run| ends.iter().any(|end| is_same(end, &run))).then_some(Standing::Type)
    }
}

/// All ranges of neighbours among so many.
fn runs(length: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    (0..length).flat_map(move |start| (start + 1..=length).map(move |end| start..end))
}

fn same_words(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
}

/// Whether two words are one, be it in the plural: `boxes`, `box`.
fn is_same(one: &str, other: &str) -> bool {
    one == other || singulars(one).iter().any(|form| singulars(other).contains(form))
}

/// What a word may be in the singular, itself among it.
fn singulars(word: &str) -> Vec<String> {
    let ends = [("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe")];
    let stems = ends.iter().filter_map(|(end, instead)| {
        let stem = word.strip_suffix(end).filter(|stem| stem.len() > 1)?;
        Some(format!("{stem}{instead}"))
    });
    std::iter::once(word.to_owned()).chain(stems).collect()
}

#[cfg(test)]
mod tests;
