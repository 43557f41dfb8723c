use std::{fmt, sync::Arc};

use http::{HeaderValue, Method};

use super::{Call, CallOptions};
use crate::client::{
    Async, Blocking, BlockingTimer, BuildError, Operation, RawRequest, Timer,
    added::{Added, Level},
    raw::RawOperation,
    settings::Settings,
};

/// A client over the driver `D`. The client of generated bindings wraps it.
///
/// It is cheap to clone. Clones share their connections.
pub struct Client<D = Async> {
    shared: Arc<Shared<D>>,
    /// The headers and query parameters of each call, if there are some.
    added: Option<Arc<Added>>,
}

/// The parts that all clones share behind one reference count.
struct Shared<D> {
    settings: Settings,
    driver: D,
}

impl<D> Client<D> {
    /// # Errors
    /// If one of `added` cannot be sent.
    pub(crate) fn new(settings: Settings, driver: D, added: Added) -> Result<Self, BuildError> {
        if let Some(error) = added.error() {
            return Err(error.clone().into());
        }
        let added = (!added.is_empty()).then(|| Arc::new(added));
        Ok(Self { shared: Arc::new(Shared { settings, driver }), added })
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub(crate) fn driver(&self) -> &D {
        &self.shared.driver
    }

    /// Prepares a call. Nothing is sent until it is awaited or `send` is called.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O, D>
    where
        D: Clone,
    {
        let options = CallOptions { added: self.added.clone(), ..CallOptions::default() };
        Call { client: self.clone(), operation, options }
    }

    /// Returns a client that also adds a header to each request, such as a tenant. It shares its connections and its
    /// settings with this one.
    ///
    /// The rules of [`ClientBuilder::header`](crate::ClientBuilder::header) apply. If the header cannot be sent, each call
    /// fails and is not sent.
    #[must_use]
    pub fn with_header<V: TryInto<HeaderValue>>(&self, name: impl AsRef<str>, value: V) -> Self {
        let setters = self.settings().credential_setters;
        self.adding(|added| added.header(Level::Client, setters, name.as_ref(), value))
    }

    /// Returns a client that also adds a query parameter to each request, in place of the values that this one has for it.
    ///
    /// The rules of [`ClientBuilder::query`](crate::ClientBuilder::query) apply. If the parameter cannot be sent, each call
    /// fails and is not sent.
    #[must_use]
    pub fn with_query(&self, name: impl AsRef<str>, value: impl fmt::Display) -> Self {
        let setters = self.settings().credential_setters;
        self.adding(|added| added.replace_query(Level::Client, setters, name.as_ref(), &value))
    }

    fn adding(&self, add: impl FnOnce(&mut Added)) -> Self {
        let mut client = self.clone();
        add(Arc::make_mut(client.added.get_or_insert_default()));
        client
    }

    /// Prepares a request that the document lacks, with the credentials, limits, retries and errors of this client. Nothing
    /// is sent until `send` is called.
    ///
    /// `path` is below the base URL, and may have a query: `/v3/videos?limit=2`. Percent-encode the values in it: the client
    /// encodes only characters that no URL may contain. It may also be a whole URL below the base URL, such as the link to
    /// the next page.
    ///
    /// [`RawRequest`] describes the request.
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> RawRequest<D>
    where
        D: Clone,
    {
        RawRequest::new(self.call(RawOperation::new(method, path.as_ref(), &self.settings().base_url)))
    }
}

impl Client<Async> {
    /// Returns the timer of the client's calls. Code that waits between calls uses it, so that tests can run without
    /// waiting.
    pub fn timer(&self) -> &dyn Timer {
        self.driver().timer()
    }
}

impl Client<Blocking> {
    /// Returns the timer of the client's calls. Code that waits between calls uses it, so that tests can run without
    /// waiting.
    pub fn timer(&self) -> &dyn BlockingTimer {
        self.driver().timer()
    }
}

impl<D> Clone for Client<D> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), added: self.added.clone() }
    }
}

impl<D> fmt::Debug for Client<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings().fmt_as("Client", f)
    }
}
