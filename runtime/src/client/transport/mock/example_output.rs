use http::StatusCode;

use super::{MockAnswer, TypedAnswer};
use crate::{Example, Operation, ToJson};

/// An output of an operation for which a [`Mock`](crate::Mock) has an example answer.
///
/// Models with an [`Example`] have one, and lists and maps of them, texts, numbers, bytes and the absence of a body. Events,
/// and the enum of an operation with several successful statuses, have none: use [`TypedAnswer::body`],
/// [`TypedAnswer::json`] or [`TypedAnswer::status`].
#[diagnostic::on_unimplemented(
    message = "the output `{Self}` of the operation has no example answer",
    note = "a model has one if it is generated with the option `example-feature` and that feature is enabled; the comment at the top of `examples.rs` lists the types without an example, and the reasons",
    note = "in all other cases, such as an operation with events or several successes, write the answer: `.on::<…>(TypedAnswer::json(…))`, or `TypedAnswer::body` or `TypedAnswer::status`"
)]
pub trait ExampleOutput: Sized {
    /// Returns the answer of an operation with this output.
    #[doc(hidden)]
    fn answer<O: Operation<Output = Self>>() -> TypedAnswer<O>;
}

// Otherwise the compiler asks for the two traits of types that cannot have them.
#[diagnostic::do_not_recommend]
impl<T: Example + ToJson> ExampleOutput for T {
    fn answer<O: Operation<Output = Self>>() -> TypedAnswer<O> {
        TypedAnswer::output(&T::example())
    }
}

/// An empty body, with the status 204.
impl ExampleOutput for () {
    fn answer<O: Operation<Output = Self>>() -> TypedAnswer<O> {
        TypedAnswer::status(StatusCode::NO_CONTENT)
    }
}

/// The bytes of a text.
impl ExampleOutput for Vec<u8> {
    fn answer<O: Operation<Output = Self>>() -> TypedAnswer<O> {
        TypedAnswer::unchecked(MockAnswer::bytes(StatusCode::OK, "application/octet-stream", String::example()))
    }
}
