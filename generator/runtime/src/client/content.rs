//! The body of a request: bytes and their type.

use std::{borrow::Cow, fmt};

use bytes::Bytes;

/// A body to send.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    bytes: Bytes,
    content_type: Cow<'static, str>,
}

impl Content {
    /// Bytes of a type, such as `image/jpeg`.
    pub fn new(bytes: impl Into<Bytes>, content_type: impl Into<Cow<'static, str>>) -> Self {
        Self { bytes: bytes.into(), content_type: content_type.into() }
    }

    /// JSON that is already written.
    pub fn json(bytes: impl Into<Bytes>) -> Self {
        Self::new(bytes, "application/json")
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Their type.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }
}

/// Shows how much, not what.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Content({}, {} bytes)", self.content_type, self.bytes.len())
    }
}

const BINARY: &str = "application/octet-stream";

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes, BINARY)
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes, BINARY)
    }
}

impl From<&'static [u8]> for Content {
    fn from(bytes: &'static [u8]) -> Self {
        Self::new(bytes, BINARY)
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::new(text, "text/plain; charset=utf-8")
    }
}

impl From<&'static str> for Content {
    fn from(text: &'static str) -> Self {
        Self::new(text, "text/plain; charset=utf-8")
    }
}
