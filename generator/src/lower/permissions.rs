//! Which of a page's permissions hold for a path.
//!
//! In: the requests that document a path, with the tables of their pages. Out: [`Granted`]: what is stated for the path
//! for sure, and what holds there for some kinds of things or under some condition, which the path does not tell.
//!
//! A table is matched by its words: it fits where all of them stand in the path (`deviceRacks` are a device rack). Of two,
//! the one whose words come later is the one. Where none fits, all are kept, and none is stated.

mod steps;

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::odata::{Caller, Grant, PermissionTable, Stated};
use crate::schema::{Request, Schema};
use steps::{Fit, Steps};

/// What holds for a path.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Granted {
    /// For sure.
    pub(super) sure: PermissionTable,
    /// Under the limit of each.
    pub(super) limited: Vec<PermissionTable>,
}

/// The requests of each page, which tell what its tables are for.
pub(super) struct Grants<'a>(HashMap<&'a str, Vec<&'a Request>>);

impl<'a> Grants<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let mut pages: HashMap<&str, Vec<&Request>> = HashMap::new();
        for request in &schema.requests {
            pages.entry(&request.page).or_default().push(request);
        }
        Self(pages)
    }

    /// What the pages of one path state, the one that speaks for it first. A page that states something for the path as a
    /// whole comes before one that tells kinds of things apart.
    pub(super) fn of_path<'r>(&self, requests: impl IntoIterator<Item = &'r Request>) -> Granted {
        let beside = |request: &Request| self.0.get(request.page.as_str()).map_or(&[][..], Vec::as_slice);
        let pages = requests.into_iter().map(|request| OfPage::new(request, beside(request)));
        granted(&pages.collect::<Vec<_>>())
    }
}

fn granted(pages: &[OfPage]) -> Granted {
    let mut all = Granted::default();
    for page in pages {
        all.limited.extend(page.limited.iter().cloned());
    }
    for caller in Caller::ALL {
        let whole = pages.iter().any(|page| page.whole.contains(&caller));
        for page in pages {
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

impl OfPage {
    /// For the path of a request, among all requests of its page.
    fn new(request: &Request, beside: &[&Request]) -> Self {
        let tables: Vec<&PermissionTable> =
            request.permissions.tables.iter().filter(|table| table.is_stated()).collect();
        let (limited, unlimited): (Vec<&PermissionTable>, Vec<_>) =
            tables.iter().copied().partition(|table| table.is_limited());
        let alone = tables.len() == 1 && limited.iter().all(|table| table.condition.is_none());
        let fits = Fits::of(request, &limited);
        let mut found = Self::default();
        for caller in Caller::ALL {
            let best = fits.best(&limited, caller);
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
            found.limited = kept(&fits, beside, &limited).into_iter().map(|at| limited[at].clone()).collect();
            found.limited.extend(disputed(&unlimited));
        }
        found
    }
}

/// The tables that are kept beside what is sure: all where none fits; what is the one on no path of the page stands where
/// nothing fits, or everywhere where something fits everywhere.
fn kept(fits: &Fits, beside: &[&Request], limited: &[&PermissionTable]) -> Vec<usize> {
    if limited.is_empty() {
        return Vec::new();
    }
    if fits.chosen(limited).is_empty() {
        return (0..limited.len()).collect();
    }
    let beside: Vec<Vec<usize>> =
        beside.iter().map(|other| Fits::of(other, limited).chosen(limited)).collect();
    let elsewhere = beside.iter().any(Vec::is_empty);
    let lost = |at: &usize| !beside.iter().any(|chosen| chosen.contains(at));
    (0..limited.len()).filter(lost).filter(|at| !elsewhere || limited[*at].condition.is_some()).collect()
}

/// How each of some tables fits a path.
struct Fits(Vec<Option<Fit>>);

impl Fits {
    /// Most paths have no tables to choose among, and the words of a path cost more than the choice.
    fn of(request: &Request, tables: &[&PermissionTable]) -> Self {
        if tables.is_empty() {
            return Self(Vec::new());
        }
        let path = Steps::of(request);
        Self(tables.iter().map(|table| path.fit(table)).collect())
    }

    /// The table of a caller that fits best; of equal ones, the first.
    fn best(&self, tables: &[&PermissionTable], caller: Caller) -> Option<usize> {
        let stated = (0..tables.len()).filter(|at| tables[*at].grant(caller).is_stated());
        let fitting = stated.filter_map(|at| Some((self.0[at].as_ref()?, Reverse(at))));
        fitting.max().map(|(_, Reverse(at))| at)
    }

    /// The tables that fit best, of one caller or another.
    fn chosen(&self, tables: &[&PermissionTable]) -> Vec<usize> {
        Caller::ALL.into_iter().filter_map(|caller| self.best(tables, caller)).collect()
    }
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

#[cfg(test)]
mod tests;
