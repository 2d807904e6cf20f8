//! Changes as text, as Markdown for a pull request or a changelog, and as JSON.

use semver::Version;
use serde::Serialize;

use super::super::words::push_line;
use super::change::{Change, Changes, Class, Level, What};

/// Version of the JSON document.
const FORMAT: u32 = 2;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    level: &'a str,
    /// The version that the crate has, and the one that it should have; absent where it is not known.
    version: Option<String>,
    next_version: Option<String>,
    changes: Vec<Entry<'a>>,
}

/// `what` is `added`, `removed` or `changed`; the last has aspect, old and new.
#[derive(Serialize)]
struct Entry<'a> {
    class: &'a str,
    api: &'a str,
    thing: &'a str,
    subject: &'a str,
    /// Absent where the crate has nothing of it.
    #[serde(skip_serializing_if = "str::is_empty")]
    rust: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<&'a str>,
}

impl Changes {
    /// One line a change, and what comes after `version`.
    pub fn human(&self, version: Option<&Version>) -> String {
        let width = Class::ALL.map(|class| class.name().len()).into_iter().max().unwrap_or_default();
        let line = |change: &Change| {
            let rust = if change.rust.is_empty() { String::new() } else { format!("  [{}]", change.rust) };
            format!("{:width$}  {:4}  {change}{rust}\n", change.class.name(), change.api.segment())
        };
        let mut text: String = self.all().iter().map(line).collect();
        text.push_str(&self.summary(version));
        text.push('\n');
        text
    }

    /// A section for each class that has changes, and what comes after `version`.
    pub fn markdown(&self, version: Option<&Version>) -> String {
        let mut text = String::new();
        for class in Class::ALL {
            let lines: String = self.of(class).map(markdown_line).collect();
            if !lines.is_empty() {
                let name = class.name();
                push_line(
                    &mut text,
                    format_args!("## {}{}\n\n{lines}", name[..1].to_uppercase(), &name[1..]),
                );
            }
        }
        text.push_str(&self.summary(version));
        text.push('\n');
        text
    }

    /// Everything, for machines.
    pub fn json(&self, version: Option<&Version>) -> String {
        let changes = self.all().iter().map(entry).collect();
        let level = self.level();
        let document = Document {
            format: FORMAT,
            level: level.name(),
            version: version.map(Version::to_string),
            next_version: version.map(|version| level.next(version).to_string()),
            changes,
        };
        let mut text = serde_json::to_string_pretty(&document).expect("the document has string keys alone");
        text.push('\n');
        text
    }

    /// How many changes of each class, and which version they ask for.
    fn summary(&self, version: Option<&Version>) -> String {
        let counts =
            Class::ALL.map(|class| format!("{} {}", self.of(class).count(), class.name())).join(", ");
        let level = self.level();
        let next = match (level, version) {
            (Level::Same, _) => "no new version is needed".to_owned(),
            (_, Some(version)) => format!("next version: {} (now {version})", level.next(version)),
            (Level::Patch, None) => "next version: a patch (1.2.3 to 1.2.4, 0.1.2 to 0.1.3)".to_owned(),
            (Level::Additive, None) => {
                "next version: an additive one (1.2.3 to 1.3.0, 0.1.2 to 0.1.3)".to_owned()
            }
            (Level::BreakingBeta, None) => {
                "next version: one that breaks beta (1.2.3 to 1.3.0, 0.1.2 to 0.2.0)".to_owned()
            }
            (Level::Breaking, None) => {
                "next version: a breaking one (1.2.3 to 2.0.0, 0.1.2 to 0.2.0)".to_owned()
            }
        };
        let alone = if level == Level::BreakingBeta { "; beta alone breaks" } else { "" };
        format!("{counts}{alone}; {next}")
    }
}

fn markdown_line(change: &Change) -> String {
    let Change { thing, subject, what, api, rust, .. } = change;
    let what = match what {
        What::Added => "added".to_owned(),
        What::Removed => "removed".to_owned(),
        What::Changed { aspect, old, new } => format!("{} was {}, is {}", code(aspect), code(old), code(new)),
    };
    let rust = if rust.is_empty() { String::new() } else { format!(" - {}", code(rust)) };
    format!("- {} {} ({}): {what}{rust}\n", thing.name(), code(subject), api.segment())
}

/// A code span; the text comes from documents, and a backtick in it must not end the span.
fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {} ``", text.replace("``", "` `")) } else { format!("`{text}`") }
}

fn entry(change: &Change) -> Entry<'_> {
    let (what, changed) = match &change.what {
        What::Added => ("added", None),
        What::Removed => ("removed", None),
        What::Changed { aspect, old, new } => ("changed", Some((aspect, old, new))),
    };
    Entry {
        class: change.class.name(),
        api: change.api.segment(),
        thing: change.thing.name(),
        subject: &change.subject,
        rust: &change.rust,
        what,
        aspect: changed.map(|(aspect, _, _)| aspect.as_str()),
        old: changed.map(|(_, old, _)| old.as_str()),
        new: changed.map(|(_, _, new)| new.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::thing::Thing;
    use super::*;
    use crate::odata::ApiVersion;

    fn sample() -> Changes {
        let of = |class, thing, subject: &str, what| Change {
            class,
            api: ApiVersion::V1,
            thing,
            subject: subject.into(),
            what,
            rust: if class == Class::Additive { "msgraph::v1::x".into() } else { String::new() },
        };
        let changed = What::Changed { aspect: "range".into(), old: "1 to 2".into(), new: "a`b".into() };
        Changes::new(vec![
            of(Class::Documentation, Thing::Property, "crate.weight", changed),
            of(Class::Additive, Thing::Request, "GET /crates", What::Added),
        ])
    }

    fn version() -> Version {
        Version::new(0, 1, 2)
    }

    #[test]
    fn text() {
        let lines = "\
additive       v1.0  request GET /crates added  [msgraph::v1::x]
documentation  v1.0  property crate.weight: range: 1 to 2 -> a`b
0 breaking, 1 additive, 0 permissions, 1 documentation; next version: 0.1.3 (now 0.1.2)
";
        assert_eq!(sample().human(Some(&version())), lines);
        assert!(sample().human(None).ends_with("an additive one (1.2.3 to 1.3.0, 0.1.2 to 0.1.3)\n"));
        assert_eq!(
            Changes::default().human(None),
            "0 breaking, 0 additive, 0 permissions, 0 documentation; no new version is needed\n"
        );
    }

    #[test]
    fn markdown() {
        let expected = "\
## Additive

- request `GET /crates` (v1.0): added - `msgraph::v1::x`

## Documentation

- property `crate.weight` (v1.0): `range` was `1 to 2`, is `` a`b ``

0 breaking, 1 additive, 0 permissions, 1 documentation; next version: 0.1.3 (now 0.1.2)
";
        assert_eq!(sample().markdown(Some(&version())), expected);
    }

    #[test]
    fn json() {
        let value: serde_json::Value = serde_json::from_str(&sample().json(Some(&version()))).expect("JSON");
        let expected = serde_json::json!({
            "format": 2,
            "level": "additive",
            "version": "0.1.2",
            "next_version": "0.1.3",
            "changes": [
                {"class": "additive", "api": "v1.0", "thing": "request", "subject": "GET /crates", "what": "added",
                 "rust": "msgraph::v1::x"},
                {"class": "documentation", "api": "v1.0", "thing": "property", "subject": "crate.weight",
                 "what": "changed", "aspect": "range", "old": "1 to 2", "new": "a`b"},
            ],
        });
        assert_eq!(value, expected);
    }
}
