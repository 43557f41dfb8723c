/// Declares an enum with a variant per status, and how each is read.
///
/// ```text
/// /// 404: There is no such shop.
/// 404 => NotFound(json: models::Problem);
/// /// 429: Too many requests.
/// 429 => TooManyRequests {
///     json_in "error": models::Problem;
///     /// The seconds to wait.
///     retry_after: Option<i64> = header "Retry-After";
/// }
/// /// 5XX
/// 500..=599 => Broken;
/// ```
///
/// A body has the method of [`Reply`](crate::Reply) that reads it, and what it is read as; so has a header. Where all
/// bodies are read alike and of one type, only the type stands there: `404 => NotFound(models::Problem);`, and, beside
/// headers, `body: models::Problem;`.
#[doc(hidden)]
#[macro_export]
macro_rules! by_status {
    // The refusals of an operation, with a body that is the same whatever the status.
    (
        @refusals $vis:vis enum $error:ident of $id:literal [$read:ident $($envelope:literal)?: $shared:ty] []
        $(
            $(#[$doc:meta])*
            $status:literal $(..=$last:literal)? => $variant:ident $(($type:ty);)? $({
                body: $body_type:ty;
                $($(#[$header_doc:meta])* $header:ident: $header_type:ty = $header_read:ident $wire:literal;)+
            })?
        )*
    ) => {
        #[doc = ::core::concat!(" Why `", $id, "` was refused, by status.")]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        $vis enum $error {
            $(
                $(#[$doc])*
                $variant $(($type))? $({
                    /// The body.
                    body: $body_type,
                    $($(#[$header_doc])* $header: $header_type,)+
                })?,
            )*
            /// A status that the document does not declare, or a body that is not what it declares.
            Undeclared,
        }

        $crate::by_status! { @body $error [$shared] $($variant $(($type))? $({ $body_type })?,)* }

        impl $crate::ByStatus for $error {
            const ENVELOPE: ::core::option::Option<&'static str> = <[&str]>::first(&[$($envelope)?]).copied();

            fn read(reply: &$crate::Reply) -> ::core::result::Result<Self, $crate::ReadError> {
                let status = reply.status();
                if !::core::matches!(status, $($status $(..=$last)?)|*) {
                    return ::core::result::Result::Ok(Self::Undeclared);
                }
                let body = reply.$read($($envelope)?)?;
                ::core::result::Result::Ok(match status {
                    $(
                        $status $(..=$last)? => Self::$variant $((::core::convert::identity::<$type>(body)))? $({
                            body: ::core::convert::identity::<$body_type>(body),
                            $($header: reply.$header_read($wire),)+
                        })?,
                    )*
                    _ => Self::Undeclared,
                })
            }

            fn undeclared(_: &$crate::Reply) -> Self {
                Self::Undeclared
            }
        }
    };
    (@refusals $vis:vis enum $error:ident of $id:literal [] [$($shared:ty)?] $($rows:tt)*) => {
        $crate::by_status! {
            @each $vis enum $error [::core::concat!(" Why `", $id, "` was refused, by status.")] [
                /// A status that the document does not declare, or a body that is not what it declares.
                Undeclared,
            ] [_ => Self::Undeclared] [$($shared)?] $($rows)*
        }
    };
    (@outputs $vis:vis enum $output:ident of $id:literal $($rows:tt)*) => {
        $crate::by_status! {
            @each $vis enum $output [::core::concat!(" What `", $id, "` brings, by status.")] [
                /// The body of a success with a status that the document does not declare.
                Undeclared(::std::vec::Vec<u8>),
            ] [reply => Self::Undeclared(reply.body().to_vec())] [] $($rows)*
        }
    };
    (
        @each $vis:vis enum $enum:ident [$about:expr] [$($undeclared:tt)*] [$reply:pat => $made:expr] [$($shared:ty)?]
        $(
            $(#[$doc:meta])*
            $status:literal $(..=$last:literal)? => $variant:ident
                $(;)? $(($read:ident $($envelope:literal)?: $type:ty);)? $({
                    $($body_read:ident $($body_envelope:literal)?: $body_type:ty;)?
                    $($(#[$header_doc:meta])+ $header:ident: $header_type:ty = $header_read:ident $wire:literal;)+
                })?
        )*
    ) => {
        #[doc = $about]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        $vis enum $enum {
            $(
                $(#[$doc])*
                $variant $(($type))? $({
                    $(
                        /// The body.
                        body: $body_type,
                    )?
                    $($(#[$header_doc])+ $header: $header_type,)+
                })?,
            )*
            $($undeclared)*
        }

        impl $crate::ByStatus for $enum {
            const ENVELOPE: ::core::option::Option<&'static str> =
                <[&str]>::first(&[$($($($envelope,)?)? $($($($body_envelope,)?)?)?)*]).copied();

            fn read(reply: &$crate::Reply) -> ::core::result::Result<Self, $crate::ReadError> {
                ::core::result::Result::Ok(match reply.status() {
                    $(
                        $status $(..=$last)? => Self::$variant $((reply.$read($($envelope)?)?))? $({
                            $(body: ::core::convert::identity::<$body_type>(reply.$body_read($($body_envelope)?)?),)?
                            $($header: reply.$header_read($wire),)+
                        })?,
                    )*
                    _ => Self::undeclared(reply),
                })
            }

            fn undeclared($reply: &$crate::Reply) -> Self {
                $made
            }
        }

        $crate::by_status! { @body $enum [$($shared)?] $($variant $(($type))? $({ $($body_type)? })?,)* }
    };
    (@body $enum:ident [] $($variants:tt)*) => {};
    (@body $enum:ident [$shared:ty] $($variant:ident $(($type:ty))? $({ $body_type:ty })?,)*) => {
        impl $enum {
            /// The body, which is of one type whatever the status.
            pub fn body(&self) -> ::core::option::Option<&$shared> {
                match self {
                    $(
                        $(Self::$variant(body) => ::core::option::Option::Some::<&$type>(body),)?
                        $(Self::$variant { body, .. } => ::core::option::Option::Some::<&$body_type>(body),)?
                    )*
                    Self::Undeclared => ::core::option::Option::None,
                }
            }
        }
    };
}

/// Declares the struct of the headers that a success brings, each with the method of [`Reply`](crate::Reply) that reads it.
///
/// ```text
/// response_headers! { pub struct CreateOrderHeaders of "createOrder" {
///     /// How many orders are left.
///     remaining: Option<i64> = header "X-Remaining";
/// } }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! response_headers {
    ($vis:vis struct $headers:ident of $id:literal {
        $($(#[$doc:meta])* $header:ident: $type:ty = $read:ident $wire:literal;)+
    }) => {
        #[doc = ::core::concat!(" The headers that `", $id, "` brings.")]
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        $vis struct $headers {
            $($(#[$doc])* pub $header: $type,)+
        }

        impl $crate::ResponseHeaders for $headers {
            fn read(reply: &$crate::Reply) -> Self {
                Self { $($header: reply.$read($wire),)+ }
            }
        }
    };
}
