//! One object: its type name, its members, and whatever else it brings.
//!
//! In: the entries of an object, and the model to fill. Out: the filled model. The last of several equal keys wins.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::choice;
use super::key::{Key, KeySeed, Memory};
use super::list::Partial;
use super::member::{MemberSeed, Outcome};
use crate::model::any::AnyModel;
use crate::model::rest::{Kept, Tag};
use crate::model::ser;
use crate::model::shape::{Shape, TYPE_NAME};
use crate::model::slot::View;
use crate::model::structured::{Model, rest_mut};

/// Reads an object into a model, or into the type that the object turns out to be of.
pub(super) fn read_model<'de, A: MapAccess<'de>>(
    model: &mut dyn Model,
    map: &mut A,
    mut memory: Option<&mut Memory>,
) -> Result<(), A::Error> {
    if let Some(any) = model.any_mut() {
        return read_choice(any, map, memory);
    }
    let shape = model.shape();
    if let Some(memory) = memory.as_deref_mut() {
        memory.begin(shape);
    }
    rest_mut(model).set_tag(Tag::Absent);
    let mut reader = Reader { shape, kept: false };
    reader.read(model, map, memory, false).map(drop)
}

/// Reads an object whose type is to be found out. Nearly always the type name comes first; where it comes later or not
/// at all, the object is read as the declared type until then, and what was read is moved over.
fn read_choice<'de, A: MapAccess<'de>>(
    any: &mut dyn AnyModel,
    map: &mut A,
    mut memory: Option<&mut Memory>,
) -> Result<(), A::Error> {
    let declared = any.inner().shape();
    rest_mut(any.inner_mut()).set_tag(Tag::Absent);
    let mut reader = Reader { shape: declared, kept: false };
    let first = map.next_key_seed(KeySeed { table: declared.table(), memory: None })?;
    match first {
        None => return Ok(()),
        Some(Key::Known(0)) => match map.next_value_seed(PickSeed(&mut *any))? {
            None => {}
            Some(wrong) => keep_unknown(any.inner_mut(), TYPE_NAME.to_owned(), wrong),
        },
        Some(key) => {
            reader.member(any.inner_mut(), key, map)?;
            match reader.read(any.inner_mut(), map, None, true)? {
                Some(name) => choice::settle(any, &name),
                None => choice::prove(any),
            }
            .map_err(A::Error::custom)?;
        }
    }
    let inner = any.inner_mut();
    reader.shape = inner.shape();
    if let Some(memory) = memory.as_deref_mut() {
        memory.begin(reader.shape);
    }
    reader.read(inner, map, memory, false).map(drop)
}

/// Sets member `index` of a model to what it would be if it were read from `value`.
pub(crate) fn set_member(model: &mut dyn Model, index: usize, value: Value) {
    let outcome = MemberSeed::new(model.slot(index)).deserialize(&value);
    let outcome = outcome.unwrap_or_else(|_| Outcome::Malformed(Box::new(value)));
    Reader { shape: model.shape(), kept: true }.settle(model, index, outcome);
}

/// The reading of one object.
struct Reader {
    shape: &'static Shape,
    /// Whether something is kept of a member; a later value of the same member takes its place.
    kept: bool,
}

impl Reader {
    /// Reads entries to the end, or through the type name where the caller waits for it.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        model: &mut dyn Model,
        map: &mut A,
        mut memory: Option<&mut Memory>,
        until_type: bool,
    ) -> Result<Option<String>, A::Error> {
        let table = self.shape.table();
        while let Some(key) = map.next_key_seed(KeySeed { table, memory: memory.as_deref_mut() })? {
            if !matches!(key, Key::Known(0)) {
                self.member(model, key, map)?;
                continue;
            }
            match map.next_value_seed(NameSeed(self.shape))? {
                TypeName::Same(tag) if !until_type => rest_mut(model).set_tag(tag),
                TypeName::Same(Tag::Bare) => {
                    return Ok(Some(self.shape.name().trim_start_matches('#').to_owned()));
                }
                TypeName::Same(_) => return Ok(Some(self.shape.name().to_owned())),
                TypeName::Other(name) if !until_type => rest_mut(model).set_type_name(name),
                TypeName::Other(name) => return Ok(Some(name)),
                TypeName::Wrong(value) => keep_unknown(model, TYPE_NAME.to_owned(), value),
            }
        }
        Ok(None)
    }

    /// Reads the value of one entry.
    #[inline]
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        model: &mut dyn Model,
        key: Key,
        map: &mut A,
    ) -> Result<(), A::Error> {
        match key {
            Key::Known(index) => {
                let outcome = map.next_value_seed(MemberSeed::new(model.slot(index)))?;
                if self.kept || !matches!(outcome, Outcome::Set) {
                    self.settle(model, index, outcome);
                }
            }
            Key::Unknown(name) => {
                let value = map.next_value()?;
                keep_unknown(model, name, value);
            }
        }
        Ok(())
    }

    /// Keeps what the field alone does not say.
    fn settle(&mut self, model: &mut dyn Model, index: usize, outcome: Outcome) {
        match outcome {
            Outcome::Set => rest_mut(model).forget(index),
            Outcome::Null => {
                let rest = rest_mut(model);
                rest.forget(index);
                rest.set_null(index, true);
            }
            Outcome::Coerced(raw) => {
                let written = written(model, index);
                rest_mut(model).keep(index, Kept::Coerced { raw: *raw, written });
                self.kept = true;
            }
            Outcome::Partial(partial) => {
                let written = written(model, index);
                let Partial { raw, odd } = *partial;
                rest_mut(model).keep(index, Kept::Partial { raw, written, odd });
                self.kept = true;
            }
            Outcome::Malformed(raw) => {
                rest_mut(model).keep(index, Kept::Malformed(*raw));
                self.kept = true;
            }
        }
    }
}

fn keep_unknown(model: &mut dyn Model, name: String, value: Value) {
    rest_mut(model).unknown_mut().insert(name, value);
}

/// What member `index` is written as.
fn written(model: &dyn Model, index: usize) -> Value {
    let mut written = Value::Null;
    model.view(&mut |member, view: View<'_>| {
        if member == index {
            written = ser::to_value(view);
        }
    });
    written
}

/// A type name that was read.
enum TypeName {
    /// The name of the type, with or without the leading `#`.
    Same(Tag),
    Other(String),
    /// Not a text.
    Wrong(Value),
}

/// Reads the type name of an object of a known type.
struct NameSeed(&'static Shape);

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = TypeName;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<TypeName, D::Error> {
        deserializer
            .deserialize_any(TextOr(|name: &str| match name.strip_prefix('#') {
                Some(_) if name == self.0.name() => TypeName::Same(Tag::Same),
                None if self.0.name().strip_prefix('#') == Some(name) => TypeName::Same(Tag::Bare),
                _ => TypeName::Other(name.to_owned()),
            }))
            .map(|read| read.unwrap_or_else(TypeName::Wrong))
    }
}

/// Reads the type name of an object that it decides the type of; hands back what is not a text.
struct PickSeed<'a>(&'a mut dyn AnyModel);

impl<'de> DeserializeSeed<'de> for PickSeed<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        deserializer.deserialize_any(TextOr(|name: &str| choice::pick(self.0, name))).map(Result::err)
    }
}

/// Calls a function with a text, and hands back anything else.
struct TextOr<F>(F);

impl<'de, T, F: FnOnce(&str) -> T> Visitor<'de> for TextOr<F> {
    type Value = Result<T, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a type name")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Ok((self.0)(text)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Err(Value::Bool(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Err(Value::from(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Err(Value::from(value)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Err(Value::from(value)))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Err(Value::Null))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        use serde::de::value::SeqAccessDeserializer;
        serde::Deserialize::deserialize(SeqAccessDeserializer::new(seq)).map(Err)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        use serde::de::value::MapAccessDeserializer;
        serde::Deserialize::deserialize(MapAccessDeserializer::new(map)).map(Err)
    }
}
