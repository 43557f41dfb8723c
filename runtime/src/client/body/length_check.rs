use std::mem;

use bytes::Bytes;

use super::UploadError;

/// Compares what a source gives with the length that was announced.
///
/// The piece that completes the length is kept back until the source has said that there is no other. A transport that
/// got it would look no further, and the server would take a body for whole that is not.
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

    /// What may be sent once `piece` has come; empty where more has to come first.
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

    /// What may be sent once the source has ended; empty where there is nothing more.
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
