//! The spaces in attributes where `prettyplease`, which takes them for any tokens, has none or one too many.

/// Items as text, with the types of setters and the ranges of statuses as a person writes them.
pub(crate) fn spaced(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    // Whether the line before only opens the attribute of a setter.
    let mut is_opened = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let is_setter = is_opened || content.starts_with("#[setter(");
        is_opened = content == "#[setter(";
        if is_setter {
            output.push_str(&line.replacen(':', ": ", 1));
        } else if content.starts_with("#[status(") {
            output.push_str(&line.replacen("..= ", "..=", 1));
        } else {
            output.push_str(line);
        }
    }
    output
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn attributes_are_written_as_by_hand() {
        for (printed, written) in [
            ("#[setter(pool:models::Pool)]\n", "#[setter(pool: models::Pool)]\n"),
            ("#[setter(\n    pool:models::Pool\n)]\n", "#[setter(\n    pool: models::Pool\n)]\n"),
            ("#[setter(set_pool)]\npub pool: u8,\n", "#[setter(set_pool)]\npub pool: u8,\n"),
            ("#[status(400..= 499, text)]\n", "#[status(400..=499, text)]\n"),
            ("/// #[status(400..= 499)]\n", "/// #[status(400..= 499)]\n"),
        ] {
            assert_eq!(spaced(printed), written);
        }
    }
}
