/// The verdict on one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The client did not send it, for this reason.
    NotSent(String),
    /// No validator could check it, for this reason.
    Open(String),
    Judged {
        by: Validator,
        /// The differences between the request and the document.
        violations: Vec<String>,
    },
}

/// A program that is independent of the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Validator {
    Prism,
    OpenapiCore,
}
