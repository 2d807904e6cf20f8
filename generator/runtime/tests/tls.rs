//! The transport that a client makes for itself: the TLS that the features choose shakes hands, trusts whom the system
//! trusts and nobody else, and nothing is set for the whole process.
//!
//! Whom the system trusts is told by a variable of the environment, so that the client is a process of its own: this
//! program, with the port of the server as argument.

#![allow(clippy::print_stdout, reason = "the client answers on its output")]

use std::{env, path::Path, process::Stdio, sync::Arc};

use msgraph_core::client::{
    Client, ClientOptions, GraphClientOptions, Method, Retries, StaticTokenCredential, Url, default_transport,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    process::Command,
};
use tokio_rustls::{
    LazyConfigAcceptor,
    rustls::{
        NamedGroup, ServerConfig,
        crypto::{CryptoProvider, aws_lc_rs},
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
        server::Acceptor,
    },
};

type Identity = rcgen::CertifiedKey<rcgen::KeyPair>;

/// What a client says of itself when it begins to talk.
struct Hello {
    post_quantum: bool,
    ciphers: usize,
    http2: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    if let Some(port) = env::args().nth(1).and_then(|argument| argument.parse().ok()) {
        return ask(port).await;
    }
    if cfg!(not(target_os = "linux")) {
        println!("skipped: other systems do not tell whom they trust by a variable of the environment");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let authority = folder.path().join("authority.pem");
    let (trusted, stranger) = (identity(), identity());
    std::fs::write(&authority, trusted.cert.pem()).expect("the folder is writable");

    let (hello, answer) = talk(&trusted, &authority).await;
    assert_eq!(answer, r#"Ok(Object {"id": String("1")})"#);
    assert!(hello.http2, "HTTP/2 is offered");
    // The cryptography of aws-lc alone has post-quantum groups; rustls has nine cipher suites, others have more.
    let found = (hello.post_quantum, hello.ciphers <= 10);
    let expected = if cfg!(feature = "rustls") {
        (true, true)
    } else if cfg!(feature = "rustls-ring") {
        (false, true)
    } else {
        (found.0, false)
    };
    assert_eq!(found, expected, "{} cipher suites", hello.ciphers);

    let (_, answer) = talk(&stranger, &authority).await;
    assert!(answer.starts_with("Err("), "{answer}");
    println!("ok");
}

fn identity() -> Identity {
    rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate")
}

/// The client: asks once, and says what came of it.
async fn ask(port: u16) {
    let transport = default_transport().expect("there is TLS, and somebody to trust");
    let options = GraphClientOptions {
        endpoint: Url::parse(&format!("https://localhost:{port}")).ok(),
        retries: Retries::none(),
        client_options: ClientOptions { transport: Some(transport), ..Default::default() },
        ..Default::default()
    };
    let credential = Arc::new(StaticTokenCredential::new("a-token"));
    let client = Client::new(credential, "v1.0", Some(options)).expect("a client");
    println!("{:?}", client.raw(Method::Get, "/me").await);
    assert!(CryptoProvider::get_default().is_none(), "nothing is set for the whole process");
}

/// What the client says to a server of this identity, and what it has as answer.
async fn talk(identity: &Identity, authority: &Path) -> (Hello, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port on loopback");
    let port = listener.local_addr().expect("a bound port").port();
    let client = Command::new(env::current_exe().expect("this program has a path"))
        .arg(port.to_string())
        .env("SSL_CERT_FILE", authority)
        .env_remove("SSL_CERT_DIR")
        .stderr(Stdio::inherit())
        .output();
    let (hello, output) = tokio::join!(serve(&listener, identity), client);
    let output = output.expect("this program runs");
    assert!(output.status.success());
    (hello, String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Shakes hands and answers one request.
async fn serve(listener: &TcpListener, identity: &Identity) -> Hello {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(identity.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the usual versions")
        .with_no_client_auth()
        .with_single_cert(vec![identity.cert.der().clone()], key)
        .expect("the certificate fits its key");
    let (socket, _) = listener.accept().await.expect("the client comes");
    let start = LazyConfigAcceptor::new(Acceptor::default(), socket).await.expect("the client says hello");
    let said = start.client_hello();
    let hello = Hello {
        post_quantum: said.named_groups().is_some_and(|groups| groups.contains(&NamedGroup::X25519MLKEM768)),
        ciphers: said.cipher_suites().len(),
        http2: said.alpn().is_some_and(|mut protocols| protocols.any(|protocol| protocol == b"h2")),
    };
    // Who does not trust this identity hangs up, now or after the handshake.
    if let Ok(mut stream) = start.into_stream(Arc::new(config)).await {
        let mut request = vec![0; 4096];
        if stream.read(&mut request).await.is_ok_and(|length| length > 0) {
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\n{\"id\":\"1\"}";
            stream.write_all(answer).await.expect("the client listens");
            stream.shutdown().await.expect("the client listens");
        }
    }
    hello
}
