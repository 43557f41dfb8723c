/// The text that a diagnostic's pointer points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The document, as the overlays left it.
    Document,
    /// The overlay at this index.
    Overlay(usize),
}
