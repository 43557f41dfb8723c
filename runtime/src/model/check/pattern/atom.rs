use regress::Regex;

/// A condition on one character.
#[derive(Debug)]
pub(super) enum Atom {
    Literal(char),
    /// A class, an escape or the dot.
    Class {
        /// A bit for each of the first 128 characters that match.
        ascii: u128,
        /// Matches the other characters.
        regex: Box<Regex>,
    },
}

impl Atom {
    /// Reads an atom as `regress` does, so that a class holds exactly the characters that it holds there.
    pub(super) fn new(source: &str, flags: &str) -> Option<Self> {
        let mut characters = source.chars();
        if let (Some(character), None) = (characters.next(), characters.next())
            && character != '.'
        {
            return Some(Self::Literal(character));
        }
        let regex = Box::new(Regex::with_flags(&format!("^(?:{source})$"), flags).ok()?);
        let is_in = |byte: u8| regex.find(char::from(byte).encode_utf8(&mut [0; 4])).is_some();
        let ascii = (0_u8..128).filter(|byte| is_in(*byte)).fold(0, |ascii, byte| ascii | 1 << byte);
        Some(Self::Class { ascii, regex })
    }

    pub(super) fn matches(&self, character: char) -> bool {
        match self {
            Self::Literal(literal) => *literal == character,
            Self::Class { ascii, .. } if character.is_ascii() => ascii >> u32::from(character) & 1 == 1,
            Self::Class { regex, .. } => regex.find(character.encode_utf8(&mut [0; 4])).is_some(),
        }
    }
}
