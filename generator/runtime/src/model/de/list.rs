//! Collections: leaf values and structured values.
//!
//! In: the elements of an array, and the list to fill. Out: the filled list, and what of the array the list does not say.
//! An element of the wrong kind hides none of the others: it is put aside with its place.

use serde::de::SeqAccess;
use serde_json::Value;

use super::key::Memory;
use super::member::{MemberSeed, Outcome};
use crate::model::leaf::{Fit, LeafListSlot, LeafSlot, Scalar};
use crate::model::ser;
use crate::model::slot::{ListSlot, ModelSlot, Slot, View};
use crate::model::structured::Model;

/// No more places are kept ready than this, whatever length a format announces or a caller expects.
const READY: usize = 256;

/// Reads structured values; items of a page remember the order of their members.
pub(crate) fn read_items<'de, A: SeqAccess<'de>>(
    field: &mut dyn ListSlot,
    mut seq: A,
    expected: usize,
    mut memory: Option<&mut Memory>,
) -> Result<Aside, A::Error> {
    field.start(ready(&seq).max(expected.min(READY)));
    let mut aside = Aside::default();
    loop {
        let mut place = NewItem(&mut *field);
        let seed = MemberSeed::remembering(Slot::Model(&mut place), memory.as_deref_mut());
        match seq.next_element_seed(seed)? {
            None => return Ok(aside),
            Some(outcome) => aside.note(outcome),
        }
    }
}

/// Reads texts. Most lists are lists of texts, so this does without the detours of the other leaf types.
pub(super) fn read_texts<'de, A: SeqAccess<'de>>(
    field: &mut Option<Vec<String>>,
    mut seq: A,
) -> Result<Aside, A::Error> {
    let texts = field.insert(Vec::with_capacity(ready(&seq)));
    let mut aside = Aside::default();
    let mut text = None;
    while let Some(outcome) = seq.next_element_seed(MemberSeed::new(Slot::Text(&mut text)))? {
        texts.extend(text.take());
        aside.note(outcome);
    }
    Ok(aside)
}

/// Reads leaf values.
pub(super) fn read_lines<'de, A: SeqAccess<'de>>(
    field: &mut dyn LeafListSlot,
    mut seq: A,
) -> Result<Aside, A::Error> {
    field.start(ready(&seq));
    let mut aside = Aside::default();
    loop {
        let mut place = NewLine(&mut *field);
        match seq.next_element_seed(MemberSeed::new(Slot::Leaf(&mut place)))? {
            None => return Ok(aside),
            Some(outcome) => aside.note(outcome),
        }
    }
}

fn ready<'de>(seq: &impl SeqAccess<'de>) -> usize {
    seq.size_hint().unwrap_or(0).min(READY)
}

/// What of an array the list that was filled from it does not say.
#[derive(Default)]
pub(crate) struct Aside {
    /// How many elements were read.
    count: usize,
    apart: Vec<Apart>,
}

/// An element that the list does not say as it was read.
struct Apart {
    place: usize,
    raw: Value,
    /// Whether the list holds it, in another form.
    held: bool,
}

impl Aside {
    #[inline]
    fn note(&mut self, outcome: Outcome) {
        let (raw, held) = match outcome {
            Outcome::Set => return self.count += 1,
            Outcome::Null => (Value::Null, false),
            Outcome::Coerced(raw) => (*raw, true),
            Outcome::Malformed(raw) => (*raw, false),
            Outcome::Partial(partial) => (Value::Array(partial.raw), false),
        };
        self.apart.push(Apart { place: self.count, raw, held });
        self.count += 1;
    }

    /// The elements that the list does not hold.
    pub(crate) fn odd(self) -> impl Iterator<Item = Value> {
        self.apart.into_iter().filter(|apart| !apart.held).map(|apart| apart.raw)
    }

    /// What became of the array as a whole, where `list` is what the field holds now.
    pub(super) fn outcome(self, list: View<'_>) -> Outcome {
        if self.apart.is_empty() {
            return Outcome::Set;
        }
        let Value::Array(written) = ser::to_value(list) else { return Outcome::Set };
        let mut written = written.into_iter();
        let mut partial = Partial { raw: Vec::with_capacity(self.count), odd: Vec::new() };
        for Apart { place, raw, held } in self.apart {
            partial.raw.extend(written.by_ref().take(place - partial.raw.len()));
            if held {
                written.next();
            } else {
                partial.odd.push(place);
            }
            partial.raw.push(raw);
        }
        partial.raw.extend(written);
        if partial.odd.is_empty() {
            return Outcome::Coerced(Box::new(Value::Array(partial.raw)));
        }
        Outcome::Partial(Box::new(partial))
    }
}

/// An array of which the field does not hold every element.
pub(crate) struct Partial {
    /// All elements as they were read.
    pub(crate) raw: Vec<Value>,
    /// The places of those that the field does not hold, in order.
    pub(crate) odd: Vec<usize>,
}

impl Partial {
    /// The elements that the field does not hold.
    pub(crate) fn into_odd(self) -> impl Iterator<Item = Value> {
        let Self { raw, odd } = self;
        raw.into_iter()
            .enumerate()
            .filter(move |(place, _)| odd.binary_search(place).is_ok())
            .map(|(_, value)| value)
    }
}

/// The next place of a list of structured values.
struct NewItem<'a>(&'a mut dyn ListSlot);

impl ModelSlot for NewItem<'_> {
    fn fill(&mut self) -> &mut dyn Model {
        self.0.push()
    }

    fn held(&mut self) -> Option<&mut dyn Model> {
        None
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
