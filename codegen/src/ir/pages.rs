use super::{RustIdent, TypeRef, WireName};

/// How the results of an operation are read page by page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pages {
    /// The way from a page to the list that it holds.
    pub items: Vec<Step>,
    pub item: TypeRef,
    /// The parameter that says which page.
    pub parameter: RustIdent,
    pub turn: Turn,
    /// The way to a member that says whether there are more pages, and what it is then.
    pub more: Option<(Vec<Step>, bool)>,
    /// Whether a rule of the options says so, and not the names alone.
    pub is_option: bool,
}

/// What the parameter is for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// A member of the page.
    Cursor(Vec<Step>),
    /// A member of the last item.
    Last(Vec<Step>),
    /// What the query parameter of this name is in the header `Link` with `rel="next"`.
    Link(WireName),
    /// The number of the page, where the first one has this number.
    Page(i64),
    /// The number of items before the page.
    Offset,
}

/// One member on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub name: RustIdent,
    pub may_be_missing: bool,
}
