use std::{fmt, sync::Arc};

use crate::client::transport::BoxError;

/// Where a client takes random bits from: for idempotency keys, and for the waits between attempts.
#[derive(Clone, Default)]
pub(crate) enum Randomness {
    /// The operating system.
    #[default]
    System,
    /// What the caller gave.
    Given(Arc<dyn Fn() -> u128 + Send + Sync>),
}

impl Randomness {
    /// 128 random bits that nobody can guess.
    pub(crate) fn bits(&self) -> Result<u128, BoxError> {
        match self {
            Self::System => system(),
            Self::Given(source) => Ok(source()),
        }
    }

    /// A number to spread waits with. When there is none to be had, all clients wait for the same time.
    pub(crate) fn spread(&self) -> u64 {
        self.bits().map_or(u64::MAX / 2, |bits| (bits >> u64::BITS) as u64)
    }
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn system() -> Result<u128, BoxError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("the system gives no random numbers: {error}"))?;
    Ok(u128::from_ne_bytes(bytes))
}

/// Nothing stands between the program and the machine here, so that only the program can know of a source.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn system() -> Result<u128, BoxError> {
    Err("there is no source of random numbers: give the client's builder one with `.randomness(…)`".into())
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
