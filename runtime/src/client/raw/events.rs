use std::marker::PhantomData;

use serde_core::de::DeserializeOwned;

use super::RawOperation;
use crate::{Check, Checker, Event, EventOperation, Meta, Operation, ReadError, Reply, RequestBuilder, Serde};

/// A request that the document lacks, whose success is a stream. `R` reads its events.
pub(crate) struct RawEvents<R> {
    request: RawOperation,
    reading: PhantomData<fn() -> R>,
}

impl<R> RawEvents<R> {
    pub(super) fn new(request: RawOperation) -> Self {
        Self { request, reading: PhantomData }
    }
}

/// Reads the data of an event.
pub(crate) trait ReadEvent: 'static {
    type Data: Send + 'static;

    /// # Errors
    /// If the data does not fit.
    fn read(event: &Event<String>) -> Result<Self::Data, ReadError>;
}

/// Reads the data as JSON.
pub(crate) struct AsJson<T>(PhantomData<T>);

impl<T: DeserializeOwned + Send + 'static> ReadEvent for AsJson<T> {
    type Data = T;

    fn read(event: &Event<String>) -> Result<T, ReadError> {
        event.json::<Serde<T>>().map(Serde::into_inner)
    }
}

/// Takes the data as it is.
pub(crate) struct AsText;

impl ReadEvent for AsText {
    type Data = String;

    fn read(event: &Event<String>) -> Result<String, ReadError> {
        event.text()
    }
}

impl<R: ReadEvent> Check for RawEvents<R> {
    fn check(&self, _: &mut Checker) {}
}

impl<R: ReadEvent> Operation for RawEvents<R> {
    type Output = Reply;
    type Headers = ();
    type Error = ();

    const META: Meta = RawOperation::META;

    fn request(&self, request: &mut RequestBuilder) {
        self.request.request(request);
    }

    fn output(reply: &Reply) -> Result<Reply, ReadError> {
        RawOperation::output(reply)
    }
}

impl<R: ReadEvent> EventOperation for RawEvents<R> {
    type Event = R::Data;

    const LINES: Option<&'static str> =
        Some("text/event-stream, application/x-ndjson, application/jsonl, application/json-seq");

    fn event(event: &Event<String>) -> Result<R::Data, ReadError> {
        R::read(event)
    }
}
