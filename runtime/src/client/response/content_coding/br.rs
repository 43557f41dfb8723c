//! The content coding `br` ([RFC 7932](https://www.rfc-editor.org/rfc/rfc7932.html)).

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};

use super::{Undecoded, damaged};

/// The length of a piece that is decoded at once.
const PIECE: usize = 16 * 1024;

/// Decodes a body to at most `limit` bytes.
///
/// The crate's own reader accepts the large windows of its extension, for which a few bytes make it allocate up to a
/// gigabyte. The strict decoder has those of the RFC only, of at most 16 MiB.
pub(super) fn decode(body: &[u8], limit: usize) -> Result<Vec<u8>, Undecoded> {
    let alloc = StandardAlloc::default;
    let mut state = BrotliState::new_strict(alloc(), alloc(), alloc());
    let (mut left, mut read, mut total) = (body.len(), 0, 0);
    let (mut piece, mut decoded) = (vec![0; PIECE], Vec::new());
    loop {
        let (mut room, mut written) = (PIECE, 0);
        let result = BrotliDecompressStream(
            &mut left,
            &mut read,
            body,
            &mut room,
            &mut written,
            &mut piece,
            &mut total,
            &mut state,
        );
        decoded.extend_from_slice(&piece[..written]);
        if decoded.len() > limit {
            return Err(Undecoded::TooLong);
        }
        match result {
            BrotliResult::NeedsMoreOutput => {}
            BrotliResult::NeedsMoreInput => return Err(damaged("br", "its end is missing")),
            BrotliResult::ResultFailure if announces_large_window(body) => {
                return Err(damaged("br", "its window is larger than 16 MiB, the maximum of RFC 7932"));
            }
            BrotliResult::ResultFailure => return Err(damaged("br", format_args!("{:?}", state.error_code))),
            BrotliResult::ResultSuccess if left > 0 => return Err(damaged("br", "other bytes follow its end")),
            BrotliResult::ResultSuccess => return Ok(decoded),
        }
    }
}

/// Returns true if the body begins with the bits that RFC 7932, section 9.1, does not allow, and that the crate's
/// extension uses.
fn announces_large_window(body: &[u8]) -> bool {
    body.first().is_some_and(|first| first & 0x7F == 0x11)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use allocation_counter::measure;

    use super::*;

    /// Encodes zeros with a window of this many bits.
    fn zeros(length: usize, window: i32) -> Vec<u8> {
        let parameters = brotli::enc::BrotliEncoderParams {
            lgwin: window,
            large_window: window > 24,
            quality: 5,
            ..Default::default()
        };
        let mut encoded = Vec::new();
        brotli::CompressorWriter::with_params(&mut encoded, 4096, &parameters).write_all(&vec![0; length]).unwrap();
        encoded
    }

    #[test]
    fn a_large_window_is_an_error_that_allocates_little() {
        let encoded = zeros(1 << 20, 30);
        assert!(announces_large_window(&encoded));
        let mut result = Ok(Vec::new());
        let allocated = measure(|| result = decode(&encoded, 64 * 1024));
        let Err(Undecoded::Unreadable(reason)) = result else { panic!("{result:?}") };
        assert!(reason.contains("`br`") && reason.contains("16 MiB"), "{reason}");
        assert!(allocated.bytes_max < 1 << 20, "{} bytes", allocated.bytes_max);
    }

    #[test]
    fn every_window_of_the_rfc_is_decoded() {
        for window in 10..=24 {
            assert_eq!(decode(&zeros(100_000, window), 100_000).unwrap().len(), 100_000, "{window}");
        }
    }

    #[test]
    fn a_bomb_takes_the_memory_of_one_window() {
        let bomb = zeros(20 << 20, 24);
        let mut result = Ok(Vec::new());
        let allocated = measure(|| result = decode(&bomb, 64 * 1024));
        assert_eq!(result, Err(Undecoded::TooLong));
        assert!(allocated.bytes_max < 18 << 20, "{} bytes", allocated.bytes_max);
    }
}
