use std::{error::Error, mem};

use bytes::Bytes;
use http::{
    HeaderValue, Request,
    header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, USER_AGENT},
};

use super::{Draft, RequestBuilder, path};
use crate::{
    Checker,
    client::{
        Meta, Operation, SecurityScheme,
        base_url::BaseUrl,
        body::Outgoing,
        coding,
        error::{RequestError, RequestErrorKind},
        idempotency::fresh_key,
        settings::Settings,
    },
};

/// A request that is ready to be sent, as often as need be and its body allows.
pub(crate) struct Prepared {
    pub(crate) meta: Meta,
    pub(crate) request: Request<Outgoing>,
    pub(crate) idempotency_key: Option<Box<str>>,
    /// Path and query after the base URL, without credentials.
    pub(crate) resource: String,
    /// Where the operation's calls go.
    #[cfg_attr(not(feature = "tracing"), allow(dead_code, reason = "a span tells it"))]
    pub(crate) base_url: BaseUrl,
    /// How the credentials travel that are sent.
    #[cfg_attr(not(feature = "tracing"), allow(dead_code, reason = "a span leaves them out"))]
    pub(crate) schemes: &'static [SecurityScheme],
}

/// Checks the operation and makes its request, with an idempotency key where one is needed: `key`, or a fresh one.
pub(crate) fn prepare<O: Operation>(
    operation: &O,
    settings: &Settings,
    key: Option<&str>,
) -> Result<Prepared, RequestError> {
    let mut request = RequestBuilder::new(O::META);
    if settings.is_checking {
        let mut checker = Checker::new();
        operation.check(&mut checker);
        checker.finish().map_err(|violations| request.error(RequestErrorKind::Constraints(violations)))?;
    }
    operation.request(&mut request);
    if request.error.is_none()
        && request.needs_key()
        && let Some(name) = request.meta.idempotency_header
    {
        let key = key.map_or_else(|| fresh_key(&settings.randomness), |key| Ok(key.to_owned()));
        let key = key.map_err(|error| request.no_randomness(&*error))?;
        request.header(name).value(&key);
    }
    request.finish(settings)
}

impl RequestBuilder {
    pub(super) fn needs_key(&self) -> bool {
        self.meta.idempotency_header.is_some_and(|name| !self.headers.contains_key(name))
    }

    fn finish(mut self, settings: &Settings) -> Result<Prepared, RequestError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let resource = self.target()?;
        let schemes = self.authenticate(settings)?;
        // A document may declare a parameter of the same name, which then is the caller's choice.
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(self.meta.accept));
        self.headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static(coding::ACCEPTED));
        self.headers.entry(USER_AGENT).or_insert_with(|| settings.user_agent.clone());

        let idempotency_key = self
            .meta
            .idempotency_header
            .and_then(|name| self.headers.get(name))
            .map(|key| String::from_utf8_lossy(key.as_bytes()).into());
        let target = self.target()?;
        let no_address = |reason| RequestError::new(self.meta.operation_id, RequestErrorKind::Address(reason));
        let base_url = settings.base_of(&self.meta).map_err(no_address)?;
        let uri = base_url.join(&target).map_err(|error| no_address(error.to_string()))?;
        let body = self.written(settings)?;
        let mut request = Request::new(body);
        *request.uri_mut() = uri;
        *request.method_mut() = self.meta.method.clone();
        *request.headers_mut() = self.headers;
        // A transport may want to know which operation it carries.
        request.extensions_mut().insert(self.meta.clone());
        Ok(Prepared { meta: self.meta, request, idempotency_key, resource, base_url, schemes })
    }

    /// The body, whose media type is set where that was still open.
    fn written(&mut self, settings: &Settings) -> Result<Outgoing, RequestError> {
        let form = match mem::replace(&mut self.body, Draft::Written(Outgoing::Whole(Bytes::new()))) {
            Draft::Written(body) => return Ok(body),
            Draft::Form(form) => form,
        };
        let (media_type, body) = form.finish(&settings.randomness).map_err(|error| self.no_randomness(&*error))?;
        if let Ok(media_type) = HeaderValue::try_from(media_type) {
            self.headers.insert(CONTENT_TYPE, media_type);
        }
        Ok(body)
    }

    fn no_randomness(&self, error: &(dyn Error + Send + Sync)) -> RequestError {
        self.error(RequestErrorKind::Randomness(error.to_string()))
    }

    fn authenticate(&mut self, settings: &Settings) -> Result<&'static [SecurityScheme], RequestError> {
        let schemes = settings.credentials.choose(self.meta.security).ok_or_else(|| {
            self.error(RequestErrorKind::MissingCredential {
                alternatives: self.meta.security,
                setters: settings.credential_setters,
            })
        })?;
        settings.credentials.apply(schemes, &mut self.headers, &mut self.query);
        Ok(schemes)
    }

    fn target(&self) -> Result<String, RequestError> {
        let mut target = path::expand(self.meta.path, &self.path).map_err(|placeholder| {
            self.error(RequestErrorKind::Parameter {
                location: "path",
                name: placeholder.to_owned(),
                reason: "has no value",
            })
        })?;
        if !self.query.as_str().is_empty() {
            // Some documents write a fixed query into the path template.
            target.push(if target.contains('?') { '&' } else { '?' });
            target.push_str(self.query.as_str());
        }
        Ok(target)
    }
}
