//! Words of a wire name: the only importer of heck, and the table of words that it would tear apart.
//!
//! In: any text. Out: `snake_case` or `CamelCase` of ASCII letters, digits and underscores, never empty, never
//! starting with a digit, never longer than [`LONGEST`].

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Longer names are cut: file systems stop at 255 bytes, and names grow by what generated names add.
const LONGEST: usize = 120;

/// What a name without a single usable character is called.
const NAMELESS: &str = "unnamed";

/// Awkward words: as written, and as one word. Matched where a word can start and end.
///
/// Plurals of acronyms (`clusterIPs`, `targetWWNs`, `blockedURLs`) follow a rule of their own and need no row.
const AWKWARD: &[(&str, &str)] = &[
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("OAuth", "Oauth"),
    ("oAuth", "Oauth"),
    ("WiFi", "Wifi"),
    ("iOS", "Ios"),
    ("macOS", "Macos"),
    ("iCloud", "Icloud"),
    ("iTunes", "Itunes"),
    ("iPhone", "Iphone"),
    ("iPad", "Ipad"),
    ("IPad", "Ipad"),
    ("iPod", "Ipod"),
    ("IPod", "Ipod"),
    ("iBooks", "Ibooks"),
    ("iMessage", "Imessage"),
    ("iCal", "Ical"),
    ("eTag", "Etag"),
    ("cTag", "Ctag"),
    ("eSim", "Esim"),
    ("EBook", "Ebook"),
    ("eBook", "Ebook"),
    ("ikEv2", "Ikev2"),
    ("PowerShell", "Powershell"),
];

/// `display_name`.
pub(super) fn snake(name: &str) -> String {
    finish(&separated(name).to_snake_case(), 'n')
}

/// `DisplayName`.
pub(super) fn camel(name: &str) -> String {
    let text = separated(name);
    // Numbers keep their underscore: `v4_0_3` and `v40_3` are two versions, and `V403` would be neither.
    let mut joined = String::new();
    for (at, piece) in text.split('_').enumerate() {
        let camel = piece.to_upper_camel_case();
        let between_digits =
            joined.ends_with(|c: char| c.is_ascii_digit()) && camel.starts_with(|c: char| c.is_ascii_digit());
        if at > 0 && between_digits {
            joined.push('_');
        }
        joined.push_str(&camel);
    }
    finish(&joined, 'N')
}

/// Only ASCII letters, digits and underscores come through; anything else separates words.
fn separated(name: &str) -> String {
    let letters: Vec<char> =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { ' ' }).collect();
    let mut text = String::with_capacity(name.len() + 8);
    let mut at = 0;
    while at < letters.len() {
        if let Some((length, word)) = awkward(&letters, at) {
            text.push(' ');
            text.push_str(&word);
            text.push(' ');
            at += length;
        } else {
            text.push(letters[at]);
            at += 1;
        }
    }
    rejoined(&text)
}

/// The blanks put around a word must not separate digits or underscores from it.
fn rejoined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if c == ' ' {
            blank = true;
            continue;
        }
        if blank && !out.is_empty() && c.is_ascii_uppercase()
            || blank && c.is_ascii_lowercase() && !out.is_empty()
        {
            out.push(' ');
        } else if blank && c.is_ascii_digit() && out.ends_with(|last: char| last.is_ascii_digit()) {
            out.push('_');
        }
        blank = false;
        out.push(c);
    }
    out
}

/// Whether an awkward word that begins with a small letter stands at `at`, whatever is before it.
pub(super) fn embedded_word(letters: &[char], at: usize) -> bool {
    letters[at].is_ascii_lowercase()
        && AWKWARD.iter().any(|(written, _)| {
            let end = at + written.len();
            is_written(written, letters, at) && ends(letters, end + usize::from(is_plural(letters, end)))
        })
}

/// The awkward word that starts at `at`, and how many characters it takes.
fn awkward(letters: &[char], at: usize) -> Option<(usize, String)> {
    let before = at.checked_sub(1).map(|at| letters[at]);
    AWKWARD
        .iter()
        .find(|(written, _)| {
            // First, since it tells most of them apart at the first letter.
            if !is_written(written, letters, at) {
                return false;
            }
            let end = at + written.len();
            let starts = before.is_none_or(|before| !before.is_ascii_alphabetic())
                || letters[at].is_ascii_uppercase()
                    && before.is_some_and(|before| before.is_ascii_lowercase())
                || written.starts_with(char::is_lowercase)
                    && before.is_some_and(|before| before.is_ascii_digit());
            starts && ends(letters, end + usize::from(is_plural(letters, end)))
        })
        .map(|(written, word)| {
            let plural = is_plural(letters, at + written.len());
            (written.len() + usize::from(plural), format!("{word}{}", if plural { "s" } else { "" }))
        })
        .or_else(|| plural_acronym(letters, at))
}

/// Whether the word stands at `at`.
fn is_written(word: &str, letters: &[char], at: usize) -> bool {
    let mut rest = letters[at..].iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// Whether a word can end before `at`.
fn ends(letters: &[char], at: usize) -> bool {
    letters.get(at).is_none_or(|next| !next.is_ascii_lowercase())
}

/// The `s` of `EBooks` or `iPads`.
fn is_plural(letters: &[char], at: usize) -> bool {
    letters.get(at) == Some(&'s') && ends(letters, at + 1)
}

/// `IPs`, `WWNs`: two or more capitals and a lone `s`, where a word ends.
fn plural_acronym(letters: &[char], at: usize) -> Option<(usize, String)> {
    if at > 0 && letters[at - 1].is_ascii_uppercase() {
        return None;
    }
    let capitals = letters[at..].iter().take_while(|c| c.is_ascii_uppercase()).count();
    let end = at + capitals;
    (capitals >= 2 && is_plural(letters, end)).then(|| {
        let word: String = letters[at..=end].iter().collect();
        let (first, rest) = word.split_at(1);
        (capitals + 1, format!("{first}{}", rest.to_ascii_lowercase()))
    })
}

fn finish(text: &str, before_digit: char) -> String {
    let text: String = text.chars().take(LONGEST).collect();
    let text = text.trim_matches('_');
    match text.chars().next() {
        None if before_digit == 'N' => NAMELESS.to_upper_camel_case(),
        None => NAMELESS.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{before_digit}{text}"),
        Some(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected_snake: &str, expected_camel: &str) {
        assert_eq!((snake(name).as_str(), camel(name).as_str()), (expected_snake, expected_camel), "{name}");
    }

    #[test]
    fn plain_names() {
        check("displayName", "display_name", "DisplayName");
        check(
            "windows10GeneralConfiguration",
            "windows10_general_configuration",
            "Windows10GeneralConfiguration",
        );
        check("isO365Group", "is_o365_group", "IsO365Group");
        check("aes256", "aes256", "Aes256");
        check("sha_256_128", "sha_256_128", "Sha256_128");
        check("v4_0_3", "v4_0_3", "V4_0_3");
        check("riskEventTypes_v2", "risk_event_types_v2", "RiskEventTypesV2");
        check("form_post", "form_post", "FormPost");
        check("HTTPServerURL", "http_server_url", "HttpServerUrl");
    }

    #[test]
    fn every_awkward_word() {
        check("networkIPv4", "network_ipv4", "NetworkIpv4");
        check("networkIPv6Address", "network_ipv6_address", "NetworkIpv6Address");
        check("useOAuth", "use_oauth", "UseOauth");
        check("oAuth2PermissionGrants", "oauth2_permission_grants", "Oauth2PermissionGrants");
        check("cellularBlockWiFiTethering", "cellular_block_wifi_tethering", "CellularBlockWifiTethering");
        check("iOSVersion", "ios_version", "IosVersion");
        check("macOSLobApp", "macos_lob_app", "MacosLobApp");
        check("iCloudBlockBackup", "icloud_block_backup", "IcloudBlockBackup");
        check("iTunesBlocked", "itunes_blocked", "ItunesBlocked");
        check("iPhone", "iphone", "Iphone");
        check("iPad", "ipad", "Ipad");
        check("blockIPad", "block_ipad", "BlockIpad");
        check("iPod", "ipod", "Ipod");
        check("iPhoneAndIPod", "iphone_and_ipod", "IphoneAndIpod");
        check("iBooksStoreBlocked", "ibooks_store_blocked", "IbooksStoreBlocked");
        check("iMessageBlocked", "imessage_blocked", "ImessageBlocked");
        check("iCalUId", "ical_u_id", "IcalUId");
        check("eTag", "etag", "Etag");
        check("cTag", "ctag", "Ctag");
        check("eSimAllowed", "esim_allowed", "EsimAllowed");
        check("iosVppEBook", "ios_vpp_ebook", "IosVppEbook");
        check("eBook", "ebook", "Ebook");
        check("managedEBooks", "managed_ebooks", "ManagedEbooks");
        check("sharedIPads", "shared_ipads", "SharedIpads");
        check("ikEv2", "ikev2", "Ikev2");
        check("runPowerShellScript", "run_powershell_script", "RunPowershellScript");
    }

    #[test]
    fn plurals_of_acronyms() {
        check("clusterIPs", "cluster_ips", "ClusterIps");
        check("targetWWNs", "target_wwns", "TargetWwns");
        check("kioskBrowserBlockedURLs", "kiosk_browser_blocked_urls", "KioskBrowserBlockedUrls");
        check("cloudPCs", "cloud_pcs", "CloudPcs");
        check("URLsBlocked", "urls_blocked", "UrlsBlocked");
        check("DNSsuffix", "dn_ssuffix", "DnSsuffix");
    }

    #[test]
    fn untrusted_names() {
        check("", "unnamed", "Unnamed");
        check("../../etc/passwd", "etc_passwd", "EtcPasswd");
        check("名称", "unnamed", "Unnamed");
        check("a b\u{0}c", "a_b_c", "ABC");
        check("2fa", "n2fa", "N2fa");
        check("_", "unnamed", "Unnamed");
        check("@odata.type", "odata_type", "OdataType");
        assert_eq!(snake(&"x".repeat(1000)).len(), LONGEST);
    }
}
