use super::field;
use crate::file_name::{folded, is_device};
use crate::ir::RustIdent;

/// The maximum length of a module name, in bytes. Most file systems allow 255, including numbers
/// and `.rs`, and Windows limits the whole path of a file.
const LONGEST: usize = 100;

/// Returns the name of a module with its own file: `avatar_groups`. Names that a case-insensitive
/// file system confuses become equal. No file system reserves the name.
pub(crate) fn module(wire: &str) -> RustIdent {
    let name = folded(field(wire).as_str());
    let name = if name.len() <= LONGEST {
        name
    } else {
        name[..name.floor_char_boundary(LONGEST)].trim_end_matches('_').to_owned()
    };
    RustIdent::from_valid(if is_device(&name) { name + "_" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_file_system_confuses_are_equal() {
        for (wire, rust) in [
            ("AvatarGroups", "avatar_groups"),
            ("type", "r#type"),
            ("self", "self_"),
            ("ſlow", "slow"),
            ("CON", "con_"),
            ("com1", "com1_"),
            ("Aux", "aux_"),
            ("com10", "com10"),
            ("ΣΑΣ", "σας"),
            ("σασ", "σας"),
            ("Größe", "grösse"),
            ("Gro\u{308}ße", "grösse"),
        ] {
            assert_eq!(module(wire).as_str(), rust, "{wire}");
        }
    }

    #[test]
    fn the_name_of_a_file_is_short_enough_for_every_file_system() {
        for wire in ["a".repeat(300), "日本".repeat(60), "word ".repeat(60), "ΐ".repeat(300)] {
            let name = module(&wire);
            assert!(name.as_str().len() <= LONGEST, "{name}");
            assert!(syn::parse_str::<syn::Ident>(name.as_str()).is_ok(), "{name}");
        }
    }
}
