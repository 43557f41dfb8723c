use http::{HeaderValue, Method};

use crate::{
    Check, Checker, DownloadOperation, Meta, Operation, ReadError, Reply, RequestBuilder, Upload,
    client::{RequestErrorKind, request::RawTarget, settings::BaseUrl},
};

/// A request that the document lacks.
#[derive(Clone, Debug)]
pub(crate) struct RawOperation {
    target: Result<RawTarget, RequestErrorKind>,
    body: Option<(Upload, HeaderValue)>,
    /// The first value that cannot be sent.
    error: Option<RequestErrorKind>,
}

impl RawOperation {
    pub(crate) fn new(method: Method, path: &str, base: &BaseUrl) -> Self {
        let target = RawTarget::new(method, path, base).map_err(RequestErrorKind::Address);
        Self { target, body: None, error: None }
    }

    pub(super) fn set_idempotent(&mut self) {
        if let Ok(target) = &mut self.target {
            target.is_idempotent = true;
        }
    }

    /// Sets the body, or keeps why there is none.
    pub(super) fn set_body(&mut self, body: Result<(Upload, HeaderValue), RequestErrorKind>) {
        match body {
            Ok(body) => self.body = Some(body),
            Err(error) => self.error = self.error.take().or(Some(error)),
        }
    }
}

impl Check for RawOperation {
    fn check(&self, _: &mut Checker) {}
}

impl Operation for RawOperation {
    type Output = Reply;
    type Headers = ();
    type Error = ();

    const META: Meta = Meta::new("request", Method::GET, "").accept("application/json, */*;q=0.5");

    fn request(&self, request: &mut RequestBuilder) {
        match &self.target {
            Ok(target) => request.raw_target(target.clone()),
            Err(error) => request.fail(error.clone()),
        }
        if let Some(error) = &self.error {
            request.fail(error.clone());
        }
        if let Some((content, media_type)) = &self.body {
            request.raw_body(content.clone(), media_type.clone());
        }
    }

    fn output(reply: &Reply) -> Result<Reply, ReadError> {
        Ok(reply.clone())
    }
}

impl DownloadOperation for RawOperation {}
