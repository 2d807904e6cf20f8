//! What is left out of a model: all that a new object like it does not take, or all nulls.
//!
//! In: a model. Out: the same model with less in it. One walk over its fields does both, and goes into structured values;
//! what is JSON is looked through as JSON.

use serde_json::Value;

use crate::model::annotation::Role;
use crate::model::rest::{Kept, Rest};
use crate::model::shape::{SHORT_TYPE_NAME, Shape, TYPE_NAME};
use crate::model::slot::Slot;
use crate::model::structured::{Model, rest_mut};

/// Leaves out what the service alone says.
pub(crate) fn read_only(model: &mut dyn Model) {
    let shape = model.shape();
    for index in 1..shape.table().names().len() {
        if shape.is_set_by_service(index) {
            model.slot(index).clear();
            rest_mut(model).forget(index);
        } else {
            read_only_in(model.slot(index));
        }
    }
    let rest = rest_mut(model);
    if rest.has_unknown() {
        rest.unknown_mut().retain(|name, value| {
            said_of_response(value);
            is_taken(shape, name)
        });
    }
}

/// The same in a field.
pub(crate) fn read_only_in(slot: Slot<'_>) {
    match slot {
        Slot::Related(Some(value)) => said_of_response(value),
        slot => each_model(slot, read_only),
    }
}

/// Whether a new object takes an unknown member or annotation.
fn is_taken(shape: &'static Shape, name: &str) -> bool {
    let set_by_user = |target: &str| shape.find(target).is_none_or(|index| !shape.is_set_by_service(index));
    match Role::of(name) {
        Role::Member | Role::Link => true,
        Role::Type(target) => set_by_user(target),
        Role::Term(_) | Role::Response => false,
    }
}

/// Leaves out of JSON what OData says of a response, and nothing else: names of other kinds may be data here.
fn said_of_response(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(said_of_response),
        // A link to an object that exists is nothing but its id.
        Value::Object(members) if members.keys().all(|name| name == "@odata.id") => {}
        Value::Object(members) => members.retain(|name, value| {
            said_of_response(value);
            let own = name.contains("@odata.") && name != TYPE_NAME && name != SHORT_TYPE_NAME;
            !own || Role::of(name) != Role::Response
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Leaves out nulls.
pub(crate) fn nulls(model: &mut dyn Model) {
    for index in 1..model.shape().table().names().len() {
        match model.slot(index) {
            Slot::Json(field) => field.iter_mut().for_each(nulls_of_value),
            Slot::JsonList(Some(values)) => nulls_of_list(values),
            Slot::Related(Some(value)) => nulls_of_value(value),
            slot => each_model(slot, nulls),
        }
        if matches!(model.slot(index), Slot::Json(Some(Value::Null))) {
            model.slot(index).clear();
        }
    }
    nulls_of_rest(rest_mut(model));
}

fn nulls_of_rest(rest: &mut Rest) {
    rest.forget_nulls();
    if rest.has_unknown() {
        rest.unknown_mut().retain(|_, value| !value.is_null());
        rest.unknown_mut().values_mut().for_each(nulls_of_value);
    }
    rest.change_kept(kept_without_nulls);
}

/// What is still to be kept once nulls are left out of it.
fn kept_without_nulls(kept: Kept) -> Option<Kept> {
    let without = |mut value: Value| {
        nulls_of_value(&mut value);
        value
    };
    let (raw, written, odd) = match kept {
        Kept::Malformed(raw) => return Some(Kept::Malformed(without(raw))),
        Kept::Coerced { raw, written } => (without(raw), without(written), Vec::new()),
        Kept::Partial { raw, written, odd } => {
            let left = raw.iter().enumerate().filter(|(_, value)| !value.is_null());
            let odd = left.enumerate().filter(|(_, (place, _))| odd.binary_search(place).is_ok());
            let odd = odd.map(|(place, _)| place).collect();
            (without(Value::Array(raw)), without(written), odd)
        }
    };
    match raw {
        raw if raw == written => None,
        Value::Array(raw) if !odd.is_empty() => Some(Kept::Partial { raw, written, odd }),
        raw => Some(Kept::Coerced { raw, written }),
    }
}

fn nulls_of_value(value: &mut Value) {
    match value {
        Value::Array(items) => nulls_of_list(items),
        Value::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(nulls_of_value);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn nulls_of_list(items: &mut Vec<Value>) {
    items.retain(|item| !item.is_null());
    items.iter_mut().for_each(nulls_of_value);
}

/// Calls a function for every structured value that a field holds.
fn each_model(slot: Slot<'_>, mut change: impl FnMut(&mut dyn Model)) {
    match slot {
        Slot::Model(field) => field.held().into_iter().for_each(change),
        Slot::List(field) => {
            let mut index = 0;
            while let Some(item) = field.held(index) {
                change(item);
                index += 1;
            }
        }
        _ => {}
    }
}
