use crate::{ReadError, Reply};

/// A response by status: an enum with one variant for each status that the document declares.
///
/// Generated code implements it for the error responses of each operation, and for successes that depend on the status.
/// The derive of the same name does so for an enum:
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
/// enum SearchError {
///     BadRequest(Problem),
///     TooManyRequests { body: Problem, retry_after: Option<i64> },
///     #[status("5XX", text)]
///     Broken(String),
///     Undeclared,
/// }
/// ```
///
/// A variant with the name of a status, such as `NotFound`, is for that status. Any other variant has `#[status(404)]`
/// or `#[status("5XX")]`, except for the one for all other statuses, which holds nothing or the body as a `Vec<u8>`.
/// `#[by_status(…)]` sets the format of bodies that are not plain JSON: `in = "member"`, or the name of a method of
/// [`Reply`]. `#[status(…)]` sets it for one variant. Named fields other than `body` are headers, as in
/// [`ResponseHeaders`].
pub trait ByStatus: Sized {
    /// The member of a body that holds an error, so that an error which arrives under a 2xx status is seen as one.
    const ENVELOPE: Option<&'static str> = None;

    /// Reads the reply as the type that the document declares for its status.
    ///
    /// # Errors
    /// If the body does not fit that type.
    fn read(reply: &Reply) -> Result<Self, ReadError>;

    /// Creates the value for a reply with an undeclared status, or one that [`ByStatus::read`] cannot read.
    fn undeclared(reply: &Reply) -> Self;
}

/// An operation without declared error responses.
impl ByStatus for () {
    fn read(_: &Reply) -> Result<Self, ReadError> {
        Ok(())
    }

    fn undeclared(_: &Reply) -> Self {}
}

/// The declared headers of a success, each an `Option`; `()` if the document declares none.
///
/// The derive of the same name implements it for a struct. The name of a header is that of its field, with `-` for `_`, or
/// in `#[header("X-Name")]`.
pub trait ResponseHeaders: Send + Sized + 'static {
    /// Reads the headers. A header that is missing or does not fit is `None`, so that the caller still gets the body of a
    /// call that took effect.
    fn read(reply: &Reply) -> Self;
}

impl ResponseHeaders for () {
    fn read(_: &Reply) -> Self {}
}
