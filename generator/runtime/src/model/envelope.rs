//! The object around a result: `{ "@odata.context": …, "value": … }`.
//!
//! In: such an object, and the slot of the value. Out: the filled slot, the links and the count, and all other
//! annotations. Nothing here depends on the type of the value, so it is compiled once per format.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::model::de::{MemberSeed, Memory, Outcome, read_items};
use crate::model::slot::{ListSlot, Slot};

/// What stands around a value.
#[derive(Default)]
pub(crate) struct Envelope {
    pub(crate) next_link: Option<String>,
    pub(crate) delta_link: Option<String>,
    pub(crate) count: Option<i64>,
    pub(crate) rest: Map<String, Value>,
    /// Elements of the wrong kind.
    pub(crate) malformed: Vec<Value>,
}

/// Reads the object around a value.
pub(crate) struct EnvelopeSeed<'e, 's> {
    pub(crate) envelope: &'e mut Envelope,
    pub(crate) slot: Slot<'s>,
    /// How many elements the value will have, about, if it is a list.
    pub(crate) expected: usize,
}

impl<'de> DeserializeSeed<'de> for EnvelopeSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for EnvelopeSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a member `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { envelope, slot, expected } = self;
        let mut slot = Some(slot);
        while let Some(name) = map.next_key::<String>()? {
            if name != "value" {
                envelope.annotation(name, map.next_value()?);
            } else if let Some(slot) = slot.take() {
                read_result(slot, envelope, expected, &mut map)?;
            } else {
                return Err(A::Error::duplicate_field("value"));
            }
        }
        if slot.is_some() { Err(A::Error::missing_field("value")) } else { Ok(()) }
    }
}

impl Envelope {
    /// Of several annotations of one name the last one counts, whatever it is: as in untyped JSON.
    fn annotation(&mut self, name: String, value: Value) {
        let is_own = match name.as_str() {
            "@odata.nextLink" => self.next_link.take().is_none(),
            "@odata.deltaLink" => self.delta_link.take().is_none(),
            "@odata.count" => self.count.take().is_none(),
            _ => false,
        };
        if is_own {
            self.rest.remove(&name);
        }
        match (name.as_str(), value) {
            ("@odata.nextLink", Value::String(link)) => self.next_link = Some(link),
            ("@odata.deltaLink", Value::String(link)) => self.delta_link = Some(link),
            ("@odata.count", Value::Number(count)) if count.is_i64() => self.count = count.as_i64(),
            (_, value) => {
                self.rest.insert(name, value);
            }
        }
    }
}

fn read_result<'de, A: MapAccess<'de>>(
    slot: Slot<'_>,
    envelope: &mut Envelope,
    expected: usize,
    map: &mut A,
) -> Result<(), A::Error> {
    match slot {
        Slot::List(field) => {
            map.next_value_seed(ItemsSeed { field, expected, malformed: &mut envelope.malformed })
        }
        slot => match map.next_value_seed(MemberSeed::new(slot))? {
            Outcome::Set | Outcome::Coerced(_) | Outcome::Null => Ok(()),
            Outcome::Partial(partial) => {
                envelope.malformed.extend(partial.into_odd());
                Ok(())
            }
            Outcome::Malformed(_) => Err(A::Error::custom("member `value` is of another kind than expected")),
        },
    }
}

/// Reads the items of a page.
struct ItemsSeed<'a> {
    field: &'a mut dyn ListSlot,
    expected: usize,
    malformed: &'a mut Vec<Value>,
}

impl<'de> DeserializeSeed<'de> for ItemsSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ItemsSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        let aside = read_items(self.field, seq, self.expected, Some(&mut Memory::default()))?;
        self.malformed.extend(aside.odd());
        Ok(())
    }
}
