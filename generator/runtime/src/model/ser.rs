//! The shared writer: any model to any serde format.
//!
//! In: a model. Out: a map of its type name, its annotations, its members in documented order, then the members that the
//! type does not know. Which members those are is decided once, without the format; only the writing of a single member
//! is compiled per format.

pub(crate) mod text;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::model::leaf::{Leaf, Scalar};
use crate::model::rest::{Gaps, Kept, Rest, Tag};
use crate::model::shape::Shape;
use crate::model::slot::View;
use crate::model::structured::Model;
use crate::model::table::Table;

/// Writes a model.
pub fn write<S: Serializer>(model: &dyn Model, serializer: S) -> Result<S::Ok, S::Error> {
    // Formats for people are streamed; the others may want to know the size before the first member.
    let length = (!serializer.is_human_readable()).then(|| {
        let mut length = 0;
        each_member(model, |_, _, _| length += 1);
        length
    });
    let mut map = serializer.serialize_map(length)?;
    let mut result = Ok(());
    each_member(model, |table, key, value| {
        if result.is_ok() {
            let name = match key {
                Key::Member(index) => table.names()[index],
                Key::Other(name) => name,
            };
            result = match value {
                None => map.serialize_entry(name, &()),
                Some(View::Text(text)) => map.serialize_entry(name, text),
                Some(view) => map.serialize_entry(name, &Written(view)),
            };
        }
    });
    result?;
    map.end()
}

/// Writes a leaf value.
pub fn write_leaf<T: Leaf, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.to_scalar().serialize(serializer)
}

/// The name of a member as it is written.
#[derive(Clone, Copy)]
pub(crate) enum Key<'k> {
    /// Of the type, by number.
    Member(usize),
    /// Of no member of the type.
    Other(&'k str),
}

/// Hands every member of a model over in the order of writing; `None` is null.
pub(crate) fn each_member<'a>(
    model: &'a dyn Model,
    emit: impl FnMut(&'static Table, Key<'_>, Option<View<'a>>),
) {
    static NOTHING: Rest = Rest::new();
    let shape = model.shape();
    let mut members =
        Members { shape, table: shape.table(), rest: &NOTHING, gaps: Gaps::default(), kept: false, emit };
    model.view(&mut |index, view| members.member(index, view));
    members.finish();
}

/// The writing of one model.
struct Members<'a, F> {
    shape: &'static Shape,
    table: &'static Table,
    rest: &'a Rest,
    gaps: Gaps,
    /// Whether a member may have to be written in the form in which it was read.
    kept: bool,
    emit: F,
}

impl<'a, F: FnMut(&'static Table, Key<'_>, Option<View<'a>>)> Members<'a, F> {
    #[inline]
    fn member(&mut self, index: usize, view: View<'a>) {
        if let View::Rest(rest) = view {
            return self.begin(rest);
        }
        if self.gaps.any() {
            self.fill_gaps(index);
            self.gaps.take(index);
        }
        if index >= self.table.names().len() {
            return;
        }
        if self.kept {
            return self.kept_member(index, view);
        }
        (self.emit)(self.table, Key::Member(index), Some(view));
    }

    fn kept_member(&mut self, index: usize, view: View<'a>) {
        let (raw, written) = match self.rest.kept_of(index) {
            Some(Kept::Coerced { raw, written }) => (View::Json(raw), written),
            Some(Kept::Partial { raw, written, .. }) => (View::JsonList(raw), written),
            Some(Kept::Malformed(_)) | None => {
                return (self.emit)(self.table, Key::Member(index), Some(view));
            }
        };
        let same = to_value(view.clone()) == *written;
        (self.emit)(self.table, Key::Member(index), Some(if same { raw } else { view }));
    }

    fn begin(&mut self, rest: &'a Rest) {
        self.rest = rest;
        self.kept = rest.has_kept();
        self.type_name();
        if rest.has_unknown() {
            for (name, value) in rest.unknown().iter().filter(|(name, _)| is_annotation(name)) {
                (self.emit)(self.table, Key::Other(name), Some(View::Json(value)));
            }
        }
        self.gaps = rest.gaps();
    }

    fn type_name(&mut self) {
        let name = match self.rest.tag() {
            Tag::Made => self.shape.tagged().then_some(self.shape.name()),
            Tag::Absent => None,
            Tag::Same => Some(self.shape.name()),
            Tag::Bare => self.shape.name().strip_prefix('#'),
            Tag::Other => self.rest.type_name(),
        };
        if let Some(name) = name {
            // The type name stands at number 0 of every table.
            (self.emit)(self.table, Key::Member(0), Some(View::Text(name)));
        }
    }

    /// Writes the nulls and malformed members below `end`.
    fn fill_gaps(&mut self, end: usize) {
        while let Some(index) = self.gaps.next_below(end) {
            let value = match self.rest.kept_of(index) {
                Some(Kept::Malformed(raw)) => Some(View::Json(raw)),
                Some(Kept::Coerced { .. } | Kept::Partial { .. }) | None => None,
            };
            if index < self.table.names().len() {
                (self.emit)(self.table, Key::Member(index), value);
            }
        }
    }

    fn finish(&mut self) {
        if self.gaps.any() {
            self.fill_gaps(usize::MAX);
        }
        if self.rest.has_unknown() {
            for (name, value) in self.rest.unknown().iter().filter(|(name, _)| !is_annotation(name)) {
                (self.emit)(self.table, Key::Other(name), Some(View::Json(value)));
            }
        }
    }
}

/// Annotations are written before the members that they speak of.
fn is_annotation(name: &str) -> bool {
    name.contains('@')
}

/// What a view is written as.
pub(crate) fn to_value(view: View<'_>) -> Value {
    serde_json::to_value(Written(view)).unwrap_or(Value::Null)
}

/// A view as it is written.
pub(crate) struct Written<'a>(pub(crate) View<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_view(&self.0, serializer)
    }
}

fn write_view<S: Serializer>(view: &View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match view {
        View::Rest(_) => serializer.serialize_unit(),
        View::Text(text) => serializer.serialize_str(text),
        View::Bool(value) => serializer.serialize_bool(*value),
        View::I64(value) => serializer.serialize_i64(*value),
        View::Leaf(leaf) => leaf.scalar().serialize(serializer),
        View::Json(value) | View::Related(value) => value.serialize(serializer),
        View::JsonList(values) => serializer.collect_seq(*values),
        View::Model(model) => write(*model, serializer),
        View::TextList(texts) => serializer.collect_seq(*texts),
        View::LeafList(lines) => {
            let mut seq = serializer.serialize_seq(Some(lines.count()))?;
            for line in (0..lines.count()).filter_map(|index| lines.line(index)) {
                seq.serialize_element(&line.scalar())?;
            }
            seq.end()
        }
        View::List(items) => {
            let mut seq = serializer.serialize_seq(Some(items.count()))?;
            for item in (0..items.count()).filter_map(|index| items.item(index)) {
                seq.serialize_element(&Written(View::Model(item)))?;
            }
            seq.end()
        }
    }
}

impl Serialize for Scalar<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::I64(value) => serializer.serialize_i64(*value),
            Self::U64(value) => serializer.serialize_u64(*value),
            Self::F64(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            // JSON gets the very digits; what is not a JSON number goes out as a text.
            Self::Digits(digits) => match RawValue::from_string(digits.clone().into_owned()) {
                Ok(raw) => raw.serialize(serializer),
                Err(_) => serializer.serialize_str(digits),
            },
        }
    }
}
