//! Where the documentation was taken from: a small file at its root.
//!
//! In: the folder. Out: [`Provenance`]. Its values go into the introduction of the crate and into the file that `import`
//! writes, so that they are short lines and nothing else.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::ReadError;
use super::file;
use crate::source::is_invisible;

/// Where the documentation was taken from: `SOURCE.toml` at its root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Repository: `owner/name`.
    pub repository: String,
    /// Commit.
    pub commit: String,
    /// Date of the commit: `2021-07-16`.
    pub date: String,
    /// Licence of the documentation; empty where nobody stated it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub licence: String,
    /// What completed it: one more each, of another language or year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Provenance>,
}

/// File name of the [`Provenance`].
pub const PROVENANCE_FILE: &str = "SOURCE.toml";

/// The file has a handful of short lines.
const LIMIT: file::Limit = file::Limit { of: "it", bytes: 16 * 1024 };

/// No name of a repository, commit, date or licence comes near it.
const MAX_VALUE: usize = 300;

/// The provenance that stands at the root of `docs`, if any.
pub fn provenance(docs: &Path) -> Result<Option<Provenance>, ReadError> {
    let path = docs.join(PROVENANCE_FILE);
    match fs::symlink_metadata(&path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(ReadError::Io(path, error)),
        Ok(_) => {}
    }
    let unreadable = |error| ReadError::Provenance(path.clone(), error);
    let bytes = file::bytes(&path, LIMIT).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
    let provenance: Provenance =
        toml::from_str(&text).map_err(|error| unreadable(error.message().to_owned()))?;
    provenance.check().map_err(unreadable)?;
    Ok(Some(provenance))
}

impl Provenance {
    /// Whether it can be written and read again: an error says which value is no short line.
    pub fn check(&self) -> Result<(), String> {
        let Self { repository, commit, date, licence, also } = self;
        let values = [("repository", repository), ("commit", commit), ("date", date), ("licence", licence)];
        values.into_iter().try_for_each(|(key, value)| check(key, value))?;
        also.iter().try_for_each(Provenance::check)
    }
}

/// A value is a line of a few hundred characters that a reader sees.
fn check(key: &str, value: &str) -> Result<(), String> {
    if value.chars().count() > MAX_VALUE {
        return Err(format!("`{key}` has more than {MAX_VALUE} characters"));
    }
    if value.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Err(format!("`{key}` has characters that nobody sees"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<Option<&str>, &str>) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(PROVENANCE_FILE), text).expect("a file");
        let found = provenance(folder.path()).map_err(|error| error.to_string());
        match (found, expected) {
            (Ok(found), Ok(expected)) => {
                assert_eq!(found.as_ref().map(|found| found.repository.as_str()), expected);
            }
            (Err(error), Err(expected)) => assert!(error.contains(expected), "{error}"),
            (found, expected) => panic!("{found:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn what_completed_the_documentation_is_named_too() {
        let one = "repository = \"o/a\"\ncommit = \"c\"\ndate = \"d\"\n";
        check(&format!("{one}\n[[also]]\n{}", one.replace("o/a", "o/b")), Ok(Some("o/a")));
        check(
            &format!("{one}\n[[also]]\n{}", one.replace("o/a", "o\\nb")),
            Err("`repository` has characters that nobody sees"),
        );
    }

    #[test]
    fn the_file_is_small_and_its_values_are_short_lines() {
        let with = |value: &str| format!("repository = \"{value}\"\ncommit = \"c\"\ndate = \"d\"\n");
        check(&with("owner/name"), Ok(Some("owner/name")));
        check(&with(&"x".repeat(301)), Err("`repository` has more than 300 characters"));
        check(&with("a\\nb"), Err("`repository` has characters that nobody sees"));
        check(&with("a\u{202e}b"), Err("`repository` has characters that nobody sees"));
        check(&format!("{}#{}", with("o/n"), "x".repeat(LIMIT.bytes)), Err("more than it may have"));
        check("repository = 1", Err("SOURCE.toml is not readable"));
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_refused_and_no_file_is_none() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(provenance(folder.path()).map_err(|error| error.to_string()), Ok(None));
        std::os::unix::fs::symlink("/dev/zero", folder.path().join(PROVENANCE_FILE)).expect("a link");
        let error = provenance(folder.path()).expect_err("a device").to_string();
        assert!(error.contains("it is a link, not a regular file"), "{error}");
    }
}
