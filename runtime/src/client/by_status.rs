use super::Reply;
use crate::ReadError;

/// What a reply is read as by its status: an enum with a variant per status that the document declares.
///
/// Generated code implements it on the refusals of each operation, and on what an operation brings where that depends on
/// the status.
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
pub trait ResponseHeaders: Send + Sized + 'static {
    /// Reads the headers. One that is missing or does not fit is `None`: it never costs the caller the body of a call that
    /// took effect.
    fn read(reply: &Reply) -> Self;
}

impl ResponseHeaders for () {
    fn read(_: &Reply) -> Self {}
}
