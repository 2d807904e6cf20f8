//! The national clouds: which host serves Graph there, which scope a token needs, where sign-in happens.

use std::fmt;

/// A cloud that Microsoft Graph runs in. Sets endpoint, token scope and the host that may see a token, all at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Cloud {
    /// The worldwide cloud.
    #[default]
    Global,
    /// US Government, level 4 (GCC High).
    UsGovernmentL4,
    /// US Government, level 5 (Department of Defense).
    UsGovernmentL5,
    /// China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// All clouds.
    pub const ALL: [Self; 4] = [Self::Global, Self::UsGovernmentL4, Self::UsGovernmentL5, Self::China];

    /// The only host that Graph is called on in this cloud, and the only one that gets a token.
    pub const fn host(self) -> &'static str {
        match self {
            Self::Global => "graph.microsoft.com",
            Self::UsGovernmentL4 => "graph.microsoft.us",
            Self::UsGovernmentL5 => "dod-graph.microsoft.us",
            Self::China => "microsoftgraph.chinacloudapi.cn",
        }
    }

    /// Scheme and host, without a slash at the end.
    pub const fn endpoint(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::UsGovernmentL4 => "https://graph.microsoft.us",
            Self::UsGovernmentL5 => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }

    /// The scope that a token is asked for.
    pub const fn scope(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com/.default",
            Self::UsGovernmentL4 => "https://graph.microsoft.us/.default",
            Self::UsGovernmentL5 => "https://dod-graph.microsoft.us/.default",
            Self::China => "https://microsoftgraph.chinacloudapi.cn/.default",
        }
    }

    /// Where the credential signs in. The credential is made by the application, so this is for its use.
    pub const fn authority(self) -> &'static str {
        match self {
            Self::Global => "https://login.microsoftonline.com/",
            Self::UsGovernmentL4 | Self::UsGovernmentL5 => "https://login.microsoftonline.us/",
            Self::China => "https://login.chinacloudapi.cn/",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Global => 1,
            Self::UsGovernmentL4 => 2,
            Self::UsGovernmentL5 => 4,
            Self::China => 8,
        }
    }
}

/// The clouds a page names for a request.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Clouds(u8);

impl Clouds {
    /// The page says nothing about clouds.
    pub const UNKNOWN: Self = Self(0);
    /// The worldwide cloud.
    pub const GLOBAL: Self = Self(Cloud::Global.bit());
    /// US Government, level 4.
    pub const US_GOV_L4: Self = Self(Cloud::UsGovernmentL4.bit());
    /// US Government, level 5.
    pub const US_GOV_L5: Self = Self(Cloud::UsGovernmentL5.bit());
    /// China.
    pub const CHINA: Self = Self(Cloud::China.bit());
    /// All of them.
    pub const ALL: Self = Self(15);

    /// The clouds with this name in the facts of a request.
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "all" => Self::ALL,
            "global" => Self::GLOBAL,
            "us-gov-l4" => Self::US_GOV_L4,
            "us-gov-l5" => Self::US_GOV_L5,
            "china" => Self::CHINA,
            _ => Self::UNKNOWN,
        }
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the page says anything.
    pub const fn is_known(self) -> bool {
        self.0 != 0
    }

    /// Whether the page names this cloud.
    pub const fn contains(self, cloud: Cloud) -> bool {
        self.0 & cloud.bit() != 0
    }

    /// The clouds named.
    pub fn iter(self) -> impl Iterator<Item = Cloud> {
        Cloud::ALL.into_iter().filter(move |cloud| self.contains(*cloud))
    }
}

impl fmt::Debug for Clouds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoint_scope_and_host_belong_together() {
        for cloud in Cloud::ALL {
            assert_eq!(cloud.endpoint(), format!("https://{}", cloud.host()));
            assert_eq!(cloud.scope(), format!("{}/.default", cloud.endpoint()));
        }
    }

    #[test]
    fn sets_of_clouds() {
        let two = Clouds::GLOBAL.and(Clouds::CHINA);
        assert!(two.contains(Cloud::China) && !two.contains(Cloud::UsGovernmentL4));
        assert_eq!(Clouds::ALL.iter().count(), 4);
        assert!(!Clouds::UNKNOWN.is_known());
        assert_eq!(format!("{two:?}"), "{Global, China}");
    }
}
