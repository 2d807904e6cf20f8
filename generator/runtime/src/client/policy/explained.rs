//! Why there is no token: the credential's own words, without what may be a secret.
//!
//! In: the application's credential. Out: the same credential, whose failures are told from those of Graph and of the way
//! there, and say their reason.

use std::{error::Error as StdError, sync::Arc};

use azure_core::{
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    error::ErrorKind,
};

use crate::client::request::send::Failure;

/// Runs of characters without a space that are longer than this may be a token. Ids and the names of hosts are shorter.
const LONGEST_WORD: usize = 44;
/// What names a secret that stands behind it: `client_secret=…`, `"access_token": "…"`.
const SECRETS: [&str; 8] =
    ["secret", "password", "passwd", "pwd", "token", "assertion", "signature", "api_key"];

/// A credential whose failures say why.
#[derive(Debug)]
pub(crate) struct Explained(pub(crate) Arc<dyn TokenCredential>);

#[async_trait::async_trait]
impl TokenCredential for Explained {
    async fn get_token(
        &self,
        scopes: &[&str],
        options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        self.0.get_token(scopes, options).await.map_err(|error| {
            let transient = matches!(error.kind(), ErrorKind::Connection | ErrorKind::Io);
            Failure::NoToken { reason: without_secrets(&told(&error)), transient }.into()
        })
    }
}

/// An error and its causes in one text. Many say their cause themselves.
fn told(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let further = error.to_string();
        if !text.contains(&further) {
            text = format!("{text}: {further}");
        }
        cause = error.source();
    }
    text
}

/// The text without what looks like a token, without the queries of URLs, and without values that a name says are secret.
fn without_secrets(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut secret = false;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || "\"',;&?#()[]{}<>".contains(c)) {
        let end = word.trim_end_matches(|c: char| c.is_whitespace() || "\"',;&?#()[]{}<>".contains(c)).len();
        let (word, behind) = word.split_at(end);
        if word.is_empty() || word.chars().all(|c| matches!(c, ':' | '=')) {
            // What stands between a name and its value.
            secret &= !behind.contains([',', ';', '&']);
            shown.push_str(word);
        } else if secret || is_like_a_token(word) {
            shown.push('…');
            secret = false;
        } else {
            let (name, value) = named(word);
            shown.push_str(name);
            if !value.is_empty() {
                shown.push('…');
            }
            secret = value.is_empty() && name.ends_with([':', '=']) && is_secret(name)
                || behind.starts_with('"') && is_secret(name);
        }
        shown.push_str(behind);
    }
    shown
}

/// `client_secret=` and its value; a word without a secret as it is.
fn named(word: &str) -> (&str, &str) {
    let at = word.find(['=', ':']).map(|at| at + 1);
    match at {
        Some(at) if is_secret(&word[..at]) => word.split_at(at),
        _ => (word, ""),
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRETS.iter().any(|secret| name.contains(secret))
}

/// A JWT, or a long run of what Base64 and the services' own tokens are made of. Names of classes have no digits.
fn is_like_a_token(word: &str) -> bool {
    let of_token = |c: char| c.is_ascii_alphanumeric() || "-_.~+=".contains(c);
    let is_token = |run: &str| run.len() > LONGEST_WORD && run.contains(|c: char| c.is_ascii_digit());
    word.starts_with("eyJ") || word.split(|c| !of_token(c)).any(is_token)
}

#[cfg(test)]
mod tests {
    use azure_core::http::{ClientOptions, Method};

    use super::*;
    use crate::client::{Client, GraphClientOptions, GraphError, GraphErrorKind};
    use crate::testing::{MockGraph, Reply};

    fn check(text: &str, expected: &str) {
        assert_eq!(without_secrets(text), expected);
    }

    #[test]
    fn reasons_stay_readable() {
        for plain in [
            "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent is the value, not the ID.",
            "AADSTS50126: Error validating credentials due to invalid username or password.",
            "Trace ID: 8d1fd7c2-0b2c-4a5e-b3b5-51a4a3a21f00 Correlation ID: 7a1b0c4d-1111-2222-3333-444455556666",
            "the client at https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token is unknown",
            "AzureCliCredential: Please run 'az login' to setup account.",
            "HttpResponse(400, \"invalid_client\")",
            "Microsoft.IdentityModel.Clients.ActiveDirectory.AdalServiceException was thrown",
            "",
        ] {
            check(plain, plain);
        }
    }

    #[test]
    fn secrets_are_left_out() {
        check("token eyJ0eXAiOiJKV1Qi.abc.def refused", "token … refused");
        check("client_secret=hunter2&grant_type=x", "client_secret=…&grant_type=x");
        check(r#"{"access_token":"hunter2","expires_in":3599}"#, r#"{"access_token":"…","expires_in":3599}"#);
        check(r#"{"password" : "hunter2"} failed"#, r#"{"password" : "…"} failed"#);
        check("Password: hunter2 is wrong", "Password: … is wrong");
        check("refresh token 0.AX4Abc-def_ghi.~AgABAAEAAAAtyolDObpQQ5VtlI4uGjEPAgDs_wUA9P refused", {
            "refresh token … refused"
        });
        check(
            "GET https://host/path?client_assertion=hunter2#x",
            "GET https://host/path?client_assertion=…#x",
        );
    }

    #[test]
    fn causes_are_told_once() {
        let cause = std::io::Error::other("no such file");
        let error =
            azure_core::Error::with_error(ErrorKind::Credential, cause, "the certificate cannot be read");
        assert_eq!(told(&error), "the certificate cannot be read: no such file");
        let error = azure_core::Error::new(ErrorKind::Credential, std::io::Error::other("offline"));
        assert_eq!(told(&error), "offline");
    }

    /// Has no token, for this reason.
    #[derive(Debug)]
    struct Without(ErrorKind, &'static str);

    #[async_trait::async_trait]
    impl TokenCredential for Without {
        async fn get_token(
            &self,
            _: &[&str],
            _: Option<TokenRequestOptions<'_>>,
        ) -> azure_core::Result<AccessToken> {
            Err(azure_core::Error::with_message(self.0.clone(), self.1))
        }
    }

    async fn failure(kind: ErrorKind, reason: &'static str) -> (GraphError, usize) {
        let graph = MockGraph::new();
        graph.on(Method::Post, "/users").reply(Reply::json("{}"));
        let client_options = ClientOptions { transport: Some(graph.transport()), ..Default::default() };
        let clock = Arc::new(graph.clock().clone());
        let options = GraphClientOptions { client_options, clock, ..Default::default() };
        let client = Client::new(Arc::new(Without(kind, reason)), "v1.0", Some(options)).expect("a client");
        let error = client.raw(Method::Post, "/users").await.expect_err("no token");
        assert!(graph.calls().is_empty());
        (error, graph.clock().waits().len())
    }

    #[tokio::test]
    async fn a_failed_token_says_why() {
        let (error, tries) =
            failure(ErrorKind::Credential, "AADSTS7000215: Invalid client secret. client_secret=hunter2")
                .await;
        assert_eq!((error.kind(), tries), (GraphErrorKind::Credential, 0));
        assert!(error.is_unauthenticated());
        assert_eq!(
            error.to_string().split(" (").next(),
            Some(
                "POST /users/…: no token from the credential: AADSTS7000215: Invalid client secret. client_secret=…"
            )
        );
        assert!(!format!("{error:?}").contains("hunter2"));
        let (error, tries) = failure(ErrorKind::Io, "the token service cannot be reached").await;
        assert_eq!((error.kind(), tries), (GraphErrorKind::Credential, 5), "nothing was sent to Graph");
        assert!(error.to_string().contains("cannot be reached"), "{error}");
    }
}
