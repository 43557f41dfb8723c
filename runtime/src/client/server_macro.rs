/// Makes a document's own `Server`, with a constructor for each server, and the builder's method that takes one.
///
/// ```text
/// servers! {
///     /// Production.
///     production => "https://{region}.example.com/{base}", "region" = "eu" of "eu" "us", "base" = "v1";
///     test => "https://test.example.com";
/// }
/// ```
///
/// Each row has the URL, and the variables with their defaults and, after `of`, the only values that they may have.
#[doc(hidden)]
#[macro_export]
macro_rules! servers {
    ($(
        $(#[$about:meta])*
        $server:ident => $url:literal $(, $variable:literal = $default:literal $(of $($value:literal)+)?)*;
    )+) => {
        /// One of the servers that the document names, for [`ClientBuilder::server`].
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[must_use = "a server is given to a client's builder"]
        pub struct Server {
            inner: $crate::Server,
        }

        impl Server {
            $(
                $(#[$about])*
                ///
                #[doc = ::core::concat!("`", $url, "`")]
                pub const fn $server() -> Self {
                    Self {
                        inner: $crate::Server::new(
                            $url,
                            const {
                                &[$($crate::ServerVariable::new($variable, $default)$(.values(&[$($value),+]))?),*]
                            },
                        ),
                    }
                }
            )+
        }

        impl ClientBuilder {
            /// Where the API is: one of the servers that the document names.
            ///
            /// All calls go there, like those of a [`base_url`](Self::base_url). A variable that the server does not
            /// have, and a value that it may not have, are refused when the client is built.
            pub fn server(self, server: Server) -> Self {
                Self { inner: self.inner.server(&server.inner) }
            }
        }
    };
}

/// Gives a document's `Server` a chained method for each variable: `region => "region";`.
#[doc(hidden)]
#[macro_export]
macro_rules! server_variables {
    ($($(#[$about:meta])* $setter:ident => $variable:literal;)+) => {
        impl Server {
            $(
                $(#[$about])*
                pub fn $setter(self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
                    Self { inner: self.inner.variable($variable, value) }
                }
            )+
        }
    };
}
