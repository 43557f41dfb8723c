use std::{borrow::Cow, fmt};

/// The maximum number of characters of a place in a message.
const LONGEST: usize = 200;

/// The place of a validation error in a body: the names of the members that lead to it.
///
/// It borrows the place around it, so that a search copies no names for the values without an error.
pub(super) struct Place<'a> {
    around: Option<&'a Place<'a>>,
    name: &'a str,
}

impl<'a> Place<'a> {
    pub(super) fn root() -> Self {
        Self { around: None, name: "" }
    }

    pub(super) fn member(&'a self, name: &'a str) -> Self {
        Self { around: Some(self), name }
    }
}

/// Writes the names with dots between them. Of a long name, only as much is written as [`shortened`] needs.
impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(around) = self.around else { return Ok(()) };
        if around.around.is_some() {
            write!(f, "{around}.")?;
        }
        write!(f, "{:.*}", LONGEST + 1, self.name)
    }
}

/// Returns a place as a message shows it: at most its first 200 characters. The mark after them tells the masks that a
/// credential may have been cut.
pub(super) fn shortened(place: &str) -> Cow<'_, str> {
    match place.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &place[..end]).into(),
        None => place.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_the_names_of_all_members() {
        let root = Place::root();
        let (a, long) = (root.member("a"), "ä".repeat(1 << 20));
        let shown = [root.to_string(), a.to_string(), a.member("b").to_string()];
        assert_eq!(shown, ["", "a", "a.b"]);
        let place = a.member(&long).to_string();
        assert!(place.len() < 1000);
        assert_eq!(shortened(&place), format!("a.{}…", "ä".repeat(LONGEST - 2)));
        assert_eq!(shortened("a.b"), "a.b");
    }
}
