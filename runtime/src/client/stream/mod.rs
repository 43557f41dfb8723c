//! Successes whose bodies are streamed: events and downloads.

mod blocking_download;
mod blocking_events;
mod blocking_incoming;
mod body_timeouts;
mod decoder;
mod download;
mod event;
mod events;
mod incoming;
mod lines;
mod nesting;
mod reader;
mod response_mode;

pub use self::{
    blocking_download::BlockingDownload, blocking_events::BlockingEvents, download::Download, event::Event,
    events::Events,
};
pub(crate) use self::{
    blocking_incoming::BlockingIncoming,
    body_timeouts::BodyTimeouts,
    incoming::Incoming,
    reader::{read_all, read_all_whole, read_lines},
    response_mode::{EVENT_STREAM, ResponseMode, leaves_out_json},
};
