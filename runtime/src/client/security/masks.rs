use std::{
    borrow::Cow,
    fmt::{self, Write},
    iter,
    ops::Range,
    sync::Arc,
};

use super::{
    cut::Cuts,
    forms::all_forms,
    reading::{LONGEST, Reading, small_letters},
};

/// The text that replaces a credential.
const MASK: &str = "[redacted]";
/// The minimum length of a masked text. A shorter text occurs in other texts by chance, and masking it would make them
/// unreadable.
const SHORTEST: usize = 4;

/// The credentials of a client. A text is searched for them as it is and with its escapes read, so that it does not matter
/// how a server writes them.
#[derive(Clone, Default)]
pub(crate) struct Masks(Arc<[Box<str>]>);

impl Masks {
    /// Creates the masks of these secrets, in each form in which a server may repeat them.
    pub(crate) fn new<'s>(secrets: impl IntoIterator<Item = &'s str>) -> Self {
        Self::default().with(secrets)
    }

    /// Adds the masks of more secrets. If a secret has a name, such as `name:password` or `Token secret`, the secret alone
    /// is masked too.
    pub(crate) fn with<'s>(&self, secrets: impl IntoIterator<Item = &'s str>) -> Self {
        let added = secrets.into_iter().flat_map(all_forms).map(Into::into);
        Self::sorted(self.0.iter().cloned().chain(added).collect())
    }

    /// Returns true if these are the same masks, and not merely equal ones.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Returns these masks and `others`.
    pub(crate) fn join(&self, others: &Self) -> Self {
        Self::sorted(self.0.iter().chain(&*others.0).cloned().collect())
    }

    fn sorted(mut forms: Vec<Box<str>>) -> Self {
        forms.retain(|form| form.len() >= SHORTEST);
        forms.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        forms.dedup();
        Self(forms.into())
    }

    /// Returns the length of the longest secret, in bytes.
    pub(crate) fn longest(&self) -> usize {
        self.0.first().map_or(0, |form| form.len())
    }

    /// Returns the text without the credentials, in upper or lower case. Before a `…`, the beginning of a credential is masked
    /// too, since the rest may have been cut. It takes time in proportion to the length of the text.
    pub(crate) fn cover<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.covered(text, false)
    }

    /// Masks a text that was cut, and whose end may be the beginning of a credential.
    pub(crate) fn cover_cut<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.covered(text, true)
    }

    fn covered<'t>(&self, text: &'t str, is_cut: bool) -> Cow<'t, str> {
        if self.0.is_empty() {
            return Cow::Borrowed(text);
        }
        let original = small_letters(text);
        masked(text, Reading::all(text).flat_map(|reading| self.find(&reading, &original, is_cut)).collect())
    }

    /// Returns the places of the credentials in the original of a text, which is in small letters.
    fn find(&self, reading: &Reading, original: &str, is_cut: bool) -> Vec<Range<usize>> {
        let cuts = Cuts::of(&reading.text, is_cut);
        let found = self.0.iter().flat_map(|form| reading.text.match_indices(&**form));
        let found = found.map(|(at, form)| reading.place(at..at + form.len()));
        let begun = self.begun_in_escapes(reading, original).filter_map(|begun| {
            let length = same(&reading.text[begun.after..], begun.rest);
            let end = begun.after + length;
            let end = if length == begun.rest.len() {
                end
            } else {
                cuts.last(begun.after + SHORTEST.saturating_sub(begun.length)..=end)?
            };
            Some(begun.start..reading.start(end))
        });
        found.chain(begun).chain(self.beginnings(reading, &cuts)).collect()
    }

    /// Returns the places of the beginnings of credentials before cuts.
    fn beginnings(&self, reading: &Reading, cuts: &Cuts) -> impl Iterator<Item = Range<usize>> {
        let forms = if cuts.is_empty() { &[] } else { &*self.0 };
        forms.iter().flat_map(move |form| {
            let shortest = &form[..form.ceil_char_boundary(SHORTEST)];
            starts(&reading.text, shortest).filter_map(move |start| {
                let least = start + shortest.len();
                // Most are far from any cut, and are not compared.
                cuts.last(least..=start + form.len())?;
                let cut = cuts.last(least..=start + same(&reading.text[start..], form))?;
                Some(reading.place(start..cut))
            })
        })
    }

    /// Returns the beginnings of credentials that were read as a part of an escape, such as that of `name` after a
    /// backslash: `\n` is a line feed.
    fn begun_in_escapes<'m>(&'m self, reading: &Reading, original: &str) -> impl Iterator<Item = Begun<'m>> {
        reading.escapes().flat_map(move |(after, place)| {
            let escape = &original[place.clone()];
            let lengths = 1..escape.len().min(LONGEST);
            lengths.flat_map(move |length| {
                let beginning = escape.get(escape.len() - length..);
                let rests = self.0.iter().filter_map(move |form| form.strip_prefix(beginning?));
                let start = place.end - length;
                rests.map(move |rest| Begun { length, rest, after, start })
            })
        })
    }

    /// Writes the text of `write`, without the credentials.
    pub(crate) fn show(
        &self,
        f: &mut fmt::Formatter<'_>,
        write: impl FnOnce(&mut String) -> fmt::Result,
    ) -> fmt::Result {
        let mut text = String::new();
        write(&mut text)?;
        f.write_str(&self.cover(&text))
    }

    /// Writes the details of an error, without the credentials.
    pub(crate) fn show_details(&self, f: &mut fmt::Formatter<'_>, details: &dyn fmt::Debug) -> fmt::Result {
        self.show(f, |text| write!(text, "{details:#?}"))
    }
}

impl fmt::Debug for Masks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// The beginning of a credential that is also the end of an escape.
struct Begun<'m> {
    length: usize,
    /// The rest of the credential.
    rest: &'m str,
    /// The place after the escape in the text.
    after: usize,
    /// The place of the beginning in the original.
    start: usize,
}

/// Returns the text with these parts of it masked.
fn masked(text: &str, mut parts: Vec<Range<usize>>) -> Cow<'_, str> {
    if parts.is_empty() {
        return Cow::Borrowed(text);
    }
    parts.sort_unstable_by_key(|part| (part.start, part.end));
    let mut masked = String::new();
    let mut end = 0;
    for part in parts {
        if part.start >= end {
            masked.push_str(&text[end..part.start]);
            masked.push_str(MASK);
        }
        end = end.max(part.end);
    }
    masked.push_str(&text[end..]);
    Cow::Owned(masked)
}

/// Returns the length of the beginning that two texts share, in bytes.
fn same(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}

/// Returns the indices at which a text contains `part`, also where two of them overlap.
fn starts(text: &str, part: &str) -> impl Iterator<Item = usize> {
    let mut next = 0;
    iter::from_fn(move || {
        let start = next + text[next..].find(part)?;
        next = text.ceil_char_boundary(start + 1);
        Some(start)
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use percent_encoding::utf8_percent_encode;

    use super::*;

    #[test]
    fn every_form_is_covered() {
        let masks = Masks::new(["a/b \"c\"&d", "hunter2"]);
        for text in [
            "a/b \"c\"&d",
            "A/B \"C\"&D",
            "a%2Fb%20%22c%22%26d",
            r#"a/b \"c\"&d"#,
            r#"a\/b "c"&d"#,
            "a/b &quot;c&quot;&amp;d",
            "YS9iICJjIiZk",
            "hunter2",
        ] {
            assert_eq!(masks.cover(&format!("<{text}, {text}>")), format!("<{MASK}, {MASK}>"), "{text}");
        }
        assert_eq!(masks.cover("hunter"), "hunter");
    }

    /// The ways in which servers and encoders write a text: those of .NET, Go, PHP, Python, Handlebars and browsers, form
    /// encoding, percent-encoding of everything, and Rust's own.
    fn encoders() -> Vec<fn(&str) -> String> {
        fn each(text: &str, write: impl Fn(char) -> String) -> String {
            text.chars().map(write).collect()
        }
        fn escaped(text: &str, signs: &str, write: impl Fn(char) -> String) -> String {
            each(text, |sign| if signs.contains(sign) { write(sign) } else { sign.to_string() })
        }
        vec![
            |text| text.to_owned(),
            |text| escaped(text, "+&'<>\"\\`", |sign| format!("\\u{:04X}", u32::from(sign))),
            |text| escaped(text, "+&'<>\"\\`", |sign| format!("\\u{:04x}", u32::from(sign))),
            |text| escaped(text, "\"\\", |sign| format!("\\{sign}")),
            |text| escaped(text, "\"\\/", |sign| format!("\\{sign}")),
            |text| escaped(text, "&'<>\"+", |sign| format!("&#{};", u32::from(sign))),
            |text| escaped(text, "&'<>\"+/=`", |sign| format!("&#x{:X};", u32::from(sign))),
            |text| escaped(text, "'", |_| "&#x27;".to_owned()).replace('"', "&quot;"),
            |text| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('\'', "&apos;"),
            |text| utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string(),
            |text| escaped(text, "+&/= \"\\", |sign| format!("%{:02X}", u32::from(sign))),
            |text| escaped(text, "+&/='\"\\", |sign| format!("%{:02x}", u32::from(sign))).replace(' ', "+"),
            |text| {
                each(text, |sign| sign.to_string().bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02x}")))
            },
            |text| {
                let signs = [('+', "&plus;"), ('/', "&sol;"), ('=', "&equals;"), ('%', "&percnt;"), ('\\', "&bsol;")];
                let escaped = text.replace('&', "&amp;");
                signs.iter().fold(escaped, |text, (sign, escape)| text.replace(*sign, escape))
            },
            |text| text.encode_utf16().fold(String::new(), |all, unit| format!("{all}%u{unit:04X}")),
            |text| text.bytes().flat_map(std::ascii::escape_default).map(char::from).collect(),
            |text| text.escape_debug().to_string(),
            |text| format!("{text:?}"),
            |text| text.escape_unicode().to_string(),
            |text| serde_json::to_string(text).unwrap(),
        ]
    }

    #[test]
    fn every_way_to_write_a_secret_is_covered() {
        for secret in ["SECRET+key/123=='\"&x", "se cret\\n<%41>&amp;ä", "it's\\u0041b%2Fc+d", "😀!'()*~/+="] {
            let masks = Masks::new([secret]);
            for (first, one) in encoders().iter().enumerate() {
                for (second, other) in encoders().iter().enumerate() {
                    let text = format!("<{}, {}>", one(&other(secret)), one(secret));
                    let shown = masks.cover(&text).into_owned();
                    let rest = Reading::all(&shown.replace(MASK, "")).last().unwrap().text;
                    let is_hidden = rest.chars().all(|sign| "<, >\"\\".contains(sign));
                    assert!(is_hidden && shown.matches(MASK).count() == 2, "{first} of {second}: {text}: {shown}");
                }
            }
        }
    }

    #[test]
    fn a_secret_beside_an_escape_is_covered() {
        let masks = Masks::new(["41secret", "/secret"]);
        assert_eq!(masks.cover("%41secret"), format!("%{MASK}"));
        assert_eq!(masks.cover("\\/secret"), MASK);
        assert_eq!(masks.cover("100 % & \\ of ä"), "100 % & \\ of ä");
    }

    #[test]
    fn a_secret_that_begins_in_an_escape_is_covered() {
        let masks = Masks::new(["nab+cdef", "41b+cdef", "x2b+cdef", "amp;+cdef"]);
        for (text, shown) in [
            (r"the \nab%2Bcdef!", r"the \[redacted]!"),
            (r"the \nab%252Bcdef!", r"the \[redacted]!"),
            (r"the \\nab\u002Bcdef!", r"the \\[redacted]!"),
            (r"the \NAB&#43;CDEF!", r"the \[redacted]!"),
            ("the %41b%2Bcdef!", "the %[redacted]!"),
            (r"the \x2b\u002bcdef!", r"the \[redacted]!"),
            ("the &amp;%2Bcdef!", "the &[redacted]!"),
        ] {
            assert_eq!(masks.cover(text), shown, "{text}");
            let cut = &text[..text.len() - 3];
            assert_eq!(masks.cover_cut(cut), shown.trim_end_matches('!'), "{cut}");
        }
        assert_eq!(masks.cover_cut(r"a line\na b"), r"a line\na b");
    }

    #[test]
    fn the_beginning_of_one_with_escapes_at_a_cut_is_covered() {
        let secret = "se+cr/et'k&ey ä😀 of much more length";
        let masks = Masks::new([secret]);
        for write in encoders() {
            let written = write(secret);
            for cut in 0..=written.len() {
                let head = String::from_utf8_lossy(&written.as_bytes()[..cut]).into_owned();
                let shown = masks.cover_cut(&format!("the {head}")).into_owned();
                let marked = masks.cover(&format!("the {head}…: it")).into_owned();
                assert_eq!(marked, format!("{shown}…: it"), "{head}");
                let rest = Reading::all(shown.replace(MASK, "").trim_start_matches("the ")).last().unwrap().text;
                let is_short =
                    rest.trim_start_matches('"').split(['%', '\\', '&', '\u{FFFD}']).next().unwrap().len() < SHORTEST;
                assert!(is_short, "{head}: {shown}");
            }
        }
    }

    #[test]
    fn the_beginning_of_one_at_a_cut_is_covered() {
        let masks = Masks::new(["secret-key"]);
        assert_eq!(masks.cover_cut("the secret-k"), format!("the {MASK}"));
        assert_eq!(masks.cover_cut("the SECR"), format!("the {MASK}"));
        assert_eq!(masks.cover_cut("the sec"), "the sec");
        assert_eq!(masks.cover_cut("secret-key"), MASK);
    }

    #[test]
    fn the_beginning_of_one_before_a_mark_is_covered() {
        let masks = Masks::new(["secret-key", "aaaab…cdef"]);
        for (text, shown) in [
            ("the secret-ke…: bad", "the [redacted]…: bad"),
            ("the SECR… and secret…", "the [redacted]… and [redacted]…"),
            (r"secr%2…secret\u00…!", "[redacted]…[redacted]…!"),
            (r"\nsecr…", r"\n[redacted]…"),
            ("aaaaa…", "a[redacted]…"),
            ("aaaab…cde…", "[redacted]…"),
            ("the sec… of secret. And …", "the sec… of secret. And …"),
            ("secretary… secret key…", "secretary… secret key…"),
        ] {
            assert_eq!(masks.cover(text), shown, "{text}");
        }
    }

    #[test]
    fn many_marks_take_little_time() {
        let masks = Masks::new(["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"]);
        for text in ["…", "%…", "aaaa…", "aaaa%…", r"\a…", "&#97;&#97;&#97;&#97;…", "a"] {
            let text = text.repeat((1 << 20) / text.len());
            let start = Instant::now();
            drop(masks.cover_cut(&text));
            let time = start.elapsed();
            assert!(time < Duration::from_secs(20), "{}: {time:?}", &text[..text.floor_char_boundary(20)]);
        }
    }

    #[test]
    fn short_and_absent_secrets_change_nothing() {
        assert_eq!(Masks::new(["e"]).cover("e e e"), "e e e");
        assert_eq!(Masks::default().cover_cut("e e e"), "e e e");
        assert_eq!(Masks::new(["redacted"]).cover("a redacted text"), format!("a {MASK} text"));
    }
}
