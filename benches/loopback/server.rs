use std::{
    error::Error,
    future::poll_fn,
    io::{self, ErrorKind},
    net, thread,
};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::{
    Method, Request, Response, StatusCode,
    body::Incoming,
    header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    runtime,
    sync::oneshot,
};

use super::body::{End, Outgoing};

const GROUP: &str = r#"{"data": {"id": "group_xyz789", "name": "My Digital Twin", "created_at": 1717000000,
    "looks_count": 1, "preview_image_url": null, "preview_video_url": null, "default_voice_id": null,
    "consent_status": "pending", "status": "pending_consent"}}"#;
const CONSENT: &str = r#"{"data": {"avatar_group": {"id": "group_xyz789", "name": "My Digital Twin",
    "created_at": 1717000000, "looks_count": 1, "consent_status": "pending", "status": "pending_consent"},
    "url": "https://consent.example/1"}}"#;
const OVERLOADED: &str = r#"{"error": {"code": "overloaded", "message": "Try later."}}"#;

/// A server that has every answer in memory, keeps connections alive, and records nothing. It runs on a thread of its
/// own and stops when it is dropped.
pub(crate) struct Server {
    base_url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Server {
    /// Starts a server that spoils `faults` of a hundred responses: two of five by a reset, two by a 503 in their place,
    /// and one by breaking off in the middle of the body.
    pub(crate) fn start(faults: u32) -> io::Result<Self> {
        let listener = net::TcpListener::bind((net::Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("loopback".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, faults) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { base_url, stop: Some(stop), thread: Some(thread) })
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A task that has ended needs no signal, and a panic was reported when it happened.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(thread::JoinHandle::join);
    }
}

async fn accept(listener: net::TcpListener, faults: u32) {
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    // The same faults in every run, as far as requests come in the same order.
    fastrand::seed(1);
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(serve(stream, faults))),
            // If there are too many connections, the open ones continue.
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

async fn serve(stream: TcpStream, faults: u32) {
    // If it cannot be set, responses are only slower.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| Box::pin(answer(request, faults)));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let ended = poll_fn(|cx| connection.poll_without_shutdown(cx)).await;
    let cause = ended.as_ref().err().and_then(|error| error.source()?.downcast_ref::<io::Error>());
    if cause.is_some_and(|error| error.kind() == ErrorKind::ConnectionReset) {
        // Without lingering, closing sends a reset. If that cannot be set, the connection still ends.
        let _ = connection.into_parts().io.inner().set_zero_linger();
    }
}

/// Returns a whole body, or a part of one after which the connection breaks.
fn outgoing(bytes: Bytes, end: End) -> Outgoing {
    // If the length of a part were known, hyper would reject a header that promises more.
    Outgoing { bytes, blanks: 0, is_length_known: matches!(end, End::Whole), end }
}

async fn answer(request: Request<Incoming>, faults: u32) -> io::Result<Response<Outgoing>> {
    let (head, body) = request.into_parts();
    body.collect().await.map_err(io::Error::other)?;
    let whole = Bytes::from_static(if head.method == Method::GET { GROUP } else { CONSENT }.as_bytes());
    let fault = (fastrand::u32(0..100) < faults).then(|| fastrand::u8(0..5));
    let (status, body, promised) = match fault {
        None => (StatusCode::OK, outgoing(whole, End::Whole), None),
        Some(0 | 1) => return Err(ErrorKind::ConnectionReset.into()),
        Some(2 | 3) => {
            (StatusCode::SERVICE_UNAVAILABLE, outgoing(Bytes::from_static(OVERLOADED.as_bytes()), End::Whole), None)
        }
        Some(_) => {
            let promised = HeaderValue::from(whole.len());
            (StatusCode::OK, outgoing(whole.slice(..whole.len() / 2), End::Pause), Some(promised))
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().extend(promised.map(|promised| (CONTENT_LENGTH, promised)));
    Ok(response)
}
