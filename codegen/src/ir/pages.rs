use super::{RustIdent, TypeRef, WireName};

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
    pub by: PagesBy,
}

/// The source of a pagination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PagesBy {
    /// A rule of the option `pagination`.
    Option,
    /// An extension of the operation, by name.
    Extension(String),
    /// The names of the parameter and of the property.
    Names,
}

/// The value of the parameter for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// A property of the page.
    Cursor(Vec<Step>),
    /// A property of the last item.
    Last(Vec<Step>),
    /// The query parameter of this name in the URL of the header `Link` with `rel="next"`.
    Link(WireName),
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
