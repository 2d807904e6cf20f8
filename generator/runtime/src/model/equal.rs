//! Equality of models, shared by all types.
//!
//! In: two models. Out: whether they are of one type and say the same. The order of unknown members, the form in which a
//! value was read, and whether the name of its own type was said, make no difference; null and absent do.

use serde_json::Value;

use crate::model::leaf::LeafLines;
use crate::model::rest::Rest;
use crate::model::slot::{ListView, View};
use crate::model::structured::{Model, rest};

/// Whether two models say the same.
pub fn equal(left: &dyn Model, right: &dyn Model) -> bool {
    std::ptr::eq(left.shape(), right.shape())
        && {
            let (left, right) = (views(left), views(right));
            left.len() == right.len()
                && left.iter().zip(&right).all(|((i, a), (j, b))| i == j && equal_views(a, b))
        }
        && equal_nulls(left, right)
}

fn views(model: &dyn Model) -> Vec<(usize, View<'_>)> {
    let mut views = Vec::new();
    model.view(&mut |index, view| views.push((index, view)));
    views
}

fn equal_views(left: &View<'_>, right: &View<'_>) -> bool {
    match (left, right) {
        (View::Rest(a), View::Rest(b)) => equal_rests(a, b),
        (View::Text(a), View::Text(b)) => a == b,
        (View::Bool(a), View::Bool(b)) => a == b,
        (View::I64(a), View::I64(b)) => a == b,
        (View::Leaf(a), View::Leaf(b)) => a.scalar() == b.scalar(),
        (View::Json(a), View::Json(b)) | (View::Related(a), View::Related(b)) => a == b,
        (View::JsonList(a), View::JsonList(b)) => a == b,
        (View::TextList(a), View::TextList(b)) => a == b,
        (View::LeafList(a), View::LeafList(b)) => equal_lines(*a, *b),
        (View::Model(a), View::Model(b)) => equal(*a, *b),
        (View::List(a), View::List(b)) => equal_lists(*a, *b),
        _ => false,
    }
}

fn equal_lines(left: &dyn LeafLines, right: &dyn LeafLines) -> bool {
    left.count() == right.count()
        && (0..left.count()).all(|index| match (left.line(index), right.line(index)) {
            (Some(a), Some(b)) => a.scalar() == b.scalar(),
            _ => false,
        })
}

fn equal_lists(left: &dyn ListView, right: &dyn ListView) -> bool {
    left.count() == right.count()
        && (0..left.count()).all(|index| match (left.item(index), right.item(index)) {
            (Some(a), Some(b)) => equal(a, b),
            _ => false,
        })
}

fn equal_rests(left: &Rest, right: &Rest) -> bool {
    left.type_name() == right.type_name()
        && left.unknown() == right.unknown()
        && malformed(left).eq(malformed(right))
}

fn malformed(rest: &Rest) -> impl Iterator<Item = (usize, &Value)> {
    rest.malformed()
}

/// Whether the same members are null; a member that holds something is not.
fn equal_nulls(left: &dyn Model, right: &dyn Model) -> bool {
    let (a, b) = (rest(left), rest(right));
    a.nulls().eq(b.nulls()) || {
        let held: Vec<usize> = views(left).iter().map(|(index, _)| *index).collect();
        let open = |index: &usize| held.binary_search(index).is_err();
        a.nulls().filter(open).eq(b.nulls().filter(open))
    }
}
