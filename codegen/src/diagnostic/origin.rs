/// The source that a diagnostic's pointer refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The document, with the overlays applied.
    Document,
    /// The overlay at this index.
    Overlay(usize),
    /// The options: the pointer is that of the value in the project file, if there is one.
    Options,
}
