//! The content codings `gzip` and `deflate` (RFC 9110, section 8.4.1).

use std::io::Read;

use flate2::{bufread::ZlibDecoder, read::MultiGzDecoder};

use super::{Undecoded, damaged};

/// Decodes all members of a gzip file to at most `limit` bytes.
pub(super) fn decode_gzip(coding: &str, body: &[u8], limit: usize) -> Result<Vec<u8>, Undecoded> {
    read(coding, MultiGzDecoder::new(body), limit)
}

/// Decodes a zlib stream to at most `limit` bytes. Unlike a gzip file, it has one part only.
pub(super) fn decode_deflate(coding: &str, body: &[u8], limit: usize) -> Result<Vec<u8>, Undecoded> {
    let mut stream = ZlibDecoder::new(body);
    let decoded = read(coding, &mut stream, limit)?;
    if !stream.get_ref().is_empty() {
        return Err(damaged(coding, "other bytes follow its end"));
    }
    Ok(decoded)
}

/// Reads at most `limit` bytes from a decoder. More bytes are an error.
fn read(coding: &str, coded: impl Read, limit: usize) -> Result<Vec<u8>, Undecoded> {
    let mut decoded = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    match coded.take(most).read_to_end(&mut decoded) {
        Ok(_) if decoded.len() > limit => Err(Undecoded::TooLong),
        Ok(_) => Ok(decoded),
        Err(error) => Err(damaged(coding, error)),
    }
}
