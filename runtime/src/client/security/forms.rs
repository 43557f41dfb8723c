//! The forms in which a server may repeat a secret.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
};
use percent_encoding::utf8_percent_encode;

use super::reading::Reading;
use crate::client::request::VALUE;

/// The minimum length of the Base64 of a secret inside a longer text. A shorter one occurs in other Base64 by chance.
const SHORTEST_INSIDE: usize = 8;

/// Returns a secret, and the parts of it that are a secret without the rest, each in all of its forms.
pub(super) fn all_forms(secret: &str) -> impl Iterator<Item = String> {
    parts(secret).flat_map(forms)
}

fn parts(secret: &str) -> impl Iterator<Item = &str> {
    let secret = secret.trim();
    let part = secret.split_once(':').map(|(_, part)| part.trim());
    let word = secret.rsplit_once(' ').map(|(_, word)| word);
    [Some(secret), part, word].into_iter().flatten()
}

/// Returns a secret as it is, with its bytes as Latin-1, each also as a form writes its spaces, and as Base64. What looks like
/// an escape in it is also read as one, because the escapes of the text are.
fn forms(secret: &str) -> Vec<String> {
    let latin_1 = secret.bytes().map(char::from).collect();
    let plain = [secret.to_owned(), latin_1, latin_1_escapes(secret)];
    let plain = plain.iter().flat_map(|secret| [secret.clone(), secret.replace(' ', "+")]);
    let read = plain.flat_map(|secret| Reading::all(&secret)).map(|reading| reading.text);
    let written = [secret.to_owned(), in_url(secret), in_json(secret), in_html(secret)];
    let coded = written.iter().flat_map(|written| base64(written)).map(|coded| coded.to_ascii_lowercase());
    read.chain(coded).collect()
}

/// Returns a secret in which `ü` is `%fc`. Such escapes are not read, since they are no UTF-8.
fn latin_1_escapes(secret: &str) -> String {
    let escaped = secret.chars().map(|character| match character {
        '\u{80}'..='\u{FF}' => format!("%{:02x}", u32::from(character)),
        _ => character.to_string(),
    });
    escaped.collect()
}

fn in_url(secret: &str) -> String {
    utf8_percent_encode(secret, VALUE).to_string()
}

fn in_json(secret: &str) -> String {
    let quoted = serde_json::to_string(secret).unwrap_or_default();
    let inner = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.unwrap_or(&quoted).to_owned()
}

fn in_html(secret: &str) -> String {
    let escapes = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    escapes.iter().fold(secret.to_owned(), |text, (sign, escape)| text.replace(sign, escape))
}

/// Returns the Base64 of a secret, alone and inside a longer text, where the characters at its ends depend on the text.
fn base64(secret: &str) -> impl Iterator<Item = String> {
    let alone = [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD].map(|code| code.encode(secret));
    let inside = (0..3).flat_map(|before| {
        let bytes = [&[0; 3][..before], secret.as_bytes()].concat();
        // Each character has six bits of the eight of a byte.
        let own = (4 * before).div_ceil(3)..4 * bytes.len() / 3;
        [STANDARD_NO_PAD, URL_SAFE_NO_PAD].map(|code| code.encode(&bytes).get(own.clone()).map(str::to_owned))
    });
    alone.into_iter().chain(inside.flatten().filter(|coded| coded.len() >= SHORTEST_INSIDE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::security::Masks;

    const MASK: &str = "[redacted]";

    #[test]
    fn base64_is_covered_with_and_without_padding() {
        let masks = Masks::new(["a??>>>~~secret"]);
        for text in ["YT8/Pj4+fn5zZWNyZXQ=", "YT8/Pj4+fn5zZWNyZXQ", "YT8_Pj4-fn5zZWNyZXQ=", "YT8_Pj4-fn5zZWNyZXQ"] {
            assert_eq!(masks.cover(&format!("<{text}>")), format!("<{MASK}>"), "{text}");
        }
        assert_eq!(masks.cover("<YT8%2FPj4%2Bfn5zZWNyZXQ%3D>"), format!("<{MASK}>"));
    }

    #[test]
    fn base64_of_a_secret_with_escapes_is_covered() {
        let masks = Masks::new(["sk+live/012\"345&6789", "\"sk+live\""]);
        for written in [
            "sk%2Blive%2F012%22345%266789",
            r#"sk+live/012\"345&6789"#,
            "sk+live/012&quot;345&amp;6789",
            r#"\"sk+live\""#,
        ] {
            assert_eq!(masks.cover(&STANDARD.encode(written)), MASK, "{written}");
        }
    }

    #[test]
    fn base64_of_a_longer_text_is_covered_in_its_middle() {
        let secret = "sk??live>>0123456789";
        let masks = Masks::new([secret]);
        for before in 0..6 {
            for after in 0..6 {
                let text = format!("{}{secret}{}", "a~?~b~".split_at(before).0, "x".repeat(after));
                for code in [STANDARD, URL_SAFE] {
                    let shown = masks.cover(&code.encode(&text)).into_owned();
                    let (start, end) = shown.split_once(MASK).unwrap_or_else(|| panic!("{text}: {shown}"));
                    let start = code.decode(&start[..start.len() / 4 * 4]).unwrap();
                    assert!(text.as_bytes()[..before].starts_with(&start) && end.len() <= 10, "{text}: {shown}");
                }
            }
        }
    }

    #[test]
    fn short_base64_is_covered_only_alone() {
        let masks = Masks::new(["key1"]);
        assert_eq!(masks.cover("a2V5MQ== a2V5MQ xa2V5x"), format!("{MASK} {MASK} xa2V5x"));
    }

    #[test]
    fn a_secret_that_is_not_ascii_is_covered() {
        let masks = Masks::new(["schlüssel-0123", "😀-€-secret"]);
        for text in [
            "schlüssel-0123",
            r"schl\xc3\xbcssel-0123",
            r"schl\xfcssel-0123",
            r"schl\\xc3\\xbcssel-0123",
            "schl%C3%BCssel-0123",
            "schl%FCssel-0123",
            "schl%25fcssel-0123",
            "schl&#252;ssel-0123",
            r"schl\u00fcssel-0123",
            r"schl\u00c3\u00bcssel-0123",
            "schlÃ¼ssel-0123",
            "SCHLÜSSEL-0123",
            r"\xf0\x9f\x98\x80-\xe2\x82\xac-secret",
            r"\ud83d\ude00-\u20ac-secret",
        ] {
            assert_eq!(masks.cover(&format!("<{text}>")), format!("<{MASK}>"), "{text}");
            for end in (4..text.len()).filter(|end| text.starts_with('s') && text.is_char_boundary(*end)) {
                let shown = masks.cover_cut(&text[..end]).into_owned();
                assert_eq!(shown, MASK, "{}", &text[..end]);
            }
        }
        let header = http::HeaderValue::from_bytes("schlüssel-0123".as_bytes()).unwrap();
        assert_eq!(masks.cover(&format!("{header:?}")), format!("\"{MASK}\""));
    }
}
