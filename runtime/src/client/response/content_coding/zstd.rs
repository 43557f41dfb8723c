//! The content coding `zstd` ([RFC 8878](https://www.rfc-editor.org/rfc/rfc8878.html), with the limit of
//! [RFC 9659](https://www.rfc-editor.org/rfc/rfc9659.html)).

use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

use super::{Undecoded, damaged};

/// The maximum size of a window, in bytes (RFC 9659, section 3).
const WINDOW: u64 = 8 * 1024 * 1024;

/// The number of bytes after whose decoding the limit is checked.
const STEP: usize = 1024 * 1024;

/// Decodes all frames of a body to at most `limit` bytes.
///
/// The reader of the crate reads one frame only, does not compare checksums, and decodes a whole window before it
/// returns the first byte.
pub(super) fn decode(body: &[u8], limit: usize) -> Result<Vec<u8>, Undecoded> {
    let mut rest = body;
    let mut decoded = Vec::new();
    let mut frames = FrameDecoder::new();
    frames.set_max_window_size(WINDOW);
    while !rest.is_empty() {
        match frames.init(&mut rest) {
            Ok(()) => decode_frame(&mut frames, &mut rest, &mut decoded, limit)?,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                let after = usize::try_from(length).ok().and_then(|length| rest.get(length..));
                rest = after.ok_or_else(|| damaged("zstd", "the end of a skippable frame is missing"))?;
            }
            Err(error) => return Err(damaged("zstd", error)),
        }
    }
    Ok(decoded)
}

/// Decodes the frame whose header was read. `limit` applies to it and to the frames before it together.
fn decode_frame(
    frames: &mut FrameDecoder,
    rest: &mut &[u8],
    decoded: &mut Vec<u8>,
    limit: usize,
) -> Result<(), Undecoded> {
    let start = decoded.len();
    // The decoder keeps a window that cannot be collected yet, and does not tell how much of it is filled.
    let mut least = start;
    loop {
        let step = (limit - least).saturating_add(1).min(STEP);
        let is_finished = frames
            .decode_blocks(&mut *rest, BlockDecodingStrategy::UptoBytes(step))
            .map_err(|error| damaged("zstd", error))?;
        frames.collect_to_writer(&mut *decoded).map_err(|error| damaged("zstd", error))?;
        if !is_finished {
            least = decoded.len().max(least + step);
        }
        if decoded.len().max(least) > limit {
            return Err(Undecoded::TooLong);
        }
        if is_finished {
            break;
        }
    }
    if frames.get_checksum_from_data().is_some_and(|sum| frames.get_calculated_checksum() != Some(sum)) {
        return Err(damaged("zstd", "the checksum of a frame is wrong"));
    }
    // The decoder returns zero for a size that is not given.
    let announced = frames.content_size();
    if announced != 0 && announced != (decoded.len() - start) as u64 {
        return Err(damaged("zstd", "a frame has another size than its header says"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use allocation_counter::measure;

    use super::*;

    const CHECKSUM: u8 = 1 << 2;
    const SINGLE_SEGMENT: u8 = 1 << 5;

    /// Returns the header of a block with this length: 0 for raw bytes, and 1 for one byte that is repeated.
    fn block_header(kind: u32, length: usize, is_last: bool) -> [u8; 3] {
        let header = u32::try_from(length).unwrap() << 3 | kind << 1 | u32::from(is_last);
        let [low, middle, high, _] = header.to_le_bytes();
        [low, middle, high]
    }

    /// Returns a frame with one raw block.
    fn frame(text: &str, flags: u8) -> Vec<u8> {
        let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, SINGLE_SEGMENT | flags, u8::try_from(text.len()).unwrap()];
        frame.extend(block_header(0, text.len(), true));
        frame.extend(text.as_bytes());
        frame
    }

    /// Returns a frame with this descriptor of its window, and blocks of 128 KiB that are one byte repeated.
    fn bomb(window: u8, blocks: usize) -> Vec<u8> {
        let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0, window];
        for block in 0..blocks {
            frame.extend(block_header(1, 128 * 1024, block + 1 == blocks));
            frame.push(b'x');
        }
        frame
    }

    /// The XXH64 of `abc` is 0x44BC2CF5AD770999, of which a frame has the low half.
    const SUM_OF_ABC: [u8; 4] = 0xAD77_0999_u32.to_le_bytes();
    const SKIPPABLE: &[u8] = &[0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9];

    fn reason(body: &[u8]) -> String {
        match decode(body, 1000) {
            Err(Undecoded::Unreadable(reason)) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn all_frames_are_decoded_and_skippable_ones_are_skipped() {
        let (a, b) = (frame("first ", 0), frame("second", 0));
        for body in [[&a[..], &b].concat(), [SKIPPABLE, &a, SKIPPABLE, &b, SKIPPABLE].concat()] {
            assert_eq!(decode(&body, 12).unwrap(), b"first second");
            assert_eq!(decode(&body, 11), Err(Undecoded::TooLong));
        }
        assert_eq!(decode(SKIPPABLE, 0).unwrap(), b"");
    }

    #[test]
    fn every_cut_and_other_bytes_after_a_frame_are_errors() {
        let sum = [frame("abc", CHECKSUM), SUM_OF_ABC.to_vec()].concat();
        for whole in [frame("abc", 0), sum, SKIPPABLE.to_vec()] {
            for cut in 1..whole.len() {
                reason(&whole[..cut]);
            }
            for other in [&b"x"[..], b"GARBAGE", b"\0\0\0\0", &SKIPPABLE[..5], &SKIPPABLE[..9]] {
                reason(&[&whole, other].concat());
            }
        }
    }

    #[test]
    fn a_checksum_and_a_size_are_compared() {
        let body = |sum: [u8; 4]| [frame("abc", CHECKSUM), sum.to_vec(), frame("d", 0)].concat();
        assert_eq!(decode(&body(SUM_OF_ABC), 10).unwrap(), b"abcd");
        assert!(reason(&body([1, 2, 3, 4])).contains("checksum"));
        let mut other = frame("abc", 0);
        other[5] = 4;
        assert!(reason(&other).contains("another size"));
    }

    #[test]
    fn a_window_has_the_maximum_of_the_rfc() {
        // The descriptor has five bits of an exponent, from 1 KiB on, and three of eighths.
        let (most, more) = (13 << 3, 13 << 3 | 1);
        assert_eq!(decode(&bomb(most, 2), 1 << 20).unwrap().len(), 256 * 1024);
        assert!(reason(&bomb(more, 2)).contains(&(9 << 20).to_string()));
        let mut single = vec![0x28, 0xB5, 0x2F, 0xFD, SINGLE_SEGMENT | 2 << 6];
        single.extend((9_u32 << 20).to_le_bytes());
        single.extend(block_header(0, 0, true));
        assert!(reason(&single).contains(&(9 << 20).to_string()));
    }

    #[test]
    fn a_bomb_is_decoded_only_a_little_beyond_the_limit() {
        for (window, limit) in [(7 << 3, 1 << 20), (13 << 3, 1 << 20), (13 << 3, 64 * 1024), (13 << 3, 20 << 20)] {
            let body = bomb(window, 2000);
            let mut result = Ok(Vec::new());
            let allocated = measure(|| result = decode(&body, limit));
            assert_eq!(result, Err(Undecoded::TooLong), "{window} {limit}");
            let most = 4 * (limit + STEP) as u64;
            assert!(allocated.bytes_max < most, "{window} {limit}: {} bytes", allocated.bytes_max);
        }
    }

    /// Returns a frame with one small compressed block, whose sequences each repeat the byte before them 131,074 times.
    fn long_matches(count: u8) -> Vec<u8> {
        // One literal as it is, and sequences with one code each: no literals, the last offset, and the longest match.
        let mut block = vec![1 << 3, b'x', count, 0b0101_0100, 1, 0, 52];
        // For each sequence 16 ones for the length, and at last the bit that ends the padding; the first has a literal.
        block.extend(std::iter::repeat_n(0xFF, 2 * usize::from(count)));
        block.push(1);
        let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0, 13 << 3];
        frame.extend(block_header(2, block.len(), true));
        frame.extend(block);
        frame
    }

    #[test]
    fn a_block_is_not_decoded_to_more_than_a_block_may_have() {
        let body = long_matches(100);
        let mut result = Ok(Vec::new());
        let allocated = measure(|| result = decode(&body, 1 << 30));
        assert!(matches!(result, Err(Undecoded::Unreadable(_))));
        assert!(allocated.bytes_max < 2 << 20, "{} bytes", allocated.bytes_max);
    }
}
