//! Why nothing could be read.

use std::path::{Path, PathBuf};

/// Why a folder is no usable input. Says what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.of_argument("the documentation"))]
pub enum ReadError {
    /// The path does not exist.
    Missing(PathBuf),
    /// It exists, and holds no page.
    Empty(PathBuf),
    /// It holds pages, but not where they belong; the nearest folder that does, if there is one.
    Layout(PathBuf, Option<PathBuf>),
    /// The operating system refused.
    Io(PathBuf, std::io::Error),
    /// `SOURCE.toml` is not readable.
    Provenance(PathBuf, String),
    /// git does not know the revision, or there is no git.
    Revision(String, String),
}

impl ReadError {
    /// What is wrong, in words of the argument that named the documentation: `--docs`.
    pub fn of_argument(&self, argument: &str) -> String {
        match self {
            Self::Missing(path) => format!(
                "{} does not exist; {argument} should be a folder with api-reference/{{v1.0,beta}}/{{resources,api}}, \
                 or a page",
                path.display()
            ),
            Self::Empty(path) => format!(
                "{} holds no page; {argument} should be a folder with \
                 api-reference/{{v1.0,beta}}/{{resources,api}}/*.md",
                path.display()
            ),
            Self::Layout(path, Some(nearest)) => format!(
                "{} is not laid out like the documentation; did you mean {}?",
                path.display(),
                nearest.display()
            ),
            Self::Layout(path, None) => format!(
                "{} is not laid out like the documentation: pages belong into \
                 api-reference/{{v1.0,beta}}/{{resources,api}}",
                path.display()
            ),
            Self::Io(path, error) => format!("cannot read {}: {error}", path.display()),
            Self::Provenance(path, error) => format!("{} is not readable: {error}", path.display()),
            Self::Revision(revision, error) => format!("cannot read revision {revision}: {error}"),
        }
    }

    /// The folder or page that was named, where the error is about it.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Missing(path) | Self::Empty(path) | Self::Layout(path, _) => Some(path),
            Self::Io(..) | Self::Provenance(..) | Self::Revision(..) => None,
        }
    }
}
