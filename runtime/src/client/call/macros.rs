//! The methods of a client, its builder and its calls, which are the same for every document.
//!
//! They are macros because generated code has to be able to give these types methods of its own: the types are structs of
//! the generated crate, and the derives call these macros for them.

/// What `#[derive(ApiClient)]` writes: `__client_methods! { Client (base URL) [credentials] [codes in progress] }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_methods {
    ($Client:ident ($base_url:expr) [$($credentials:tt)*] [$($in_progress:tt)*]) => {
        $crate::__debug_of_inner! { <D> $Client<D> }

        impl $Client {
            /// Begins to build a client.
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
            /// Prepares a call of any operation. Nothing is sent until it is awaited or told to send.
            pub fn call<O: $crate::Operation>(&self, operation: O) -> Call<O, D> {
                Call { inner: self.inner.call(operation) }
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

/// What `#[derive(ApiClientBuilder)]` writes.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder_methods {
    ($ClientBuilder:ident) => {
        $crate::__debug_of_inner! { <> $ClientBuilder }

        impl $ClientBuilder {
            /// Where the API is: `https`, with an optional path and without query, fragment, user name and password.
            ///
            /// `http` is for this very machine (`localhost`, `127.0.0.1`, `[::1]`), unless
            /// [`allow_http`](Self::allow_http) says otherwise.
            ///
            /// All calls go there, those of operations too for which the document names a server of their own.
            pub fn base_url(self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self { inner: self.inner.base_url(url) }
            }

            /// Whether an `http` base URL may name another machine, although credentials then travel unencrypted.
            pub fn allow_http(self, is_allowed: bool) -> Self {
                Self { inner: self.inner.allow_http(is_allowed) }
            }

            /// Whether values are checked against the constraints of the document before they are sent, which they are
            /// unless this says otherwise: for an API that takes more than its document says.
            pub fn checks(self, is_checking: bool) -> Self {
                Self { inner: self.inner.checks(is_checking) }
            }

            /// How long calls may take and how much they may read.
            pub fn limits(self, limits: $crate::Limits) -> Self {
                Self { inner: self.inner.limits(limits) }
            }

            /// How often, and after how long, requests are sent again; for one call, see [`Call::retry`].
            pub fn retry(self, retry: $crate::Retry) -> Self {
                Self { inner: self.inner.retry(retry) }
            }

            /// How many requests all calls together may send again while nothing succeeds.
            pub fn retry_budget(self, budget: $crate::RetryBudget) -> Self {
                Self { inner: self.inner.retry_budget(budget) }
            }

            /// Where random bits come from, in place of the operating system: each call of `source` returns 128 of them.
            ///
            /// Idempotency keys are made of them, so that they have to be as good as the system's.
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

            /// The proxy of all requests but those to this machine, such as `http://user:password@proxy.example:3128`, in
            /// place of those of the environment. It holds for the built-in transports.
            pub fn proxy(self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self { inner: self.inner.proxy(url) }
            }

            /// Goes through no proxy, whatever `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` say. It holds for the built-in
            /// transports.
            pub fn no_proxy(self) -> Self {
                Self { inner: self.inner.no_proxy() }
            }

            /// The certificates of the authorities that are trusted, one or more as PEM, in place of the system's. It
            /// holds for the built-in transports.
            pub fn root_certificates(self, pem: impl ::core::convert::Into<::std::vec::Vec<u8>>) -> Self {
                Self { inner: self.inner.root_certificates(pem) }
            }

            /// What carries the requests, in place of the built-in transport.
            pub fn transport(self, transport: impl $crate::Transport) -> Self {
                Self { inner: self.inner.transport(transport) }
            }

            /// What keeps time, in place of Tokio's timer.
            pub fn timer(self, timer: impl $crate::Timer) -> Self {
                Self { inner: self.inner.timer(timer) }
            }

            $crate::__reqwest_client!();

            /// What carries the requests of [`build_blocking`](Self::build_blocking), in place of the built-in blocking
            /// transport.
            pub fn blocking_transport(self, transport: impl $crate::BlockingTransport) -> Self {
                Self { inner: self.inner.blocking_transport(transport) }
            }

            /// What keeps time for [`build_blocking`](Self::build_blocking), in place of the operating system.
            pub fn blocking_timer(self, timer: impl $crate::BlockingTimer) -> Self {
                Self { inner: self.inner.blocking_timer(timer) }
            }

            /// Builds a client whose calls are awaited.
            ///
            /// # Errors
            /// When base URL, user agent or a credential cannot be used, or when there is no transport or no timer.
            pub fn build(self) -> ::core::result::Result<Client, $crate::BuildError> {
                ::core::result::Result::Ok(Client { inner: self.inner.build()? })
            }

            /// Builds a blocking client, which needs no asynchronous runtime.
            ///
            /// # Errors
            /// When base URL, user agent or a credential cannot be used, or when there is no blocking transport.
            pub fn build_blocking(self) -> ::core::result::Result<Client<$crate::Blocking>, $crate::BuildError> {
                ::core::result::Result::Ok(Client { inner: self.inner.build_blocking()? })
            }
        }
    };
}

/// What `#[derive(ApiCall)]` writes.
#[doc(hidden)]
#[macro_export]
macro_rules! __call_methods {
    ($Call:ident) => {
        $crate::__debug_of_inner! { <O: ::core::fmt::Debug, D> $Call<O, D> }

        impl<O, D> $Call<O, D> {
            /// What will be sent.
            pub fn operation(&self) -> &O {
                self.inner.operation()
            }

            /// What will be sent, to be changed.
            pub fn operation_mut(&mut self) -> &mut O {
                self.inner.operation_mut()
            }

            /// Sends this call again in another way than the client's other calls.
            pub fn retry(self, retry: $crate::Retry) -> Self {
                Self { inner: self.inner.retry(retry) }
            }

            /// Limits how long the call may take, all attempts and the waits between them together.
            ///
            /// The last attempt is cut short then, and no attempt begins that would have to wait until after the
            /// deadline.
            pub fn deadline(self, deadline: ::core::time::Duration) -> Self {
                Self { inner: self.inner.deadline(deadline) }
            }
        }

        impl<O: $crate::Operation, D: $crate::Driver> $Call<O, D> {
            /// Chooses the idempotency key now and returns it, so that it is known whatever becomes of the call.
            ///
            /// A call that is dropped, or that a timeout of the caller's own ends, returns nothing; under this key it can
            /// be made again, and takes effect once. The call that comes back is the one to send.
            ///
            /// # Errors
            /// What would keep the call from being sent; and an operation that takes no idempotency key.
            pub fn with_key(self) -> ::core::result::Result<(Self, $crate::IdempotencyKey), $crate::RequestError> {
                let (inner, key) = self.inner.with_key()?;
                ::core::result::Result::Ok((Self { inner }, key))
            }

            /// Makes a record of the call, to be stored before it is sent, with which another process can go on.
            ///
            /// The call that comes back is the one to send. Where this process is interrupted, another finds the record,
            /// makes the same call and lets it [`resume`](Self::resume), and it takes effect once.
            ///
            /// # Errors
            /// What would keep the call from being sent; and an operation that takes no idempotency key.
            pub fn resumable(self) -> ::core::result::Result<(Self, $crate::StartedCall), $crate::RequestError> {
                let (inner, started) = self.inner.resumable()?;
                ::core::result::Result::Ok((Self { inner }, started))
            }

            /// Sends the call as another process started it, which may have sent it or not.
            ///
            /// It is sent under the same key, and it takes effect once. An operation, path, query or body that is not the
            /// recorded one is refused before anything is sent, and so is a record from more than 24 hours ago, by which
            /// time a server may have forgotten the key. The outcome of an error is never better than `Unknown`.
            pub fn resume(self, started: $crate::StartedCall) -> Self {
                Self { inner: self.inner.resume(started) }
            }
        }

        impl<O: $crate::Paginated, D> $Call<O, D> {
            /// The pages of the results, from the one that this call asks for: a stream with a method `next()`, or an
            /// iterator of a blocking client. Each page is a call of its own, made when it is asked for.
            pub fn pages(self) -> $crate::Pages<O, D> {
                self.inner.pages()
            }

            /// What the pages hold, one after another, from the page that this call asks for: a stream with a method
            /// `next()`, or an iterator of a blocking client.
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
            /// Makes the call and asks for events, which are there once the server begins to send them.
            ///
            /// They come one after the other from `next()`, and for other crates' combinators as a `Stream`.
            ///
            /// # Errors
            /// As when the call is awaited; and when a success is no stream of events.
            pub async fn events(self) -> $crate::CallResult<O, $crate::Events<O::Event, O::Error>> {
                self.inner.events().await
            }
        }

        impl<O: $crate::EventOperation> $Call<O, $crate::Blocking> {
            /// Makes the call and asks for events, over which to iterate; returns when the server begins to send them.
            ///
            /// # Errors
            /// As for [`send`](Self::send); and when a success is no stream of events.
            pub fn events(self) -> $crate::CallResult<O, $crate::BlockingEvents<O::Event, O::Error>> {
                self.inner.events()
            }
        }

        impl<O: $crate::DownloadOperation> $Call<O> {
            /// Makes the call, whose success is there once its body begins to come, however long that is.
            ///
            /// It comes in pieces from `next()`, and for other crates' combinators as a `Stream`. Where a success may be JSON
            /// as well, the call asks for what is none.
            ///
            /// # Errors
            /// As when the call is awaited; and when a success is JSON, where it may be that as well.
            pub async fn download(self) -> $crate::CallResult<O, $crate::Download> {
                self.inner.download().await
            }
        }

        impl<O: $crate::DownloadOperation> $Call<O, $crate::Blocking> {
            /// Makes the call, and returns when the body of a success begins to come, to be read however long it is. Where a
            /// success may be JSON as well, the call asks for what is none.
            ///
            /// # Errors
            /// As for [`send`](Self::send); and when a success is JSON, where it may be that as well.
            pub fn download(self) -> $crate::CallResult<O, $crate::BlockingDownload> {
                self.inner.download()
            }
        }

        impl<O: $crate::Operation> $Call<O, $crate::Blocking> {
            /// Makes the call, and waits until it is done.
            ///
            /// # Errors
            /// Whatever kept it from succeeding; its `outcome()` says whether the call may have taken effect.
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
        /// The `reqwest` client that carries the requests, for a proxy, certificates or a name resolution of your own.
        ///
        /// Turn its redirects off (a credential in a header of its own would follow to the new host) and its retries too
        /// (the client knows which requests may be repeated). Its own connect limit holds. Where nothing else turns on one
        /// of `reqwest`'s TLS features, it needs a TLS configuration or an installed `rustls` provider, or it panics.
        pub fn reqwest_client(self, client: $crate::reqwest::Client) -> Self {
            Self { inner: self.inner.reqwest_client(client) }
        }
    };
}

/// Nothing: this crate is built without that transport.
#[cfg(not(feature = "reqwest"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __reqwest_client {
    () => {};
}
