use super::{RustIdent, TypeRef};

/// The pagination of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pages {
    /// The path from a page to its array of items.
    pub items: Vec<Step>,
    pub item: TypeRef,
    /// The parameter that selects the page.
    pub parameter: RustIdent,
    pub turn: Turn,
    /// The path to a boolean property that marks further pages, and its value if there are more.
    pub more: Option<(Vec<Step>, bool)>,
    /// True if an option defines the pagination, and not only the names.
    pub is_option: bool,
}

/// The value of the parameter for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// A property of the page.
    Cursor(Vec<Step>),
    /// A property of the last item.
    Last(Vec<Step>),
    /// The page number, with the number of the first page.
    Page(i64),
    /// The number of items before the page.
    Offset,
}

/// One property on a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub name: RustIdent,
    pub may_be_missing: bool,
}
