//! A pattern of names: `*Dto`.

/// A name with one star, which stands for any characters, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NamePattern<'p> {
    before: &'p str,
    after: &'p str,
}

impl<'p> NamePattern<'p> {
    /// Parses a target of an option. Returns `None` if it is a single name or a JSON Pointer.
    pub(crate) fn of_target(target: &'p str) -> Option<Self> {
        let is_pointer = target.strip_prefix('#').unwrap_or(target).starts_with('/');
        let (before, after) = target.split_once('*').filter(|_| !is_pointer)?;
        Some(Self { before, after })
    }

    /// Returns true if there is more than one star.
    pub(crate) fn has_several_stars(self) -> bool {
        self.after.contains('*')
    }

    /// Returns the part of a name that the star stands for.
    pub(crate) fn matched(self, name: &str) -> Option<&str> {
        name.strip_prefix(self.before)?.strip_suffix(self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        let of = |target, name: &str| NamePattern::of_target(target).unwrap().matched(name).map(str::to_owned);
        assert_eq!(of("*Dto", "OrderDto").as_deref(), Some("Order"));
        assert_eq!(of("Api*Dto", "ApiOrderDto").as_deref(), Some("Order"));
        assert_eq!(of("*", "Order").as_deref(), Some("Order"));
        assert_eq!(of("Api*", "ApiÖl").as_deref(), Some("Öl"));
        assert_eq!(of("*Dto", "Dto").as_deref(), Some(""));
        for (target, name) in [("*Dto", "DtoOrder"), ("Ab*ba", "Aba"), ("*Dto*", "OrderDto")] {
            assert_eq!(of(target, name), None, "{target} {name}");
        }
        assert!(NamePattern::of_target("*A*").unwrap().has_several_stars());
        for target in ["Order", "/paths/~1a*/get", "#/components/schemas/A*"] {
            assert_eq!(NamePattern::of_target(target), None);
        }
    }
}
