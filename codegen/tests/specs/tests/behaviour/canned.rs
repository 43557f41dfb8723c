//! A transport and a timer in memory.

use std::{
    future::ready,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{Request, Response};
use openapi_bindgen_runtime::{BoxFuture, RequestBody, ResponseBody, Timer, Transport, TransportFailure};

/// A transport that returns the same response to every request, and records the requests.
#[derive(Clone)]
pub(crate) struct Canned {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: &'static str,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    pub(crate) fn new(status: u16, body: &'static str) -> Self {
        Self { status, headers: Vec::new(), body, requests: Arc::default() }
    }

    /// Adds a header to the responses.
    pub(crate) fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Returns the first request.
    pub(crate) fn request(&self) -> Request<Bytes> {
        self.requests.lock().unwrap().first().expect("nothing was sent").clone()
    }

    /// Returns the method and the URL of the first request.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.request().method(), self.request().uri())
    }

    /// Returns a header of the first request.
    pub(crate) fn sent(&self, name: &str) -> Option<String> {
        Some(self.request().headers().get(name)?.to_str().unwrap().to_owned())
    }

    /// Returns a header of each request.
    pub(crate) fn sent_each(&self, name: &str) -> Vec<Option<String>> {
        let requests = self.requests.lock().unwrap();
        let values = requests.iter().map(|request| request.headers().get(name));
        values.map(|value| value.map(|value| value.to_str().unwrap().to_owned())).collect()
    }

    /// Returns the body of each request.
    pub(crate) fn bodies(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        requests.iter().map(|request| String::from_utf8(request.body().to_vec()).unwrap()).collect()
    }

    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        self.requests.lock().unwrap().push(request.map(|body| body.into_bytes().unwrap()));
        let response = self
            .headers
            .iter()
            .fold(Response::builder().status(self.status), |response, (name, value)| response.header(*name, *value));
        Box::pin(ready(Ok(response.body(Bytes::from_static(self.body.as_bytes()).into()).unwrap())))
    }
}

/// A timer whose clock is stopped and whose waits end at once.
pub(crate) struct Stopped;

impl Timer for Stopped {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }
}

/// Returns the builder of a document's client with a transport.
macro_rules! builder {
    ($document:ident, $transport:expr) => {
        openapi_bindgen_specs::$document::Client::builder()
            .base_url("https://api.example.com")
            .transport($transport.clone())
            .timer($crate::canned::Stopped)
    };
}

/// Returns a document's client with a transport.
macro_rules! client {
    ($document:ident, $transport:expr) => {
        $crate::canned::builder!($document, $transport).build().unwrap()
    };
}

pub(crate) use builder;
pub(crate) use client;
