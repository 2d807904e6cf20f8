//! One member: reading a value into the field that waits for it.
//!
//! In: a [`Slot`] and a value of whatever kind the format found. Out: an [`Outcome`]. No kind is an error here: a value
//! that the field cannot hold is handed back as JSON.

use std::borrow::Cow;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::key::Memory;
use super::list::{self, Partial};
use super::object;
use crate::model::leaf::{Fit, LeafListSlot, LeafSlot, Scalar};
use crate::model::ser;
use crate::model::slot::{ListSlot, Slot, View};
use crate::{Decimal, Model};

/// What became of a value.
pub(crate) enum Outcome {
    /// The field holds it.
    Set,
    /// It was null; the field is empty.
    Null,
    /// The field holds it, but is written in another form than this.
    Coerced(Box<Value>),
    /// The field holds some elements of it.
    Partial(Box<Partial>),
    /// The field cannot hold this, and is empty.
    Malformed(Box<Value>),
}

/// Reads one value into a field.
pub(crate) struct MemberSeed<'s> {
    slot: Slot<'s>,
    memory: Option<&'s mut Memory>,
}

impl<'s> MemberSeed<'s> {
    pub(crate) fn new(slot: Slot<'s>) -> Self {
        Self { slot, memory: None }
    }

    /// The same, for an item of a page.
    pub(super) fn remembering(slot: Slot<'s>, memory: Option<&'s mut Memory>) -> Self {
        Self { slot, memory }
    }
}

impl<'de> DeserializeSeed<'de> for MemberSeed<'_> {
    type Value = Outcome;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        match self.slot {
            Slot::Decimal(field) => deserializer.deserialize_newtype_struct(RAW, DecimalVisitor(field)),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for MemberSeed<'_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    // Nearly every value is of the kind that its field waits for, and most fields are of four kinds: these are filled
    // here, without the detour over a scalar.

    #[inline]
    fn visit_bool<E: Error>(self, value: bool) -> Result<Outcome, E> {
        if let Slot::Bool(field) = self.slot {
            *field = Some(value);
            return Ok(Outcome::Set);
        }
        Ok(take(self.slot, &Scalar::Bool(value)))
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<Outcome, E> {
        match (self.slot, i32::try_from(value)) {
            (Slot::I64(field), _) => *field = Some(value),
            (Slot::I32(field), Ok(value)) => *field = Some(value),
            (slot, _) => return Ok(take(slot, &Scalar::I64(value))),
        }
        Ok(Outcome::Set)
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Outcome, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => Ok(take(self.slot, &Scalar::U64(value))),
        }
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Outcome, E> {
        Ok(take(self.slot, &Scalar::Digits(value.to_string().into())))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Outcome, E> {
        Ok(take(self.slot, &Scalar::Digits(value.to_string().into())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Outcome, E> {
        Ok(take(self.slot, &Scalar::F64(value)))
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<Outcome, E> {
        if let Slot::Text(field) = self.slot {
            *field = Some(text.to_owned());
            return Ok(Outcome::Set);
        }
        Ok(take(self.slot, &Scalar::Text(Cow::Borrowed(text))))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Outcome, E> {
        if let Slot::Text(field) = self.slot {
            *field = Some(text);
            return Ok(Outcome::Set);
        }
        Ok(take(self.slot, &Scalar::Text(Cow::Owned(text))))
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Outcome, E> {
        self.visit_string(STANDARD.encode(bytes))
    }

    fn visit_unit<E: Error>(self) -> Result<Outcome, E> {
        self.slot.clear();
        Ok(Outcome::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Outcome, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Outcome, A::Error> {
        match self.slot {
            Slot::TextList(field) => {
                let aside = list::read_texts(field, seq)?;
                Ok(field.as_ref().map_or(Outcome::Set, |texts| aside.outcome(View::TextList(texts))))
            }
            Slot::LeafList(field) => {
                let aside = list::read_lines(field, seq)?;
                Ok(field.lines().map_or(Outcome::Set, |lines| aside.outcome(View::LeafList(lines))))
            }
            Slot::List(field) => {
                let aside = list::read_items(field, seq, 0, None)?;
                Ok(field.items().map_or(Outcome::Set, |items| aside.outcome(View::List(items))))
            }
            slot => Ok(take_value(slot, Value::deserialize(SeqAccessDeserializer::new(seq))?)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outcome, A::Error> {
        match self.slot {
            Slot::Model(field) => {
                object::read_model(field.fill(), &mut map, self.memory)?;
                Ok(Outcome::Set)
            }
            Slot::List(field) => {
                object::read_model(only_item(field), &mut map, None)?;
                let item = field.items().and_then(|items| items.item(0));
                Ok(item.map_or(Outcome::Set, |item| {
                    Outcome::Coerced(Box::new(ser::to_value(View::Model(item))))
                }))
            }
            Slot::Decimal(field) => DecimalVisitor(field).visit_map(map),
            slot => Ok(take_value(slot, Value::deserialize(MapAccessDeserializer::new(map))?)),
        }
    }
}

/// Reads a scalar into a field.
fn take(slot: Slot<'_>, scalar: &Scalar<'_>) -> Outcome {
    match slot {
        Slot::Text(field) => set(field, scalar),
        Slot::Bool(field) => set(field, scalar),
        Slot::I32(field) => set(field, scalar),
        Slot::I64(field) => set(field, scalar),
        Slot::F64(field) => set(field, scalar),
        Slot::Decimal(field) => set(field, scalar),
        Slot::Leaf(field) => set(field, scalar),
        Slot::TextList(field) => set_only(field, scalar),
        Slot::LeafList(field) => set_only(field, scalar),
        slot => take_value(slot, scalar.to_value()),
    }
}

fn set(field: &mut dyn LeafSlot, scalar: &Scalar<'_>) -> Outcome {
    match field.set(scalar) {
        Fit::Exact => Outcome::Set,
        Fit::Coerced => Outcome::Coerced(Box::new(scalar.to_value())),
        Fit::None => Outcome::Malformed(Box::new(scalar.to_value())),
    }
}

/// Reads the one value that came where a list is documented.
fn set_only(field: &mut dyn LeafListSlot, scalar: &Scalar<'_>) -> Outcome {
    field.start(1);
    if field.push(scalar) == Fit::None {
        field.clear();
        return Outcome::Malformed(Box::new(scalar.to_value()));
    }
    Outcome::Coerced(Box::new(scalar.to_value()))
}

/// A list with one new item; hands the item out.
fn only_item(field: &mut dyn ListSlot) -> &mut dyn Model {
    field.start(1);
    field.push()
}

/// Puts a JSON value into a field that holds any, and takes a number out of the wrapping that `serde_json` gives it
/// where some crate of the build asked for arbitrary precision.
fn take_value(slot: Slot<'_>, value: Value) -> Outcome {
    match (slot, value) {
        (Slot::Json(field), value) => *field = Some(value),
        (Slot::Related(field), value) => *field = Some(Box::new(value)),
        (Slot::JsonList(field), Value::Array(values)) => *field = Some(values),
        (Slot::JsonList(field), value) => {
            *field = Some(vec![value.clone()]);
            return Outcome::Coerced(Box::new(value));
        }
        (
            slot @ (Slot::Text(_)
            | Slot::I32(_)
            | Slot::I64(_)
            | Slot::F64(_)
            | Slot::Decimal(_)
            | Slot::Leaf(_)),
            Value::Number(number),
        ) => return take(slot, &number_scalar(&number)),
        (slot, value) => {
            slot.clear();
            return Outcome::Malformed(Box::new(value));
        }
    }
    Outcome::Set
}

fn number_scalar(number: &serde_json::Number) -> Scalar<'static> {
    if let Some(value) = number.as_i64() {
        Scalar::I64(value)
    } else if let Some(value) = number.as_u64() {
        Scalar::U64(value)
    } else {
        number.as_f64().map_or_else(|| Scalar::Digits(number.to_string().into()), Scalar::F64)
    }
}

/// The name by which `serde_json` is asked for the text of a value. Other formats do not know it, and hand over the value
/// as they would otherwise.
const RAW: &str = "$serde_json::private::RawValue";

/// Reads a decimal number by its digits.
struct DecimalVisitor<'s>(&'s mut Option<Decimal>);

impl<'de> Visitor<'de> for DecimalVisitor<'_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(MemberSeed::new(Slot::Decimal(self.0)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outcome, A::Error> {
        let mut members = serde_json::Map::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            members.insert(name, value);
        }
        take_wrapped(self.0, members)
    }
}

/// Takes the text of a value out of the wrapping in which `serde_json` hands it over.
fn take_wrapped<E: Error>(
    field: &mut Option<Decimal>,
    members: serde_json::Map<String, Value>,
) -> Result<Outcome, E> {
    let Some(text) = members.get(RAW).and_then(Value::as_str) else {
        return Ok(take_value(Slot::Decimal(field), Value::Object(members)));
    };
    if let Some(number) = Decimal::from_digits(text) {
        *field = Some(number);
        return Ok(Outcome::Set);
    }
    match serde_json::from_str(text).map_err(E::custom)? {
        Value::Null => MemberSeed::new(Slot::Decimal(field)).visit_unit(),
        Value::String(text) => MemberSeed::new(Slot::Decimal(field)).visit_string(text),
        Value::Bool(value) => MemberSeed::new(Slot::Decimal(field)).visit_bool(value),
        value => Ok(take_value(Slot::Decimal(field), value)),
    }
}
