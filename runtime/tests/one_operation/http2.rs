//! Sharing of connections between calls, over HTTP/2 and with a server that has only HTTP/1.1.

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use http::{Request, Response, Version, header::HOST};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Barrier,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::{
    ShopClient,
    tls::{Authority, builder},
};

const CALLS: usize = 64;

/// A server that answers once it has [`CALLS`] requests at once, and those of the shop `alone` immediately.
#[derive(Clone)]
struct Server {
    connections: Arc<AtomicUsize>,
    together: Arc<Barrier>,
}

impl Server {
    async fn answer(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        // HTTP/2 has the host elsewhere.
        assert_eq!(request.headers().contains_key(HOST), request.version() != Version::HTTP_2);
        let is_alone = request.uri().path().contains("alone");
        request.into_body().collect().await.unwrap();
        if !is_alone {
            self.together.wait().await;
        }
        Ok(Response::new(r#"{"data": {"id": "o-1"}}"#.into()))
    }

    async fn serve(self, stream: TlsStream<TcpStream>) {
        let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
        let stream = TokioIo::new(stream);
        let service = service_fn(|request| self.clone().answer(request));
        // However the connection ends, the client reports the results of its calls.
        if is_http2 {
            let _ = http2::Builder::new(TokioExecutor::new()).serve_connection(stream, service).await;
        } else {
            let _ = http1::Builder::new().serve_connection(stream, service).await;
        }
    }

    /// Starts a server that offers these protocols, and makes a client for it.
    async fn start(protocols: &[&str]) -> (Self, ShopClient) {
        let authority = Authority::new();
        let mut config = authority.config("localhost", false);
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let client = builder(listener.local_addr().unwrap()).root_certificates(authority.pem()).build().unwrap();
        let server = Self { connections: Arc::default(), together: Arc::new(Barrier::new(CALLS)) };
        let (acceptor, accepting) = (TlsAcceptor::from(Arc::new(config)), server.clone());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                accepting.connections.fetch_add(1, Ordering::Relaxed);
                let (acceptor, server) = (acceptor.clone(), accepting.clone());
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        server.serve(stream).await;
                    }
                });
            }
        });
        (server, client)
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

/// Makes [`CALLS`] calls at once.
async fn create_all(client: &ShopClient) {
    let calls = (0..CALLS).map(|_| client.create_order("shop-1").into_future());
    for call in calls.map(tokio::spawn).collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap().unwrap().id, "o-1");
    }
}

#[tokio::test]
async fn calls_share_one_connection_of_http2() {
    let (server, client) = Server::start(&["h2", "http/1.1"]).await;
    assert_eq!(client.create_order("alone").await.unwrap().id, "o-1");
    for _ in 0..3 {
        create_all(&client).await;
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn each_concurrent_call_over_http1_has_its_own_connection() {
    let (server, client) = Server::start(&["http/1.1"]).await;
    for _ in 0..3 {
        create_all(&client).await;
    }
    assert_eq!(server.connections(), CALLS);
}
