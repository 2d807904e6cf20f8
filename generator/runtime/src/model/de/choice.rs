//! Which type an object is of, where it may be of one of several.
//!
//! In: the type name, or the members that came without one. Out: the variant, with what was read so far moved into it.

use serde::de::DeserializeSeed;
use serde_json::{Error, Value};

use super::member::MemberSeed;
use crate::model::any::AnyModel;
use crate::model::rest::Tag;
use crate::model::ser;
use crate::model::shape::Shape;
use crate::model::slot::{ModelSlot, Slot, View};
use crate::model::structured::{Model, rest, rest_mut};

/// Chooses the variant called `name` for an object of which nothing else was read.
pub(super) fn pick(any: &mut dyn AnyModel, name: &str) {
    if name.starts_with('#') && any.pick(name) {
        return rest_mut(any.inner_mut()).set_tag(Tag::Same);
    }
    match find(any.variants(), name) {
        Some(shape) => any.pick(shape.name()),
        None => any.pick(name),
    };
    note(any.inner_mut(), name);
}

/// Chooses the variant called `name`, and moves over what was read so far as the declared type.
pub(super) fn settle(any: &mut dyn AnyModel, name: &str) -> Result<(), Error> {
    let found = find(any.variants(), name);
    if !found.is_some_and(|shape| std::ptr::eq(shape, any.inner().shape())) {
        replace(any, found.map_or(name, |shape| shape.name()))?;
    }
    note(any.inner_mut(), name);
    Ok(())
}

/// Chooses the one derived type that the members of an object without type name prove; keeps to the declared type where
/// they prove none, or more than one.
pub(super) fn prove(any: &mut dyn AnyModel) -> Result<(), Error> {
    let unknown = rest(any.inner()).unknown();
    let names: Vec<&str> = unknown.keys().map(String::as_str).filter(|name| !name.contains('@')).collect();
    match proven(any.variants(), &names) {
        Some(shape) => replace(any, shape.name()),
        None => Ok(()),
    }
}

/// The one type that has all of the members which the declared type does not have but one of the others does: the base
/// of all such types, if that is one of them.
fn proven(variants: &[&'static Shape], names: &[&str]) -> Option<&'static Shape> {
    let derived = variants.get(1..)?;
    let evidence: Vec<&str> =
        names.iter().copied().filter(|name| derived.iter().any(|shape| shape.find(name).is_some())).collect();
    if evidence.is_empty() {
        return None;
    }
    let fits = |shape: &&'static Shape| evidence.iter().all(|name| shape.find(name).is_some());
    let candidates: Vec<&'static Shape> = derived.iter().copied().filter(fits).collect();
    candidates.iter().copied().find(|base| candidates.iter().all(|shape| shape.extends(base)))
}

/// Finds a type by name, with or without the leading `#`, and in any case.
fn find(variants: &[&'static Shape], name: &str) -> Option<&'static Shape> {
    let bare = name.trim_start_matches('#');
    let same = |shape: &&&'static Shape| shape.name().trim_start_matches('#').eq_ignore_ascii_case(bare);
    variants.iter().find(same).copied()
}

/// Becomes another variant and reads again into it what was read before.
fn replace(any: &mut dyn AnyModel, name: &str) -> Result<(), Error> {
    // Annotations may well come before the type name. They need not be written to be read again.
    let only_unknown = !holds_members(any.inner());
    let before = if only_unknown {
        Value::Object(std::mem::take(rest_mut(any.inner_mut()).unknown_mut()))
    } else {
        ser::to_value(View::Model(any.inner()))
    };
    any.pick(name);
    read_value(any.inner_mut(), before)
}

fn holds_members(model: &dyn Model) -> bool {
    let mut holds = rest(model).nulls().next().is_some() || rest(model).has_kept();
    model.view(&mut |index, _| holds |= index != 0);
    holds
}

/// Reads JSON into a model whose type is settled.
fn read_value(model: &mut dyn Model, value: Value) -> Result<(), Error> {
    MemberSeed::new(Slot::Model(&mut Filled(model))).deserialize(value).map(drop)
}

/// A field that is filled already.
struct Filled<'m>(&'m mut dyn Model);

impl ModelSlot for Filled<'_> {
    fn fill(&mut self) -> &mut dyn Model {
        self.0
    }

    fn held(&mut self) -> Option<&mut dyn Model> {
        Some(self.0)
    }

    fn clear(&mut self) {}
}

/// Notes how the type name was written.
fn note(model: &mut dyn Model, name: &str) {
    let own = model.shape().name();
    if name == own {
        rest_mut(model).set_tag(Tag::Same);
    } else if own.strip_prefix('#') == Some(name) {
        rest_mut(model).set_tag(Tag::Bare);
    } else {
        rest_mut(model).set_type_name(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static BASE: Shape = Shape::new("#n.base", None, 1, false, "id\n");
    static FIRST: Shape = Shape::new("#n.first", Some(&BASE), 2, true, "a\nboth\n");
    static SECOND: Shape = Shape::new("#n.second", Some(&BASE), 2, true, "b\nboth\n");
    static THIRD: Shape = Shape::new("#n.third", Some(&FIRST), 4, true, "c\n");

    fn check(names: &[&str], expected: Option<&str>) {
        let found = proven(&[&BASE, &FIRST, &SECOND, &THIRD], names).map(Shape::name);
        assert_eq!(found, expected, "{names:?}");
    }

    #[test]
    fn members_prove_a_type() {
        check(&["a"], Some("#n.first"));
        check(&["a", "c"], Some("#n.third"));
        check(&["b", "nobody knows"], Some("#n.second"));
    }

    #[test]
    fn members_of_several_types_prove_none() {
        check(&["both"], None);
        check(&["a", "b"], None);
        check(&["nobody knows"], None);
        check(&[], None);
    }

    #[test]
    fn names_are_found_in_any_form() {
        for name in ["#n.third", "n.third", "#N.Third"] {
            assert_eq!(find(&[&BASE, &THIRD], name).map(Shape::name), Some("#n.third"));
        }
        assert!(find(&[&BASE], "#n.third").is_none());
    }
}
