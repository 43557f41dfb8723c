use std::{
    fmt,
    io::{self, Read},
};

use super::{BlockingIncoming, download::stopped};
use crate::client::{CallContext, Reply, StatusCode};

/// The body of a success, of any length, which is read as it is received.
///
/// It is the blocking counterpart of [`Download`](crate::Download). An error of [`read`](Read::read) contains a
/// [`TransportError`](crate::TransportError) with the outcome of the call.
#[must_use = "bytes come only when they are read"]
pub struct BlockingDownload {
    incoming: Option<BlockingIncoming>,
    context: CallContext,
    status: StatusCode,
}

impl BlockingDownload {
    pub(crate) fn new(incoming: BlockingIncoming, reply: &Reply, context: &CallContext) -> Self {
        Self { incoming: Some(incoming), context: context.clone(), status: reply.http_status() }
    }
}

impl Read for BlockingDownload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(incoming) = &mut self.incoming else { return Ok(0) };
        let read = incoming.read(buffer);
        if read.is_err() || matches!(read, Ok(0) if !buffer.is_empty()) {
            self.incoming = None;
        }
        read.map_err(|stop| Box::new(stopped(&self.context, self.status, stop)).into())
    }
}

impl fmt::Debug for BlockingDownload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingDownload").field("status", &self.status).finish_non_exhaustive()
    }
}
