//! What a change is, and how changes are collected.

use crate::odata::ApiVersion;
use std::fmt;

/// What a change means for users, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Code may no longer compile, or mean something else.
    Breaking,
    /// Something is new.
    Additive,
    /// Something is said differently.
    Documentation,
}

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of OData")]
pub enum Thing {
    Api,
    EntityType,
    ComplexType,
    EnumType,
    Property,
    NavigationProperty,
    Member,
    Action,
    Function,
    Parameter,
    EntitySet,
    Singleton,
    Request,
}

/// What has become of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Something about it is another.
    Changed {
        /// What: `type`, `range`.
        aspect: String,
        /// Before.
        old: String,
        /// After.
        new: String,
    },
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What it means.
    pub class: Class,
    /// In which version of the API.
    pub api: ApiVersion,
    /// What kind of thing.
    pub thing: Thing,
    /// Which: `user.displayName`, `GET /users`.
    pub subject: String,
    /// What has become of it.
    pub what: What,
}

/// All changes, worst first; within a class by version of the API, kind and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(Vec<Change>);

/// The next version of a crate of the new state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// None is needed.
    Same,
    /// 1.2.3 to 1.2.4, 0.1.2 to 0.1.3.
    Patch,
    /// 1.2.3 to 1.3.0, 0.1.2 to 0.1.3.
    Additive,
    /// 1.2.3 to 2.0.0, 0.1.2 to 0.2.0.
    Breaking,
}

impl Changes {
    pub(super) fn new(mut all: Vec<Change>) -> Self {
        all.sort();
        Self(all)
    }

    /// The changes in order.
    pub fn all(&self) -> &[Change] {
        &self.0
    }

    /// The changes of one class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Change> {
        self.0.iter().filter(move |change| change.class == class)
    }

    /// Whether code can break.
    pub fn is_breaking(&self) -> bool {
        self.next_version() == Version::Breaking
    }

    /// Which version comes next.
    pub fn next_version(&self) -> Version {
        match self.0.first().map(|worst| worst.class) {
            None => Version::Same,
            Some(Class::Documentation) => Version::Patch,
            Some(Class::Additive) => Version::Additive,
            Some(Class::Breaking) => Version::Breaking,
        }
    }
}

impl Class {
    /// In the order of output.
    pub const ALL: [Class; 3] = [Class::Breaking, Class::Additive, Class::Documentation];

    /// As printed.
    pub fn name(self) -> &'static str {
        match self {
            Class::Breaking => "breaking",
            Class::Additive => "additive",
            Class::Documentation => "documentation",
        }
    }
}

impl Thing {
    /// As printed.
    pub fn name(self) -> &'static str {
        match self {
            Thing::Api => "version",
            Thing::EntityType => "entity type",
            Thing::ComplexType => "complex type",
            Thing::EnumType => "enum type",
            Thing::Property => "property",
            Thing::NavigationProperty => "navigation property",
            Thing::Member => "member",
            Thing::Action => "action",
            Thing::Function => "function",
            Thing::Parameter => "parameter",
            Thing::EntitySet => "entity set",
            Thing::Singleton => "singleton",
            Thing::Request => "request",
        }
    }
}

impl Version {
    /// As printed, for machines.
    pub fn name(self) -> &'static str {
        match self {
            Version::Same => "same",
            Version::Patch => "patch",
            Version::Additive => "additive",
            Version::Breaking => "breaking",
        }
    }
}

/// Without class and version of the API: `property user.age: type: String -> Int32`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Change { thing, subject, what, .. } = self;
        write!(f, "{} {subject}", thing.name())?;
        match what {
            What::Added => f.write_str(" added"),
            What::Removed => f.write_str(" removed"),
            What::Changed { aspect, old, new } => write!(f, ": {aspect}: {old} -> {new}"),
        }
    }
}

/// Collects the changes of one version of the API.
pub(super) struct Recorder {
    api: ApiVersion,
    changes: Vec<Change>,
}

impl Recorder {
    pub(super) fn new(api: ApiVersion) -> Self {
        Self { api, changes: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<Change> {
        self.changes
    }

    pub(super) fn added(&mut self, thing: Thing, subject: &str) {
        self.record(Class::Additive, thing, subject, What::Added);
    }

    pub(super) fn removed(&mut self, thing: Thing, subject: &str) {
        self.record(Class::Breaking, thing, subject, What::Removed);
    }

    pub(super) fn record(&mut self, class: Class, thing: Thing, subject: &str, what: What) {
        self.changes.push(Change { class, api: self.api, thing, subject: subject.to_owned(), what });
    }

    /// Notes that `aspect` has become another, if it has.
    pub(super) fn compare(
        &mut self,
        class: Class,
        (thing, subject): (Thing, &str),
        aspect: &str,
        (old, new): (String, String),
    ) {
        if old != new {
            self.record(class, thing, subject, What::Changed { aspect: aspect.to_owned(), old, new });
        }
    }

    /// Notes that something holds now or no longer, and what each of both means.
    pub(super) fn compare_flag(
        &mut self,
        (gained, lost): (Class, Class),
        of: (Thing, &str),
        aspect: &str,
        (old, new): (bool, bool),
    ) {
        let word = |stated: bool| if stated { "yes" } else { "no" }.to_owned();
        self.compare(if new { gained } else { lost }, of, aspect, (word(old), word(new)));
    }
}
