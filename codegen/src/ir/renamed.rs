use crate::pointer::Pointer;

/// A name that is the caller's choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Renamed {
    /// What is called so, as [`explain`](crate::explain) calls it: `Order.note`.
    pub path: String,
    /// The name that it would have otherwise.
    pub before: String,
    pub by: RenamedBy,
}

/// What gives the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RenamedBy {
    /// The option `rename`, for this target.
    Option(String),
    /// The extension `x-rust-name`, of what is described here.
    Extension(Pointer),
}
