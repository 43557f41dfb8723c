//! The work of compiling the regular expressions of a filter, which happens for each value.

/// The steps of a regular expression, and of each of its characters.
const STEPS: (u64, u64) = (100, 30);

/// The steps of a class of Unicode, such as `\w` and `.`.
const CLASS: u64 = 2_000;

/// The most steps of one: the engine rejects a larger one.
const MOST: u64 = 10_000_000;

/// Returns the steps of a call of `match` or `search`, whose text starts at its name. A pattern that is not a literal may
/// be any text of the document.
pub(super) fn steps(call: &str) -> u64 {
    pattern(call).map_or(MOST, |pattern| of_pattern(&pattern))
}

/// Returns the second argument of a call, if it is a literal.
fn pattern(call: &str) -> Option<String> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut is_escaped = false;
    for (at, sign) in call.char_indices() {
        match (quote, sign) {
            (Some(_), _) if std::mem::take(&mut is_escaped) => {}
            (Some(_), '\\') => is_escaped = true,
            (Some(open), _) if sign == open => quote = None,
            (None, '\'' | '"') => quote = Some(sign),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 1 => {
                return literal(call[at + 1..].trim_start());
            }
            _ => {}
        }
    }
    None
}

/// Returns the text of the literal that a text starts with. Returns `None` for one with a character by its number, which may
/// be any.
fn literal(text: &str) -> Option<String> {
    let mut signs = text.chars();
    let open = signs.next().filter(|sign| matches!(sign, '\'' | '"'))?;
    let mut literal = String::new();
    loop {
        match signs.next()? {
            sign if sign == open => return Some(literal),
            '\\' => literal.push(signs.next().filter(|sign| *sign != 'u')?),
            sign => literal.push(sign),
        }
    }
}

fn of_pattern(pattern: &str) -> u64 {
    let signs = pattern.len() as u64;
    let classes = pattern.matches(['\\', '.', '^']).count() as u64;
    // Repetitions multiply if they are nested.
    let counts = pattern.split('{').skip(1).map(|rest| {
        let numbers = rest.split('}').next().unwrap_or_default().split(',');
        numbers.filter_map(|number| number.trim().parse::<u64>().ok()).max().unwrap_or(1).max(1)
    });
    let repeated = counts.fold(1, u64::saturating_mul);
    let once = STEPS.0 + STEPS.1.saturating_mul(signs).saturating_add(CLASS.saturating_mul(classes));
    once.saturating_mul(repeated).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_costs_what_its_classes_and_repetitions_cost() {
        assert_eq!(steps("match(@.name, '[A-Z]{2}')"), (100 + 8 * 30) * 2);
        assert_eq!(steps(r#"search(@["a,b"], "\\w")"#), 100 + 2 * 30 + 2_000);
        assert_eq!(steps("search(@.s, '(a{100}){1,100}')"), (100 + 15 * 30) * 10_000);
        assert_eq!(steps(&format!("search(@.s, '{}')", r"\\w".repeat(9_000))), MOST);
    }

    #[test]
    fn an_escaped_quote_does_not_end_a_pattern() {
        assert_eq!(steps(r"search(@, '\'|a{1000}')"), (100 + 9 * 30) * 1_000);
        assert_eq!(steps(r#"search(@, "\"|a{1000}")"#), (100 + 9 * 30) * 1_000);
    }

    #[test]
    fn a_pattern_that_is_not_known_may_be_the_worst() {
        for call in [
            "search(@.s, $.pattern)",
            r"search(@.s, @['a, \'b'])",
            r"search(@.s, 'a\u007b1000}')",
            "search(@.s, 'a",
            "match(@.s",
            "match",
        ] {
            assert_eq!(steps(call), MOST, "{call}");
        }
    }
}
