use crate::type_path::TypePath;

/// A type of the caller's, which is not generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CustomType {
    pub path: TypePath,
    /// What the option `replace` has it for; `None` where the document names it.
    pub target: Option<String>,
}
