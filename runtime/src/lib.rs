//! What the code written by `openapi-bindgen` calls.
//!
//! Generated code is small because what can be written once lives here: the derives that read, write and check JSON, and,
//! with the feature `client`, sending an operation and telling what came of it. A program normally names this crate only
//! through the bindings that it uses, which re-export what their users need.
//!
//! The derives are for models that are written by hand, too: see [`Object`](derive@Object),
//! [`RequestObject`](derive@RequestObject), [`StringEnum`](derive@StringEnum), [`IntegerEnum`](derive@IntegerEnum) and
//! [`Union`](derive@Union). They name this crate `openapi_bindgen_runtime`; where it has another name, write
//! `use my_bindings::runtime as openapi_bindgen_runtime;` in the module.
//!
//! Without features this crate is what generated *models* need: it depends on `serde_core` and on its own derives, which
//! have no dependencies.
//!
//! | feature | adds |
//! |---|---|
//! | `json` | values of any shape, and unions, for documents that have them |
//! | `pattern` | checks of patterns (ECMA-262) that are more than one class of characters, over `regress` |
//! | `base64`, `chrono`, `jiff`, `time`, `url`, `uuid` | types for the formats of texts, where bindings are generated with them |
//! | `client` | operations, errors, retries, the client, and the traits of a transport; no transport |
//! | `reqwest` | the transport over `reqwest` with rustls, and Tokio's timer |
//! | `blocking` | the transport of calls that block, over `ureq` with rustls; no asynchronous runtime |
//! | `tower` | a transport over any `tower` service |
//! | `http2` | HTTP/2 over `reqwest`, where the server offers it |
//! | `gzip`, `brotli`, `zstd` | response bodies in these codings, over every transport |
//! | `tracing` | a span for each call and each attempt |
//! | `test-transport` | a transport and a clock in memory, for tests |
#![cfg_attr(docsrs, feature(doc_cfg))]

// The derives name this crate as its users do.
extern crate self as openapi_bindgen_runtime;

#[cfg(feature = "client")]
mod client;
mod model;

#[cfg(feature = "client")]
pub use client::*;
pub use model::{
    Check, Checker, FromJson, Nullable, ReadContext, ReadError, Serde, ToJson, UnknownNumber, UnknownValue, Violation,
    Violations, Written,
};

#[cfg(feature = "json")]
pub use model::Json;

/// Derives [`Parts`] for a struct that is a `multipart/form-data` body, whose fields are its parts.
///
/// A [`File`], or a list of them, is sent as files, and anything else as a value. The names of the parts follow from the
/// same `json` attributes as those of [`Object`]; what is `read_only` is left out.
#[cfg(feature = "client")]
pub use openapi_bindgen_derive::Parts;

#[cfg(feature = "client")]
pub use openapi_bindgen_derive::{BodyContent, ByStatus, Operation, ResponseHeaders};

/// Makes a struct around [`Client`](struct@Client) the client of one API, to which code can add methods.
///
/// It comes with two more structs, which are called `ClientBuilder` and `Call` and have the derives
/// [`ApiClientBuilder`](derive@ApiClientBuilder) and [`ApiCall`](derive@ApiCall). Each has one field, `inner`.
///
/// | derive | adds |
/// |---|---|
/// | `ApiClient` | `builder()`, `call(operation)`, and `AsRef` for the inner client |
/// | `ApiClientBuilder` | the methods of [`ClientBuilder`](struct@ClientBuilder), such as `base_url`, `retry` and `build` |
/// | `ApiCall` | the methods of [`Call`](struct@Call), such as `send` and `deadline`, and `IntoFuture` |
///
/// Attributes of the client:
///
/// - `#[client(base_url = "https://api.example.com")]`: where the API is. Without it the caller has to set it.
/// - `#[client(credential(api_key = API_KEY))]`: the method of the builder that takes the credential of a
///   [`SecurityScheme`]. An error about a missing credential names the method.
/// - `#[client(in_progress(409, "request_in_progress"))]`: the status and the code of an error response that means that an
///   earlier attempt with the same idempotency key is still running. The call is then repeated.
///
/// ```
/// use openapi_bindgen_runtime::{ApiCall, ApiClient, ApiClientBuilder, Async, Secret, SecurityScheme};
///
/// const API_KEY: SecurityScheme = SecurityScheme::header("ApiKey", "x-api-key");
///
/// /// The client of the shop.
/// #[derive(Clone, ApiClient)]
/// #[client(base_url = "https://shop.example.com", credential(api_key = API_KEY))]
/// pub struct Client<D = Async> {
///     inner: openapi_bindgen_runtime::Client<D>,
/// }
///
/// #[derive(ApiClientBuilder)]
/// pub struct ClientBuilder {
///     inner: openapi_bindgen_runtime::ClientBuilder,
/// }
///
/// impl ClientBuilder {
///     /// Sets the API key.
///     pub fn api_key(self, credential: impl Into<Secret>) -> Self {
///         Self { inner: self.inner.credential(API_KEY, credential) }
///     }
/// }
///
/// #[derive(Clone, ApiCall)]
/// pub struct Call<O, D = Async> {
///     inner: openapi_bindgen_runtime::Call<O, D>,
/// }
///
/// let builder = Client::builder().api_key("k1").user_agent("till/1.0");
/// ```
#[cfg(feature = "client")]
pub use openapi_bindgen_derive::ApiClient;

/// Makes a struct around [`ClientBuilder`](struct@ClientBuilder) the builder of one API's client. See
/// [`ApiClient`](derive@ApiClient).
#[cfg(feature = "client")]
pub use openapi_bindgen_derive::ApiClientBuilder;

/// Makes a struct around [`Call`](struct@Call) the call of one API's operation. See [`ApiClient`](derive@ApiClient).
#[cfg(feature = "client")]
pub use openapi_bindgen_derive::ApiCall;

/// Reads and writes a struct with named fields as a JSON object.
///
/// It implements [`FromJson`], [`ToJson`], and serde's `Serialize` and `Deserialize`. Properties without a field are
/// ignored, and a property that is missing or does not fit is named by its JSON path.
///
/// ```
/// use openapi_bindgen_runtime::Object;
///
/// #[derive(Clone, Debug, PartialEq, Object)]
/// #[json(rename_all = "camelCase")]
/// struct Avatar {
///     avatar_id: String,
///     #[json(rename = "name")]
///     display_name: Option<String>,
/// }
///
/// let avatar: Avatar = serde_json::from_str(r#"{ "avatarId": "a1", "gender": "none" }"#)?;
/// assert_eq!(avatar, Avatar { avatar_id: "a1".to_owned(), display_name: None });
///
/// let error = serde_json::from_str::<Avatar>(r#"{ "avatarId": 7 }"#).unwrap_err();
/// assert!(error.to_string().starts_with("$.avatarId: invalid type"));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// | type of the field | when the property is absent | written |
/// |---|---|---|
/// | `T` | an error | always |
/// | `Option<T>` | `None`, and so is null | unless `None` |
/// | `Option<T>` with `#[json(required)]` | an error | always |
/// | [`Nullable<T>`] | `Absent` | unless `Absent` |
///
/// Attributes of the struct:
///
/// - `#[json(rename_all = "camelCase")]`: the rule by which the names in JSON follow from those of the fields. The rules are
///   those of serde. Without it the names are the same.
///
/// Attributes of a field:
///
/// - `#[json(rename = "name")]`: the name in JSON.
/// - `#[json(required)]`: an `Option` that must be there, null or not.
/// - `#[json(read_only)]`: only the server sets it, so it is not sent.
/// - `#[json(const = "circle")]`: the only value. Another string tells an untagged [`Union`] that it is not this object.
/// - `#[json(tag = "circle")]`: the value that [`RequestObject`]'s `new` gives to a discriminator.
/// - `#[json(flatten)]`: a `BTreeMap<String, T>` of the properties that no other field is for.
pub use openapi_bindgen_derive::Object;

/// Does what [`Object`](derive@Object) does for a struct that is sent, and adds a constructor, setters and checks.
///
/// - `new` takes what is required. It takes numbers and booleans as they are, and `impl Into<T>` for any other `T`.
/// - Each other field has a setter of its name, with its documentation.
/// - `check` attributes say what [`Check`] checks of a field. What a field consists of is always checked as well.
///
/// ```
/// use openapi_bindgen_runtime::{Check, RequestObject};
///
/// #[derive(Clone, Debug, PartialEq, RequestObject)]
/// struct NewAvatar {
///     #[check(min_length = 1, max_length = 20)]
///     name: String,
///     /// The size in pixels.
///     #[check(minimum = 16)]
///     size: Option<u32>,
///     #[check(max_items = 3, each(pattern = "^[a-z]+$"))]
///     tags: Option<Vec<String>>,
/// }
///
/// let avatar = NewAvatar::new("Anna").size(8).tags(["new".to_owned()]);
/// assert_eq!(avatar.validate().unwrap_err().to_string(), "`size` must be at least 16");
/// ```
///
/// | type of the field | rules of `#[check(…)]` (JSON Schema 2020-12, validation) |
/// |---|---|
/// | `String` | `min_length`, `max_length`, `pattern` (ECMA-262; more than one class of characters needs the feature `pattern`) |
/// | numbers | `minimum`, `maximum`, `more_than`, `less_than`, `multiple_of`, `one_of = [1, 2]` |
/// | `Vec<T>` | `min_items`, `max_items`, `unique_items`, `each(…)` for the rules of each item |
/// | `BTreeMap<String, T>` | `min_properties`, `max_properties`, `each(…)` for the rules of each value |
///
/// `#[check(min_properties = 1, max_properties = 5)]` on the struct counts the properties that it is sent with.
pub use openapi_bindgen_derive::RequestObject;

/// Reads and writes an enum as a JSON string, and keeps a value that no variant is for.
///
/// It gets `as_str`, `Display`, `From<&str>`, `From<String>`, `FromStr` (which never fails), [`FromJson`], [`ToJson`], and
/// serde's `Serialize` and `Deserialize`.
///
/// ```
/// use openapi_bindgen_runtime::{StringEnum, UnknownValue};
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
/// #[json(rename_all = "snake_case")]
/// enum Status {
///     PendingConsent,
///     #[json(rename = "done", alias = "completed")]
///     Done,
///     Unknown(UnknownValue),
/// }
///
/// assert_eq!(Status::from("pending_consent"), Status::PendingConsent);
/// assert_eq!(Status::from("completed").as_str(), "done");
/// assert_eq!(Status::from("paused").as_str(), "paused");
/// ```
///
/// `rename_all` has the rules of serde. One variant is `#[json(other)]` and holds an [`UnknownValue`].
pub use openapi_bindgen_derive::StringEnum;

/// Reads and writes an enum as a JSON integer, and keeps a number that no variant is for.
///
/// It gets `as_i64`, `Display`, `From<i64>`, `FromStr`, [`FromJson`], [`ToJson`], and serde's `Serialize` and `Deserialize`.
///
/// ```
/// use openapi_bindgen_runtime::{IntegerEnum, UnknownNumber};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntegerEnum)]
/// enum Priority {
///     #[json(value = 1)]
///     High,
///     #[json(value = 2)]
///     Low,
///     Unknown(UnknownNumber),
/// }
///
/// assert_eq!(Priority::from(2), Priority::Low);
/// assert_eq!(Priority::from(3).as_i64(), 3);
/// ```
pub use openapi_bindgen_derive::IntegerEnum;

/// Reads and writes an enum whose variants are different JSON types, and keeps what is none of them.
///
/// With `#[json(tag = "kind")]` the property `kind` says which variant it is, by the names of the variants, or what
/// `rename`, `alias` and `rename_all` make of them. With `#[json(untagged)]` it is the first variant that fits and keeps
/// everything, else the one that loses least. One variant is `#[json(other)]` and holds a [`Json`]. It needs the feature
/// `json`.
#[cfg_attr(
    feature = "json",
    doc = r##"
```
use openapi_bindgen_runtime::{Json, Object, Union};

#[derive(Clone, Debug, PartialEq, Object)]
struct Circle {
    radius: f64,
}

#[derive(Clone, Debug, PartialEq, Union)]
#[json(tag = "kind", rename_all = "snake_case")]
enum Shape {
    Circle(Circle),
    #[json(other)]
    Unknown(Json),
}

let shape: Shape = serde_json::from_str(r#"{ "kind": "circle", "radius": 1.5 }"#)?;
assert_eq!(shape, Shape::Circle(Circle { radius: 1.5 }));
# Ok::<(), serde_json::Error>(())
```
"##
)]
///
/// A variant may have the `check` attribute of [`RequestObject`](derive@RequestObject).
pub use openapi_bindgen_derive::Union;

#[cfg(feature = "base64")]
pub use model::Base64;

// The versions of the crates whose types this crate reads and writes: generated code names them by way of it.
#[cfg(feature = "chrono")]
#[doc(no_inline)]
pub use chrono;
#[cfg(feature = "jiff")]
#[doc(no_inline)]
pub use jiff;
#[cfg(feature = "time")]
#[doc(no_inline)]
pub use time;
#[cfg(feature = "url")]
#[doc(no_inline)]
pub use url;
#[cfg(feature = "uuid")]
#[doc(no_inline)]
pub use uuid;

/// What derives and macros expand to; not part of the public interface.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "client")]
    pub use crate::client::derived::*;
    pub use crate::model::Rules;
    pub use crate::model::object::{AnySlot, Members, Slot, Tag, Writer, slot, write_tagged_object};
    pub use crate::model::{Writing, deserialize, unknown_number, unknown_value};
    #[cfg(feature = "json")]
    pub use crate::model::{read_tagged, read_tagged_or_by_shape, read_untagged};
    pub use serde_core::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{Error, MapAccess},
        ser::{SerializeMap, SerializeStruct},
    };

    /// Gives a value to what a call may leave out.
    #[cfg(feature = "client")]
    pub fn set<T>(place: &mut Option<T>, value: impl Into<T>) {
        *place = Some(value.into());
    }

    /// Says that a value was kept without being known.
    pub fn lose(context: &crate::ReadContext) {
        context.lose();
    }
}

/// Makes a macro that refuses, with one clear message, code that needs what this crate only has with a feature.
macro_rules! needs_feature {
    ($($needs:ident $feature:literal $what:literal)*) => {$(
        #[cfg(feature = $feature)]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $needs {
            () => {};
        }

        #[cfg(not(feature = $feature))]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $needs {
            () => {
                compile_error!(concat!(
                    "these bindings ", $what, ": add the feature `", $feature, "` of openapi-bindgen-runtime"
                ));
            };
        }
    )*};
}

needs_feature! {
    needs_base64 "base64" "have types for formats"
    needs_chrono "chrono" "have types for formats"
    needs_jiff "jiff" "have types for formats"
    needs_pattern "pattern" "check patterns that are more than one class of characters"
    needs_time "time" "have types for formats"
    needs_url "url" "have types for formats"
    needs_uuid "uuid" "have types for formats"
}

/// Refuses, with one clear message, code that another version of the generator wrote.
///
/// Generated code calls this with the version of the interface between it and this crate. The macros and
/// derives that it uses afterwards are part of that interface.
#[doc(hidden)]
#[macro_export]
macro_rules! generated_for {
    (1) => {};
    ($other:tt) => {
        compile_error!(concat!(
            "these bindings were generated for interface ",
            stringify!($other),
            " of openapi-bindgen-runtime, and this is openapi-bindgen-runtime ",
            "with interface 1: generate them again with the openapi-bindgen of the same version as the runtime"
        ));
    };
}
