use std::mem;

use bytes::Bytes;

use super::UploadError;

/// Compares the bytes of a source with the announced length.
///
/// The piece that completes the length is kept back until the source has ended. A transport would stop after that
/// piece, and the server would accept a truncated body as complete.
#[derive(Debug)]
pub(super) struct LengthCheck {
    length: Option<u64>,
    given: u64,
    last: Bytes,
}

impl LengthCheck {
    pub(super) fn new(length: Option<u64>) -> Self {
        Self { length, given: 0, last: Bytes::new() }
    }

    /// Takes a piece of the source, and returns the bytes that may be sent; none if more must be read first.
    pub(super) fn piece(&mut self, piece: Bytes) -> Result<Bytes, UploadError> {
        self.given = self.given.saturating_add(piece.len() as u64);
        match self.length {
            Some(length) if self.given > length => Err(UploadError::TooLong { length }),
            Some(length) if self.given == length && !piece.is_empty() => {
                self.last = piece;
                Ok(Bytes::new())
            }
            _ => Ok(piece),
        }
    }

    /// Ends the source, and returns the last bytes that may be sent.
    pub(super) fn end(&mut self) -> Result<Bytes, UploadError> {
        match self.length {
            Some(length) if self.given < length => Err(UploadError::TooShort { given: self.given, length }),
            _ => Ok(mem::take(&mut self.last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(length: Option<u64>, pieces: &[&'static str]) -> Result<Vec<Bytes>, UploadError> {
        let mut length_check = LengthCheck::new(length);
        let mut sent =
            pieces.iter().map(|piece| length_check.piece(Bytes::from(*piece))).collect::<Result<Vec<_>, _>>()?;
        sent.push(length_check.end()?);
        Ok(sent)
    }

    #[test]
    fn the_piece_that_completes_the_length_comes_at_the_end() {
        assert_eq!(measured(Some(3), &["ab", "c", ""]).unwrap(), ["ab", "", "", "c"]);
        assert_eq!(measured(Some(0), &[""]).unwrap(), ["", ""]);
        assert_eq!(measured(None, &["ab", "c"]).unwrap(), ["ab", "c", ""]);
    }

    #[test]
    fn another_length_is_an_error() {
        assert!(matches!(measured(Some(2), &["ab", "c"]), Err(UploadError::TooLong { length: 2 })));
        assert!(matches!(measured(Some(0), &["a"]), Err(UploadError::TooLong { length: 0 })));
        assert!(matches!(measured(Some(4), &["ab", "c"]), Err(UploadError::TooShort { given: 3, length: 4 })));
    }
}
