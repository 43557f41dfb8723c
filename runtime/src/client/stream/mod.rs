//! Successes whose bodies are handed over before they are whole: events and downloads.

mod blocking_download;
mod blocking_events;
mod blocking_incoming;
mod decoder;
mod download;
mod event;
mod events;
mod incoming;
mod lines;
mod pace;
mod reader;

pub use self::{
    blocking_download::BlockingDownload, blocking_events::BlockingEvents, download::Download, event::Event,
    events::Events,
};
pub(crate) use self::{
    blocking_incoming::BlockingIncoming,
    incoming::Incoming,
    pace::{EVENT_STREAM, Handover, Pace, leaves_out_json},
    reader::{read_all, read_lines},
};
