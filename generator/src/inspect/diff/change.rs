//! What a change is, and how changes are collected.

use std::fmt;

use super::super::face::Item;
use super::super::thing::Thing;
use crate::odata::ApiVersion;

/// What a change means for users, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Code may no longer compile, or mean something else.
    Breaking,
    /// Something is new.
    Additive,
    /// Others may call, or with other permissions.
    Permissions,
    /// Something is said differently.
    Documentation,
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
    /// As programs call it: `msgraph::v1::models::User::display_name`. Empty where the crate has nothing of it.
    pub rust: String,
}

/// All changes, worst first; within a class by version of the API, kind and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(Vec<Change>);

/// What the changes ask of the next version of the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    Same,
    /// Something is said differently.
    Patch,
    /// Something is new.
    Additive,
    /// Code that uses `beta` may break, and no other.
    BreakingBeta,
    /// Code may break.
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

    /// What the next version has to tell.
    pub fn level(&self) -> Level {
        let of_change = |change: &Change| match (change.class, change.api) {
            (Class::Breaking, ApiVersion::V1) => Level::Breaking,
            (Class::Breaking, ApiVersion::Beta) => Level::BreakingBeta,
            (Class::Additive, _) => Level::Additive,
            (Class::Permissions | Class::Documentation, _) => Level::Patch,
        };
        self.0.iter().map(of_change).max().unwrap_or(Level::Same)
    }
}

impl Class {
    /// In the order of output.
    pub const ALL: [Class; 4] = [Class::Breaking, Class::Additive, Class::Permissions, Class::Documentation];

    /// As printed.
    pub fn name(self) -> &'static str {
        match self {
            Class::Breaking => "breaking",
            Class::Additive => "additive",
            Class::Permissions => "permissions",
            Class::Documentation => "documentation",
        }
    }
}

impl Level {
    /// As printed, for machines.
    pub fn name(self) -> &'static str {
        match self {
            Level::Same => "same",
            Level::Patch => "patch",
            Level::Additive => "additive",
            Level::BreakingBeta => "breaking in beta",
            Level::Breaking => "breaking",
        }
    }

    /// The version after `version`. Before 1.0.0 what breaks raises the minor version and all else the patch; from then on
    /// what breaks raises the major version, and what is new or breaks `beta` alone the minor one. A version before a
    /// release becomes that release, and one of 0.0 promises nothing.
    pub fn next(self, version: &semver::Version) -> semver::Version {
        let semver::Version { major, minor, patch, .. } = *version;
        if self == Level::Same {
            return version.clone();
        }
        if !version.pre.is_empty() {
            return semver::Version::new(major, minor, patch);
        }
        let breaks = self >= Level::BreakingBeta;
        match (major, minor) {
            (0, 0) => semver::Version::new(0, 0, patch + 1),
            (0, _) if breaks => semver::Version::new(0, minor + 1, 0),
            (0, _) => semver::Version::new(0, minor, patch + 1),
            _ if self == Level::Breaking => semver::Version::new(major + 1, 0, 0),
            _ if self == Level::Patch => semver::Version::new(major, minor, patch + 1),
            _ => semver::Version::new(major, minor + 1, 0),
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
    /// What code feels.
    felt: Vec<Change>,
    /// What is only said.
    said: Vec<Change>,
}

/// What is said about the form of a request or type, too: where code feels another form, saying it again is one line too
/// many.
const FORM: &[&str] =
    &["does", "sends", "receives", "goes on after the answer", "path understood", "query options"];

impl Recorder {
    pub(super) fn new(api: ApiVersion) -> Self {
        Self { api, felt: Vec::new(), said: Vec::new() }
    }

    /// The changes, each once; `paths` are Rust paths by what the documentation calls things.
    pub(super) fn finish(self, paths: impl Fn(Thing, &str) -> Option<String>) -> Vec<Change> {
        let Self { felt, said, .. } = self;
        let is_felt = |change: &Change| {
            let same = felt.iter().filter(|felt| !felt.rust.is_empty() && felt.rust == change.rust);
            let mut covers = same.map(|felt| match (&felt.what, &change.what) {
                (What::Changed { aspect: felt, .. }, What::Changed { aspect, .. }) => {
                    felt == aspect || FORM.contains(&aspect.as_str()) || aspect.starts_with('$')
                }
                (What::Changed { .. }, _) => false,
                (felt, said) => felt == said || matches!(said, What::Changed { .. }),
            });
            covers.any(|covers| covers)
        };
        let named = said.into_iter().map(|mut change| {
            change.rust = paths(change.thing, &change.subject).unwrap_or_default();
            change
        });
        let said: Vec<Change> = named.filter(|change| !is_felt(change)).collect();
        felt.into_iter().chain(said).collect()
    }

    /// Notes what code feels.
    pub(super) fn record(&mut self, class: Class, item: &Item, what: What) {
        let Item { thing, subject, rust, .. } = item;
        let (thing, subject, rust) = (*thing, subject.clone(), rust.clone());
        self.felt.push(Change { class, api: self.api, thing, subject, what, rust });
    }

    /// Notes that a whole version came or went.
    pub(super) fn version(&mut self, class: Class, what: What) {
        let subject = self.api.segment().to_owned();
        self.felt.push(Change {
            class,
            api: self.api,
            thing: Thing::Api,
            subject,
            what,
            rust: String::new(),
        });
    }

    pub(super) fn say(&mut self, class: Class, (thing, subject): (Thing, &str), what: What) {
        let subject = subject.to_owned();
        self.said.push(Change { class, api: self.api, thing, subject, what, rust: String::new() });
    }

    /// Notes that `aspect` is said to be another, if it is.
    pub(super) fn compare(
        &mut self,
        class: Class,
        of: (Thing, &str),
        aspect: &str,
        (old, new): (String, String),
    ) {
        if old != new {
            self.say(class, of, What::Changed { aspect: aspect.to_owned(), old, new });
        }
    }

    /// Notes that something is said to hold now, or no longer.
    pub(super) fn compare_flag(&mut self, of: (Thing, &str), aspect: &str, (old, new): (bool, bool)) {
        let word = |stated: bool| if stated { "yes" } else { "no" }.to_owned();
        self.compare(Class::Documentation, of, aspect, (word(old), word(new)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_is_a_number() {
        let check = |level: Level, version: &str, next: &str| {
            let version = semver::Version::parse(version).expect("a version");
            assert_eq!(level.next(&version).to_string(), next, "{version} {}", level.name());
        };
        for (version, next) in
            [("0.1.2", "0.2.0"), ("1.2.3", "2.0.0"), ("0.0.3", "0.0.4"), ("2.0.0-rc.1", "2.0.0")]
        {
            check(Level::Breaking, version, next);
        }
        for (version, next) in [("0.1.2", "0.2.0"), ("1.2.3", "1.3.0")] {
            check(Level::BreakingBeta, version, next);
        }
        for (version, next) in [("0.1.2", "0.1.3"), ("1.2.3", "1.3.0")] {
            check(Level::Additive, version, next);
        }
        for (version, next) in [("0.1.2", "0.1.3"), ("1.2.3", "1.2.4")] {
            check(Level::Patch, version, next);
        }
        check(Level::Same, "0.1.2", "0.1.2");
    }
}
