use crate::type_path::TypePath;

/// A type of the caller, which is not generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CustomType {
    pub path: TypePath,
    /// The target in the option `replace`, or `None` if the document names the type.
    pub target: Option<String>,
}
