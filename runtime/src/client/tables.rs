//! The tables of generated operations: how a call is made, what it sends, and what comes back.

/// Gives an operation's struct its constructor, and its call one chained method per optional parameter and member of the
/// body.
///
/// ```text
/// call! { CreateOrder by Call {
///     new(shop_id(into String)), idempotency_key, body;
///     idempotency_key(into String) => idempotency_key;
///     note(into String) => body.note;
/// } }
/// ```
///
/// The first row has what the constructor takes and then the fields that begin empty. The others have the method, what
/// it takes as in [`setters!`](crate::setters), and where in the operation that goes.
#[doc(hidden)]
#[macro_export]
macro_rules! call {
    ($operation:ident by $call:ident {
        new($($required:ident($($required_type:tt)+)),*) $(, $empty:ident)*;
        $($name:ident($($type:tt)+) => $($field:ident).+;)*
    }) => {
        #[allow(deprecated)]
        impl $operation {
            /// A call with what the document requires; everything else is left out until it is set.
            pub fn new($($required: $crate::setters!(@type $($required_type)+)),*) -> Self {
                Self {
                    $($required: $crate::setters!(@value $required $($required_type)+),)*
                    $($empty: ::core::default::Default::default(),)*
                }
            }
        }

        #[allow(deprecated)]
        impl<D> $call<$operation, D> {
            $(
                #[doc = ::core::concat!("Sets `", ::core::stringify!($($field).+), "`.")]
                pub fn $name(mut self, value: $crate::setters!(@type $($type)+)) -> Self {
                    self.operation_mut().$($field).+ = $crate::setters!(@set value $($type)+);
                    self
                }
            )*
        }
    };
}

/// Implements [`Operation`](crate::Operation) from a table that reads like the document.
///
/// ```text
/// operation! { CreateOrder or CreateOrderError {
///     POST "/shops/{shop_id}/orders" as "createOrder";
///     security [API_KEY], [ID, TOKEN];
///     path "shop_id" => shop_id;
///     query "dry_run" => dry_run, optional;
///     idempotency "Idempotency-Key" => idempotency_key, optional;
///     header "X-Trace" => trace;
///     json => body;
///     checked by Check;
///     ok json Order, in "data";
///     404 => NotFound;
///     409 => Conflict(json in "error");
///     429 => TooManyRequests(json in "error", retry_after: "Retry-After");
/// } }
/// ```
///
/// The rows come in this order, and all but the first and `ok` can be left out. `security` has the alternatives.
/// `checked by Check` says that the struct implements [`Check`](crate::Check). `ok` alone is a success whose body nobody
/// reads. Each row after it has a status and the variant of the error enum: with nothing in it, a body, or a body and
/// response headers.
#[doc(hidden)]
#[macro_export]
macro_rules! operation {
    ($operation:ident or $error:ident {
        $method:ident $path:literal as $id:literal;
        $(security $([$($scheme:ident),*]),+;)?
        $(path $path_wire:literal => $path_field:ident;)*
        $(query $query_wire:literal => $query_field:ident $(, $query_optional:ident)?;)*
        $(idempotency $key_wire:literal => $key_field:ident $(, $key_optional:ident)?;)?
        $(header $header_wire:literal => $header_field:ident $(, $header_optional:ident)?;)*
        $(json => $body_field:ident $(, $body_optional:ident)?;)?
        $(checked by $check:ident;)?
        ok $(json $output:ty $(, in $envelope:literal)?)?;
        $($status:pat => $variant:ident $(($($content:tt)+))?;)*
    }) => {
        #[allow(deprecated)]
        impl $crate::Operation for $operation {
            type Output = $crate::operation!(@output $($output)?);
            type Error = $error;

            const META: $crate::Meta = $crate::Meta::new($id, $crate::Method::$method, $path)
                $(.security(&[$(&[$($scheme),*]),+]))?
                $(.idempotency_header($key_wire))?
                .error_envelope($crate::operation!(@envelope $([$($($content)+)?])*));

            $(fn check(&self, checker: &mut $crate::Checker) {
                $check::check(self, checker);
            })?

            fn request(
                &self,
                request: &mut $crate::RequestBuilder,
            ) -> ::core::result::Result<(), $crate::RequestError> {
                $($crate::operation!(@send [] self.$path_field, value => request.path($path_wire, value)?);)*
                $($crate::operation! {
                    @send [$($query_optional)?] self.$query_field, value => request.query($query_wire, value)
                })*
                $($crate::operation! {
                    @send [$($key_optional)?] self.$key_field, value => request.header($key_wire, value)?
                })?
                $($crate::operation! {
                    @send [$($header_optional)?] self.$header_field, value => request.header($header_wire, value)?
                })*
                $($crate::operation!(@send [$($body_optional)?] self.$body_field, value => request.json(value)?);)?
                let _ = request;
                ::core::result::Result::Ok(())
            }

            fn output(reply: &$crate::Reply) -> ::core::result::Result<Self::Output, $crate::ReadError> {
                let _ = reply;
                ::core::result::Result::Ok($crate::operation!(@read reply $($output $(, in $envelope)?)?))
            }

            fn error(reply: &$crate::Reply) -> ::core::result::Result<Self::Error, $crate::ReadError> {
                ::core::result::Result::Ok(match reply.status() {
                    $($status => $crate::operation!(@variant reply $error $variant $(($($content)+))?),)*
                    _ => $error::Undeclared,
                })
            }

            fn undeclared() -> Self::Error {
                $error::Undeclared
            }
        }
    };

    (@output) => { () };
    (@output $output:ty) => { $output };

    (@read $reply:ident) => { () };
    (@read $reply:ident $output:ty) => { $reply.json()? };
    (@read $reply:ident $output:ty, in $envelope:literal) => { $reply.json_in($envelope)? };

    // The envelope of the first error that has one.
    (@envelope) => { ::core::option::Option::None };
    (@envelope [json in $envelope:literal $($rest:tt)*] $($others:tt)*) => { ::core::option::Option::Some($envelope) };
    (@envelope [$($content:tt)*] $($others:tt)*) => { $crate::operation!(@envelope $($others)*) };

    (@send [] $place:expr, $value:ident => $write:expr) => {
        let $value = &$place;
        $write;
    };
    (@send [optional] $place:expr, $value:ident => $write:expr) => {
        if let ::core::option::Option::Some($value) = &$place {
            $write;
        }
    };

    (@variant $reply:ident $error:ident $variant:ident) => { $error::$variant };
    (@variant $reply:ident $error:ident $variant:ident (json $(in $envelope:literal)?)) => {
        $error::$variant($crate::operation!(@body $reply $($envelope)?))
    };
    (@variant $reply:ident $error:ident $variant:ident (
        json $(in $envelope:literal)?, $($header:ident: $wire:literal),+
    )) => {
        $error::$variant {
            body: $crate::operation!(@body $reply $($envelope)?),
            $($header: $reply.header($wire)),+
        }
    };
    (@variant $reply:ident $error:ident $variant:ident ($($header:ident: $wire:literal),+)) => {
        $error::$variant { $($header: $reply.header($wire)),+ }
    };

    (@body $reply:ident) => { $reply.json()? };
    (@body $reply:ident $envelope:literal) => { $reply.json_in($envelope)? };
}
