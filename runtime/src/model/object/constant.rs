use super::Slot;
use crate::Nullable;

/// A text that has only one value, as fields hold it.
pub trait Constant {
    /// Returns the text, unless it is null or left out.
    fn text(&self) -> Option<&str>;
}

impl Constant for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: Constant> Constant for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(Constant::text)
    }
}

impl<T: Constant> Constant for Nullable<T> {
    fn text(&self) -> Option<&str> {
        self.value().and_then(Constant::text)
    }
}

impl<T: Constant> Constant for Slot<T> {
    fn text(&self) -> Option<&str> {
        self.value.as_ref().and_then(Constant::text)
    }
}
