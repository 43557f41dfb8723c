//! The line that separates the parts of a multipart body.

/// The boundary of a body whose parts do not have it, and the beginning of all others.
const BEGINNING: &str = "form-part-boundary";
/// The number of hexadecimal digits of a number after it.
const DIGITS: usize = 16;

/// Returns a boundary with a number, of at most 51 characters: RFC 2046 allows 70.
pub(super) fn numbered(number: u128) -> String {
    format!("{BEGINNING}-{number:032x}")
}

/// Returns a boundary that occurs in none of the texts. The same texts have the same boundary, so that a repeated request
/// has the same bytes.
///
/// The time is linear in the length of the texts, whatever is in them, and the boundary has at most 35 characters.
pub(super) fn outside_of<'t>(texts: impl Iterator<Item = &'t [u8]> + Clone) -> String {
    let occurrences = texts.clone().map(|text| after_beginnings(text).count()).sum();
    if occurrences == 0 {
        return BEGINNING.to_owned();
    }
    // Of one number more than there are occurrences, at least one is after none of them.
    let mut is_held = vec![false; occurrences + 1];
    for held in texts.flat_map(after_beginnings).filter_map(number) {
        if let Some(is_held) = is_held.get_mut(held) {
            *is_held = true;
        }
    }
    let free = is_held.iter().position(|is_held| !is_held).unwrap_or(occurrences);
    format!("{BEGINNING}-{free:0DIGITS$x}")
}

/// Returns what follows each occurrence of the beginning.
fn after_beginnings(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let beginning = BEGINNING.as_bytes();
    let starts = text.windows(beginning.len()).enumerate().filter(move |(_, window)| *window == beginning);
    starts.map(move |(start, _)| &text[start + beginning.len()..])
}

/// Returns the number of the boundary whose end a text begins with.
fn number(after: &[u8]) -> Option<usize> {
    let digits = after.strip_prefix(b"-")?.get(..DIGITS)?;
    usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> String {
        outside_of(texts.iter().map(|text| text.as_bytes()))
    }

    #[test]
    fn texts_without_it_have_the_shortest() {
        assert_eq!(of(&[]), "form-part-boundary");
        assert_eq!(of(&["", "form-part-", "boundary", "form-part-boundar"]), "form-part-boundary");
    }

    #[test]
    fn the_boundary_is_in_none_of_the_texts() {
        let first = "form-part-boundary-0000000000000000";
        let second = "form-part-boundary-0000000000000001";
        for (texts, expected) in [
            (&["form-part-boundary"][..], first),
            (&["form-part-boundary-000000000000000"], first),
            (&["form-part-boundary-00000000000000001"], second),
            (&["a--form-part-boundary--", first], second),
            (&[second, "x", first], "form-part-boundary-0000000000000002"),
            (&["form-part-boundary-FFFFFFFFFFFFFFFF", "form-part-boundary-+000000000000001"], first),
            (&["form-part-boundaryform-part-boundary-0000000000000000"], second),
        ] {
            assert_eq!(of(texts), expected, "{texts:?}");
            assert!(texts.iter().all(|text| !text.contains(&of(texts))), "{texts:?}");
        }
    }

    #[test]
    fn no_text_makes_the_boundary_long() {
        let all: Vec<String> = (0..1000).map(|number| format!("form-part-boundary-{number:016x}")).collect();
        let repeated = format!("form-part-boundary{}", "X".repeat(100_000));
        assert_eq!(of(&[&all.concat(), &repeated]), "form-part-boundary-00000000000003e8");
        assert!(numbered(u128::MAX).len() <= 70);
    }
}
