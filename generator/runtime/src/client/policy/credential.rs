//! A credential for whoever has a token already.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use azure_core::{
    credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions},
    error::{Error, ErrorKind},
    time::{OffsetDateTime, to_rfc3339},
};

/// How soon a token without a known end is asked for again.
const AGAIN: Duration = Duration::from_secs(3600);

/// Hands out one access token that comes from elsewhere: a web request, a command line tool, a vault.
///
/// It cannot renew the token: what is to run for longer takes a credential of `azure_identity`, or one of its own, which
/// implements [`TokenCredential`].
///
/// ```
/// # use msgraph_core::client::{Client, Result};
/// use std::{sync::Arc, time::{Duration, SystemTime}};
/// use msgraph_core::client::StaticTokenCredential;
///
/// # fn client(token: String) -> Result<Client> {
/// let credential = StaticTokenCredential::new(token).expires_at(SystemTime::now() + Duration::from_secs(3600));
/// let client = Client::new(Arc::new(credential), "v1.0", None)?;
/// # Ok(client) }
/// ```
#[derive(Debug, Clone)]
pub struct StaticTokenCredential {
    token: Secret,
    expires: Option<OffsetDateTime>,
}

impl StaticTokenCredential {
    /// A credential of this token, without the word `Bearer`. White space around it is left out.
    pub fn new(token: impl Into<Secret>) -> Self {
        let token = token.into();
        Self { token: Secret::new(token.secret().trim().to_owned()), expires: None }
    }

    /// Says when the token ends. From then on requests fail before they are sent; without it, they are sent and Graph
    /// refuses them.
    #[must_use]
    pub fn expires_at(mut self, time: impl Into<SystemTime>) -> Self {
        self.expires = Some(offset(time.into()));
        self
    }
}

#[async_trait]
impl TokenCredential for StaticTokenCredential {
    async fn get_token(
        &self,
        _scopes: &[&str],
        _options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let refused = |message: String| Err(Error::with_message(ErrorKind::Credential, message));
        if let Some(problem) = problem(self.token.secret()) {
            return refused(problem.to_owned());
        }
        let now = OffsetDateTime::now_utc();
        match self.expires {
            Some(end) if end <= now => {
                refused(format!("the access token has expired at {}", to_rfc3339(&end)))
            }
            end => Ok(AccessToken::new(self.token.clone(), end.unwrap_or(now + AGAIN))),
        }
    }
}

/// What is wrong with a token, by the characters that RFC 6750 lets into one.
fn problem(token: &str) -> Option<&'static str> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    if token.is_empty() {
        Some("the access token is empty")
    } else if token.bytes().all(fits) {
        None
    } else {
        Some("the access token has characters that no access token has")
    }
}

/// The time in the type of `azure_core`, whole seconds; what lies outside of its range becomes its first or last second.
fn offset(time: SystemTime) -> OffsetDateTime {
    let (first, last) = (0, 253_402_300_799); // 1970 to 9999
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds = i64::try_from(seconds).unwrap_or(last).clamp(first, last);
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::client::{Client, ClientOptions, GraphClientOptions, GraphErrorKind, Method};
    use crate::testing::{MockGraph, Reply};

    /// The header that is sent, or why nothing is sent.
    async fn sent(credential: StaticTokenCredential) -> Result<String, String> {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/me").reply(Reply::json("{}"));
        let client_options = ClientOptions { transport: Some(graph.transport()), ..Default::default() };
        let options = GraphClientOptions { client_options, ..Default::default() };
        let client = Client::new(Arc::new(credential), "v1.0", Some(options)).expect("a client");
        match client.raw(Method::Get, "/me").await {
            Ok(_) => Ok(graph.calls()[0].header("authorization").expect("a token").to_owned()),
            Err(error) => {
                assert_eq!((error.kind(), graph.calls().len()), (GraphErrorKind::Credential, 0));
                let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |e| e.source());
                Err(causes.map(ToString::to_string).collect::<Vec<_>>().join(": "))
            }
        }
    }

    #[tokio::test]
    async fn the_token_is_sent_as_it_is() {
        let later = SystemTime::now() + Duration::from_secs(60);
        for credential in [
            StaticTokenCredential::new("a.b-c"),
            StaticTokenCredential::new("a.b-c\r\n".to_owned()),
            StaticTokenCredential::new(Secret::new("a.b-c")).expires_at(later),
            StaticTokenCredential::new("a.b-c").expires_at(jiff::Timestamp::MAX),
        ] {
            assert_eq!(sent(credential).await.as_deref(), Ok("Bearer a.b-c"));
        }
    }

    #[tokio::test]
    async fn what_is_no_token_any_more_is_not_sent() {
        let check = |credential, expected: &'static str| async move {
            let error = sent(credential).await.expect_err("refused");
            assert!(error.contains(expected), "{error}");
            assert!(!error.contains("a.b-c"), "{error}");
        };
        let ended = StaticTokenCredential::new("a.b-c").expires_at(UNIX_EPOCH + Duration::from_secs(86_400));
        check(ended, "the access token has expired at 1970-01-02T00:00:00Z").await;
        let before = UNIX_EPOCH - Duration::from_secs(1);
        check(StaticTokenCredential::new("a.b-c").expires_at(before), "has expired").await;
        check(StaticTokenCredential::new(" \n"), "is empty").await;
        check(StaticTokenCredential::new("Bearer a.b-c"), "characters").await;
        check(StaticTokenCredential::new("a.b-c\nX: y"), "characters").await;
    }

    #[test]
    fn the_token_is_not_shown() {
        let shown = format!("{:?}", StaticTokenCredential::new("a.b-c").expires_at(SystemTime::now()));
        assert!(!shown.contains("a.b-c"), "{shown}");
    }
}
