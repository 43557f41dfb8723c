//! Request bodies: bytes that are there, or that come from a source while they are sent.

mod measure;
mod outgoing;
mod report;
mod request_body;
mod source;
mod upload;
mod upload_error;

pub(crate) use self::{
    outgoing::{Outgoing, Taking},
    report::Report,
};
pub use self::{request_body::RequestBody, upload::Upload, upload_error::UploadError};
