//! A TLS server on loopback that answers in whatever way a test wants, also in ways that no HTTP library would let it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use msgraph_core::client::{Client, ClientOptions, GraphClientOptions, Url, reqwest_transport};
use msgraph_core::testing::{TestClock, TestCredential};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
    server::TlsStream,
};

/// What the server does with a request.
pub(crate) enum Act {
    /// Sends these bytes, then ends the connection properly.
    Send(Vec<u8>),
    /// Sends these bytes, then tears the connection down.
    SendAndReset(Vec<u8>),
    /// Sends these bytes, then nothing, for ever.
    SendAndStall(Vec<u8>),
    /// Sends these bytes, then one byte every 20 milliseconds, for ever.
    SendAndDrip(Vec<u8>),
    /// Sends the head, then a compressed body that never ends.
    Bomb,
    /// Reads no body, tears the connection down.
    ResetBeforeBody,
}

/// A request as it came over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) target: String,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

type Handler = Arc<dyn Fn(&Seen) -> Act + Send + Sync>;

/// A server of a test; stops when it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    task: tokio::task::JoinHandle<()>,
    pub(crate) bytes_sent: Arc<Mutex<u64>>,
}

struct Identity {
    config: Arc<ServerConfig>,
    certificate: Vec<u8>,
}

/// One certificate for all names and servers of the tests.
fn identity() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| {
        let names = ["graph.test", "evil.test", "content.test", "127.0.0.1"].map(str::to_owned);
        let made = rcgen::generate_simple_self_signed(names).expect("a certificate can be made");
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let certificate = made.cert.der().clone();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the usual versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .expect("the certificate fits its key");
        Identity { config: Arc::new(config), certificate: certificate.to_vec() }
    })
}

impl Server {
    pub(crate) async fn start(handler: impl Fn(&Seen) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback can be bound");
        let address = listener.local_addr().expect("a bound socket has an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let bytes_sent = Arc::new(Mutex::new(0));
        let acceptor = TlsAcceptor::from(identity().config.clone());
        let handler: Handler = Arc::new(handler);
        let (kept, counted) = (seen.clone(), bytes_sent.clone());
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (acceptor, handler) = (acceptor.clone(), handler.clone());
                let (kept, counted) = (kept.clone(), counted.clone());
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(socket).await {
                        serve(stream, &handler, &kept, &counted).await;
                    }
                });
            }
        });
        Self { address, seen, task, bytes_sent }
    }

    /// The URL of a path on this server under a name.
    pub(crate) fn url(&self, host: &str, path: &str) -> String {
        format!("https://{host}:{}{path}", self.address.port())
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A client whose Graph is this server, and for which all names of the tests lead to loopback.
    pub(crate) fn client(&self, options: GraphClientOptions) -> (Client, TestClock) {
        self.client_that_trusts(&identity().certificate, options)
    }

    pub(crate) fn client_that_trusts(&self, root: &[u8], options: GraphClientOptions) -> (Client, TestClock) {
        let root = reqwest::Certificate::from_der(root).expect("a certificate");
        let mut builder = reqwest::Client::builder()
            .tls_backend_rustls()
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only([root])
            .connect_timeout(Duration::from_secs(5));
        for name in ["graph.test", "evil.test", "content.test"] {
            builder = builder.resolve(name, self.address);
        }
        let transport = reqwest_transport(builder.build().expect("a client"));
        let clock = TestClock::new();
        let options = GraphClientOptions {
            endpoint: Url::parse(&self.url("graph.test", "")).ok(),
            client_options: ClientOptions { transport: Some(transport), ..Default::default() },
            clock: Arc::new(clock.clone()),
            ..options
        };
        (Client::new(Arc::new(TestCredential), "v1.0", Some(options)).expect("a client"), clock)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    mut stream: TlsStream<TcpStream>,
    handler: &Handler,
    kept: &Mutex<Vec<Seen>>,
    counted: &Mutex<u64>,
) {
    let Some((mut seen, length)) = read_head(&mut stream).await else { return };
    let act = handler(&seen);
    if !matches!(act, Act::ResetBeforeBody) {
        let missing = length.saturating_sub(seen.body.len());
        let mut rest = vec![0; missing];
        if stream.read_exact(&mut rest).await.is_err() {
            return;
        }
        seen.body.extend_from_slice(&rest);
    }
    kept.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
    // The client may hang up at any time, which is no failure of the server.
    match act {
        Act::Send(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Act::SendAndReset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.flush().await;
            // What was sent must have arrived before the reset throws it away.
            tokio::time::sleep(Duration::from_millis(50)).await;
            reset(&stream);
        }
        Act::SendAndStall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.flush().await;
            std::future::pending::<()>().await;
        }
        Act::SendAndDrip(mut bytes) => {
            while stream.write_all(&bytes).await.is_ok() && stream.flush().await.is_ok() {
                bytes = vec![b'.'];
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        Act::ResetBeforeBody => reset(&stream),
        Act::Bomb => send_bomb(&mut stream, counted).await,
    }
}

fn reset(stream: &TlsStream<TcpStream>) {
    let _ = stream.get_ref().0.set_zero_linger();
}

/// The head, what came of the body with it, and how long the body says it is.
async fn read_head(stream: &mut TlsStream<TcpStream>) -> Option<(Seen, usize)> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        let mut piece = [0; 4096];
        let length = stream.read(&mut piece).await.ok().filter(|length| *length > 0)?;
        bytes.extend_from_slice(&piece[..length]);
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut words = head.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let seen = Seen { method, target, body: bytes[end + 4..].to_vec(), head };
    let length = seen.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    Some((seen, length))
}

/// Zeros without end, a thousandth of their size on the wire.
async fn send_bomb(stream: &mut TlsStream<TcpStream>, counted: &Mutex<u64>) {
    use std::io::Write as _;
    const GIGABYTE: u64 = 1 << 30;
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n\r\n";
    if stream.write_all(head.as_bytes()).await.is_err() {
        return;
    }
    let zeros = vec![b'0'; 1 << 20];
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let next = |encoder: &mut flate2::write::GzEncoder<Vec<u8>>| {
        encoder.write_all(&zeros).and_then(|()| encoder.flush()).expect("memory can be written");
        std::mem::take(encoder.get_mut())
    };
    let start = next(&mut encoder);
    // Every further piece says the same thing about what came before it, so that one piece can be sent again and again.
    let further = next(&mut encoder);
    for megabytes in 0..GIGABYTE >> 20 {
        let piece = if megabytes == 0 { &start } else { &further };
        if stream.write_all(piece).await.is_err() || stream.flush().await.is_err() {
            break;
        }
        *counted.lock().unwrap_or_else(PoisonError::into_inner) = (megabytes + 1) << 20;
    }
    let _ = stream.shutdown().await;
}

/// A whole answer with JSON.
pub(crate) fn json(status: u16, headers: &str, body: &str) -> Act {
    Act::Send(answer(status, &format!("content-type: application/json\r\n{headers}"), body))
}

pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}")
        .into_bytes()
}
