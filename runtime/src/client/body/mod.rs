//! Request bodies: bytes that are there, or that come from a source while they are sent.

mod length_check;
mod outgoing;
mod request_body;
mod source;
mod upload;
mod upload_error;
mod upload_status;

pub(crate) use self::{
    outgoing::{CallMode, Outgoing},
    upload_status::UploadStatus,
};
pub use self::{request_body::RequestBody, upload::Upload, upload_error::UploadError};
