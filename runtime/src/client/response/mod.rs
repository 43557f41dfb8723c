//! Responses as they are received, and as a call returns them.

mod content_coding;
mod media_type;
mod reply;
mod typed;

pub(crate) use self::{
    content_coding::{ACCEPTED_CODINGS, IDENTITY},
    media_type::{essence, is_json, media_type},
    reply::list_items,
};
pub use self::{reply::Reply, typed::Response};
