use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use super::{FromJson, Json, ReadContext};

/// A type with an example value, for tests.
///
/// Generated models have one if they are generated with the option `example-feature`. Lists, maps and options
/// have the example of their items. That of a text is `example`, and that of a number is 1.
///
/// ```
/// use openapi_bindgen_runtime::{Example, JsonExample, Object};
///
/// #[derive(Clone, Debug, PartialEq, Object)]
/// struct Pet {
///     name: String,
/// }
///
/// impl JsonExample for Pet {
///     const JSON: &'static str = r#"{"name":"Mia"}"#;
/// }
///
/// assert_eq!(Pet::example().name, "Mia");
/// assert_eq!(Vec::<Pet>::example(), [Pet::example()]);
/// assert_eq!(String::example(), "example");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no example",
    note = "a model has one if it is generated with the option `example-feature` and that feature is enabled; the comment at the top of `examples.rs` lists the types without an example, and the reasons"
)]
pub trait Example: Sized {
    /// Returns the example. It is the same on every call.
    fn example() -> Self;
}

/// A type whose example is JSON. It implements [`Example`].
pub trait JsonExample: FromJson {
    /// The example, which the type reads. The generator checks this for generated types.
    const JSON: &'static str;
}

impl<T: JsonExample> Example for T {
    /// # Panics
    /// Panics if the type does not read [`JsonExample::JSON`]. With generated code this happens only if a type of your own
    /// that it contains does not read the example of the document.
    fn example() -> Self {
        let context = ReadContext::new();
        match T::from_json(&mut serde_json::Deserializer::from_str(T::JSON), &context) {
            Ok(example) => example,
            Err(error) => panic!("the example does not fit its type at `{context}`: {error}"),
        }
    }
}

impl<T: Example> Example for Vec<T> {
    fn example() -> Self {
        vec![T::example()]
    }
}

impl<T: Example> Example for Option<T> {
    fn example() -> Self {
        Some(T::example())
    }
}

impl<T: Example> Example for BTreeMap<String, T> {
    fn example() -> Self {
        Self::from([(String::example(), T::example())])
    }
}

impl<T: Example, S: BuildHasher + Default> Example for HashMap<String, T, S> {
    fn example() -> Self {
        Self::from_iter([(String::example(), T::example())])
    }
}

#[cfg(feature = "indexmap")]
impl<T: Example> Example for indexmap::IndexMap<String, T> {
    fn example() -> Self {
        Self::from_iter([(String::example(), T::example())])
    }
}

macro_rules! plain {
    ($($type:ty => $example:expr),* $(,)?) => {
        $(
            impl Example for $type {
                fn example() -> Self {
                    $example
                }
            }
        )*
    };
}

plain! {
    String => "example".to_owned(),
    bool => true,
    i32 => 1,
    i64 => 1,
    u32 => 1,
    u64 => 1,
    f32 => 1.0,
    f64 => 1.0,
    Json => Json::Object(serde_json::Map::new()),
}

/// The output of an operation without a response body.
impl Example for () {
    fn example() -> Self {}
}
