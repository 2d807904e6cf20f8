//! The shared reader: any model from any self-describing serde format.
//!
//! In: a deserializer. Out: a filled model. Members are read into the fields they belong to; what does not fit goes to
//! the model's [`Rest`](crate::Rest), so a single member never makes an object unreadable. The reader is compiled once
//! per format, not per type: everything that depends on the type goes through `dyn Model`.

mod choice;
mod key;
mod list;
mod member;
mod object;

pub(crate) use key::Memory;
pub(crate) use list::read_items;
pub(crate) use member::{MemberSeed, Outcome};
pub(crate) use object::set_member;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use crate::model::leaf::Leaf;
use crate::model::slot::Slot;
use crate::model::structured::Model;

/// Reads a model.
pub fn read<'de, D: Deserializer<'de>, T: Model + Default>(deserializer: D) -> Result<T, D::Error> {
    let mut model = T::default();
    deserializer.deserialize_map(ModelVisitor(&mut model))?;
    Ok(model)
}

/// Reads a leaf value.
pub fn read_leaf<'de, D: Deserializer<'de>, T: Leaf>(deserializer: D) -> Result<T, D::Error> {
    let mut field: Option<T> = None;
    MemberSeed::new(Slot::Leaf(&mut field)).deserialize(deserializer)?;
    field.ok_or_else(|| D::Error::custom(Expected::<T>(PhantomData)))
}

/// Reads any object into a model.
struct ModelVisitor<'m>(&'m mut dyn Model);

impl<'de> Visitor<'de> for ModelVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", self.0.shape().name().trim_start_matches('#'))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        object::read_model(self.0, &mut map, None)
    }
}

/// Says which leaf type was expected.
struct Expected<T>(PhantomData<T>);

impl<T> fmt::Display for Expected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = std::any::type_name::<T>();
        write!(f, "expected a value of type {}", name.rsplit("::").next().unwrap_or(name))
    }
}
