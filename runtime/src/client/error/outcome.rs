use http::StatusCode;

/// Whether a call that did not succeed may have taken effect, all of its attempts taken together.
///
/// Each attempt ends in one of these, and what the call is told is the worst of them, in the order in which they stand
/// here:
///
/// | an earlier attempt | and the last one | the call |
/// |---|---|---|
/// | not sent | rejected | `Rejected` |
/// | rejected (a 429, say) | not sent | `Rejected`: something was sent, and nothing happened |
/// | unknown (a 503, a broken connection) | not sent | `Unknown` |
/// | unknown | rejected (a 400 or a 429, say) | `Unknown` |
/// | any | a success that cannot be read | `Committed` |
/// | any | a success | no error |
///
/// A rejection settles only the attempt that it answers. That holds with an idempotency key too: servers authenticate,
/// validate and limit rates before they look the key up, so that a 401, 404 or 429 says nothing of the attempt before,
/// and a client cannot tell such an answer from the first one, replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing was sent.
    NotSent,
    /// The server rejected the call, so nothing happened.
    Rejected,
    /// It may have happened or not.
    Unknown,
    /// It happened: the server said so, in a way that could not be read.
    Committed,
}

impl Outcome {
    /// What a status other than 2xx says, or a 2xx whose body says the opposite or did not come.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        // A gateway says 408 also when it is the server behind it that was too slow.
        let is_rejection = status.is_redirection() || status.is_client_error();
        if is_rejection && status != StatusCode::REQUEST_TIMEOUT { Self::Rejected } else { Self::Unknown }
    }

    /// What two attempts say together.
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
    fn attempts_are_joined_as_the_table_says() {
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
