//! An upload session as data: its URL, when it ends, and what is missing.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::state;

/// A session, as Graph gave it. Can be stored to go on later; treat it as a secret: whoever has the URL can write.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UploadSession {
    #[serde(alias = "UploadUrl")]
    pub(super) upload_url: String,
    /// When the session ends, if nothing is uploaded.
    #[serde(
        rename = "expirationDateTime",
        alias = "ExpirationDateTime",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) expiration: Option<String>,
    /// As the service wrote them; empty where it said nothing that can be read.
    #[serde(alias = "NextExpectedRanges", default, deserialize_with = "lenient_ranges")]
    pub(super) next_expected_ranges: Vec<String>,
    /// Whether the last slice went out and nobody knows what became of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) last_slice_unanswered: bool,
}

impl UploadSession {
    /// A session by its URL.
    pub fn new(upload_url: impl Into<String>) -> Self {
        Self {
            upload_url: upload_url.into(),
            expiration: None,
            next_expected_ranges: Vec::new(),
            last_slice_unanswered: false,
        }
    }

    /// When the session ends, as Graph wrote it.
    pub fn expiration(&self) -> Option<&str> {
        self.expiration.as_deref()
    }

    /// The first byte that is missing.
    pub(super) fn next_offset(&self) -> u64 {
        state::smallest_start(&self.next_expected_ranges).unwrap_or(0)
    }
}

impl fmt::Debug for UploadSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSession")
            .field("expiration", &self.expiration)
            .field("next_expected_ranges", &self.next_expected_ranges)
            .finish_non_exhaustive()
    }
}

/// A session that says nothing readable about what is missing begins at the start; the service corrects that if need be.
fn lenient_ranges<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let ranges = state::read_ranges(&Value::deserialize(deserializer)?);
    Ok(ranges.filter(|ranges| state::smallest_start(ranges).is_some()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, offset: u64, expiration: Option<&str>) {
        let session: UploadSession = serde_json::from_str(json).expect("a session");
        assert_eq!((session.next_offset(), session.expiration()), (offset, expiration), "{json}");
        let stored = serde_json::to_string(&session).expect("plain data");
        assert_eq!(serde_json::from_str::<UploadSession>(&stored).expect("the same"), session, "{json}");
    }

    #[test]
    fn sessions_of_all_services_are_read() {
        check(r#"{"uploadUrl":"https://a.example/x"}"#, 0, None);
        check(
            r#"{"uploadUrl":"https://a.example/x","expirationDateTime":null,"nextExpectedRanges":null}"#,
            0,
            None,
        );
        check(r#"{"uploadUrl":"https://a.example/x","nextExpectedRanges":["0-4533321"]}"#, 0, None);
        check(r#"{"uploadUrl":"https://a.example/x","nextExpectedRanges":["9-","5-7"," 6 - 8"]}"#, 5, None);
        check(r#"{"uploadUrl":"https://a.example/x","nextExpectedRanges":[null]}"#, 0, None);
        check(r#"{"uploadUrl":"https://a.example/x","nextExpectedRanges":7}"#, 7, None);
        check(
            r#"{"UploadUrl":"https://a.example/x","ExpirationDateTime":"soon","NextExpectedRanges":["327680"]}"#,
            327_680,
            Some("soon"),
        );
        assert!(serde_json::from_str::<UploadSession>(r#"{"uploadUrl":null}"#).is_err());
    }
}
