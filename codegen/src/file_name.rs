//! File names that are valid on every file system.

use unicode_normalization::UnicodeNormalization;

/// The names that Windows reserves for devices, also with an extension. It cannot check out
/// `con.rs`.
const DEVICES: &[&str] = &["aux", "con", "conin$", "conout$", "nul", "prn"];

/// Returns true if Windows reserves the name, which has no extension, for a device.
pub(crate) fn is_device(stem: &str) -> bool {
    let stem = stem.to_lowercase();
    let is_port = |rest: &str| {
        let mut digits = rest.chars();
        matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    DEVICES.contains(&stem.as_str()) || ["com", "lpt"].iter().any(|port| stem.strip_prefix(port).is_some_and(is_port))
}

/// Folds a name, so that names are equal if some file system confuses them: it ignores case or the
/// form of letters.
pub(crate) fn folded(name: &str) -> String {
    // Some letters are equal only in upper case: `ſ` and `s`, `ς` and `σ`.
    name.nfkc().collect::<String>().to_uppercase().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_have_no_files() {
        for name in ["con", "CON", "nul", "aux", "prn", "com1", "Com9", "lpt0", "com²", "CONOUT$"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["cons", "com", "com10", "lpt", "comx", "null", "co"] {
            assert!(!is_device(name), "{name}");
        }
    }

    #[test]
    fn names_that_differ_in_case_or_form_are_one() {
        for (left, right) in [("User.rs", "user.rs"), ("gro\u{308}ße", "GRÖSSE"), ("ſlow", "slow"), ("ﬁle", "file")]
        {
            assert_eq!(folded(left), folded(right));
        }
        assert_ne!(folded("users"), folded("user"));
    }
}
