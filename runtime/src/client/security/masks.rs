use std::{
    borrow::Cow,
    fmt::{self, Write},
    sync::Arc,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::utf8_percent_encode;

use crate::client::request::VALUE;

/// The text that replaces a credential.
const MASK: &str = "[redacted]";
/// The minimum length of a masked text. A shorter text occurs in other texts by chance, and masking it would make them
/// unreadable.
const SHORTEST: usize = 4;

/// The credentials of a client, in each form in which a server may repeat them.
#[derive(Clone, Default)]
pub(crate) struct Masks(Arc<[Box<str>]>);

impl Masks {
    /// Creates the masks of these secrets, and of the encoded forms in which they are sent.
    pub(crate) fn new<'s>(secrets: impl IntoIterator<Item = &'s str>) -> Self {
        Self::default().with(secrets)
    }

    /// Adds the masks of more secrets. If a secret has a name, such as `name:password` or `Token secret`, the secret alone
    /// is masked too.
    pub(crate) fn with<'s>(&self, secrets: impl IntoIterator<Item = &'s str>) -> Self {
        let added = secrets.into_iter().flat_map(parts).flat_map(forms).map(Into::into);
        let mut forms: Vec<Box<str>> = self.0.iter().cloned().chain(added).collect();
        forms.retain(|form| form.len() >= SHORTEST);
        Self::sorted(forms)
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
        // A form that contains another one comes first, so that it is masked whole.
        forms.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        forms.dedup();
        Self(forms.into())
    }

    /// Returns the length of the longest secret, in bytes.
    pub(crate) fn longest(&self) -> usize {
        self.0.first().map_or(0, |form| form.len())
    }

    /// Returns the text without the credentials, in upper or lower case.
    pub(crate) fn cover<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut covered = Cow::Borrowed(text);
        for form in &*self.0 {
            if let Some(without) = replace(&covered, form) {
                covered = Cow::Owned(without);
            }
        }
        covered
    }

    /// Masks a text that was cut, and whose end may be the beginning of a credential.
    pub(crate) fn cover_cut<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut covered = self.cover(text);
        let begins = |length: &usize| {
            let end = covered.len().checked_sub(*length).map(|at| &covered.as_bytes()[at..]);
            end.is_some_and(|end| {
                let begins = |form: &[u8]| form.get(..*length).is_some_and(|start| end.eq_ignore_ascii_case(start));
                self.0.iter().any(|form| begins(form.as_bytes()))
            })
        };
        let longest = (SHORTEST..self.longest()).rev().find(begins);
        if let Some(length) = longest {
            let at = covered.floor_char_boundary(covered.len() - length);
            covered.to_mut().replace_range(at.., MASK);
        }
        covered
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

/// Returns a secret, and the parts of it that are a secret without the rest.
fn parts(secret: &str) -> impl Iterator<Item = &str> {
    let secret = secret.trim();
    let part = secret.split_once(':').map(|(_, part)| part.trim());
    let word = secret.rsplit_once(' ').map(|(_, word)| word);
    [Some(secret), part, word].into_iter().flatten()
}

/// Returns the text with each occurrence of `form` masked, or `None` if there is none.
fn replace(text: &str, form: &str) -> Option<String> {
    let mut rest = text;
    let mut replaced: Option<String> = None;
    while let Some(at) = find(rest, form) {
        let replaced = replaced.get_or_insert_default();
        replaced.push_str(&rest[..at]);
        replaced.push_str(MASK);
        rest = &rest[at + form.len()..];
    }
    replaced.map(|replaced| replaced + rest)
}

/// Returns the index of `form` in `text`, in upper or lower case.
fn find(text: &str, form: &str) -> Option<usize> {
    let (text, form) = (text.as_bytes(), form.as_bytes());
    text.windows(form.len()).position(|window| window.eq_ignore_ascii_case(form))
}

/// Returns a secret as it is, and as URLs, Base64, JSON, HTML and `Debug` write it.
fn forms(secret: &str) -> Vec<String> {
    let mut forms = vec![
        secret.to_owned(),
        utf8_percent_encode(secret, VALUE).to_string(),
        STANDARD.encode(secret),
        secret.replace('/', "\\/"),
        secret.escape_debug().to_string(),
        secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"),
    ];
    forms.extend(serde_json::to_string(secret).ok().map(|json| json.trim_matches('"').to_owned()));
    forms
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn the_beginning_of_one_at_a_cut_is_covered() {
        let masks = Masks::new(["secret-key"]);
        assert_eq!(masks.cover_cut("the secret-k"), format!("the {MASK}"));
        assert_eq!(masks.cover_cut("the SECR"), format!("the {MASK}"));
        assert_eq!(masks.cover_cut("the sec"), "the sec");
        assert_eq!(masks.cover_cut("secret-key"), MASK);
    }

    #[test]
    fn short_and_absent_secrets_change_nothing() {
        assert_eq!(Masks::new(["e"]).cover("e e e"), "e e e");
        assert_eq!(Masks::default().cover_cut("e e e"), "e e e");
        assert_eq!(Masks::new(["redacted"]).cover("a redacted text"), format!("a {MASK} text"));
    }
}
