//! Functions of the caller that run before each attempt and after the head of each response.

mod request;
mod response;

use http::{
    HeaderName, Request,
    header::{HOST, HeaderMap},
};

pub use self::{request::HookRequest, response::HookResponse};
use super::{
    Meta, RequestBody, StatusCode, TransportErrorKind, added::is_of_connection, machine::ExchangeFailure,
    transport::BoxError,
};

type OnRequest = Box<dyn Fn(&mut HookRequest<'_>) -> Result<(), BoxError> + Send + Sync>;
type OnResponse = Box<dyn Fn(&mut HookResponse<'_>) + Send + Sync>;

/// The hooks of a client, in the order in which they were added.
#[derive(Default)]
pub(crate) struct Hooks {
    on_request: Vec<OnRequest>,
    on_response: Vec<OnResponse>,
}

/// The attempt for which hooks run.
#[derive(Clone, Copy)]
pub(crate) struct HookContext {
    pub(crate) meta: &'static Meta,
    /// Counted from 1.
    pub(crate) attempt: u32,
    /// The header with the idempotency key, which no hook may change.
    pub(crate) idempotency_header: Option<&'static str>,
}

impl Hooks {
    pub(crate) fn add_request(&mut self, hook: OnRequest) {
        self.on_request.push(hook);
    }

    pub(crate) fn add_response(&mut self, hook: OnResponse) {
        self.on_response.push(hook);
    }

    /// Runs the hooks for a request that is about to be sent.
    ///
    /// # Errors
    /// If a hook fails, or makes a change that it must not make.
    pub(crate) fn before(
        &self,
        request: &mut Request<RequestBody>,
        context: HookContext,
    ) -> Result<(), Box<ExchangeFailure>> {
        if self.on_request.is_empty() {
            return Ok(());
        }
        self.run(request, context).map_err(|source| {
            Box::new(ExchangeFailure { kind: TransportErrorKind::Hook, head: None, source: Some(source) })
        })
    }

    fn run(&self, request: &mut Request<RequestBody>, context: HookContext) -> Result<(), BoxError> {
        let origin = (request.uri().scheme().cloned(), request.uri().authority().cloned());
        let key = context.idempotency_header.and_then(|name| Some((name, request.headers().get(name)?.clone())));
        let is_framing = |name: &&HeaderName| **name == HOST || is_of_connection(name);
        let declared: Vec<HeaderName> = request.headers().keys().filter(is_framing).cloned().collect();
        for hook in &self.on_request {
            hook(&mut HookRequest::new(request, context))?;
        }
        if (request.uri().scheme(), request.uri().authority()) != (origin.0.as_ref(), origin.1.as_ref()) {
            // Credentials of the request would go to another host.
            return Err("a hook changed the scheme, host or port of the URL".into());
        }
        if let Some(name) = request.headers().keys().find(|name| is_framing(name) && !declared.contains(name)) {
            return Err(format!("a hook set the header `{name}`, which the transport sets").into());
        }
        if let Some((name, key)) = key
            && !request.headers().get_all(name).iter().eq([&key])
        {
            return Err(format!("a hook changed the header `{name}`, which makes repeating the call safe").into());
        }
        Ok(())
    }

    /// Runs the hooks for a response whose head was received.
    pub(crate) fn after(&self, status: StatusCode, headers: &mut HeaderMap, context: HookContext) {
        for hook in &self.on_response {
            hook(&mut HookResponse::new(status, headers, context));
        }
    }
}
