//! Requests that the document lacks, with the credentials, limits, retries and errors of the client.

mod events;
mod operation;
mod request;
mod response;

pub(crate) use self::operation::RawOperation;
pub use self::{request::RawRequest, response::RawResponse};
