//! The options of curl.
//!
//! In: a letter or a long name. Out: what the option does to the request; nothing is known of any other.

/// What an option does to the request.
#[derive(Debug, Clone, Copy)]
pub(super) enum Effect {
    /// Nothing, and it has no value.
    None,
    /// Nothing, and its value neither.
    Ignored,
    Method,
    Url,
    Header,
    /// A body, or a file of one behind an `@`.
    Data,
    /// A body, whatever it begins with.
    Raw,
    /// A body whose value is encoded.
    Encoded,
    Json,
    File,
    Form,
    FormText,
    /// A part of the query.
    Query,
    /// The body goes into the query.
    InQuery,
    Head,
    /// A header `Range`.
    Range,
}

/// The options that change the request, by their letter and long name.
const MEANT: &[(Option<char>, &str, Effect)] = &[
    (Some('X'), "request", Effect::Method),
    (None, "url", Effect::Url),
    (Some('H'), "header", Effect::Header),
    (Some('d'), "data", Effect::Data),
    (None, "data-ascii", Effect::Data),
    (None, "data-binary", Effect::Data),
    (None, "data-raw", Effect::Raw),
    (None, "data-urlencode", Effect::Encoded),
    (None, "json", Effect::Json),
    (Some('T'), "upload-file", Effect::File),
    (Some('F'), "form", Effect::Form),
    (None, "form-string", Effect::FormText),
    (None, "url-query", Effect::Query),
    (Some('G'), "get", Effect::InQuery),
    (Some('I'), "head", Effect::Head),
    (Some('r'), "range", Effect::Range),
];

/// Letters of options that say nothing about the request, without and with a value.
const SILENT_LETTERS: (&str, &str) = ("sSLkivfgaNJOjMnpqRZ#012346l", "AbcCDeEhKmoPQtuUwxyYz");

/// Long options without a value that say nothing about the request.
const SILENT_FLAGS: &[&str] = &[
    "anyauth",
    "basic",
    "ca-native",
    "compressed",
    "create-dirs",
    "digest",
    "disable",
    "fail",
    "fail-early",
    "fail-with-body",
    "globoff",
    "http0.9",
    "http1.0",
    "http1.1",
    "http2",
    "http2-prior-knowledge",
    "http3",
    "http3-only",
    "include",
    "insecure",
    "ipv4",
    "ipv6",
    "junk-session-cookies",
    "location",
    "location-trusted",
    "negotiate",
    "netrc",
    "netrc-optional",
    "ntlm",
    "parallel",
    "parallel-immediate",
    "path-as-is",
    "post301",
    "post302",
    "post303",
    "progress-bar",
    "raw",
    "remote-header-name",
    "remote-name",
    "remote-name-all",
    "remote-time",
    "remove-on-error",
    "retry-all-errors",
    "retry-connrefused",
    "show-error",
    "show-headers",
    "silent",
    "skip-existing",
    "ssl",
    "ssl-no-revoke",
    "ssl-reqd",
    "ssl-revoke-best-effort",
    "styled-output",
    "tcp-fastopen",
    "tcp-nodelay",
    "tlsv1",
    "tlsv1.0",
    "tlsv1.1",
    "tlsv1.2",
    "tlsv1.3",
    "trace-time",
    "verbose",
    "xattr",
];

/// Long options with a value that says nothing about the request.
const SILENT_VALUES: &[&str] = &[
    "abstract-unix-socket",
    "alt-svc",
    "aws-sigv4",
    "cacert",
    "capath",
    "cert",
    "cert-type",
    "ciphers",
    "config",
    "connect-timeout",
    "connect-to",
    "continue-at",
    "cookie",
    "cookie-jar",
    "curves",
    "dns-servers",
    "doh-url",
    "dump-header",
    "etag-compare",
    "etag-save",
    "expect100-timeout",
    "happy-eyeballs-timeout-ms",
    "hsts",
    "interface",
    "keepalive-time",
    "key",
    "key-type",
    "limit-rate",
    "local-port",
    "max-filesize",
    "max-redirs",
    "max-time",
    "netrc-file",
    "noproxy",
    "oauth2-bearer",
    "output",
    "output-dir",
    "parallel-max",
    "pass",
    "pinnedpubkey",
    "preproxy",
    "proto",
    "proto-default",
    "proto-redir",
    "proxy",
    "proxy-header",
    "proxy-user",
    "rate",
    "referer",
    "resolve",
    "retry",
    "retry-delay",
    "retry-max-time",
    "socks4",
    "socks5",
    "socks5-hostname",
    "speed-limit",
    "speed-time",
    "stderr",
    "time-cond",
    "tls-max",
    "tls13-ciphers",
    "trace",
    "trace-ascii",
    "unix-socket",
    "user",
    "user-agent",
    "variable",
    "write-out",
];

/// What the option of a long name does; a flag that is there may be taken back.
pub(super) fn effect_of_name(name: &str) -> Option<Effect> {
    let is_flag = |name: &str| SILENT_FLAGS.binary_search(&name).is_ok();
    if is_flag(name)
        || name.strip_prefix("no-").is_some_and(|name| is_flag(name) || RETRACTED.contains(&name))
    {
        return Some(Effect::None);
    }
    if SILENT_VALUES.binary_search(&name).is_ok() {
        return Some(Effect::Ignored);
    }
    MEANT.iter().find(|(_, known, _)| *known == name).map(|(_, _, effect)| *effect)
}

/// What is on by itself, so that only its contrary is written.
const RETRACTED: [&str; 6] = ["alpn", "buffer", "keepalive", "npn", "progress-meter", "sessionid"];

pub(super) fn effect_of_letter(letter: char) -> Option<Effect> {
    let (flags, values) = SILENT_LETTERS;
    if flags.contains(letter) {
        return Some(Effect::None);
    }
    if values.contains(letter) {
        return Some(Effect::Ignored);
    }
    MEANT.iter().find(|(known, _, _)| *known == Some(letter)).map(|(_, _, effect)| *effect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_looked_up() {
        assert!(SILENT_FLAGS.is_sorted() && SILENT_VALUES.is_sorted());
        let (flags, values) = SILENT_LETTERS;
        let all =
            flags.chars().chain(values.chars()).chain(MEANT.iter().filter_map(|(letter, _, _)| *letter));
        for letter in all {
            let known = [flags.contains(letter), values.contains(letter)];
            let meant = MEANT.iter().filter(|(known, _, _)| *known == Some(letter)).count();
            assert_eq!(known.iter().filter(|known| **known).count() + meant, 1, "-{letter}");
        }
    }
}
