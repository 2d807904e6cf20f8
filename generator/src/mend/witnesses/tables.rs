//! Rows of two tables that are the same row.

use super::super::align::align;
use super::super::ballot::Tie;
use super::facts;
use super::witness::Statement;
use crate::corpus::spelled::{is_enum_member, is_member_name};
use crate::page::{MemberRow, PropertyRow, Repair};
use crate::source::{Span, Spanned};

/// What rows of properties and of members have in common.
pub(super) trait Row {
    fn name(&self) -> &Spanned<String>;
    fn repair(&self) -> Option<Repair>;
    fn is_lost(&self) -> bool;
    fn parts(&mut self) -> Parts<'_>;
    /// Whether a text can be a name of such a row.
    fn is_name(text: &str) -> bool;
    /// The number that the row has.
    fn number(&self) -> Option<i64>;
    /// Whether the rows cannot be the same: both lead somewhere else.
    fn contradicts(&self, other: &Self) -> bool;
    /// Takes over what the same row of another table knows beyond its name, and says what they contradict each other in.
    fn hear(&mut self, others: &[Statement<'_, Self>]) -> Option<String>
    where
        Self: Sized;

    /// Another name.
    fn rename(&mut self, name: &str) {
        let Parts { name: own, repair, lost, .. } = self.parts();
        name.clone_into(own);
        *repair = Some(Repair::OtherCorpus);
        *lost = false;
    }

    /// The name is borne out by others.
    fn find(&mut self) {
        *self.parts().lost = false;
    }

    /// The name is a translated word.
    fn lose(&mut self) {
        *self.parts().lost = true;
    }

    /// Where others call it the same.
    fn heard_at(&mut self, places: Vec<Span>) {
        *self.parts().heard = places;
    }
}

/// What every row has that may change here.
pub(super) struct Parts<'r> {
    name: &'r mut String,
    repair: &'r mut Option<Repair>,
    lost: &'r mut bool,
    heard: &'r mut Vec<Span>,
}

impl Row for PropertyRow {
    fn name(&self) -> &Spanned<String> {
        &self.name
    }

    fn repair(&self) -> Option<Repair> {
        self.repair
    }

    fn is_lost(&self) -> bool {
        self.lost
    }

    fn parts(&mut self) -> Parts<'_> {
        Parts {
            name: &mut self.name.value,
            repair: &mut self.repair,
            lost: &mut self.lost,
            heard: &mut self.heard,
        }
    }

    fn is_name(text: &str) -> bool {
        is_member_name(text)
    }

    fn number(&self) -> Option<i64> {
        None
    }

    fn contradicts(&self, other: &Self) -> bool {
        let link =
            |row: &Self| row.ty.as_ref().and_then(|ty| ty.value.link.as_ref().map(|link| link.slug.clone()));
        link(self).zip(link(other)).is_some_and(|(own, others)| own != others)
    }

    fn hear(&mut self, others: &[Statement<'_, Self>]) -> Option<String> {
        facts::of_row(self, others)
    }
}

impl Row for MemberRow {
    fn name(&self) -> &Spanned<String> {
        &self.name
    }

    fn repair(&self) -> Option<Repair> {
        self.repair
    }

    fn is_lost(&self) -> bool {
        self.lost
    }

    fn parts(&mut self) -> Parts<'_> {
        Parts {
            name: &mut self.name.value,
            repair: &mut self.repair,
            lost: &mut self.lost,
            heard: &mut self.heard,
        }
    }

    fn is_name(text: &str) -> bool {
        is_enum_member(text)
    }

    fn number(&self) -> Option<i64> {
        self.value
    }

    fn contradicts(&self, _other: &Self) -> bool {
        false
    }

    fn hear(&mut self, others: &[Statement<'_, Self>]) -> Option<String> {
        let mut current = others.iter().filter(|other| other.current).filter_map(|other| other.row.value);
        let value = self.value.or_else(|| current.next())?;
        self.value = Some(value);
        let other = current.find(|other| *other != value)?;
        let name = &self.name.value;
        Some(format!("corpora say of `{name}` that it is {value} and {other}; {value} is taken"))
    }
}

/// For each of `rows` the place of the same row in `others`, and what tells that it is. `same` says that both tables were
/// made from one.
pub(super) fn partners<R: Row>(rows: &[R], others: &[R], same: bool) -> Vec<Option<(usize, Tie)>> {
    // What is lost in both is not equal, whatever it prints.
    let own: Vec<&str> =
        rows.iter().map(|row| if row.is_lost() { "\0" } else { &row.name().value }).collect();
    let theirs: Vec<&str> =
        others.iter().map(|row| if row.is_lost() { "\u{1}" } else { &row.name().value }).collect();
    let named = |name: &str| theirs.iter().position(|other| other.eq_ignore_ascii_case(name));
    let crossing = own.iter().enumerate().any(|(at, name)| named(name).is_some_and(|other| other != at));
    let agrees = |at: usize, other: usize| !rows[at].contradicts(&others[other]);
    if same && rows.len() == others.len() && !crossing {
        return (0..rows.len()).map(|at| agrees(at, at).then_some((at, Tie::SamePlace))).collect();
    }
    let numbered = numbers_agree(rows, others);
    let placed = align(&own, &theirs);
    (0..rows.len())
        .map(|at| {
            if let Some(other) = named(own[at]) {
                return Some((other, Tie::Name));
            }
            let number = numbered.then(|| same_number(&rows[at], others)).flatten();
            let other = number.or(placed[at])?;
            // What another row of the table is called, this one is not.
            let taken = own.iter().any(|name| name.eq_ignore_ascii_case(theirs[other]));
            (!taken && agrees(at, other)).then_some((other, Tie::Place))
        })
        .collect()
}

/// The only row with the number of this one.
fn same_number<R: Row>(row: &R, others: &[R]) -> Option<usize> {
    let number = row.number()?;
    let mut same = (0..others.len()).filter(|at| others[*at].number() == Some(number));
    same.next().filter(|_| same.next().is_none())
}

/// Whether rows that both tables name have one number: tables of different years may have moved them.
fn numbers_agree<R: Row>(rows: &[R], others: &[R]) -> bool {
    let mut agreeing = (0, 0);
    for row in rows.iter().filter(|row| !row.is_lost()) {
        let partner = others.iter().find(|other| other.name().value == row.name().value);
        match partner.map(|partner| partner.number() == row.number()) {
            Some(true) => agreeing.0 += 1,
            Some(false) => agreeing.1 += 1,
            None => {}
        }
    }
    agreeing.0 >= agreeing.1
}
