use super::{FromJson, ReadContext};

/// A type with an example value, for tests.
///
/// Generated models have one if they are generated with the option `example-feature`. Lists and options
/// have the example of their items.
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
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no example",
    note = "generate the models with the option `example-feature` and enable that feature; the comment at the top of `examples.rs` lists the types without an example"
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
    /// Panics if the type does not read [`JsonExample::JSON`], which does not happen with generated code.
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

/// The output of an operation without a response body.
impl Example for () {
    fn example() -> Self {}
}
