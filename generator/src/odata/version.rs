//! The versions of the API.

use serde::{Deserialize, Serialize};

/// A version of Microsoft Graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ApiVersion {
    /// v1.0.
    #[serde(rename = "v1.0")]
    V1,
    /// beta.
    #[serde(rename = "beta")]
    Beta,
}

impl ApiVersion {
    /// Both, in the order of output.
    pub const ALL: [ApiVersion; 2] = [ApiVersion::V1, ApiVersion::Beta];

    /// The segment of URLs and folders: `v1.0`, `beta`.
    pub fn segment(self) -> &'static str {
        match self {
            ApiVersion::V1 => "v1.0",
            ApiVersion::Beta => "beta",
        }
    }
}
