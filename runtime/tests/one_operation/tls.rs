//! TLS over both transports, against servers with certificates of an authority of the test's own.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread::spawn,
    time::Duration,
};

use openapi_bindgen_runtime::{Error, Limits, Outcome, Retry, TransportErrorKind};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

use crate::{
    CreateOrderError, ShopClient,
    bindings::ShopClientBuilder,
    both::{create, errors, orders},
    server::CREATED,
};

/// An authority that signs the certificates of servers.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A server with a certificate for `name`, which is out of date or not.
    fn server(&self, name: &str, is_expired: bool) -> SocketAddr {
        serve(Arc::new(self.config(name, is_expired)))
    }

    /// The configuration of a server with such a certificate.
    pub(crate) fn config(&self, name: &str, is_expired: bool) -> ServerConfig {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        if is_expired {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap()
    }
}

/// Answers each request on a connection of its own.
fn serve(config: Arc<ServerConfig>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    spawn(move || {
        for connection in listener.incoming() {
            let config = Arc::clone(&config);
            spawn(move || {
                let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), connection.unwrap());
                let mut asked = Vec::new();
                let mut bytes = [0; 1024];
                while !asked.ends_with(b"\r\n\r\n{}") {
                    match stream.read(&mut bytes) {
                        Ok(count) if count > 0 => asked.extend_from_slice(&bytes[..count]),
                        // A client that does not trust the server ends the connection.
                        _ => return,
                    }
                }
                stream.write_all(CREATED.as_bytes()).unwrap();
            });
        }
    });
    address
}

pub(crate) fn builder(address: SocketAddr) -> ShopClientBuilder {
    let builder = ShopClient::builder().api_key_auth("key-1").no_proxy();
    let retry = Retry::default().backoff(Duration::ZERO, Duration::ZERO);
    builder.retry(retry).base_url(format!("https://localhost:{}", address.port()))
}

/// The kind, the outcome and the number of attempts of each transport's error.
fn ends(build: impl Fn() -> ShopClientBuilder) -> [(TransportErrorKind, Outcome, u32); 2] {
    errors(create(build)).map(|error: Error<CreateOrderError>| match &error {
        Error::Transport(transport) => (transport.kind(), error.outcome(), error.attempts()),
        other => panic!("{other}"),
    })
}

const UNTRUSTED: (TransportErrorKind, Outcome, u32) = (TransportErrorKind::Certificate, Outcome::NotSent, 1);

#[test]
fn an_authority_that_is_given_is_trusted() {
    let authority = Authority::new();
    let address = authority.server("localhost", false);
    for order in orders(create(|| builder(address).root_certificates(authority.pem()))) {
        assert_eq!(order.id, "o-1");
    }
}

#[test]
fn another_authority_is_not_trusted_and_not_retried() {
    let address = Authority::new().server("localhost", false);
    assert_eq!(ends(|| builder(address).root_certificates(Authority::new().pem())), [UNTRUSTED; 2]);
    // Nor is it by the system.
    assert_eq!(ends(|| builder(address)), [UNTRUSTED; 2]);
}

#[test]
fn another_name_is_not_trusted() {
    let authority = Authority::new();
    let address = authority.server("other.example", false);
    assert_eq!(ends(|| builder(address).root_certificates(authority.pem())), [UNTRUSTED; 2]);
}

#[test]
fn an_expired_certificate_is_not_trusted() {
    let authority = Authority::new();
    let address = authority.server("localhost", true);
    assert_eq!(ends(|| builder(address).root_certificates(authority.pem())), [UNTRUSTED; 2]);
}

#[test]
fn a_silent_peer_is_abandoned_before_anything_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let limits = Limits::default().connect(Duration::from_millis(100));
    let build = || builder(address).root_certificates(Authority::new().pem()).limits(limits).retry(Retry::never());
    assert_eq!(ends(build), [(TransportErrorKind::Connect, Outcome::NotSent, 1); 2]);
}

#[test]
fn a_peer_without_tls_is_a_connection_error() {
    let address = TcpListener::bind("127.0.0.1:0").map(|listener| {
        let address = listener.local_addr().unwrap();
        spawn(move || {
            for connection in listener.incoming() {
                let _ = connection.unwrap().write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            }
        });
        address
    });
    let address = address.unwrap();
    let build = || builder(address).root_certificates(Authority::new().pem()).retry(Retry::never());
    assert_eq!(ends(build), [(TransportErrorKind::Connect, Outcome::NotSent, 1); 2]);
}

#[test]
fn an_invalid_certificate_is_an_error_of_the_builder() {
    for pem in ["", "hello", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
        let build = || ShopClient::builder().api_key_auth("key-1").root_certificates(pem);
        assert!(build().build().unwrap_err().to_string().contains("root certificates"), "{pem}");
        assert!(build().build_blocking().unwrap_err().to_string().contains("root certificates"), "{pem}");
    }
}

/// `SSL_CERT_FILE` is read when the process first looks for certificates, so this is tried in a process of its own.
#[cfg(target_os = "linux")]
#[test]
fn the_file_that_the_environment_names_is_trusted() {
    const ADDRESS: &str = "TEST_TLS_ADDRESS";
    if let Ok(address) = std::env::var(ADDRESS) {
        orders(create(|| builder(address.parse().unwrap())));
        return;
    }
    let authority = Authority::new();
    let address = authority.server("localhost", false);
    let file = std::env::temp_dir().join(format!("openapi-bindgen-{}.pem", std::process::id()));
    std::fs::write(&file, authority.pem()).unwrap();
    let ended = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tls::the_file_that_the_environment_names_is_trusted"])
        .env("SSL_CERT_FILE", &file)
        .env(ADDRESS, address.to_string())
        .output()
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stdout));
}
