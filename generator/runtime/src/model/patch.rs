//! Changes to a structured value.
//!
//! In: properties and their new values, or a value before and after. Out: the body of an update, with nothing in it but
//! what changes.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::model::annotation::Role;
use crate::model::any::{AnyModel, AnyModelExt};
use crate::model::debug::HIDDEN;
use crate::model::element::Element;
use crate::model::extends::Extends;
use crate::model::json::to_value;
use crate::model::ser;
use crate::model::shape::{SHORT_TYPE_NAME, Shape, TYPE_NAME};
use crate::model::slot::Member;
use crate::model::structured::Structured;
use crate::query::token::{Property, Writable};

/// A change to a value of type `M`.
///
/// A token of another type, or of a property that only the service writes, does not compile, nor does a value of another
/// type than the property's.
#[must_use = "a patch does nothing until it is sent"]
pub struct Patch<M> {
    members: Map<String, Value>,
    shape: &'static Shape,
    model: PhantomData<fn() -> M>,
}

impl<M: Structured> Patch<M> {
    /// No change.
    pub fn new() -> Self {
        Self { members: Map::new(), shape: M::SHAPE, model: PhantomData }
    }

    /// What changed from `before` to `after`: new values, nulls for what is no longer there, and of members that are
    /// objects of the same type only what changed in them. Collections are replaced as a whole. Read-only properties and
    /// keys are left out, and all annotations but those that belong to what changes: the type of a value
    /// (`x@odata.type`), a new link (`x@odata.bind`), and what has a name of the service's own.
    pub fn between(before: &M, after: &M) -> Self {
        let mut patch = Self::new();
        if let (Value::Object(before), Value::Object(after)) = (to_value(before), to_value(after)) {
            patch.members = changes(&before, &after);
        }
        patch.leave_out_read_only();
        patch
    }

    /// What changed from `before` to `after`, as [`between`](Self::between) tells it, where the values are of a type derived
    /// from `M`, whichever it is. It says the type name of `after`.
    pub fn between_any<A: AnyModel + Element<Model = M>>(before: &A, after: &A) -> Self {
        let mut patch = Self { members: Map::new(), shape: after.inner().shape(), model: PhantomData };
        if let (Value::Object(before), Value::Object(after)) = (to_value(before), to_value(after)) {
            patch.members = changes(&before, &after);
        }
        patch.leave_out_read_only();
        if !std::ptr::eq(patch.shape, M::SHAPE) || after.type_name() != M::SHAPE.name() {
            patch.members.shift_insert(0, TYPE_NAME.to_owned(), Value::from(after.type_name()));
        }
        patch
    }

    fn leave_out_read_only(&mut self) {
        let shape = self.shape;
        let given = |name: &str| !shape.find(name).is_some_and(|index| shape.is_set_by_service(index));
        self.members.retain(|name, _| match Role::of(name) {
            Role::Member => given(name),
            Role::Type(target) | Role::Term(target) => given(target),
            Role::Link | Role::Response => true,
        });
    }

    /// Says the type name, for a place where a value of a base type could stand.
    pub fn typed(mut self) -> Self {
        self.members.shift_insert(0, TYPE_NAME.to_owned(), Value::from(M::SHAPE.name()));
        self
    }

    /// The same as a change to a value of a base type; it says the type name.
    pub fn for_base<B>(self) -> Patch<B>
    where
        M: Extends<B>,
    {
        let typed = self.typed();
        Patch { members: typed.members, shape: typed.shape, model: PhantomData }
    }
}

impl<M> Patch<M> {
    /// Sets a property.
    pub fn set<O, V>(self, property: Property<O, V, Writable>, value: impl Into<V>) -> Self
    where
        M: Extends<O>,
        Option<V>: Member,
    {
        let value = Some(value.into());
        let value = value.view().map_or(Value::Null, ser::to_value);
        self.set_raw(property.name(), value)
    }

    /// Sets a property to null.
    pub fn clear<O, V>(self, property: Property<O, V, Writable>) -> Self
    where
        M: Extends<O>,
    {
        self.set_raw(property.name(), Value::Null)
    }

    /// Sets any member.
    pub fn set_raw(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.members.insert(name.into(), value.into());
        self
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.keys().all(|name| name == TYPE_NAME)
    }

    /// The changes by wire names.
    #[must_use]
    pub fn members(&self) -> &Map<String, Value> {
        &self.members
    }
}

/// A change to a value of type `M`: a [`Patch<M>`](Patch). One of a derived type becomes one by
/// [`for_base`](Patch::for_base).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a change to `{M}`",
    label = "expected a `Patch<{M}>`",
    note = "a patch of a derived type becomes one of its base type by `.for_base()`"
)]
pub trait IntoPatch<M> {
    /// The change itself.
    fn into_patch(self) -> Patch<M>;
}

impl<M> IntoPatch<M> for Patch<M> {
    fn into_patch(self) -> Self {
        self
    }
}

/// What changed, member by member, and the annotations that belong to it.
fn changes(before: &Map<String, Value>, after: &Map<String, Value>) -> Map<String, Value> {
    let same = |name: &str| before.get(name) == after.get(name);
    let renamed: HashSet<&str> =
        after.keys().filter(|name| !same(name)).filter_map(|name| Role::of(name).target()).collect();
    let mut changes = Map::new();
    for (name, value) in after {
        let change = match Role::of(name) {
            Role::Member if renamed.contains(name.as_str()) => value.clone(),
            Role::Member if !same(name) => member_change(before.get(name), value),
            Role::Type(target) | Role::Term(target) if after.contains_key(target) => {
                if same(target) && !renamed.contains(target) {
                    continue;
                }
                value.clone()
            }
            Role::Link | Role::Term(_) if !same(name) => value.clone(),
            Role::Member | Role::Link | Role::Type(_) | Role::Term(_) | Role::Response => continue,
        };
        changes.insert(name.clone(), change);
    }
    let gone = before.iter().filter(|(name, old)| !old.is_null() && !after.contains_key(*name));
    for (name, _) in gone {
        let cleared = match Role::of(name) {
            Role::Member => true,
            // No annotation, but a key that looks like one, as an address does.
            Role::Term(target) => !target.is_empty() && !before.contains_key(target),
            Role::Type(_) | Role::Link | Role::Response => false,
        };
        if cleared {
            changes.insert(name.clone(), Value::Null);
        }
    }
    changes
}

/// The change of a member: of an object that stays of its type, what changed in it.
fn member_change(before: Option<&Value>, after: &Value) -> Value {
    let (Some(Value::Object(before)), Value::Object(members)) = (before, after) else { return after.clone() };
    let type_names = [TYPE_NAME, SHORT_TYPE_NAME];
    if type_names.iter().any(|name| before.get(*name) != members.get(*name)) {
        return after.clone();
    }
    let mut change = changes(before, members);
    for name in type_names {
        if let Some(value) = members.get(name) {
            change.shift_insert(0, name.to_owned(), value.clone());
        }
    }
    Value::Object(change)
}

impl<M: Structured> Default for Patch<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M> Clone for Patch<M> {
    fn clone(&self) -> Self {
        Self { members: self.members.clone(), shape: self.shape, model: PhantomData }
    }
}

impl<M> PartialEq for Patch<M> {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

impl<M> Serialize for Patch<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.members.serialize(serializer)
    }
}

/// Prints the changes; of members that are secret, or not known, only that they change.
impl<M> fmt::Debug for Patch<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_map();
        for (name, value) in &self.members {
            let open =
                name == TYPE_NAME || self.shape.find(name).is_some_and(|index| !self.shape.is_secret(index));
            let scalar = !value.is_object() && !value.is_array();
            if open && scalar {
                out.entry(name, &format_args!("{value}"));
            } else {
                out.entry(name, &format_args!("{HIDDEN}"));
            }
        }
        out.finish()
    }
}
