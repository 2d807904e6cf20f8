//! `Debug` of models, shared by all types.
//!
//! In: a model. Out: its type and what is set, by wire names. Members that the documentation calls secret are hidden.
//! So are the values of unknown members, of relationships, and objects and lists where something else was expected: what
//! they hold is not known here, a secret included.

use std::fmt::{self, Formatter};

use serde_json::Value;

use crate::model::rest::{Kept, Rest, Tag};
use crate::model::shape::Shape;
use crate::model::slot::View;
use crate::model::structured::Model;

/// What stands for a secret.
pub(crate) const HIDDEN: &str = "***";

/// Prints a model.
pub fn fmt_model(model: &dyn Model, f: &mut Formatter<'_>) -> fmt::Result {
    let shape = model.shape();
    let mut out = f.debug_struct(shape.short_name());
    let mut rest = None;
    model.view(&mut |index, view| {
        if let View::Rest(found) = view {
            rest = Some(found);
            if let Some(name) = found.type_name() {
                out.field("@odata.type", &name);
            }
        } else if let Some(name) = shape.table().names().get(index) {
            if shape.is_secret(index) {
                out.field(name, &format_args!("{HIDDEN}"));
            } else {
                out.field(name, &Shown(&view));
            }
        }
    });
    if let Some(rest) = rest {
        fmt_rest(rest, shape, &mut out);
    }
    out.finish()
}

fn fmt_rest(rest: &Rest, shape: &'static Shape, out: &mut fmt::DebugStruct<'_, '_>) {
    for (index, raw) in rest.malformed() {
        let Some(name) = shape.member_name(index) else { continue };
        match raw {
            _ if shape.is_secret(index) => out.field(name, &format_args!("{HIDDEN}")),
            Value::Object(_) => out.field(name, &format_args!("malformed object")),
            Value::Array(_) => out.field(name, &format_args!("malformed list")),
            raw => out.field(name, &format_args!("malformed {raw}")),
        };
    }
    if !rest.unknown().is_empty() {
        out.field("unknown", &rest.unknown().keys().collect::<Vec<_>>());
    }
}

/// Prints the type name, and of the members by number that they are null, malformed or written in another form; the values
/// of these and of unknown members only that they are there. The model prints more, for it knows what is not secret.
impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Rest");
        if self.tag() == Tag::Other {
            out.field("type_name", &self.type_name());
        }
        out.field("nulls", &self.nulls().collect::<Vec<_>>());
        out.field("kept", &KeptMembers(self));
        out.field("unknown", &self.unknown().keys().collect::<Vec<_>>());
        out.finish()
    }
}

/// What is kept of the members of a model, by number.
struct KeptMembers<'a>(&'a Rest);

impl fmt::Debug for KeptMembers<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.kept()).finish()
    }
}

/// Prints what it is, not the value: it may be that of a secret.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(_) => f.write_str("Malformed(…)"),
            Self::Coerced { .. } => f.write_str("Coerced(…)"),
            Self::Partial { raw, odd, .. } => {
                write!(f, "Partial({} of {}…)", raw.len() - odd.len(), raw.len())
            }
        }
    }
}

/// A view as it is printed.
struct Shown<'a>(&'a View<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Rest(_) => Ok(()),
            View::Text(text) => text.fmt(f),
            View::Bool(value) => value.fmt(f),
            View::I64(value) => value.fmt(f),
            View::Leaf(leaf) => write!(f, "{}", leaf.scalar().to_value()),
            View::Json(value) => write!(f, "{value}"),
            View::JsonList(values) => f.debug_list().entries(values.iter().map(ToString::to_string)).finish(),
            View::TextList(texts) => texts.fmt(f),
            View::LeafList(lines) => {
                let lines = (0..lines.count()).filter_map(|index| lines.line(index));
                f.debug_list().entries(lines.map(|line| line.scalar().to_value())).finish()
            }
            View::Model(model) => fmt_model(*model, f),
            View::List(items) => {
                let items = (0..items.count()).filter_map(|index| items.item(index));
                f.debug_list().entries(items.map(Printed)).finish()
            }
            View::Related(value) => match value.as_array() {
                Some(items) => write!(f, "[{} related]", items.len()),
                None => f.write_str("related"),
            },
        }
    }
}

/// A model as it is printed.
struct Printed<'a>(&'a dyn Model);

impl fmt::Debug for Printed<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        fmt_model(self.0, f)
    }
}
