//! `Edm.Binary`: bytes, as base64 of either alphabet.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{ValueError, text_value};

text_value! {
    /// Bytes, as the service wrote them in base64. `From<&str>` takes such a text; [`from_bytes`](Self::from_bytes)
    /// encodes.
    Binary, bytes
}

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const STANDARD_ENGINE: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const URL_SAFE_ENGINE: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT);

impl Binary {
    /// Encodes bytes in the standard alphabet, with padding.
    #[must_use]
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Self {
        STANDARD_ENGINE.encode(bytes).into()
    }

    /// The bytes. Both alphabets are read, with padding or without, and line breaks are skipped.
    ///
    /// # Errors
    ///
    /// If the text is no base64.
    pub fn bytes(&self) -> Result<Vec<u8>, ValueError> {
        decode(self.as_str()).ok_or_else(|| ValueError::new("base64", self.as_str()))
    }
}

/// Decodes base64 of either alphabet.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let joined: String;
    let text = if text.contains(char::is_whitespace) {
        joined = text.split_whitespace().collect();
        &joined
    } else {
        text
    };
    let engine = if text.contains(['-', '_']) { URL_SAFE_ENGINE } else { STANDARD_ENGINE };
    engine.decode(text).ok()
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self::from_bytes(bytes)
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&[u8]>) {
        assert_eq!(Binary::from(text).bytes().ok().as_deref(), expected, "{text}");
    }

    #[test]
    fn reads_both_alphabets() {
        check("+/8=", Some(&[0xfb, 0xff]));
        check("-_8=", Some(&[0xfb, 0xff]));
        check("-_8", Some(&[0xfb, 0xff]));
        check("+/\r\n8=", Some(&[0xfb, 0xff]));
        check("", Some(&[]));
        check("+_8=", None);
        check("b!nary", None);
    }

    #[test]
    fn writes_the_standard_alphabet() {
        assert_eq!(Binary::from_bytes([0xfb, 0xff]).as_str(), "+/8=");
    }
}
