//! National clouds.

use serde::{Deserialize, Serialize};

/// National clouds in which something exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Clouds {
    /// Global service.
    pub global: bool,
    /// US Government L4.
    pub us_government_l4: bool,
    /// US Government L5 (DOD).
    pub us_government_l5: bool,
    /// China, operated by 21Vianet.
    pub china: bool,
}

impl Clouds {
    /// All of them.
    pub const ALL: Self = Self { global: true, us_government_l4: true, us_government_l5: true, china: true };

    /// Each cloud in a word or two, and whether it is among them.
    pub fn named(self) -> [(&'static str, bool); 4] {
        [
            ("global", self.global),
            ("US Government L4", self.us_government_l4),
            ("US Government L5", self.us_government_l5),
            ("China", self.china),
        ]
    }
}
