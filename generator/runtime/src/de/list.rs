//! Collections: leaf values and structured values.
//!
//! In: the elements of an array, and the list to fill. Out: the filled list. A list in which one element is of the wrong
//! kind is no list of that type: it is kept whole, as JSON. Not so on a page of results, where the others are wanted.

use serde::de::SeqAccess;
use serde_json::Value;

use super::key::Memory;
use super::member::{MemberSeed, Outcome};
use crate::leaf::{Fit, LeafLines, LeafListSlot, LeafSlot, Scalar};
use crate::model::Model;
use crate::ser;
use crate::slot::{ListSlot, ListView, ModelSlot, Slot, View};

/// Where a list of structured values stands.
pub(crate) enum Items<'a> {
    /// In a member of an object.
    OfMember,
    /// On a page; elements of the wrong kind are put aside.
    OfPage(&'a mut Memory, &'a mut Vec<Value>),
}

/// No more places are kept ready than this, whatever length a format announces.
const READY: usize = 256;

/// Reads structured values.
pub(crate) fn read_items<'de, A: SeqAccess<'de>>(
    field: &mut dyn ListSlot,
    mut seq: A,
    mut items: Items<'_>,
) -> Result<Outcome, A::Error> {
    field.start(seq.size_hint().unwrap_or(0).min(READY));
    loop {
        let mut place = NewItem(&mut *field);
        let memory = match &mut items {
            Items::OfMember => None,
            Items::OfPage(memory, _) => Some(&mut **memory),
        };
        let wrong = match seq.next_element_seed(MemberSeed::remembering(Slot::Model(&mut place), memory))? {
            None => return Ok(Outcome::Set),
            Some(Outcome::Set) => continue,
            Some(Outcome::Null) => Value::Null,
            Some(Outcome::Coerced(raw) | Outcome::Malformed(raw)) => *raw,
        };
        match &mut items {
            Items::OfPage(_, aside) => aside.push(wrong),
            Items::OfMember => {
                let mut raw = field.items().map_or_else(Vec::new, item_values);
                raw.push(wrong);
                field.clear();
                return malformed(raw, seq);
            }
        }
    }
}

/// Reads texts. Most lists are lists of texts, so this does without the detours of the other leaf types.
pub(super) fn read_texts<'de, A: SeqAccess<'de>>(
    field: &mut Option<Vec<String>>,
    mut seq: A,
) -> Result<Outcome, A::Error> {
    let texts = field.insert(Vec::with_capacity(seq.size_hint().unwrap_or(0).min(READY)));
    let mut text = None;
    loop {
        match seq.next_element_seed(MemberSeed::new(Slot::Text(&mut text)))? {
            None => return Ok(Outcome::Set),
            Some(outcome) => {
                texts.extend(text.take());
                if !matches!(outcome, Outcome::Set) {
                    return Lines { field, raw: None }.read_from(outcome, seq);
                }
            }
        }
    }
}

/// Reads leaf values.
pub(super) fn read_lines<'de, A: SeqAccess<'de>>(
    field: &mut dyn LeafListSlot,
    mut seq: A,
) -> Result<Outcome, A::Error> {
    field.start(seq.size_hint().unwrap_or(0).min(READY));
    let mut place = NewLine(&mut *field);
    match seq.next_element_seed(MemberSeed::new(Slot::Leaf(&mut place)))? {
        None => Ok(Outcome::Set),
        Some(first) => Lines { field, raw: None }.read_from(first, seq),
    }
}

/// The reading of a list of leaf values.
struct Lines<'f> {
    field: &'f mut dyn LeafListSlot,
    /// Once a value was read that is written in another form, all of them as they were read.
    raw: Option<Vec<Value>>,
}

impl Lines<'_> {
    /// Goes on from the value that was just read.
    fn read_from<'de, A: SeqAccess<'de>>(mut self, first: Outcome, mut seq: A) -> Result<Outcome, A::Error> {
        let mut outcome = Some(first);
        while let Some(read) = outcome {
            if let Some(wrong) = self.add(read) {
                let raw = self.given_up(wrong);
                return malformed(raw, seq);
            }
            let mut place = NewLine(&mut *self.field);
            outcome = seq.next_element_seed(MemberSeed::new(Slot::Leaf(&mut place)))?;
        }
        Ok(self.raw.map_or(Outcome::Set, |raw| Outcome::Coerced(Box::new(Value::Array(raw)))))
    }

    /// Notes what became of a value; hands back one that does not belong into the list.
    fn add(&mut self, outcome: Outcome) -> Option<Value> {
        match outcome {
            Outcome::Set => {
                if let Some(raw) = &mut self.raw {
                    raw.extend(self.field.lines().and_then(last_value));
                }
                None
            }
            Outcome::Coerced(value) => {
                let field = &*self.field;
                let before = || field.lines().map_or_else(Vec::new, values_before_last);
                self.raw.get_or_insert_with(before).push(*value);
                None
            }
            Outcome::Null => Some(Value::Null),
            Outcome::Malformed(value) => Some(*value),
        }
    }

    /// Empties the list because of one value; hands back all of them as they were read.
    fn given_up(&mut self, wrong: Value) -> Vec<Value> {
        let read = || self.field.lines().map_or_else(Vec::new, |lines| values(lines, lines.count()));
        let mut raw = self.raw.take().unwrap_or_else(read);
        raw.push(wrong);
        self.field.clear();
        raw
    }
}

/// Keeps a list as JSON, with the elements that are still to come.
fn malformed<'de, A: SeqAccess<'de>>(mut raw: Vec<Value>, mut seq: A) -> Result<Outcome, A::Error> {
    while let Some(value) = seq.next_element()? {
        raw.push(value);
    }
    Ok(Outcome::Malformed(Box::new(Value::Array(raw))))
}

fn item_values(items: &dyn ListView) -> Vec<Value> {
    (0..items.count())
        .filter_map(|index| items.item(index))
        .map(|item: &dyn Model| ser::to_value(View::Model(item)))
        .collect()
}

fn last_value(lines: &dyn LeafLines) -> Option<Value> {
    lines.line(lines.count().checked_sub(1)?).map(|line| line.scalar().to_value())
}

fn values_before_last(lines: &dyn LeafLines) -> Vec<Value> {
    values(lines, lines.count().saturating_sub(1))
}

fn values(lines: &dyn LeafLines, count: usize) -> Vec<Value> {
    (0..count).filter_map(|index| lines.line(index)).map(|line| line.scalar().to_value()).collect()
}

/// The next place of a list of structured values.
struct NewItem<'a>(&'a mut dyn ListSlot);

impl ModelSlot for NewItem<'_> {
    fn fill(&mut self) -> &mut dyn Model {
        self.0.push()
    }

    fn clear(&mut self) {}
}

/// The next place of a list of leaf values.
struct NewLine<'a>(&'a mut dyn LeafListSlot);

impl LeafSlot for NewLine<'_> {
    fn set(&mut self, scalar: &Scalar<'_>) -> Fit {
        self.0.push(scalar)
    }

    fn clear(&mut self) {}
}
