use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use regress::Regex;

use super::Rules;

#[allow(clippy::return_self_not_must_use, reason = "the last rule of a text has nobody to hand itself to")]
impl Rules<'_, &str> {
    /// Something in the text matches the document's `pattern` (ECMA-262).
    ///
    /// A pattern that cannot be compiled is met by every text; the generator writes none such.
    pub fn pattern(self, pattern: &'static str) -> Self {
        self.rule(|text| {
            let is_broken = compiled(pattern).is_some_and(|regex| regex.find(text).is_none());
            is_broken.then(|| format!("must match `{pattern}`, and does not"))
        })
    }
}

/// The patterns that have been compiled. There are no more of them than generated code has.
static COMPILED: RwLock<Option<HashMap<&'static str, Arc<Regex>>>> = RwLock::new(None);

fn compiled(pattern: &'static str) -> Option<Arc<Regex>> {
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(regex) = known.as_ref().and_then(|known| known.get(pattern)) {
        return Some(Arc::clone(regex));
    }
    drop(known);
    // JSON Schema asks for Unicode patterns; older documents have escapes that those do not know.
    let regex = Regex::with_flags(pattern, "u").or_else(|_| Regex::new(pattern)).ok()?;
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    Some(Arc::clone(known.get_or_insert_default().entry(pattern).or_insert_with(|| Arc::new(regex))))
}

#[cfg(test)]
mod tests {
    use super::super::Checker;

    fn meets(text: &str, pattern: &'static str) -> bool {
        let mut checker = Checker::new();
        checker.text("text", text).pattern(pattern);
        checker.finish().is_ok()
    }

    #[test]
    fn a_pattern_may_match_anywhere_unless_it_says_otherwise() {
        assert!(meets("xaby", "a(b|c)") && !meets("xaby", "^a(b|c)$"));
    }

    #[test]
    fn patterns_are_those_of_ecma_262() {
        assert!(meets("ä1", r"^\p{L}\d$") && !meets("ä٣", r"^\p{L}\d$"));
        assert!(meets("ab", r"^(?=a)\w+(?<!c)$") && meets("aa", r"^(.)\1$"));
        // An escape that Unicode patterns refuse.
        assert!(meets("a_b", r"^a\_b$"));
    }
}
