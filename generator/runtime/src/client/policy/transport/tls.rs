//! Who does the TLS of the transport: by features of the crate, the first that is on of `rustls` (the cryptography of
//! aws-lc), `rustls-ring` and `native-tls`. Nothing is set for the whole process, and nobody else's choice is disturbed.

use reqwest::ClientBuilder;

use crate::client::error::Result;

/// Sets the TLS of an HTTP client.
#[cfg(feature = "rustls")]
#[expect(clippy::unnecessary_wraps, reason = "with other features it can fail")]
pub(super) fn choose(builder: ClientBuilder, _https_only: bool) -> Result<ClientBuilder> {
    Ok(builder.tls_backend_rustls())
}

/// Sets the TLS of an HTTP client.
#[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
pub(super) fn choose(builder: ClientBuilder, _https_only: bool) -> Result<ClientBuilder> {
    use std::sync::Arc;

    use rustls::ClientConfig;
    use rustls_platform_verifier::Verifier;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = Verifier::new(provider.clone()).map_err(super::unbuilt)?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(super::unbuilt)?
        .dangerous() // so called because a verifier of one's own could let everything through; this one asks the system
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(builder.tls_backend_preconfigured(config))
}

/// Sets the TLS of an HTTP client.
#[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-ring"))))]
#[expect(clippy::unnecessary_wraps, reason = "with other features it can fail")]
pub(super) fn choose(builder: ClientBuilder, _https_only: bool) -> Result<ClientBuilder> {
    Ok(builder.tls_backend_native())
}

/// Without TLS there is nothing to choose, and nothing that could talk to Graph.
#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
pub(super) fn choose(builder: ClientBuilder, https_only: bool) -> Result<ClientBuilder> {
    use crate::client::error::GraphError;

    if https_only {
        let message =
            "no transport was given, and there is no TLS without `rustls`, `rustls-ring` or `native-tls`";
        return Err(GraphError::request(message));
    }
    Ok(builder)
}
