use http::StatusCode;

/// The effect of a failed call, over all of its attempts.
///
/// Each attempt has an outcome. The outcome of the call is the worst of them, in the order of the variants:
///
/// | an earlier attempt | and the last one | the call |
/// |---|---|---|
/// | not sent | rejected | `Rejected` |
/// | rejected (such as a 429) | not sent | `Rejected`: something was sent, and nothing happened |
/// | unknown (such as a 503 or a broken connection) | not sent | `Unknown` |
/// | unknown | rejected (such as a 400 or a 429) | `Unknown` |
/// | any | a success that cannot be read | `Committed` |
/// | any | a success | no error |
///
/// A rejection concerns only its own attempt, even with an idempotency key. Servers authenticate, validate and limit
/// rates before they look up the key. A 401, 404 or 429 therefore does not show whether an earlier attempt took effect, and
/// a client cannot distinguish it from a replay of the first response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing was sent.
    NotSent,
    /// The server rejected the call, so nothing happened.
    Rejected,
    /// It may have happened or not.
    Unknown,
    /// It happened: the server responded with a success that could not be read.
    Committed,
}

impl Outcome {
    /// Returns the outcome of an error response, or of a 2xx whose body is an error or was not received.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        // A gateway also responds with 408 if the server behind it was too slow.
        let is_rejection = status.is_redirection() || status.is_client_error();
        if is_rejection && status != StatusCode::REQUEST_TIMEOUT { Self::Rejected } else { Self::Unknown }
    }

    /// Returns the outcome of two attempts together.
    pub(crate) fn join(self, other: Self) -> Self {
        self.max(other)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Outcome::{Committed, NotSent, Rejected, Unknown},
        *,
    };

    #[test]
    fn only_a_rejection_settles_a_call() {
        let outcome = |status| Outcome::of_status(StatusCode::from_u16(status).unwrap());
        for status in [302, 400, 402, 404, 409, 429] {
            assert_eq!(outcome(status), Outcome::Rejected, "{status}");
        }
        for status in [200, 408, 500, 503, 599, 999] {
            assert_eq!(outcome(status), Outcome::Unknown, "{status}");
        }
    }

    #[test]
    fn outcomes_are_joined_as_in_the_table() {
        for (earlier, last, joined) in [
            (NotSent, NotSent, NotSent),
            (NotSent, Rejected, Rejected),
            (Rejected, NotSent, Rejected),
            (Unknown, NotSent, Unknown),
            (Unknown, Rejected, Unknown),
            (Rejected, Unknown, Unknown),
            (Unknown, Committed, Committed),
        ] {
            assert_eq!(earlier.join(last), joined, "{earlier:?}, {last:?}");
        }
    }
}
