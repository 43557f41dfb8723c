//! Excerpts of two texts, cut to the part that differs.

/// The number of characters of common text that are kept on each side of the difference.
const CONTEXT: usize = 40;

/// The number of characters after which an excerpt is cut.
const LONGEST: usize = 200;

/// Returns the parts of two texts that differ, each in one line with some of the text around it.
///
/// A part is `None` where its text is empty. Both are `None` if the texts differ in white space only.
pub(super) fn excerpts(old: &str, new: &str) -> (Option<String>, Option<String>) {
    let (old, new) = (in_one_line(old), in_one_line(new));
    if old == new {
        return (None, None);
    }
    let prefix = common(old.iter(), new.iter());
    let most = old.len().min(new.len()) - prefix;
    let suffix = common(old.iter().rev(), new.iter().rev()).min(most);
    let start = context_start(&old[..prefix]);
    let excerpt = |text: &[char]| {
        let end = text.len() - suffix;
        let end = end + context_length(&text[end..]);
        (!text.is_empty()).then(|| cut(text, start, end))
    };
    (excerpt(&old), excerpt(&new))
}

fn in_one_line(text: &str) -> Vec<char> {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

fn common<'a>(old: impl Iterator<Item = &'a char>, new: impl Iterator<Item = &'a char>) -> usize {
    old.zip(new).take_while(|(old, new)| old == new).count()
}

/// Returns the place in `prefix` where the context begins: at a word, if there is one near enough.
fn context_start(prefix: &[char]) -> usize {
    let Some(start) = prefix.len().checked_sub(CONTEXT) else { return 0 };
    let space = prefix[start..].iter().position(|character| *character == ' ');
    space.map_or(start, |space| start + space + 1)
}

/// Returns the length of the context at the beginning of `suffix`: whole words, if there is one short enough.
fn context_length(suffix: &[char]) -> usize {
    let Some(near) = suffix.get(..CONTEXT) else { return suffix.len() };
    near.iter().rposition(|character| *character == ' ').unwrap_or(CONTEXT)
}

/// Returns a part of a text, with an ellipsis wherever something is left out.
fn cut(text: &[char], start: usize, end: usize) -> String {
    let last = end.min(start + LONGEST);
    let mut excerpt = String::new();
    excerpt.push_str(if start > 0 { "… " } else { "" });
    excerpt.extend(&text[start..last]);
    excerpt.push_str(match () {
        () if last < end => "…",
        () if last < text.len() => " …",
        () => "",
    });
    excerpt
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(old: &str, new: &str) -> (Option<String>, Option<String>) {
        (Some(old.to_owned()), Some(new.to_owned()))
    }

    #[test]
    fn short_texts_are_shown_whole() {
        assert_eq!(excerpts("How people\ncall it.", "Its name."), some("How people call it.", "Its name."));
    }

    #[test]
    fn only_the_differences_of_long_texts_are_shown() {
        let text = |word: &str| format!("{} before {word} after {}", "one ".repeat(50), "two ".repeat(50));
        let (old, new) = excerpts(&text("red"), &text("green"));
        let expected = |word: &str| format!("… {}before {word} after{} …", "one ".repeat(8), " two".repeat(8));
        assert_eq!((old, new), some(&expected("red"), &expected("green")));
    }

    #[test]
    fn a_long_difference_is_cut() {
        let (old, new) = excerpts(&"a".repeat(500), &"b".repeat(200));
        assert_eq!((old, new), some(&format!("{}…", "a".repeat(200)), &"b".repeat(200)));
    }

    #[test]
    fn a_difference_within_a_text_without_spaces_is_shown() {
        let text = |sign: &str| format!("{}{sign}{}", "あ".repeat(500), "い".repeat(500));
        let (old, new) = excerpts(&text("x"), &text("y"));
        let expected = |sign: &str| format!("… {}{sign}{} …", "あ".repeat(40), "い".repeat(40));
        assert_eq!((old, new), some(&expected("x"), &expected("y")));
    }

    #[test]
    fn a_repeated_end_is_shown_once_on_the_old_side() {
        assert_eq!(excerpts("no no", "no no no"), some("no no", "no no no"));
    }

    #[test]
    fn an_empty_text_has_no_excerpt() {
        assert_eq!(excerpts(" \n", "Its name."), (None, Some("Its name.".to_owned())));
    }

    #[test]
    fn texts_that_differ_in_white_space_have_no_excerpts() {
        assert_eq!(excerpts("one two", "one\n\ntwo"), (None, None));
    }
}
