/// What is known of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The client refused to send it, for this reason.
    NotSent(String),
    /// No validator could tell, for this reason.
    Open(String),
    Judged {
        by: Validator,
        /// Each way in which the request departs from the document.
        violations: Vec<String>,
    },
}

/// A program that knows nothing of the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Validator {
    Prism,
    OpenapiCore,
}
