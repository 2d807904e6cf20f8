//! What an object brought that is not the value of a field.
//!
//! In: nulls, unknown members and annotations, members of the wrong kind, the type name, as the reader meets them. Out:
//! the same, to the user and to the writer. Most objects bring nulls at most, so those, and what is known of the type
//! name, are bits in one word; only what does not fit there is allocated.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What an object brought that is not the value of a field.
#[derive(Clone, Default)]
pub struct Rest {
    /// Nulls of members below [`FIRST_FAR`] by number (bit 0 is unused), and the [`Tag`] in the bits above them.
    bits: u64,
    more: Option<Box<More>>,
}

/// What does not fit into a word.
#[derive(Clone, Default)]
struct More {
    /// Nulls of members from [`FIRST_FAR`] on.
    nulls: Vec<u64>,
    type_name: Option<Box<str>>,
    unknown: Map<String, Value>,
    kept: BTreeMap<usize, Kept>,
}

/// A member that is kept as it was read, because the field alone does not say it all.
#[derive(Clone, PartialEq)]
pub enum Kept {
    /// The value is of the wrong kind; the field is `None`.
    Malformed(Value),
    /// The value was understood, but is not what the field is written as (a number in a text, a member of an enum in
    /// another case). It is written back as it was for as long as the field says the same.
    Coerced {
        /// As it was read.
        raw: Value,
        /// As the field was written right after.
        written: Value,
    },
    /// Elements of a list are of the wrong kind; the field holds the others. The list is written back as it was for as
    /// long as the field says the same.
    Partial {
        /// All elements as they were read.
        raw: Vec<Value>,
        /// As the field was written right after.
        written: Value,
        /// The places in `raw` of the elements of the wrong kind, in order.
        odd: Vec<usize>,
    },
}

/// What is known of the type name of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    /// The object was made by hand.
    Made,
    /// It was read, and had no type name.
    Absent,
    /// It was read, and had the name of its type.
    Same,
    /// The same, without the leading `#`.
    Bare,
    /// It was read, and had another name, which is kept.
    Other,
}

impl Kept {
    /// The values that no field holds.
    fn malformed(&self) -> impl Iterator<Item = &Value> {
        let (whole, (raw, odd)) = match self {
            Self::Malformed(raw) => (Some(raw), Default::default()),
            Self::Coerced { .. } => (None, Default::default()),
            Self::Partial { raw, odd, .. } => (None, (raw.as_slice(), odd.as_slice())),
        };
        whole.into_iter().chain(odd.iter().filter_map(|place| raw.get(*place)))
    }
}

const FIRST_FAR: usize = 56;
const TAG_SHIFT: u32 = 56;
const NULL_BITS: u64 = (1 << TAG_SHIFT) - 2;

impl Rest {
    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { bits: 0, more: None }
    }

    /// Members that the type does not have, and annotations, in the order they came.
    #[must_use]
    pub fn unknown(&self) -> &Map<String, Value> {
        static EMPTY: std::sync::OnceLock<Map<String, Value>> = std::sync::OnceLock::new();
        self.more.as_ref().map_or_else(|| EMPTY.get_or_init(Map::new), |more| &more.unknown)
    }

    /// The same, to be changed.
    pub fn unknown_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.more_mut().unknown
    }

    /// The type name that was read, where it is not that of the Rust type.
    #[must_use]
    pub fn type_name(&self) -> Option<&str> {
        self.more.as_ref().and_then(|more| more.type_name.as_deref())
    }

    /// Sets the type name that is written.
    pub fn set_type_name(&mut self, name: impl Into<Box<str>>) {
        self.set_tag(Tag::Other);
        self.more_mut().type_name = Some(name.into());
    }

    /// Forgets which type name was read, so that the object is written as if it had been made by hand: a derived type
    /// says its name.
    pub fn forget_type_name(&mut self) {
        self.set_tag(Tag::Made);
    }

    /// Values of the wrong kind by the number of their member ([`Shape::member_name`] tells the name): values of a whole
    /// member, whose field is `None`, and elements of a list, whose field holds the others.
    ///
    /// [`Shape::member_name`]: crate::model::Shape::member_name
    pub fn malformed(&self) -> impl Iterator<Item = (usize, &Value)> {
        self.kept().flat_map(|(index, kept)| kept.malformed().map(move |raw| (index, raw)))
    }

    /// The numbers of members whose whole value was of the wrong kind.
    fn malformed_members(&self) -> impl Iterator<Item = usize> {
        self.kept().filter(|(_, kept)| matches!(kept, Kept::Malformed(_))).map(|(index, _)| index)
    }

    /// Members that are kept as they were read, by number.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &Kept)> {
        self.more.iter().flat_map(|more| more.kept.iter().map(|(index, kept)| (*index, kept)))
    }

    /// Forgets which members were null.
    pub(crate) fn forget_nulls(&mut self) {
        self.bits &= !NULL_BITS;
        if let Some(more) = &mut self.more {
            more.nulls.clear();
        }
    }

    /// Keeps of every member what `change` makes of it.
    pub(crate) fn change_kept(&mut self, mut change: impl FnMut(Kept) -> Option<Kept>) {
        if let Some(more) = &mut self.more {
            let kept = std::mem::take(&mut more.kept);
            more.kept = kept.into_iter().filter_map(|(index, kept)| Some((index, change(kept)?))).collect();
        }
    }

    /// Forgets what was kept of member `index`, a null too.
    pub fn forget(&mut self, index: usize) {
        self.set_null(index, false);
        if let Some(more) = &mut self.more {
            more.kept.remove(&index);
        }
    }

    /// Whether member `index` was null when it was read, or was set so.
    #[must_use]
    pub fn has_null(&self, index: usize) -> bool {
        if index < FIRST_FAR {
            return self.bits & NULL_BITS & 1 << index != 0;
        }
        let (word, bit) = far(index);
        self.more.as_ref().and_then(|more| more.nulls.get(word)).is_some_and(|word| word & bit != 0)
    }

    pub(crate) fn set_null(&mut self, index: usize, null: bool) {
        if index < FIRST_FAR {
            let bit = NULL_BITS & 1 << index;
            self.bits = if null { self.bits | bit } else { self.bits & !bit };
        } else if null || self.more.is_some() {
            let (word, bit) = far(index);
            let nulls = &mut self.more_mut().nulls;
            if nulls.len() <= word {
                nulls.resize(word + 1, 0);
            }
            nulls[word] = if null { nulls[word] | bit } else { nulls[word] & !bit };
        }
    }

    /// The numbers of all members that are null, in order.
    pub(crate) fn nulls(&self) -> impl Iterator<Item = usize> {
        let far = self.more.iter().flat_map(|more| more.nulls.iter());
        std::iter::once((0, self.bits & NULL_BITS))
            .chain(far.enumerate().map(|(word, bits)| (FIRST_FAR + word * 64, *bits)))
            .flat_map(|(first, bits)| ones(bits).map(move |bit| first + bit))
    }

    pub(crate) fn keep(&mut self, index: usize, kept: Kept) {
        self.set_null(index, false);
        self.more_mut().kept.insert(index, kept);
    }

    /// Whether there are unknown members or annotations.
    pub(crate) fn has_unknown(&self) -> bool {
        self.more.as_ref().is_some_and(|more| !more.unknown.is_empty())
    }

    /// The numbers of members that are written although their fields hold nothing: nulls and malformed ones.
    pub(crate) fn gaps(&self) -> Gaps {
        let mut gaps = Gaps { near: self.bits & NULL_BITS, far: Vec::new(), next: 0 };
        if let Some(more) = &self.more {
            gaps.add_far(&more.nulls, self.malformed_members());
        }
        gaps
    }

    pub(crate) fn has_kept(&self) -> bool {
        self.more.as_ref().is_some_and(|more| !more.kept.is_empty())
    }

    /// What is kept of member `index`.
    #[must_use]
    pub fn kept_of(&self, index: usize) -> Option<&Kept> {
        self.more.as_ref()?.kept.get(&index)
    }

    pub(crate) fn tag(&self) -> Tag {
        match self.bits >> TAG_SHIFT {
            0 => Tag::Made,
            1 => Tag::Absent,
            2 => Tag::Same,
            3 => Tag::Bare,
            _ => Tag::Other,
        }
    }

    pub(crate) fn set_tag(&mut self, tag: Tag) {
        self.bits = self.bits & ((1 << TAG_SHIFT) - 1) | (tag as u64) << TAG_SHIFT;
        if tag != Tag::Other
            && let Some(more) = &mut self.more
        {
            more.type_name = None;
        }
    }

    fn more_mut(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }
}

/// Members that are written although their fields hold nothing, in order. Few objects have any beyond the first word.
#[derive(Default)]
pub(crate) struct Gaps {
    /// Those below [`FIRST_FAR`] that are still to come, as bits.
    near: u64,
    /// The others.
    far: Vec<usize>,
    next: usize,
}

impl Gaps {
    fn add_far(&mut self, nulls: &[u64], malformed: impl Iterator<Item = usize>) {
        for index in malformed {
            if index < FIRST_FAR {
                self.near |= 1 << index;
            } else {
                self.far.push(index);
            }
        }
        for (word, bits) in nulls.iter().enumerate() {
            self.far.extend(ones(*bits).map(|bit| FIRST_FAR + word * 64 + bit));
        }
        self.far.sort_unstable();
    }

    /// Whether any is still to come.
    #[inline]
    pub(crate) fn any(&self) -> bool {
        self.near != 0 || self.next < self.far.len()
    }

    /// The next one below `end`; it does not come again.
    #[inline]
    pub(crate) fn next_below(&mut self, end: usize) -> Option<usize> {
        if self.near != 0 {
            let first = self.near.trailing_zeros() as usize;
            if first >= end {
                return None;
            }
            self.near &= self.near - 1;
            return Some(first);
        }
        let first = self.far.get(self.next).copied().filter(|first| *first < end)?;
        self.next += 1;
        Some(first)
    }

    /// Takes out the one at `index`, if it is the next.
    #[inline]
    pub(crate) fn take(&mut self, index: usize) {
        let _ = self.next_below(index + 1);
    }
}

/// The word and the bit of a member that has no place in the first word.
fn far(index: usize) -> (usize, u64) {
    let index = index - FIRST_FAR;
    (index / 64, 1 << (index % 64))
}

/// The positions of the ones in a word.
fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (bits != 0).then_some(bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_near_and_far() {
        let mut rest = Rest::new();
        for index in [1, 55, 56, 57, 300] {
            assert!(!rest.has_null(index));
            rest.set_null(index, true);
            assert!(rest.has_null(index));
        }
        assert_eq!(rest.nulls().collect::<Vec<_>>(), [1, 55, 56, 57, 300]);
        rest.set_null(56, false);
        rest.forget(1);
        rest.forget(1000);
        assert_eq!(rest.nulls().collect::<Vec<_>>(), [55, 57, 300]);
    }

    #[test]
    fn gaps_come_in_order_and_once() {
        let mut rest = Rest::new();
        for index in [3, 55, 57, 300] {
            rest.set_null(index, true);
        }
        for index in [4, 60] {
            rest.keep(index, Kept::Malformed(Value::Null));
        }
        let mut gaps = rest.gaps();
        assert_eq!(gaps.next_below(3), None);
        assert_eq!(gaps.next_below(4), Some(3));
        gaps.take(4);
        let left: Vec<usize> = std::iter::from_fn(|| gaps.next_below(usize::MAX)).collect();
        assert_eq!(left, [55, 57, 60, 300]);
        assert!(!gaps.any() && !Rest::new().gaps().any());
    }

    #[test]
    fn the_tag_leaves_nulls_alone() {
        let mut rest = Rest::new();
        rest.set_null(55, true);
        for tag in [Tag::Absent, Tag::Same, Tag::Bare, Tag::Other, Tag::Made] {
            rest.set_tag(tag);
            assert_eq!(rest.tag(), tag);
            assert_eq!(rest.nulls().collect::<Vec<_>>(), [55]);
        }
    }

    #[test]
    fn nulls_alone_allocate_nothing() {
        let mut rest = Rest::new();
        rest.set_null(20, true);
        rest.set_tag(Tag::Same);
        assert!(rest.more.is_none());
        assert!(size_of::<Rest>() == 16);
    }
}
