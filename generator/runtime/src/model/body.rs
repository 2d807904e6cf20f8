//! What [`new!`](crate::new) stands on: how a value gets into a field.
//!
//! In: a field, and what stands behind its name. Out: the field filled. What does not fit is refused by the traits here, in
//! words about values and properties.

/// JSON as it is written: what stands behind a name in quotation marks.
pub use serde_json::json;

use serde_json::Value;

use crate::model::element::Element;
use crate::model::related::Related;
use crate::model::shape::{SHORT_TYPE_NAME, TYPE_NAME};
use crate::model::slot::Member;
use crate::model::structured::{Model, ModelExt};
use crate::model::{ModelKind, de};

/// A field of a model: `Option<T>` or `Related<T>`.
pub trait Field {
    /// What it holds.
    type Value;

    /// Sets the value.
    fn put(&mut self, value: Self::Value);
}

impl<T> Field for Option<T> {
    type Value = T;

    fn put(&mut self, value: T) {
        *self = Some(value);
    }
}

impl<T> Field for Related<T>
where
    Option<T>: Member,
{
    type Value = T;

    fn put(&mut self, value: T) {
        self.set(value);
    }
}

/// A field whose value can stand as `{ .. }`: a structured type, or the choice among several.
#[diagnostic::on_unimplemented(
    message = "a property of type `{Self}` does not hold an object",
    label = "`{{ .. }}` stands for an object with properties",
    note = "a list is written `[ .. ]`, any other value as it is"
)]
pub trait HoldsObject: Field {
    /// A new object.
    fn object() -> Self::Value;
}

#[diagnostic::do_not_recommend]
impl<F: Field<Value: Element<Kind = ModelKind> + Default>> HoldsObject for F {
    fn object() -> F::Value {
        F::Value::default()
    }
}

/// A field whose value can stand as `[ .. ]`.
#[diagnostic::on_unimplemented(
    message = "a property of type `{Self}` does not hold a list",
    label = "`[ .. ]` stands for a list",
    note = "a single object is written `{{ .. }}`, any other value as it is"
)]
pub trait HoldsList: Field<Value = Vec<Self::Item>> {
    /// What it is a list of.
    type Item;
}

#[diagnostic::do_not_recommend]
impl<F: Field<Value = Vec<T>>, T> HoldsList for F {
    type Item = T;
}

/// A list whose elements can stand as `{ .. }`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of objects",
    label = "`{{ .. }}` stands for an object with properties",
    note = "an element that is no object is written as it is"
)]
pub trait ListOfObjects {
    /// Such an object.
    type Object: Default;
}

#[diagnostic::do_not_recommend]
impl<T: Element<Kind = ModelKind> + Default> ListOfObjects for Vec<T> {
    type Object = T;
}

/// A value that an element of a list can be made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an element of a list of `{T}`",
    label = "expected a `{T}`, or what converts into one"
)]
pub trait Becomes<T> {
    /// The element.
    fn become_value(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, V: Into<T>> Becomes<T> for V {
    fn become_value(self) -> T {
        self.into()
    }
}

/// A value that a field of type `F` can be filled with: what converts into the property's type, or an `Option` of that.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for a property of type `{F}`",
    label = "expected what the property holds, or what converts into it"
)]
pub trait Fills<F, Form> {
    /// Fills the field.
    fn fill(self, field: &mut F);
}

/// A value itself.
#[derive(Debug)]
pub enum Plain {}

/// A value that may be missing.
#[derive(Debug)]
pub enum Optional {}

/// A whole relationship.
#[derive(Debug)]
pub enum Whole {}

#[diagnostic::do_not_recommend]
impl<F: Field, V: Into<F::Value>> Fills<F, Plain> for V {
    fn fill(self, field: &mut F) {
        field.put(self.into());
    }
}

#[diagnostic::do_not_recommend]
impl<F: Field, V: Into<F::Value>> Fills<F, Optional> for Option<V> {
    fn fill(self, field: &mut F) {
        if let Some(value) = self {
            field.put(value.into());
        }
    }
}

impl<T> Fills<Self, Whole> for Related<T> {
    fn fill(self, field: &mut Self) {
        *field = self;
    }
}

/// Fills a field.
pub fn fill<F, Form>(field: &mut F, value: impl Fills<F, Form>) {
    value.fill(field);
}

/// A new object for a field.
pub fn object<F: HoldsObject>(_: &F) -> F::Value {
    F::object()
}

/// A new list for a field.
pub fn list<F: HoldsList>(_: &F) -> Vec<F::Item> {
    Vec::new()
}

/// A new object for a list.
pub fn item<L: ListOfObjects>(_: &L) -> L::Object {
    L::Object::default()
}

/// Adds to a list.
pub fn add<T>(list: &mut Vec<T>, item: impl Becomes<T>) {
    list.push(item.become_value());
}

/// Where a field is, by which [`null`] knows it again.
pub fn place<F>(field: &F) -> usize {
    std::ptr::from_ref(field).addr()
}

/// Says that the member whose field is at `place` is null.
pub fn null(model: &mut impl Model, place: usize) {
    let mut members = 1..=model.shape().member_names().count();
    if let Some(index) = members.find(|index| model.slot(*index).place() == Some(place)) {
        de::set_member(model, index, Value::Null);
    }
}

/// A value of a member that is not a field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a JSON value",
    label = "a name in quotation marks takes a text, a number, a boolean, `{{ .. }}` or `[ .. ]` as in JSON"
)]
pub trait Extra {
    /// As JSON.
    fn into_json(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<V: Into<Value>> Extra for V {
    fn into_json(self) -> Value {
        self.into()
    }
}

/// Sets a member by its name on the wire: an annotation, a link, or a property that the type does not have.
///
/// The name of the type itself is kept as such, and a property that the type does have is read as it would be from JSON.
pub fn extra(model: &mut impl Model, name: &str, value: impl Extra) {
    match (value.into_json(), model.shape().find(name)) {
        (Value::String(type_name), _) if [TYPE_NAME, SHORT_TYPE_NAME].contains(&name) => {
            model.rest_data_mut().set_type_name(type_name);
        }
        (value, Some(index)) => de::set_member(model, index, value),
        (value, None) => {
            model.rest_data_mut().unknown_mut().insert(name.to_owned(), value);
        }
    }
}
