//! Keys of an object: which member a key is.
//!
//! In: a key as the format hands it over. Out: the member's number, or the key itself where the type has no such member.
//! Objects of one page mostly have the same members in the same order, so a page's reader remembers the order of the
//! previous object and compares a key with one name only; everything else is looked up by hash.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

use crate::model::shape::Shape;
use crate::model::table::Table;

/// A key of an object.
pub(super) enum Key {
    /// A member of the type; number 0 is the type name.
    Known(usize),
    /// Anything else.
    Unknown(String),
}

/// The order of the members in the previous object of a page.
#[derive(Default)]
pub(crate) struct Memory {
    shape: Option<&'static Shape>,
    order: Vec<usize>,
    next: usize,
}

impl Memory {
    /// Begins another object.
    pub(super) fn begin(&mut self, shape: &'static Shape) {
        if !self.shape.is_some_and(|known| std::ptr::eq(known, shape)) {
            self.shape = Some(shape);
            self.order.clear();
        }
        self.next = 0;
    }

    /// The number of `key`.
    fn find(&mut self, table: &Table, key: &str) -> Option<usize> {
        // One member of the previous object may be missing here.
        for ahead in self.next..self.next + 2 {
            match self.order.get(ahead) {
                Some(&index) if table.is(index, key) => {
                    self.next = ahead + 1;
                    return Some(index);
                }
                Some(_) => {}
                None => break,
            }
        }
        let index = table.find(key)?;
        match self.order.get_mut(self.next) {
            Some(place) => *place = index,
            None => self.order.push(index),
        }
        self.next += 1;
        Some(index)
    }
}

/// Reads one key.
pub(super) struct KeySeed<'k> {
    pub(super) table: &'k Table,
    pub(super) memory: Option<&'k mut Memory>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        let found = match self.memory {
            Some(memory) => memory.find(self.table, key),
            None => self.table.find(key),
        };
        Ok(found.map_or_else(|| Key::Unknown(key.to_owned()), Key::Known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SHAPE: Shape = Shape::new("#n.thing", None, 1, false, "a\nb\nc\nd\n");
    static OTHER: Shape = Shape::new("#n.other", None, 1, false, "d\n");

    /// Reads the members of an object; says where the memory stood after each.
    fn read(memory: &mut Memory, names: &[&str]) -> Vec<usize> {
        memory.begin(&SHAPE);
        let step = |name: &&str| {
            assert_eq!(memory.find(SHAPE.table(), name), SHAPE.find(name), "{name}");
            memory.next
        };
        names.iter().map(step).collect()
    }

    #[test]
    fn the_order_of_the_last_object_is_remembered() {
        let mut memory = Memory::default();
        assert_eq!(read(&mut memory, &["b", "c", "a"]), [1, 2, 3]);
        assert_eq!(memory.order, [2, 3, 1]);
        assert_eq!(read(&mut memory, &["b", "c", "a"]), [1, 2, 3]);
        assert_eq!(read(&mut memory, &["b", "a"]), [1, 3], "one that is missing is passed over");
        assert_eq!(memory.order, [2, 3, 1]);
        assert_eq!(read(&mut memory, &["x", "b", "d"]), [0, 1, 2], "what is not known is not a step");
        assert_eq!(memory.order, [2, 4, 1], "what came takes the place of what was expected");
        assert_eq!(read(&mut memory, &["a"]), [1], "two that are missing are looked up");
        assert_eq!(memory.order, [1, 4, 1]);
    }

    #[test]
    fn another_type_begins_anew() {
        let mut memory = Memory::default();
        read(&mut memory, &["a", "b"]);
        memory.begin(&OTHER);
        assert_eq!((memory.order.len(), memory.next), (0, 0));
        assert_eq!(memory.find(OTHER.table(), "d"), Some(1));
    }
}
