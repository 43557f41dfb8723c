use crate::pointer::Pointer;

/// A name that the caller chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Renamed {
    /// The path of the renamed item, as in [`explain`](crate::explain): `Order.note`.
    pub path: String,
    /// The name without the choice.
    pub before: String,
    pub by: RenamedBy,
}

/// The source of a chosen name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RenamedBy {
    /// The option `rename`, with its target.
    Option(String),
    /// The extension `x-rust-name`, with the place of its item.
    Extension(Pointer),
}
