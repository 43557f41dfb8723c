use std::{fmt, sync::Arc};

use crate::client::transport::BoxError;

/// The source of random bits, for idempotency keys and for the waits between attempts.
#[derive(Clone, Default)]
pub(crate) enum Randomness {
    /// The operating system.
    #[default]
    System,
    /// The function that the caller set.
    Given(Arc<dyn Fn() -> u128 + Send + Sync>),
}

impl Randomness {
    /// Returns 128 random bits that cannot be guessed.
    pub(crate) fn bits(&self) -> Result<u128, BoxError> {
        match self {
            Self::System => system(),
            Self::Given(source) => Ok(source()),
        }
    }

    /// Returns a random number for a wait. Without random numbers, it is a constant, so that all clients wait for the
    /// same time.
    pub(crate) fn spread(&self) -> u64 {
        self.bits().map_or(u64::MAX / 2, |bits| (bits >> u64::BITS) as u64)
    }
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn system() -> Result<u128, BoxError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("the system has no random numbers: {error}"))?;
    Ok(u128::from_ne_bytes(bytes))
}

/// Without an operating system, only the program can provide a source.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn system() -> Result<u128, BoxError> {
    Err("there is no source of random numbers: set one on the client's builder with `.randomness(…)`".into())
}

impl fmt::Debug for Randomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::Given(_) => "Given",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_never_repeats_itself() {
        assert_ne!(Randomness::System.bits().unwrap(), Randomness::System.bits().unwrap());
    }

    #[test]
    fn a_source_that_is_given_is_used() {
        let given = Randomness::Given(Arc::new(|| 7 << 64 | 5));
        assert_eq!((given.bits().unwrap(), given.spread()), (7 << 64 | 5, 7));
    }
}
