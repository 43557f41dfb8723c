use http::StatusCode;

/// Whether a call that did not succeed may have taken effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing was sent.
    NotSent,
    /// The server refused, so nothing happened.
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
        let is_refusal = status.is_redirection() || status.is_client_error();
        if is_refusal && status != StatusCode::REQUEST_TIMEOUT { Self::Rejected } else { Self::Unknown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_settles_a_call() {
        let outcome = |status| Outcome::of_status(StatusCode::from_u16(status).unwrap());
        for status in [302, 400, 402, 404, 409, 429] {
            assert_eq!(outcome(status), Outcome::Rejected, "{status}");
        }
        for status in [200, 408, 500, 503, 599, 999] {
            assert_eq!(outcome(status), Outcome::Unknown, "{status}");
        }
    }
}
