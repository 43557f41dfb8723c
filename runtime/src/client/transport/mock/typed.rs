use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{Method, Request, Response};

use super::{ExampleOutput, MockAnswer, TypedAnswer, operation_id, receive, receive_blocking};
use crate::{
    BlockingBody, BlockingTransport, BoxFuture, Meta, Operation, RequestBody, ResponseBody, Transport,
    TransportFailure,
    client::{
        raw::RawOperation,
        request::{ComparableRequest, misfit},
    },
};

/// A transport for tests with typed answers, which also checks the requests.
///
/// It works with asynchronous and with blocking clients. Clones share their answers and requests: give one to the
/// builder and keep another.
///
/// | a call | gets |
/// |---|---|
/// | with the values of an [`on_call`](Self::on_call) | the answers for these values |
/// | of an operation with [`on`](Self::on) | the answers for every other call of the operation |
/// | of a [`RawRequest`](crate::RawRequest) with [`on_request`](Self::on_request) | the answers for its method and path |
/// | without an answer | an error with the request and the expected calls |
/// | with another method or path than its operation | an error with the difference |
///
/// As with any transport, a client sends no value that violates a constraint of the document.
///
/// ```
/// use openapi_bindgen_runtime::{Mock, MockClock, Object, StatusCode, TypedAnswer};
/// # use openapi_bindgen_runtime::{ApiCall, ApiClient, ApiClientBuilder, Async, ByStatus, Operation};
/// # #[derive(Clone, ApiClient)]
/// # #[client(base_url = "https://api.example.com")]
/// # pub struct Client<D = Async> {
/// #     inner: openapi_bindgen_runtime::Client<D>,
/// # }
/// # #[derive(ApiClientBuilder)]
/// # pub struct ClientBuilder {
/// #     inner: openapi_bindgen_runtime::ClientBuilder,
/// # }
/// # #[derive(Clone, ApiCall)]
/// # pub struct Call<O, D = Async> {
/// #     inner: openapi_bindgen_runtime::Call<O, D>,
/// # }
/// # #[derive(Clone, Debug, PartialEq, Object)]
/// # pub struct Problem {
/// #     pub message: String,
/// # }
///
/// #[derive(Clone, Debug, PartialEq, Object)]
/// pub struct Pet {
///     pub name: String,
/// }
///
/// #[derive(Clone, Debug, PartialEq, Operation)]
/// #[operation(GET = "/pets/{name}")]
/// #[response(Pet)]
/// pub struct GetPet {
///     pub name: String,
/// }
///
/// #[derive(Clone, Debug, PartialEq, ByStatus)]
/// pub enum GetPetError {
///     NotFound(Problem),
///     Undeclared,
/// }
///
/// let mock = Mock::new()
///     .on_call(&GetPet::new("Mia"), TypedAnswer::output(&Pet { name: "Mia".to_owned() }))
///     .on::<GetPet>(TypedAnswer::json(StatusCode::NOT_FOUND, r#"{"message": "there is no such pet"}"#));
/// // A client of your own, with `build()` in the place of `build_blocking()` where its calls are awaited.
/// let builder = Client::builder().blocking_transport(mock.clone()).blocking_timer(MockClock::new());
/// let client = builder.build_blocking()?;
///
/// assert_eq!(client.call(GetPet::new("Mia")).send()?.name, "Mia");
/// let error = client.call(GetPet::new("Rex")).send().unwrap_err();
/// assert!(matches!(error.as_api().unwrap().error(), GetPetError::NotFound(problem) if problem.message.contains("no such")));
/// assert_eq!(mock.requests_of::<GetPet>().len(), 2);
/// assert!(mock.unused().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    expectations: Vec<Expectation>,
    requests: Vec<Request<Bytes>>,
}

/// The answers to some calls of an operation.
struct Expectation {
    operation_id: &'static str,
    /// The request of the calls; `None` for all other calls of the operation.
    expected: Option<ComparableRequest>,
    /// The method and the path of a request that the document lacks.
    raw: Option<(Method, String)>,
    answers: Vec<MockAnswer>,
    given: usize,
}

impl Expectation {
    fn is_of(&self, id: &str, request: &Request<Bytes>) -> bool {
        let has_path = |(method, path): &(Method, String)| {
            request.method() == method && request.uri().path().ends_with(path.as_str())
        };
        self.operation_id == id && self.raw.as_ref().is_none_or(has_path)
    }

    fn next(&mut self) -> Option<MockAnswer> {
        let answer = self.answers.get(self.given).or(self.answers.last()).cloned();
        self.given += 1;
        answer
    }
}

impl Mock {
    /// Creates a transport without answers. Every call fails until one is added.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer for the calls of the operation `O` that match no [`on_call`](Self::on_call). Answers are used in
    /// order, and the last one is repeated.
    #[must_use]
    pub fn on<O: Operation>(self, answer: TypedAnswer<O>) -> Self {
        self.add(&O::META, None, None, answer.answer);
        self
    }

    /// Adds the example of the operation's output as the answer, as [`on`](Self::on) does.
    ///
    /// The example is that of the document, or one made from the schema. See [`ExampleOutput`] for the outputs that have
    /// one.
    #[must_use]
    pub fn on_example<O: Operation>(self) -> Self
    where
        O::Output: ExampleOutput,
    {
        self.on::<O>(TypedAnswer::example())
    }

    /// Adds an answer for the raw requests with this method and path, whatever their query, headers and body are. Answers
    /// are used in order, and the last one is repeated.
    #[must_use]
    pub fn on_request(self, method: Method, path: &str, answer: MockAnswer) -> Self {
        self.add(&RawOperation::META, None, Some((method, path.to_owned())), answer);
        self
    }

    /// Adds an answer for the calls with the same request as `operation`: its path, query, request body and headers.
    ///
    /// Headers that the client adds are not compared, nor are multipart bodies and bodies from a source.
    #[must_use]
    pub fn on_call<O: Operation>(self, operation: &O, answer: TypedAnswer<O>) -> Self {
        match ComparableRequest::new(operation) {
            Ok(expected) => self.add(&O::META, Some(expected), None, answer.answer),
            // No call can send this, so the error of a call without an answer shows the reason.
            Err(error) => {
                let reason = format!("an answer of the mock is for a call that cannot be sent: {error}");
                self.add(&O::META, None, None, MockAnswer::invalid(reason));
            }
        }
        self
    }

    /// Returns all requests in the order in which they were sent. The body of an upload contains everything that its
    /// source returned.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.state().requests.clone()
    }

    /// Returns the requests of the operation `O`.
    pub fn requests_of<O: Operation>(&self) -> Vec<Request<Bytes>> {
        let mut requests = self.requests();
        requests.retain(|request| operation_id(request) == O::META.operation_id());
        requests
    }

    /// Returns the operations of the answers that were never used, once for each answer.
    pub fn unused(&self) -> Vec<&'static str> {
        let state = self.state();
        let unused = state.expectations.iter().flat_map(|expectation| {
            let count = expectation.answers.len().saturating_sub(expectation.given);
            std::iter::repeat_n(expectation.operation_id, count)
        });
        unused.collect()
    }

    fn add(&self, meta: &Meta, expected: Option<ComparableRequest>, raw: Option<(Method, String)>, answer: MockAnswer) {
        let operation_id = meta.operation_id();
        let mut state = self.state();
        let same = |known: &&mut Expectation| {
            (known.operation_id, &known.expected, &known.raw) == (operation_id, &expected, &raw)
        };
        if let Some(known) = state.expectations.iter_mut().find(same) {
            known.answers.push(answer);
        } else {
            state.expectations.push(Expectation { operation_id, expected, raw, answers: vec![answer], given: 0 });
        }
    }

    /// Records the request, and returns its answer.
    fn answer(&self, request: Request<Bytes>) -> MockAnswer {
        let mut state = self.state();
        let answer = state.answer(&request);
        state.requests.push(request);
        answer
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic of another test leaves the state valid.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn answer(&mut self, request: &Request<Bytes>) -> MockAnswer {
        let Some(meta) = request.extensions().get::<Meta>() else {
            return MockAnswer::invalid("the mock answers only requests of operations, and this is not one".to_owned());
        };
        let id = meta.operation_id();
        if let Some(misfit) = misfit(meta, request) {
            return MockAnswer::invalid(format!("this is not a request of `{id}`: {misfit}"));
        }
        let mut differences = Vec::new();
        let mut chosen = None;
        let of_operation = self.expectations.iter_mut().filter(|expectation| expectation.is_of(id, request));
        for expectation in of_operation {
            match expectation.expected.as_ref().map(|expected| expected.difference(meta, request)) {
                Some(None) => {
                    chosen = Some(expectation);
                    break;
                }
                Some(Some(difference)) => differences.push(difference),
                // A later expectation may match these values.
                None => chosen = chosen.or(Some(expectation)),
            }
        }
        chosen.and_then(Expectation::next).unwrap_or_else(|| {
            MockAnswer::invalid(if meta.path().is_empty() {
                let (method, path) = (request.method(), request.uri().path());
                format!("the mock has no answer to `{method} {path}`: give it one with `.on_request(…)`")
            } else if differences.is_empty() {
                format!("the mock has no answer to `{id}`: give it one with `.on::<…>(…)`")
            } else {
                format!("the mock has answers to `{id}` for other values only: {}", differences.join("; "))
            })
        })
    }
}

impl Transport for Mock {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = match body.into_bytes() {
                Ok(bytes) => bytes,
                Err(body) => receive(body).await?,
            };
            self.answer(Request::from_parts(parts, body)).into_response().await
        })
    }
}

impl BlockingTransport for Mock {
    fn send(&self, request: Request<RequestBody>, _: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
        let (parts, body) = request.into_parts();
        let body = match body.into_bytes() {
            Ok(bytes) => bytes,
            Err(body) => receive_blocking(body)?,
        };
        self.answer(Request::from_parts(parts, body)).into_blocking_response()
    }
}

/// Shows only the operations, because requests hold credentials.
impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let answers: Vec<&str> = state.expectations.iter().map(|expectation| expectation.operation_id).collect();
        let requests: Vec<&str> = state.requests.iter().map(operation_id).collect();
        f.debug_struct("Mock").field("answers", &answers).field("requests", &requests).finish()
    }
}
