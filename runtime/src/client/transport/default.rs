//! The default transports and timers of a client.

use std::sync::Arc;

use super::{BlockingTimer, BlockingTransport, Timer, Transport};
use crate::client::{BuildError, settings::Settings};

#[cfg(feature = "reqwest")]
pub(crate) fn transport(settings: &Settings) -> Result<Arc<dyn Transport>, BuildError> {
    let transport = super::ReqwestTransport::new(settings);
    Ok(Arc::new(transport.map_err(BuildError::Transport)?))
}

#[cfg(not(feature = "reqwest"))]
pub(crate) fn transport(_: &Settings) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

#[cfg(feature = "reqwest")]
#[allow(clippy::unnecessary_wraps, reason = "without the feature there is no timer")]
pub(crate) fn timer() -> Result<Arc<dyn Timer>, BuildError> {
    Ok(Arc::new(super::timer::TokioTimer))
}

#[cfg(not(feature = "reqwest"))]
pub(crate) fn timer() -> Result<Arc<dyn Timer>, BuildError> {
    Err(BuildError::NoTimer)
}

#[cfg(feature = "blocking")]
pub(crate) fn blocking_transport(settings: &Settings) -> Result<Arc<dyn BlockingTransport>, BuildError> {
    let transport = super::ureq::UreqTransport::new(settings);
    Ok(Arc::new(transport.map_err(BuildError::Transport)?))
}

#[cfg(not(feature = "blocking"))]
pub(crate) fn blocking_transport(_: &Settings) -> Result<Arc<dyn BlockingTransport>, BuildError> {
    Err(BuildError::NoBlockingTransport)
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
#[allow(clippy::unnecessary_wraps, reason = "without a system there is no timer")]
pub(crate) fn blocking_timer() -> Result<Arc<dyn BlockingTimer>, BuildError> {
    Ok(Arc::new(super::timer::SystemTimer))
}

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) fn blocking_timer() -> Result<Arc<dyn BlockingTimer>, BuildError> {
    Err(BuildError::NoTimer)
}
