//! The body of a request: bytes and their type.

use std::{borrow::Cow, fmt};

use bytes::Bytes;

/// A body to send.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    bytes: Bytes,
    media_type: Cow<'static, str>,
    /// Whether the application said so; else it is what such bytes mostly are.
    stated: bool,
}

impl Content {
    /// Bytes of a type, such as `image/jpeg`.
    pub fn new(bytes: impl Into<Bytes>, content_type: impl Into<Cow<'static, str>>) -> Self {
        Self { bytes: bytes.into(), media_type: content_type.into(), stated: true }
    }

    fn untyped(bytes: impl Into<Bytes>, mostly: &'static str) -> Self {
        Self { bytes: bytes.into(), media_type: mostly.into(), stated: false }
    }

    /// With the documented type, unless the application stated another.
    pub(crate) fn documented(self, content_type: &'static str) -> Self {
        if self.stated { self } else { Self { media_type: content_type.into(), ..self } }
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
        &self.media_type
    }
}

/// Shows how much, not what.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Content({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

const BINARY: &str = "application/octet-stream";
const TEXT: &str = "text/plain; charset=utf-8";

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::untyped(bytes, BINARY)
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self::untyped(bytes, BINARY)
    }
}

impl From<&'static [u8]> for Content {
    fn from(bytes: &'static [u8]) -> Self {
        Self::untyped(bytes, BINARY)
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::untyped(text, TEXT)
    }
}

impl From<&'static str> for Content {
    fn from(text: &'static str) -> Self {
        Self::untyped(text, TEXT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_type_gives_way_to_a_stated_one() {
        let check = |content: Content, expected: &str| {
            assert_eq!(content.documented("image/jpeg").content_type(), expected);
        };
        check(vec![1].into(), "image/jpeg");
        check("x".into(), "image/jpeg");
        check(Content::new("x", "image/png"), "image/png");
        assert_eq!(Content::from("x").content_type(), TEXT);
    }
}
