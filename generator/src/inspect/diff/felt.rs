//! What code feels of a change: two faces compared, item by item.

use std::collections::BTreeSet;

use super::super::face::{Aspect, Face, Item, Key, Matters};
use super::change::{Class, Recorder, What};

/// Records what stops code from compiling, and what it can do that it could not.
pub(super) fn compare(cx: &mut Recorder, old: &Face, new: &Face) {
    let keys: BTreeSet<&Key> = old.items.keys().chain(new.items.keys()).collect();
    for key in keys {
        match (old.items.get(key), new.items.get(key)) {
            (Some(before), Some(after)) => item(cx, (old, new), before, after),
            (Some(before), None) if stays(before, new) => gone(cx, key, before, new),
            (None, Some(after)) if stays(after, old) => came(cx, key, after, old),
            _ => {}
        }
    }
}

/// Whether all that holds the item is on the other side too.
fn stays(item: &Item, other: &Face) -> bool {
    item.within.iter().all(|holder| other.holders.contains(holder))
}

fn gone(cx: &mut Recorder, key: &Key, item: &Item, new: &Face) {
    if is_inherited(key, new) {
        moved(cx, item, ("the type", "a base type"));
    } else {
        cx.record(Class::Breaking, item, What::Removed);
    }
}

fn came(cx: &mut Recorder, key: &Key, item: &Item, old: &Face) {
    if is_inherited(key, old) {
        moved(cx, item, ("a base type", "the type"));
    } else {
        cx.record(Class::Additive, item, What::Added);
    }
}

/// Code that takes a value apart, or names `base`, says where a field stands.
fn moved(cx: &mut Recorder, item: &Item, (old, new): (&str, &str)) {
    let (old, new) = (old.to_owned(), new.to_owned());
    cx.record(Class::Breaking, item, What::Changed { aspect: "declared by".to_owned(), old, new });
}

fn is_inherited(key: &Key, face: &Face) -> bool {
    matches!(key, Key::Field(ty, name) if face.inherited.contains(&(ty.clone(), name.clone())))
}

fn item(cx: &mut Recorder, (old, new): (&Face, &Face), before: &Item, after: &Item) {
    for (was, is) in before.aspects.iter().zip(&after.aspects).filter(|(was, is)| was.value != is.value) {
        let class = class((old, new), before, (was, is));
        let word = |value: &str| if value.is_empty() { "nothing" } else { value }.to_owned();
        let what = What::Changed { aspect: was.name.to_owned(), old: word(&was.value), new: word(&is.value) };
        cx.record(class, after, what);
    }
}

fn class((old, _): (&Face, &Face), before: &Item, (was, is): (&Aspect, &Aspect)) -> Class {
    let is_additive = match (was.matters, is.matters) {
        (Matters::Rank(was), Matters::Rank(is)) => is > was,
        (Matters::List, Matters::List) => {
            let names = |list: &str| list.split(", ").map(str::to_owned).collect::<BTreeSet<_>>();
            was.value.is_empty() || names(&was.value).is_subset(&names(&is.value))
        }
        // The plain struct stays; what gave it gives the enum now.
        (Matters::Used, Matters::Used) => {
            let name = before.aspects.first().map_or("", |name| name.value.as_str());
            let had_no_enum = name.rsplit("::").next() == Some(was.value.as_str());
            had_no_enum && !old.used.contains(name)
        }
        _ => false,
    };
    if is_additive { Class::Additive } else { Class::Breaking }
}
