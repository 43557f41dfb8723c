//! The tables of generated operations: how a call is made, what it sends, and what comes back.

/// Gives an operation's struct its constructor, and its call one chained method per optional parameter and member of the
/// body.
///
/// ```text
/// call! { CreateOrder by Call {
///     new(shop_id(into String)), version = "2024-07", idempotency_key, body;
///     idempotency_key(into String) => idempotency_key;
///     note(into String) => body.note;
/// } }
/// ```
///
/// The first row has what the constructor takes and then the fields that begin with the only value that they can have, or
/// empty. The others have the method, what
/// it takes as in [`setters!`](crate::setters), and where in the operation that goes.
#[doc(hidden)]
#[macro_export]
macro_rules! call {
    ($operation:ident by $call:ident {
        new($($required:ident($($required_type:tt)+)),* $(,)?) $(, $begun:ident $(= $value:literal)?)*;
        $($name:ident($($type:tt)+) => $($field:ident).+;)*
    }) => {
        #[allow(deprecated)]
        impl $operation {
            /// A call with what the document requires; everything else is left out until it is set.
            pub fn new($($required: $crate::setters!(@type $($required_type)+)),*) -> Self {
                Self {
                    $($required: $crate::setters!(@value $required $($required_type)+),)*
                    $($begun: $crate::call!(@begin $($value)?),)*
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
    (@begin) => { ::core::default::Default::default() };
    (@begin $value:literal) => { ::core::convert::From::from($value) };
}

/// Implements [`Operation`](crate::Operation) from a table that reads like the document.
///
/// ```text
/// operation! { CreateOrder or CreateOrderError {
///     POST "/shops/{shop_id}/orders" as "createOrder";
///     at "https://orders.example.com";
///     security [API_KEY], [ID, TOKEN];
///     path "shop_id" => shop_id;
///     query "tags" => tags as Commas, optional;
///     query "next" => next as Exploded reserved, optional;
///     idempotency "Idempotency-Key" => idempotency_key, optional;
///     header "X-Trace" => trace;
///     cookie "session" => session, optional;
///     body json => body;
///     checked by Check;
///     accept "application/vnd.shop+json";
///     refused with Problem;
///     ok headers CreateOrderHeaders(remaining: "X-Remaining", tags: ["X-Tags"]);
///     ok events json OrderStep, by stream;
///     ok download "application/pdf";
///     ok json Order, in "data";
///     404 => NotFound;
///     409 => Conflict(json in "error");
///     429 => TooManyRequests(json in "error", retry_after: "Retry-After");
/// } }
/// ```
///
/// The rows come in this order, and all but the first and `ok` can be left out. `at` has a server of the operation's
/// own. `security` has the alternatives. What follows `as` is a [`ParameterStyle`](crate::ParameterStyle), in a query
/// with the methods of [`PairStyle`](crate::PairStyle). A body is `json`, `json "media/type"`, `form`,
/// `form_with_brackets`, `multipart`, `fields`, or `raw "media/type"`; a form may have styles of its members, as in
/// `form ["tags" as Commas reserved]`, and multipart their encodings, as in `multipart ["meta" as "application/json"
/// with "X-Kind" = "cover"]`; and it is `content` where it is an enum with a table of its own,
/// [`content!`](crate::content). `checked by Check` says that the struct implements [`Check`](crate::Check), and
/// `checked by body` that a call asks for what its body asks for and no more. `accept` has the media types to ask for
/// where they are not just JSON. `refused with` has the type that the bodies of all refusals have: the error enum gets
/// a method that gives it. `ok headers` has the struct of the headers that a success declares, with its fields and
/// their names, which are in brackets where the header is a list. `ok events` has what the data of an event is read as,
/// `json`, `text` or, of the event as a `whole`, and the member of the body that asks for events. `ok download` has the
/// media types that can be downloaded beside what the call brings when it is awaited. `ok` alone is a success whose
/// body nobody reads; `ok as text String` and `ok as bytes Bytes` take it as it is; `ok by Enum { … }` has rows of its
/// own; `ok all events` collects them. Each row after it has a status and the variant of the error enum: with nothing
/// in it, a body (`json`, `text` or `bytes`), or a body and response headers.
#[doc(hidden)]
#[macro_export]
macro_rules! operation {
    ($operation:ident or $error:ident {
        $method:ident $path:literal as $id:literal;
        $(at $server:literal;)?
        $(security $([$($scheme:ident),*]),+;)?
        $(path $path_wire:literal => $path_field:ident $(as $path_style:ident)?;)*
        $(query $query_wire:literal => $query_field:ident $(as $query_style:ident $($query_flag:ident)*)?
            $(, $query_optional:ident)?;)*
        $(idempotency $key_wire:literal => $key_field:ident $(, $key_optional:ident)?;)?
        $(header $header_wire:literal => $header_field:ident $(as $header_style:ident)? $(, $header_optional:ident)?;)*
        $(cookie $cookie_wire:literal => $cookie_field:ident $(as $cookie_style:ident)? $(, $cookie_optional:ident)?;)*
        $(body $body_kind:ident $($media:literal)? $([$($encodings:tt)*])? => $body_field:ident $(, $body_optional:ident)?;)?
        $(checked by $check:ident;)?
        $(accept $accept:literal;)?
        $(refused with $refusal:ty;)?
        $(ok headers $headers:ident($($header:ident: $header_name:tt),+);)?
        $(ok events $event_kind:ident $event:ty $(, by $event_switch:ident)?;)?
        $(ok download $download:literal;)?
        ok $(all $all:ident)? $(as $raw:ident $raw_type:ident)? $(by $by:ident {
            $($ok_status:pat => $ok_variant:ident $(($($ok_content:tt)+))?;)*
        })? $(json $output:ty $(, in $envelope:literal)?)?;
        $($status:pat => $variant:ident $(($($content:tt)+))?;)*
    }) => {
        #[allow(deprecated)]
        impl $crate::Operation for $operation {
            type Output = $crate::operation!(@output $($output)? $($raw_type)? $($by)? $(all $all)?);
            type Headers = $crate::operation!(@headers $($headers)?);
            type Error = $error;

            const META: $crate::Meta = $crate::Meta::new($id, $crate::Method::$method, $path)
                $(.server($server))?
                $(.security(&[$(&[$($scheme),*]),+]))?
                $(.idempotency_header($key_wire))?
                $(.accept($accept))?
                .error_envelope($crate::operation!(@envelope $([$($($content)+)?])*));

            $(fn check(&self, checker: &mut $crate::Checker) {
                $crate::operation!(@check $check self checker);
            })?

            fn request(
                &self,
                request: &mut $crate::RequestBuilder,
            ) -> ::core::result::Result<(), $crate::RequestError> {
                $($crate::operation! {
                    @send [] self.$path_field,
                    value => $crate::operation!(@path request $path_wire value $($path_style)?)
                })*
                $($crate::operation! {
                    @send [$($query_optional)?] self.$query_field,
                    value => $crate::operation!(@query request $query_wire value $($query_style $($query_flag)*)?)
                })*
                $($crate::operation! {
                    @send [$($key_optional)?] self.$key_field, value => request.header($key_wire, value)?
                })?
                $($crate::operation! {
                    @send [$($header_optional)?] self.$header_field,
                    value => $crate::operation!(@header request $header_wire value $($header_style)?)
                })*
                $($crate::operation! {
                    @send [$($cookie_optional)?] self.$cookie_field,
                    value => $crate::operation!(@cookie request $cookie_wire value $($cookie_style)?)
                })*
                $($crate::operation! {
                    @send [$($body_optional)?] self.$body_field,
                    value => $crate::operation!(@content request $body_kind $($media)? $([$($encodings)*])? => value)
                })?
                let _ = request;
                ::core::result::Result::Ok(())
            }

            fn output(reply: &$crate::Reply) -> ::core::result::Result<Self::Output, $crate::ReadError> {
                let _ = reply;
                ::core::result::Result::Ok($crate::operation! {
                    @read reply $(as $raw)? $(by $by {
                        $($ok_status => $ok_variant $(($($ok_content)+))?;)*
                    })? $(json $output $(, in $envelope)?)? $(all $all)?
                })
            }

            fn headers(reply: &$crate::Reply) -> Self::Headers {
                let _ = reply;
                $($headers { $($header: $crate::operation!(@header_of reply $header_name)),+ })?
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

        $(
            #[allow(deprecated)]
            impl $crate::EventOperation for $operation {
                type Event = $event;

                $(fn ask_for_events(&mut self) {
                    self.body.$event_switch = true.into();
                })?

                fn event(event: &$crate::Event<::std::string::String>) -> ::core::result::Result<Self::Event, $crate::ReadError> {
                    event.$event_kind()
                }
            }
        )?

        $crate::operation! { @refused $error [$($refusal)?] $($variant $(($($content)+))?,)* }

        $($crate::operation! { @download $operation $raw })?
        $($crate::operation! { @download $operation as $download })?
    };

    (@refused $error:ident [] $($variant:tt)*) => {};
    (@refused $error:ident [$refusal:ty] $($variant:ident ($kind:ident $($content:tt)*),)*) => {
        impl $error {
            /// The body, which is of one type whatever the status.
            pub fn body(&self) -> ::core::option::Option<&$refusal> {
                match self {
                    $($crate::operation!(@refusal $variant body $($content)*) => ::core::option::Option::Some(body),)*
                    Self::Undeclared => ::core::option::Option::None,
                }
            }
        }
    };
    (@refusal $variant:ident $body:ident $(in $envelope:literal)?) => { Self::$variant($body) };
    (@refusal $variant:ident $body:ident $(in $envelope:literal)?, $($headers:tt)+) => { Self::$variant { $body, .. } };

    (@download $operation:ident $raw:ident) => {
        impl $crate::DownloadOperation for $operation {}
    };
    (@download $operation:ident as $accept:literal) => {
        impl $crate::DownloadOperation for $operation {
            const ACCEPT: ::core::option::Option<&'static str> = ::core::option::Option::Some($accept);
        }
    };

    (@check Check $operation:tt $checker:ident) => { $crate::Check::check($operation, $checker) };
    (@check $field:ident $operation:tt $checker:ident) => { $crate::Check::check(&$operation.$field, $checker) };
    (@output) => { () };
    (@output String) => { ::std::string::String };
    (@output all events) => { ::std::vec::Vec<$crate::Event<<Self as $crate::EventOperation>::Event>> };
    (@output Bytes) => { ::std::vec::Vec<u8> };
    (@output $output:ty) => { $output };

    (@headers) => { () };
    (@headers $headers:ident) => { $headers };

    (@header_of $reply:ident [$wire:literal]) => { $reply.header_list($wire) };
    (@header_of $reply:ident $wire:literal) => { $reply.header($wire) };

    (@read $reply:ident) => { () };
    (@read $reply:ident json $output:ty) => { $reply.json()? };
    (@read $reply:ident json $output:ty, in $envelope:literal) => { $reply.json_in($envelope)? };
    (@read $reply:ident all events) => { $reply.events::<Self>()? };
    (@read $reply:ident as $raw:ident) => { $reply.$raw()? };
    (@read $reply:ident by $by:ident {$($status:pat => $variant:ident $(($($content:tt)+))?;)*}) => {
        match $reply.status() {
            $($status => $crate::operation!(@variant $reply $by $variant $(($($content)+))?),)*
            _ => $by::Undeclared($reply.bytes()?),
        }
    };

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

    (@path $request:ident $wire:literal $value:ident) => { $request.path($wire, $value)? };
    (@path $request:ident $wire:literal $value:ident $style:ident) => {
        $request.path_styled($wire, $value, $crate::ParameterStyle::$style)?
    };
    (@query $request:ident $wire:literal $value:ident) => { $request.query($wire, $value) };
    (@query $request:ident $wire:literal $value:ident $style:ident $($flag:ident)*) => {
        $request.query_styled($wire, $value, $crate::operation!(@pair $style $($flag)*))?
    };
    (@pair $style:ident $($flag:ident)*) => { $crate::PairStyle::of($crate::ParameterStyle::$style)$(.$flag())* };
    (@header $request:ident $wire:literal $value:ident) => { $request.header($wire, $value)? };
    (@header $request:ident $wire:literal $value:ident $style:ident) => {
        $request.header_styled($wire, $value, $crate::ParameterStyle::$style)?
    };
    (@cookie $request:ident $wire:literal $value:ident) => { $request.cookie($wire, $value)? };
    (@cookie $request:ident $wire:literal $value:ident $style:ident) => {
        $request.cookie_styled($wire, $value, $crate::ParameterStyle::$style)?
    };

    (@content $request:ident json $media:literal => $value:ident) => { $request.json_as($media, $value)? };
    (@content $request:ident raw $media:literal => $value:ident) => { $request.raw($media, $value) };
    (@content $request:ident content => $value:ident) => { $crate::BodyContent::write($value, $request)? };
    (@content $request:ident json => $value:ident) => { $request.json($value)? };
    // What is a form of some kind, in which members may be written otherwise than the others.
    (@content $request:ident $kind:ident => $value:ident) => { $request.$kind($value, &[])? };
    (@content $request:ident $kind:ident [
        $($name:literal as $style:ident $($flag:ident)*),+ $(,)?
    ] => $value:ident) => {
        $request.$kind($value, &[$(($name, $crate::operation!(@pair $style $($flag)*))),+])?
    };
    (@content $request:ident $kind:ident [
        $($name:literal $(as $media:literal)? $(with $($header:literal = $header_value:literal)+)?),+ $(,)?
    ] => $value:ident) => {
        $request.$kind(
            $value,
            const { &[$($crate::PartEncoding::new($name)$(.media_type($media))?
                $(.headers(&[$(($header, $header_value)),+]))?),+] },
        )?
    };

    (@variant $reply:ident $enum:ident $variant:ident) => { $enum::$variant };
    (@variant $reply:ident $enum:ident $variant:ident ($kind:ident $(in $envelope:literal)?)) => {
        $enum::$variant($crate::operation!(@body $reply $kind $($envelope)?))
    };
    (@variant $reply:ident $enum:ident $variant:ident (
        $kind:ident $(in $envelope:literal)?, $($header:ident: $wire:tt),+
    )) => {
        $enum::$variant {
            body: $crate::operation!(@body $reply $kind $($envelope)?),
            $($header: $crate::operation!(@header_of $reply $wire)),+
        }
    };
    (@variant $reply:ident $enum:ident $variant:ident ($($header:ident: $wire:tt),+)) => {
        $enum::$variant { $($header: $crate::operation!(@header_of $reply $wire)),+ }
    };

    (@body $reply:ident json $envelope:literal) => { $reply.json_in($envelope)? };
    (@body $reply:ident $kind:ident) => { $reply.$kind()? };
}

/// Implements [`BodyContent`](crate::BodyContent) for an enum of what a body may be.
///
/// ```text
/// content! { AddNoteContent {
///     Json from models::Note => json;
///     Multipart from models::AddNoteMultipartBody => multipart ["file" as "image/png"];
///     Markdown => raw "text/markdown";
///     Plain => raw "text/plain";
///     Picture from Vec<u8>, &[u8] => raw "image/png";
/// } }
/// ```
///
/// Each row has the variant, the types that only it is made from, and how it is written, as after `body` in
/// [`operation!`](crate::operation).
#[doc(hidden)]
#[macro_export]
macro_rules! content {
    ($content:ident {
        $($variant:ident $(from $($from:ty),+)? => $kind:ident $($media:literal)? $([$($encodings:tt)*])?;)+
    }) => {
        #[allow(deprecated)]
        impl $crate::BodyContent for $content {
            fn write(
                &self,
                request: &mut $crate::RequestBuilder,
            ) -> ::core::result::Result<(), $crate::RequestError> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::operation!(@content request $kind $($media)? $([$($encodings)*])? => value);
                    })+
                }
                ::core::result::Result::Ok(())
            }
        }

        $($($($crate::content! { @from $content $variant $from })+)?)+
    };
    (@from $content:ident $variant:ident $from:ty) => {
        #[allow(deprecated)]
        impl ::core::convert::From<$from> for $content {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    };
}
