use crate::{ReadError, Reply};

/// What a reply is read as by its status: an enum with a variant per status that the document declares.
///
/// Generated code implements it on the error responses of each operation, and on what an operation brings where that
/// depends on the status. The derive of the same name does so for an enum:
///
/// ```
/// use openapi_bindgen_runtime::{ByStatus, Object};
///
/// #[derive(Clone, Debug, PartialEq, Object)]
/// struct Problem {
///     code: String,
/// }
///
/// #[derive(Clone, Debug, PartialEq, ByStatus)]
/// #[by_status(in = "error")]
/// enum Refused {
///     BadRequest(Problem),
///     TooManyRequests { body: Problem, retry_after: Option<i64> },
///     #[status("5XX", text)]
///     Broken(String),
///     Undeclared,
/// }
/// ```
///
/// A variant whose name is the one of a status, such as `NotFound`, is for that status; any other has `#[status(404)]` or
/// `#[status("5XX")]`, but for the one that is for all other statuses. That one holds nothing, or the body as a
/// `Vec<u8>`. `#[by_status(…)]` has how bodies are read, where they are not just JSON: `in = "member"`, or a method of
/// [`Reply`]. `#[status(…)]` has it for one variant. Named fields but `body` are headers, as in [`ResponseHeaders`].
pub trait ByStatus: Sized {
    /// The member of a body that holds an error, so that an error which arrives under a 2xx status is seen as one.
    const ENVELOPE: Option<&'static str> = None;

    /// Reads the reply as what the document declares for its status.
    ///
    /// # Errors
    /// When the body does not fit that.
    fn read(reply: &Reply) -> Result<Self, ReadError>;

    /// A reply whose status is not declared, or which [`ByStatus::read`] cannot read.
    fn undeclared(reply: &Reply) -> Self;
}

/// The declared headers of a success, each an `Option`; `()` where the document declares none.
///
/// The derive of the same name implements it for a struct. The name of a header is that of its field, with `-` for `_`, or
/// in `#[header("X-Name")]`.
pub trait ResponseHeaders: Send + Sized + 'static {
    /// Reads the headers. One that is missing or does not fit is `None`: it never costs the caller the body of a call that
    /// took effect.
    fn read(reply: &Reply) -> Self;
}

impl ResponseHeaders for () {
    fn read(_: &Reply) -> Self {}
}
