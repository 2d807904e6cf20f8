//! `Edm.Guid`: a globally unique identifier.

use super::{ValueError, text_value};

text_value! {
    /// A globally unique identifier, as the service wrote it.
    Guid, value
}

const DASHES: [usize; 4] = [8, 13, 18, 23];

impl Guid {
    /// The identifier as a number, most significant digits first. Braces around the text are accepted.
    ///
    /// # Errors
    ///
    /// If the text is not a GUID.
    pub fn value(&self) -> Result<u128, ValueError> {
        parse(self.as_str()).ok_or_else(|| ValueError::new("a GUID", self.as_str()))
    }
}

fn parse(text: &str) -> Option<u128> {
    let text = text.trim();
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    if text.len() != 36 {
        return None;
    }
    text.bytes().enumerate().try_fold(0, |number, (place, byte)| {
        if DASHES.contains(&place) {
            return (byte == b'-').then_some(number);
        }
        char::from(byte).to_digit(16).map(|digit| number << 4 | u128::from(digit))
    })
}

impl From<u128> for Guid {
    fn from(value: u128) -> Self {
        let digits = format!("{value:032x}");
        let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        parts.join("-").into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<u128>) {
        assert_eq!(Guid::from(text).value().ok(), expected, "{text}");
    }

    #[test]
    fn reads_and_writes_guids() {
        let value = 0xffff_ffff_4a5b_6c7d_8e9f_0a1b_2c3d_4e5f;
        let text = "ffffffff-4a5b-6c7d-8e9f-0a1b2c3d4e5f";
        assert_eq!(Guid::from(value).as_str(), text);
        check(text, Some(value));
        check(&text.to_uppercase(), Some(value));
        check(&format!("{{{text}}}"), Some(value));
        check("", None);
        check("ffffffff-4a5b-6c7d-8e9f-0a1b2c3d4e5", None);
        check("ffffffff+4a5b-6c7d-8e9f-0a1b2c3d4e5f", None);
        check("gfffffff-4a5b-6c7d-8e9f-0a1b2c3d4e5f", None);
    }
}
