//! What a model holds that the documentation does not tell of.
//!
//! In: a model. Out: [`Misfit`]s with their paths. Nothing of it is an error, for nothing of it is lost; whoever wants to
//! know how far the service has moved on from the documentation asks here. Values of relationships are not decoded for
//! this.

use std::fmt;

use crate::model::leaf::LeafLines;
use crate::model::rest::{Kept, Tag};
use crate::model::slot::View;
use crate::model::structured::{Model, rest};

/// Something that the documentation does not tell of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Where it is, by wire names: `assignments[0].target.kind`.
    pub path: String,
    /// What it is.
    pub oddity: Oddity,
    /// The type of the object that holds it: `#microsoft.graph.user`; empty for the parameters of an action.
    pub owner: &'static str,
}

/// How a value does not fit its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Oddity {
    /// The object is of a type that is not known here.
    UnknownType,
    /// The type has no such property.
    UnknownProperty,
    /// The enum has no such member.
    UnknownMember,
    /// The value is of another kind than the property: an object instead of a text.
    Kind,
    /// The text is not what its type says: `tomorrow` as a date.
    Text,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.oddity {
            Oddity::UnknownType => "unknown type",
            Oddity::UnknownProperty => "unknown property",
            Oddity::UnknownMember => "unknown enum member",
            Oddity::Kind => "value of another kind",
            Oddity::Text => "malformed text",
        };
        write!(f, "{what} at {}", self.path)
    }
}

/// Everything in a model that the documentation does not tell of.
pub(crate) fn misfits(model: &dyn Model) -> Vec<Misfit> {
    let mut search = Search { path: String::new(), owner: model.shape().name(), found: Vec::new() };
    search.model(model);
    search.found
}

struct Search {
    path: String,
    owner: &'static str,
    found: Vec<Misfit>,
}

impl Search {
    fn model(&mut self, model: &dyn Model) {
        let shape = model.shape();
        let outer = std::mem::replace(&mut self.owner, shape.name());
        self.rest(model);
        model.view(&mut |index, view| {
            let name = shape.table().names().get(index).copied().unwrap_or_default();
            let odd = match rest(model).kept_of(index) {
                Some(Kept::Partial { odd, .. }) => odd.as_slice(),
                Some(Kept::Malformed(_) | Kept::Coerced { .. }) | None => &[],
            };
            self.at(name, |search| search.view(&view, odd));
        });
        self.owner = outer;
    }

    fn rest(&mut self, model: &dyn Model) {
        let (shape, rest) = (model.shape(), rest(model));
        let own = shape.name().trim_start_matches('#');
        let other =
            rest.type_name().is_some_and(|name| !name.trim_start_matches('#').eq_ignore_ascii_case(own));
        if rest.tag() == Tag::Other && other {
            self.say(Oddity::UnknownType);
        }
        for name in rest.unknown().keys().filter(|name| !name.contains('@')) {
            self.at(name, |search| search.say(Oddity::UnknownProperty));
        }
        for (index, kept) in rest.kept() {
            self.at(shape.member_name(index).unwrap_or_default(), |search| search.kept(kept));
        }
    }

    /// A value that its field does not say as it was read.
    fn kept(&mut self, kept: &Kept) {
        match kept {
            Kept::Malformed(_) => self.say(Oddity::Kind),
            // One value instead of a list; other forms of a value are not misfits.
            Kept::Coerced { raw, written } if written.is_array() && !raw.is_array() => self.say(Oddity::Kind),
            Kept::Coerced { .. } => {}
            Kept::Partial { odd, .. } => {
                for place in odd {
                    self.at(&format!("[{place}]"), |search| search.say(Oddity::Kind));
                }
            }
        }
    }

    /// A value; of a list, the elements at `odd` places are in no field.
    fn view(&mut self, view: &View<'_>, odd: &[usize]) {
        match view {
            View::Leaf(leaf) => self.found_odd(leaf.odd()),
            View::LeafList(lines) => self.lines(*lines, odd),
            View::Model(model) => self.model(*model),
            View::List(items) => {
                for (item, place) in (0..items.count()).filter_map(|at| items.item(at)).zip(even(odd)) {
                    self.at(&format!("[{place}]"), |search| search.model(item));
                }
            }
            View::Rest(_)
            | View::Text(_)
            | View::Bool(_)
            | View::I64(_)
            | View::Json(_)
            | View::TextList(_)
            | View::JsonList(_)
            | View::Related(_) => {}
        }
    }

    fn lines(&mut self, lines: &dyn LeafLines, odd: &[usize]) {
        for (line, place) in (0..lines.count()).filter_map(|at| lines.line(at)).zip(even(odd)) {
            self.at(&format!("[{place}]"), |search| search.found_odd(line.odd()));
        }
    }

    fn found_odd(&mut self, oddity: Option<Oddity>) {
        if let Some(oddity) = oddity {
            self.say(oddity);
        }
    }

    fn say(&mut self, oddity: Oddity) {
        self.found.push(Misfit { path: self.path.clone(), oddity, owner: self.owner });
    }

    /// Looks one step further inside.
    fn at(&mut self, step: &str, look: impl FnOnce(&mut Self)) {
        let before = self.path.len();
        if before > 0 && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        look(self);
        self.path.truncate(before);
    }
}

/// The places of a list but the odd ones.
fn even(odd: &[usize]) -> impl Iterator<Item = usize> {
    (0..).filter(|place| odd.binary_search(place).is_err())
}
