//! The methods of a client, its builder and its calls, which are the same for every document.
//!
//! They are macros because generated code adds methods to these types: the types are structs of
//! the generated crate, and the derives call these macros for them.

/// Expands `#[derive(ApiClient)]`: `__client_methods! { Client (base URL) [credentials] [codes in progress] }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_methods {
    ($Client:ident ($base_url:expr) [$($credentials:tt)*] [$($in_progress:tt)*]) => {
        $crate::__debug_of_inner! { <D> $Client<D> }

        impl $Client {
            /// Returns a builder for a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder {
                    inner: $crate::ClientBuilder::new(
                        $base_url,
                        ::core::concat!(::core::env!("CARGO_PKG_NAME"), "/", ::core::env!("CARGO_PKG_VERSION")),
                        &[$($credentials)*],
                        &[$($in_progress)*],
                    ),
                }
            }
        }

        impl<D: ::core::clone::Clone> $Client<D> {
            /// Prepares a call of any operation. Nothing is sent until it is awaited or `send` is called.
            pub fn call<O: $crate::Operation>(&self, operation: O) -> Call<O, D> {
                Call { inner: self.inner.call(operation) }
            }

            /// Prepares a request that the document lacks, with the credentials, limits, retries and errors of this client.
            /// Nothing is sent until `send` is called.
            ///
            /// `path` is below the base URL, and may have a query: `/v3/videos?limit=2`. Percent-encode the values in
            /// it. It may also be a whole URL below the base URL, such as the link to the next page.
            pub fn request(
                &self,
                method: $crate::Method,
                path: impl ::core::convert::AsRef<str>,
            ) -> $crate::RawRequest<D> {
                self.inner.request(method, path)
            }
        }

        impl<D> $Client<D> {
            /// Returns a client that also adds a header to each request, such as a tenant. It shares its connections and
            /// its settings with this one.
            ///
            /// The rules of [`ClientBuilder::header`] apply. If the header cannot be sent, each call fails and is not sent.
            #[must_use]
            pub fn with_header<V: ::core::convert::TryInto<$crate::HeaderValue>>(
                &self,
                name: impl ::core::convert::AsRef<str>,
                value: V,
            ) -> Self {
                Self { inner: self.inner.with_header(name, value) }
            }

            /// Returns a client that also adds a query parameter to each request, in place of the values that this one has
            /// for it. If the parameter cannot be sent, each call fails and is not sent.
            #[must_use]
            pub fn with_query(
                &self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::fmt::Display,
            ) -> Self {
                Self { inner: self.inner.with_query(name, value) }
            }
        }

        /// The underlying generic client, for code that you write by hand beside the bindings.
        impl<D> ::core::convert::AsRef<$crate::Client<D>> for $Client<D> {
            fn as_ref(&self) -> &$crate::Client<D> {
                &self.inner
            }
        }
    };
}

/// Expands `#[derive(ApiClientBuilder)]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder_methods {
    ($ClientBuilder:ident) => {
        $crate::__debug_of_inner! { <> $ClientBuilder }

        impl $ClientBuilder {
            /// Sets the base URL: `https`, with an optional path and without query, fragment, user name and password.
            ///
            /// `http` is allowed for the local machine (`localhost`, `127.0.0.1`, `[::1]`), and for other hosts with
            /// [`allow_http`](Self::allow_http).
            ///
            /// All calls are sent there, also those of operations with a server of their own in the document.
            pub fn base_url(self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self { inner: self.inner.base_url(url) }
            }

            /// Sets whether an `http` base URL may name another machine. Credentials then travel unencrypted.
            pub fn allow_http(self, is_allowed: bool) -> Self {
                Self { inner: self.inner.allow_http(is_allowed) }
            }

            /// Sets whether values are checked against the constraints of the document before they are sent. The
            /// default is true; false is for an API that accepts more than its document allows.
            pub fn checks(self, is_checking: bool) -> Self {
                Self { inner: self.inner.checks(is_checking) }
            }

            /// Sets the limits on the time that calls take and on the bytes that they read.
            pub fn limits(self, limits: $crate::Limits) -> Self {
                Self { inner: self.inner.limits(limits) }
            }

            /// Sets the retry policy; for one call, see [`Call::retry`].
            pub fn retry(self, retry: $crate::Retry) -> Self {
                Self { inner: self.inner.retry(retry) }
            }

            /// Sets the limit on the retries of all calls together while nothing succeeds.
            pub fn retry_budget(self, budget: $crate::RetryBudget) -> Self {
                Self { inner: self.inner.retry_budget(budget) }
            }

            /// Sets the source of random bits, replacing the operating system. Each call of `source` returns 128 bits.
            ///
            /// Idempotency keys are made of these bits, so they must be as unpredictable as the system's.
            pub fn randomness(
                self,
                source: impl ::core::ops::Fn() -> u128 + ::core::marker::Send + ::core::marker::Sync + 'static,
            ) -> Self {
                Self { inner: self.inner.randomness(source) }
            }

            /// Puts the name and version of a program, such as `shop/1.2`, before those of the bindings in the
            /// `User-Agent` header.
            pub fn user_agent(self, product: &str) -> Self {
                Self { inner: self.inner.user_agent(product) }
            }

            /// Adds a header to each request, such as a tenant or a version of the API. It replaces one of the same name.
            ///
            /// A parameter of an operation with the same name and a value takes its place, and so does a header of a call.
            /// A value that is marked as sensitive is shown by no error.
            ///
            /// Building the client fails if the name or the value is not valid, or if the header is reserved: credentials
            /// and `Host` have their own methods, and the transport sets `Content-Length` and `Connection`.
            pub fn header<V: ::core::convert::TryInto<$crate::HeaderValue>>(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: V,
            ) -> Self {
                Self { inner: self.inner.header(name, value) }
            }

            /// Adds a query parameter to each request, percent-encoded. One with several values is added once for each.
            ///
            /// A parameter of an operation with the same name and a value takes its place, and so do those of a call.
            /// Building the client fails if the parameter is a credential.
            pub fn query(self, name: impl ::core::convert::AsRef<str>, value: impl ::core::fmt::Display) -> Self {
                Self { inner: self.inner.query(name, value) }
            }

            /// Runs `hook` before each attempt of each call, after the hooks that were added before it.
            ///
            /// It may change the headers, and the path and the query of the URL. If it fails, the attempt is not sent and
            /// the call ends with an error whose source is the error of the hook. It is not `async`, so it must not block
            /// for long.
            pub fn on_request(
                self,
                hook: impl ::core::ops::Fn(&mut $crate::HookRequest<'_>) -> ::core::result::Result<(), $crate::BoxError>
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                Self { inner: self.inner.on_request(hook) }
            }

            /// Runs `hook` after the head of each response, after the hooks that were added before it: once for each
            /// attempt that gets a response.
            ///
            /// It may change the headers. It runs before the body is received. It is not `async`, so it must not block for
            /// long.
            pub fn on_response(
                self,
                hook: impl ::core::ops::Fn(&mut $crate::HookResponse<'_>)
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                Self { inner: self.inner.on_response(hook) }
            }

            /// Sets the proxy of all requests except those to this machine, such as
            /// `http://user:password@proxy.example:3128`.
            ///
            /// It replaces the proxies of the environment, and applies to the built-in transports.
            pub fn proxy(self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self { inner: self.inner.proxy(url) }
            }

            /// Disables proxies and ignores `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`. It applies to the built-in
            /// transports.
            pub fn no_proxy(self) -> Self {
                Self { inner: self.inner.no_proxy() }
            }

            /// Sets the trusted root certificates, one or more as PEM, replacing the system's. They apply to the built-in
            /// transports.
            pub fn root_certificates(self, pem: impl ::core::convert::Into<::std::vec::Vec<u8>>) -> Self {
                Self { inner: self.inner.root_certificates(pem) }
            }

            /// Sets the transport that sends the requests, replacing the built-in one.
            pub fn transport(self, transport: impl $crate::Transport) -> Self {
                Self { inner: self.inner.transport(transport) }
            }

            /// Sets the timer, replacing Tokio's.
            pub fn timer(self, timer: impl $crate::Timer) -> Self {
                Self { inner: self.inner.timer(timer) }
            }

            $crate::__reqwest_client!();

            /// Sets the transport of [`build_blocking`](Self::build_blocking), replacing the built-in blocking
            /// transport.
            pub fn blocking_transport(self, transport: impl $crate::BlockingTransport) -> Self {
                Self { inner: self.inner.blocking_transport(transport) }
            }

            /// Sets the timer of [`build_blocking`](Self::build_blocking), replacing the operating system's clock.
            pub fn blocking_timer(self, timer: impl $crate::BlockingTimer) -> Self {
                Self { inner: self.inner.blocking_timer(timer) }
            }

            /// Builds a client whose calls are awaited.
            ///
            /// # Errors
            /// If base URL, user agent, a credential, an added header, a proxy or a certificate cannot be used, or if there
            /// is no transport or no timer.
            pub fn build(self) -> ::core::result::Result<Client, $crate::BuildError> {
                ::core::result::Result::Ok(Client { inner: self.inner.build()? })
            }

            /// Builds a blocking client, which needs no asynchronous runtime.
            ///
            /// # Errors
            /// If base URL, user agent, a credential, an added header, a proxy or a certificate cannot be used, or if there
            /// is no blocking transport.
            pub fn build_blocking(self) -> ::core::result::Result<Client<$crate::Blocking>, $crate::BuildError> {
                ::core::result::Result::Ok(Client { inner: self.inner.build_blocking()? })
            }
        }
    };
}

/// Expands `#[derive(ApiCall)]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __call_methods {
    ($Call:ident) => {
        $crate::__debug_of_inner! { <O: ::core::fmt::Debug, D> $Call<O, D> }

        impl<O, D> $Call<O, D> {
            /// Returns the operation that will be sent.
            pub fn operation(&self) -> &O {
                self.inner.operation()
            }

            /// Returns the operation that will be sent, to change it.
            pub fn operation_mut(&mut self) -> &mut O {
                self.inner.operation_mut()
            }

            /// Sets the retry policy of this call, replacing the client's.
            pub fn retry(self, retry: $crate::Retry) -> Self {
                Self { inner: self.inner.retry(retry) }
            }

            /// Adds a header to the request, such as `traceparent`. It replaces one of the client with the same name.
            ///
            /// The rules of [`ClientBuilder::header`] apply. The call fails and is not sent if the header cannot be sent, or
            /// if it is a parameter of the operation that has a value.
            pub fn header<V: ::core::convert::TryInto<$crate::HeaderValue>>(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: V,
            ) -> Self {
                Self { inner: self.inner.header(name, value) }
            }

            /// Adds a query parameter to the request, percent-encoded. One with several values is added once for each. They
            /// replace those of the client with the same name.
            ///
            /// The call fails, and is not sent, if the parameter is a credential, or if it is a parameter of the operation
            /// that has a value.
            pub fn query(self, name: impl ::core::convert::AsRef<str>, value: impl ::core::fmt::Display) -> Self {
                Self { inner: self.inner.query(name, value) }
            }

            /// Limits the total time of the call: all attempts and the waits between them.
            ///
            /// The deadline ends an attempt that is in progress. No attempt begins if its wait would end after the
            /// deadline.
            #[doc(alias = "timeout")]
            pub fn deadline(self, deadline: ::core::time::Duration) -> Self {
                Self { inner: self.inner.deadline(deadline) }
            }
        }

        impl<O: $crate::Operation, D: $crate::Driver> $Call<O, D> {
            /// Chooses the idempotency key now and returns it with the call, so that it is known even if the call does
            /// not return.
            ///
            /// If the call is dropped, or ends with a timeout of the caller's own, it can be repeated with this key and
            /// takes effect once. Send the returned call.
            ///
            /// # Errors
            /// If the call could not be sent, or if the operation has no idempotency key.
            pub fn with_key(self) -> ::core::result::Result<(Self, $crate::IdempotencyKey), $crate::RequestError> {
                let (inner, key) = self.inner.with_key()?;
                ::core::result::Result::Ok((Self { inner }, key))
            }

            /// Creates a record of the call with which another process can resume it. Store the record before the call
            /// is sent.
            ///
            /// Send the returned call. If this process is interrupted, another process reads the record, makes the same
            /// call and passes the record to [`resume`](Self::resume). The call then takes effect once.
            ///
            /// # Errors
            /// If the call could not be sent, or if the operation has no idempotency key.
            pub fn resumable(self) -> ::core::result::Result<(Self, $crate::StartedCall), $crate::RequestError> {
                let (inner, started) = self.inner.resumable()?;
                ::core::result::Result::Ok((Self { inner }, started))
            }

            /// Resumes a call that another process started and may have sent.
            ///
            /// The call is sent with the same key, and takes effect once. It fails before it is sent if its operation,
            /// path, query or body is not the recorded one, or if the record is older than 24 hours, since a server may
            /// no longer keep the key. The outcome of an error is never better than `Unknown`.
            pub fn resume(self, started: $crate::StartedCall) -> Self {
                Self { inner: self.inner.resume(started) }
            }
        }

        impl<O: $crate::Paginated, D> $Call<O, D> {
            /// Returns the pages of the results, from the page of this call: a stream with a method `next()`, or an
            /// iterator of a blocking client. Each page is a call of its own, made when the page is polled.
            pub fn pages(self) -> $crate::Pages<O, D> {
                self.inner.pages()
            }

            /// Returns the items of the pages, from the page of this call: a stream with a method `next()`, or an
            /// iterator of a blocking client.
            pub fn items(self) -> $crate::Items<O, D> {
                self.inner.items()
            }
        }

        impl<O: $crate::Operation> ::core::future::IntoFuture for $Call<O> {
            type Output = $crate::CallResult<O>;
            type IntoFuture = $crate::CallFuture<O>;

            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.inner)
            }
        }

        impl<O: $crate::EventOperation> $Call<O> {
            /// Makes the call and returns its events when the server begins to send them.
            ///
            /// `next()` returns one event after the other. They are also a `Stream`, for the combinators of other
            /// crates.
            ///
            /// # Errors
            /// The errors of the call when it is awaited, and a success that is not a stream of events.
            pub async fn events(self) -> $crate::CallResult<O, $crate::Events<O::Event, O::Error>> {
                self.inner.events().await
            }
        }

        impl<O: $crate::EventOperation> $Call<O, $crate::Blocking> {
            /// Makes the call and returns an iterator over its events when the server begins to send them.
            ///
            /// # Errors
            /// The errors of [`send`](Self::send), and a success that is not a stream of events.
            pub fn events(self) -> $crate::CallResult<O, $crate::BlockingEvents<O::Event, O::Error>> {
                self.inner.events()
            }
        }

        impl<O: $crate::DownloadOperation> $Call<O> {
            /// Makes the call and returns the body of a success when it begins, of any length.
            ///
            /// `next()` returns one piece after the other. They are also a `Stream`, for the combinators of other
            /// crates. If a success may also be JSON, the call accepts only the other media types.
            ///
            /// # Errors
            /// The errors of the call when it is awaited, and a success that is JSON if the document also declares
            /// JSON.
            pub async fn download(self) -> $crate::CallResult<O, $crate::Download> {
                self.inner.download().await
            }
        }

        impl<O: $crate::DownloadOperation> $Call<O, $crate::Blocking> {
            /// Makes the call and returns the body of a success when it begins, of any length, to be read. If a success
            /// may also be JSON, the call accepts only the other media types.
            ///
            /// # Errors
            /// The errors of [`send`](Self::send), and a success that is JSON if the document also declares JSON.
            pub fn download(self) -> $crate::CallResult<O, $crate::BlockingDownload> {
                self.inner.download()
            }
        }

        impl<O: $crate::Operation> $Call<O, $crate::Blocking> {
            /// Makes the call and waits for its response.
            ///
            /// # Errors
            /// Any error of the call. Its `outcome()` shows if the call may have taken effect.
            pub fn send(self) -> $crate::CallResult<O> {
                self.inner.send()
            }
        }
    };
}

/// Prints a struct like its field `inner`.
#[doc(hidden)]
#[macro_export]
macro_rules! __debug_of_inner {
    (<$($parameter:ident $(: $bound:path)?),*> $type:ty) => {
        impl<$($parameter $(: $bound)?),*> ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.inner, f)
            }
        }
    };
}

/// The method of a builder that takes a `reqwest` client, where this crate has that transport.
#[cfg(feature = "reqwest")]
#[doc(hidden)]
#[macro_export]
macro_rules! __reqwest_client {
    () => {
        /// Sets the `reqwest` client that sends the requests, with a proxy, certificates or a name resolution of your
        /// own.
        ///
        /// Disable its redirects, since a credential in a custom header would follow to the new host. Disable its
        /// retries, since only this client knows which requests may be repeated. Its own connect limit applies. Unless
        /// another crate enables one of `reqwest`'s TLS features, it needs a TLS configuration or an installed `rustls`
        /// provider.
        ///
        /// # Panics
        /// `reqwest` panics when that client is built without either of them.
        pub fn reqwest_client(self, client: $crate::reqwest::Client) -> Self {
            Self { inner: self.inner.reqwest_client(client) }
        }
    };
}

/// Expands to nothing: this crate is built without that transport.
#[cfg(not(feature = "reqwest"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __reqwest_client {
    () => {};
}
