//! How well the kinds of things that a table names fit a path, by their words.

use crate::odata::{PermissionTable, label_words};
use crate::schema::{Request, Segment, SegmentKind, TypeName};

/// How well a kind fits a path; the greatest is the one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    /// The last step with a word of it.
    last: usize,
    /// How its weakest word stands in its step.
    standing: Standing,
    /// All steps with words of it, from the last.
    steps: Vec<usize>,
}

/// How words stand in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// In the longer name that its type has: `lists` of `todoTaskList`.
    Type,
    /// Among its words.
    Part,
    /// As the whole of it.
    Whole,
}

/// The named steps of a path.
pub(super) struct Steps(Vec<Step>);

struct Step {
    /// All its words in one.
    whole: String,
    /// Neighbours among its words, each run in one.
    parts: Vec<String>,
    /// The ends of the name of its type, where that is a longer form of its own.
    ends: Vec<String>,
    /// What else it is called as a whole.
    name: Option<String>,
}

impl Steps {
    pub(super) fn of(request: &Request) -> Self {
        Self(request.segments.iter().filter_map(Step::of).collect())
    }

    /// How the best of a table's kinds fits; nothing where none does.
    pub(super) fn fit(&self, table: &PermissionTable) -> Option<Fit> {
        table.kinds.iter().filter_map(|kind| self.fit_kind(kind)).max()
    }

    fn fit_kind(&self, kind: &[String]) -> Option<Fit> {
        let whole = kind.concat();
        let places = (0..kind.len()).map(|word| self.place(kind, &whole, word));
        let found: Vec<(usize, Standing)> = places.collect::<Option<_>>()?;
        let mut steps: Vec<usize> = found.iter().map(|(step, _)| *step).collect();
        steps.sort_unstable_by(|one, other| other.cmp(one));
        let standing = found.iter().map(|(_, standing)| *standing).min()?;
        Some(Fit { last: *steps.first()?, standing, steps })
    }

    /// The last step where a word of a kind stands, alone or with its neighbours.
    fn place(&self, kind: &[String], whole: &str, word: usize) -> Option<(usize, Standing)> {
        let steps = self.0.iter().enumerate().rev();
        let mut found = steps.filter_map(|(at, step)| Some((at, step.standing(kind, whole, word)?)));
        found.next()
    }
}

impl Step {
    fn of(segment: &Segment) -> Option<Self> {
        let text = match &segment.kind {
            SegmentKind::Key { literal: false, .. }
            | SegmentKind::NamedKeys(_)
            | SegmentKind::PathAddress
            | SegmentKind::Ref
            | SegmentKind::Value
            | SegmentKind::Count => return None,
            SegmentKind::Unknown if segment.text.starts_with('{') => return None,
            SegmentKind::Cast(name) => name.name(),
            SegmentKind::Operation { name, .. } => name.as_str(),
            SegmentKind::EntitySet(_)
            | SegmentKind::Singleton(_)
            | SegmentKind::Navigation(_)
            | SegmentKind::Property(_)
            | SegmentKind::Key { literal: true, .. }
            | SegmentKind::Unknown => segment.text.as_str(),
        };
        let text = text.split('(').next().unwrap_or_default();
        let words = label_words(text.rsplit('.').next().unwrap_or(text));
        let ty = segment.ty.as_ref().and_then(|ty| match &ty.name {
            TypeName::Structured(name) => Some(label_words(name.name())),
            TypeName::Enum(_) | TypeName::Primitive(_) => None,
        });
        let ty = ty.unwrap_or_default();
        let is_longer = ty.len() > words.len() && same_words(&ty[ty.len() - words.len()..], &words);
        let ends = if is_longer { 0..ty.len() } else { 0..0 };
        Some(Self {
            whole: words.concat(),
            parts: runs(words.len()).map(|run| words[run].concat()).collect(),
            ends: ends.map(|start| ty[start..].concat()).collect(),
            name: (text == PermissionTable::ONESELF).then(|| ty.concat()),
        })
    }

    /// How a word of a kind, which is `whole` in one, stands here.
    fn standing(&self, kind: &[String], whole: &str, word: usize) -> Option<Standing> {
        let single = &kind[word];
        let is_whole =
            is_same(&self.whole, single) || self.name.as_ref() == Some(single) || is_same(&self.whole, whole);
        if is_whole {
            return Some(Standing::Whole);
        }
        if self.parts.iter().any(|part| is_same(part, single)) {
            return Some(Standing::Part);
        }
        if self.ends.is_empty() {
            return None;
        }
        let mut runs = runs(kind.len()).filter(|run| run.contains(&word)).map(|run| kind[run].concat());
        runs.any(|run| self.ends.iter().any(|end| is_same(end, &run))).then_some(Standing::Type)
    }
}

/// All ranges of neighbours among so many.
fn runs(length: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    (0..length).flat_map(move |start| (start + 1..=length).map(move |end| start..end))
}

fn same_words(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
}

/// Whether two words are one, be it in the plural: `boxes`, `box`.
fn is_same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    // Every form begins as the word does, and hardly any two words do.
    let alike = one.bytes().next() == other.bytes().next();
    alike && forms(one).any(|form| forms(other).any(|other| is_equal(form, other)))
}

/// What a word may be in the singular, itself among it: what is left of it, and what follows that.
fn forms(word: &str) -> impl Iterator<Item = (&str, &'static str)> {
    let ends = [("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe")];
    let stems = ends.into_iter().filter_map(|(end, instead)| {
        let stem = word.strip_suffix(end).filter(|stem| stem.len() > 1)?;
        Some((stem, instead))
    });
    std::iter::once((word, "")).chain(stems)
}

fn is_equal(one: (&str, &str), other: (&str, &str)) -> bool {
    one.0.bytes().chain(one.1.bytes()).eq(other.0.bytes().chain(other.1.bytes()))
}
