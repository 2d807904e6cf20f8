//! The origin policy: which URLs that a server hands out may be called, and with what.
//!
//! A next link, delta link or monitor below Graph must have exactly the client's own scheme, host and port; then it is
//! called with a token. Pre-signed URLs (upload, download, monitors of other services) are called without one, over TLS,
//! and never on a machine's own or an unnamed host.

use url::{Host, Url};

use crate::client::error::{GraphError, Result};

/// What one client may call.
#[derive(Debug, Clone)]
pub(crate) struct OriginPolicy {
    endpoint: Url,
    loopback: bool,
}

impl OriginPolicy {
    /// `loopback` lets plain HTTP and the machine itself through, for tests.
    pub(crate) fn new(endpoint: Url, loopback: bool) -> Result<Self> {
        let policy = Self { endpoint, loopback };
        let endpoint = &policy.endpoint;
        if !policy.is_safe_transport(endpoint) {
            return Err(GraphError::request("the endpoint must use https"));
        }
        if endpoint.query().is_some() || endpoint.fragment().is_some() || has_user(endpoint) {
            return Err(GraphError::request("the endpoint must be a plain URL"));
        }
        Ok(policy)
    }

    /// Whether requests to the endpoint may carry a token: never without TLS.
    pub(crate) fn may_carry_token(&self) -> bool {
        self.endpoint.scheme() == "https"
    }

    /// Whether this is the client's own scheme, host and port.
    pub(crate) fn is_own(&self, url: &Url) -> bool {
        url.scheme() == self.endpoint.scheme()
            && url.host() == self.endpoint.host()
            && url.port_or_known_default() == self.endpoint.port_or_known_default()
            && !has_user(url)
    }

    /// A link that continues a conversation with Graph; `what` names it in the error. Relative links count from `base`.
    pub(crate) fn own(&self, base: &Url, link: &str, what: &str) -> Result<Url> {
        let url = base.join(link).map_err(|_| GraphError::refused(format!("{what} is not a URL")))?;
        if self.is_own(&url) {
            return Ok(url);
        }
        let (there, own) = (shown(&url), shown(&self.endpoint));
        Err(GraphError::refused(match has_user(&url) {
            false => format!("{what} leads to {there}, not to {own}"),
            true if there == own => format!("{what} puts a user name before the host {own}"),
            true => format!("{what} leads to {there} with a user name before the host, not to {own}"),
        }))
    }

    /// A pre-signed URL: called without a token.
    pub(crate) fn presigned(&self, base: &Url, link: &str, what: &str) -> Result<Url> {
        let url = base.join(link).map_err(|_| GraphError::refused(format!("{what} is not a URL")))?;
        if has_user(&url) {
            return Err(GraphError::refused(format!(
                "{what} puts a user name before the host {}",
                shown(&url)
            )));
        }
        if !self.is_safe_transport(&url) {
            return Err(GraphError::refused(format!("{what} leads to {} without TLS", shown(&url))));
        }
        if !self.loopback && !is_named_host(&url) && !self.is_own(&url) {
            return Err(GraphError::refused(format!(
                "{what} leads to {}, which is not a named host",
                shown(&url)
            )));
        }
        Ok(url)
    }

    fn is_safe_transport(&self, url: &Url) -> bool {
        match url.scheme() {
            "https" => url.host().is_some(),
            "http" => self.loopback && is_loopback(url),
            _ => false,
        }
    }
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// A public service has a name with a dot in it; addresses and bare names belong to somebody's network.
fn is_named_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            // The URL parser has made it lower case.
            let last = name.rsplit('.').next().unwrap_or_default();
            name.contains('.') && !matches!(last, "localhost" | "local" | "internal")
        }
        Some(Host::Ipv4(_) | Host::Ipv6(_)) | None => false,
    }
}

/// Scheme, host and port; never path or query, which hold tokens.
pub(crate) fn shown(url: &Url) -> String {
    let host = url.host_str().unwrap_or("no host");
    match url.port() {
        Some(port) => format!("{}://{host}:{port}", url.scheme()),
        None => format!("{}://{host}", url.scheme()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(endpoint: &str, loopback: bool) -> Result<OriginPolicy> {
        OriginPolicy::new(Url::parse(endpoint).expect("a valid URL"), loopback)
    }

    fn check_own(link: &str, allowed: bool) {
        let policy = policy("https://graph.microsoft.com", false).expect("a good endpoint");
        let base = Url::parse("https://graph.microsoft.com/v1.0/users?$top=5").expect("a valid URL");
        assert_eq!(policy.own(&base, link, "the next link").is_ok(), allowed, "{link}");
    }

    #[test]
    fn only_the_own_origin_is_called_with_a_token() {
        check_own("https://graph.microsoft.com/v1.0/users?$skiptoken=x", true);
        check_own("https://graph.microsoft.com:443/v1.0/users", true);
        check_own("https://GRAPH.microsoft.com/v1.0/users", true);
        check_own("/v1.0/users?$skiptoken=x", true);
        check_own("http://graph.microsoft.com/v1.0/users", false);
        check_own("https://graph.microsoft.com:8443/v1.0/users", false);
        check_own("https://graph.microsoft.com.evil.example/v1.0", false);
        check_own("https://graph.microsoft.us/v1.0", false);
        check_own("https://user@graph.microsoft.com/v1.0", false);
        check_own("https://graph.microsoft.com@evil.example/", false);
        check_own("https://graph.microsoft.com\\@evil.example/", true); // a backslash is a slash: still the own host
        check_own("//evil.example/x", false);
        check_own("javascript:alert(1)", false);
        check_own("http://[", false);
    }

    fn check_presigned(link: &str, loopback: bool, allowed: bool) {
        let policy = policy("https://graph.microsoft.com", loopback).expect("a good endpoint");
        let base = Url::parse("https://graph.microsoft.com/v1.0/x").expect("a valid URL");
        assert_eq!(policy.presigned(&base, link, "the upload URL").is_ok(), allowed, "{link}");
    }

    #[test]
    fn presigned_urls_need_tls_and_a_named_host() {
        check_presigned("https://contoso.sharepoint.com/up?tempauth=x", false, true);
        check_presigned("http://contoso.sharepoint.com/up", false, false);
        check_presigned("https://169.254.169.254/metadata", false, false);
        check_presigned("https://[::1]/x", false, false);
        check_presigned("https://localhost/x", false, false);
        check_presigned("https://router/x", false, false);
        check_presigned("https://u:p@contoso.sharepoint.com/x", false, false);
        check_presigned("file:///etc/passwd", false, false);
        check_presigned("http://127.0.0.1:9/x", true, true);
        check_presigned("http://192.0.2.1/x", true, false);
    }

    #[test]
    fn endpoints() {
        assert!(policy("http://graph.microsoft.com", true).is_err());
        assert!(policy("http://127.0.0.1:5000", false).is_err());
        assert!(policy("http://127.0.0.1:5000", true).is_ok_and(|policy| !policy.may_carry_token()));
        assert!(policy("https://x.example/?a=b", false).is_err());
    }

    #[test]
    fn refusals_do_not_show_tokens() {
        let policy = policy("https://graph.microsoft.com", false).expect("a good endpoint");
        let base = Url::parse("https://graph.microsoft.com/v1.0/x").expect("a valid URL");
        let check = |link: &str, expected: &str| {
            let error = policy.own(&base, link, "the link").map(|_| ()).expect_err("not the own origin");
            assert_eq!(error.to_string(), expected);
        };
        check(
            "https://evil.example/a?token=secret",
            "the link leads to https://evil.example, not to https://graph.microsoft.com",
        );
        check(
            "https://secret@graph.microsoft.com/a",
            "the link puts a user name before the host https://graph.microsoft.com",
        );
        check(
            "https://graph.microsoft.com:secret@evil.example/a",
            "the link leads to https://evil.example with a user name before the host, not to https://graph.microsoft.com",
        );
        let error = policy.presigned(&base, "https://secret@evil.example/a", "the link").expect_err("a user");
        assert_eq!(error.to_string(), "the link puts a user name before the host https://evil.example");
    }
}
