//! The rules of serde's `rename_all`, which spare names an attribute of their own.

/// The kind of a Rust name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// A field, in snake case.
    Field,
    /// A variant, in Pascal case.
    Variant,
}

/// The rules, the most common first.
const CASES: &[&str] = &[
    "snake_case",
    "camelCase",
    "kebab-case",
    "lowercase",
    "SCREAMING_SNAKE_CASE",
    "UPPERCASE",
    "PascalCase",
    "SCREAMING-KEBAB-CASE",
];

/// Returns the rule that spares most names their own attribute, if it spares at least two.
pub(crate) fn rename_all(named: Named, pairs: &[(&str, &str)]) -> Option<&'static str> {
    let without = pairs.iter().filter(|(rust, wire)| plain(rust) == *wire).count();
    let fitting = |case: &str| pairs.iter().filter(|(rust, wire)| renamed(named, Some(case), rust) == *wire).count();
    let mut best = (without + 1, None);
    for case in CASES {
        let count = fitting(case);
        if count > best.0 {
            best = (count, Some(*case));
        }
    }
    best.1
}

/// Returns the JSON name of a Rust name under a rule.
pub(crate) fn renamed(named: Named, case: Option<&str>, rust: &str) -> String {
    let name = plain(rust);
    match (named, case) {
        (_, None) => name.to_owned(),
        (Named::Field, Some(case)) => field(case, name),
        (Named::Variant, Some(case)) => variant(case, name),
    }
}

/// Strips the `r#` of a raw identifier.
pub(crate) fn plain(rust: &str) -> &str {
    rust.strip_prefix("r#").unwrap_or(rust)
}

fn field(case: &str, name: &str) -> String {
    match case {
        "UPPERCASE" | "SCREAMING_SNAKE_CASE" => name.to_ascii_uppercase(),
        "PascalCase" => pascal(name),
        "camelCase" => lower_first(&pascal(name)),
        "kebab-case" => name.replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => name.to_ascii_uppercase().replace('_', "-"),
        _ => name.to_owned(),
    }
}

fn variant(case: &str, name: &str) -> String {
    match case {
        "lowercase" => name.to_ascii_lowercase(),
        "UPPERCASE" => name.to_ascii_uppercase(),
        "camelCase" => lower_first(name),
        "snake_case" => snake(name),
        "SCREAMING_SNAKE_CASE" => snake(name).to_ascii_uppercase(),
        "kebab-case" => snake(name).replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => snake(name).to_ascii_uppercase().replace('_', "-"),
        _ => name.to_owned(),
    }
}

fn pascal(name: &str) -> String {
    let mut is_first = true;
    let mut pascal = String::with_capacity(name.len());
    for sign in name.chars() {
        if sign == '_' {
            is_first = true;
        } else {
            pascal.push(if is_first { sign.to_ascii_uppercase() } else { sign });
            is_first = false;
        }
    }
    pascal
}

/// Converts the first letter to lower case, if it is ASCII. The derive of operations does the same.
pub(crate) fn lower_first(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_lowercase(), rest.as_str()))
}

fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, sign) in name.char_indices() {
        if index > 0 && sign.is_uppercase() {
            snake.push('_');
        }
        snake.push(sign.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_that_saves_most_attributes_is_chosen() {
        let fields = [("id", "id"), ("display_name", "displayName"), ("created_at", "createdAt")];
        assert_eq!(rename_all(Named::Field, &fields), Some("camelCase"));
        let variants = [("Processing", "processing"), ("PendingConsent", "pending_consent")];
        assert_eq!(rename_all(Named::Variant, &variants), Some("snake_case"));
        assert_eq!(rename_all(Named::Variant, &[("N4k", "4K"), ("N8k", "8K")]), None);
    }

    #[test]
    fn one_name_alone_has_an_attribute_of_its_own() {
        assert_eq!(rename_all(Named::Field, &[("id", "id"), ("display_name", "displayName")]), None);
        assert_eq!(rename_all(Named::Field, &[("r#type", "type"), ("name", "name")]), None);
    }

    #[test]
    fn the_rules_are_those_of_serde() {
        for (case, field, variant) in [
            ("lowercase", "outcome_is", "outcomeis"),
            ("UPPERCASE", "OUTCOME_IS", "OUTCOMEIS"),
            ("PascalCase", "OutcomeIs", "OutcomeIs"),
            ("camelCase", "outcomeIs", "outcomeIs"),
            ("snake_case", "outcome_is", "outcome_is"),
            ("SCREAMING_SNAKE_CASE", "OUTCOME_IS", "OUTCOME_IS"),
            ("kebab-case", "outcome-is", "outcome-is"),
            ("SCREAMING-KEBAB-CASE", "OUTCOME-IS", "OUTCOME-IS"),
        ] {
            assert_eq!(renamed(Named::Field, Some(case), "outcome_is"), field, "{case}");
            assert_eq!(renamed(Named::Variant, Some(case), "OutcomeIs"), variant, "{case}");
        }
    }
}
