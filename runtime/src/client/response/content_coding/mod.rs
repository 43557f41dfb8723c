//! Content codings ([RFC 9110, section 8.4](https://www.rfc-editor.org/rfc/rfc9110.html#section-8.4)): the codings that
//! requests accept, and the decoding of bodies.

#[cfg(feature = "brotli")]
mod br;
#[cfg(feature = "gzip")]
mod flate;
#[cfg(feature = "zstd")]
mod zstd;

use bytes::Bytes;
use http::{
    HeaderMap,
    header::{CONTENT_ENCODING, CONTENT_LENGTH},
};

/// The accepted coding of a body that is streamed, which is not decoded.
pub(crate) const IDENTITY: &str = "identity";

/// The accepted codings of a body that is received whole.
pub(crate) const ACCEPTED_CODINGS: &str =
    match (cfg!(feature = "gzip"), cfg!(feature = "brotli"), cfg!(feature = "zstd")) {
        (false, false, false) => IDENTITY,
        (true, false, false) => "gzip",
        (false, true, false) => "br",
        (false, false, true) => "zstd",
        (true, true, false) => "gzip, br",
        (true, false, true) => "gzip, zstd",
        (false, true, true) => "br, zstd",
        (true, true, true) => "gzip, br, zstd",
    };

/// The maximum number of codings of a body, which is also that of curl. Each layer of more takes the time of a whole
/// body, while its name in the header has only a few bytes.
const MOST_CODINGS: usize = 5;

/// The reason why a body is not decoded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Undecoded {
    /// It would be longer than it may be.
    #[cfg_attr(
        not(any(feature = "gzip", feature = "brotli", feature = "zstd")),
        allow(dead_code, reason = "nothing is decoded")
    )]
    TooLong,
    /// The reason, as a sentence.
    Unreadable(String),
}

/// Decodes a body, to at most `limit` bytes, and removes the headers of its coding. If it has several codings, all bodies
/// between two codings have at most `limit` bytes in all.
pub(crate) fn decode(headers: &mut HeaderMap, body: Bytes, limit: usize) -> Result<Bytes, Undecoded> {
    let codings = codings(headers);
    if body.is_empty() || codings.is_empty() {
        return Ok(body);
    }
    if codings.len() > MOST_CODINGS {
        let count = codings.len();
        return Err(Undecoded::Unreadable(format!(
            "it has {count} content codings, and at most {MOST_CODINGS} are decoded"
        )));
    }
    // Codings are listed in the order in which they were applied.
    let mut decoded = body;
    let mut left = limit;
    for (index, coding) in codings.iter().enumerate().rev() {
        decoded = decode_one(coding, &decoded, if index == 0 { limit } else { left })?.into();
        left = left.saturating_sub(decoded.len());
    }
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    Ok(decoded)
}

/// Returns the reason why a streamed body cannot be read, if it has a coding.
pub(crate) fn handed_over(headers: &HeaderMap) -> Option<String> {
    let codings = codings(headers);
    let coding = codings.first()?;
    Some(format!("its content coding `{coding}` was not requested, and streamed bodies are not decoded"))
}

/// Returns the codings of a body but `identity`, in small letters.
fn codings(headers: &HeaderMap) -> Vec<String> {
    if !headers.contains_key(CONTENT_ENCODING) {
        return Vec::new();
    }
    let lines = headers.get_all(CONTENT_ENCODING).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
    let names = lines.flat_map(|line| line.split(',').map(|name| name.trim().to_ascii_lowercase()).collect::<Vec<_>>());
    names.filter(|name| !name.is_empty() && name != IDENTITY).collect()
}

fn decode_one(coding: &str, body: &[u8], limit: usize) -> Result<Vec<u8>, Undecoded> {
    match coding {
        #[cfg(feature = "gzip")]
        "gzip" | "x-gzip" => flate::decode_gzip(coding, body, limit),
        #[cfg(feature = "gzip")]
        "deflate" => flate::decode_deflate(coding, body, limit),
        #[cfg(feature = "brotli")]
        "br" => br::decode(body, limit),
        #[cfg(feature = "zstd")]
        "zstd" => zstd::decode(body, limit),
        _ => {
            let _ = (body, limit);
            Err(Undecoded::Unreadable(unknown(coding)))
        }
    }
}

fn unknown(coding: &str) -> String {
    let (shown, mark) = coding.split_at(coding.floor_char_boundary(40));
    let mark = if mark.is_empty() { "" } else { "…" };
    let feature = match coding {
        "gzip" | "x-gzip" | "deflate" => "gzip",
        "br" => "brotli",
        "zstd" => "zstd",
        _ => return format!("its content coding `{shown}{mark}` is not known"),
    };
    format!("its content coding `{coding}` was not requested; the feature `{feature}` decodes it")
}

#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
fn damaged(coding: &str, error: impl std::fmt::Display) -> Undecoded {
    Undecoded::Unreadable(format!("it cannot be decoded from its content coding `{coding}`: {error}"))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn coded(coding: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(coding))])
    }

    fn decoded(coding: &'static str, body: &[u8], limit: usize) -> Result<Bytes, Undecoded> {
        decode(&mut coded(coding), Bytes::copy_from_slice(body), limit)
    }

    #[test]
    fn a_body_without_a_coding_is_unchanged() {
        assert_eq!(decoded("", b"abc", 1).unwrap(), "abc");
        assert_eq!(decoded("Identity", b"abc", 1).unwrap(), "abc");
        assert_eq!(decoded("compress", b"", 1).unwrap(), "");
        assert_eq!(decode(&mut HeaderMap::new(), Bytes::from_static(b"abc"), 1).unwrap(), "abc");
    }

    #[test]
    fn a_coding_that_is_not_known_is_named() {
        let error = decoded("identity, Compress", b"abc", 10).unwrap_err();
        assert_eq!(error, Undecoded::Unreadable("its content coding `compress` is not known".to_owned()));
        assert!(handed_over(&coded("br")).unwrap().contains("`br`"));
        assert_eq!(handed_over(&coded("identity")), None);
        assert!(unknown("gzip").contains("feature `gzip`") && unknown("br").contains("feature `brotli`"));
    }

    #[cfg(all(feature = "gzip", feature = "brotli", feature = "zstd"))]
    mod all {
        use std::io::Write;

        use super::*;

        fn gzip(text: &[u8]) -> Vec<u8> {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        }

        fn deflate(text: &[u8]) -> Vec<u8> {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        }

        fn brotli(text: &[u8]) -> Vec<u8> {
            let mut encoded = Vec::new();
            brotli::CompressorWriter::new(&mut encoded, 4096, 5, 22).write_all(text).unwrap();
            encoded
        }

        fn zstd(text: &[u8]) -> Vec<u8> {
            ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
        }

        #[test]
        fn every_coding_is_decoded_within_the_limit() {
            let text = b"{\"data\": 1}".repeat(1000);
            for (coding, encoded) in [
                ("gzip", gzip(&text)),
                ("X-GZip", gzip(&text)),
                ("deflate", deflate(&text)),
                ("br", brotli(&text)),
                ("zstd", zstd(&text)),
                ("br, gzip", gzip(&brotli(&text))),
            ] {
                assert!(encoded.len() < text.len(), "{coding}");
                let mut headers = coded(coding);
                headers.insert(CONTENT_LENGTH, encoded.len().into());
                assert_eq!(decode(&mut headers, encoded.clone().into(), text.len()).unwrap(), text, "{coding}");
                assert!(headers.is_empty());
                assert_eq!(decoded(coding, &encoded, text.len() - 1), Err(Undecoded::TooLong), "{coding}");
            }
        }

        #[test]
        fn a_bomb_is_not_unpacked() {
            let bomb = gzip(&vec![0; 50_000_000]);
            assert_eq!(decoded("gzip", &bomb, 1000), Err(Undecoded::TooLong));
        }

        #[test]
        fn a_body_has_a_limited_number_of_codings() {
            let mut encoded = b"abc".to_vec();
            for _ in 0..MOST_CODINGS {
                encoded = gzip(&encoded);
            }
            assert_eq!(decoded("gzip, gzip, identity, gzip, gzip, gzip", &encoded, 1000).unwrap(), "abc");
            let Err(Undecoded::Unreadable(reason)) = decoded("gzip,gzip,gzip,gzip,gzip,gzip", &gzip(&encoded), 1000)
            else {
                panic!("six codings are decoded")
            };
            assert_eq!(reason, "it has 6 content codings, and at most 5 are decoded");
        }

        #[test]
        fn bodies_between_two_codings_have_one_limit() {
            let text = [7; 20];
            // A member of an empty text costs much time, and adds nothing to the decoded body.
            let long = |body: &[u8]| gzip(&[gzip(b"").repeat(100), gzip(body)].concat());
            let (once, twice) = (long(&text), long(&long(&text)));
            let between = gzip(b"").len() * 100 + gzip(&text).len();
            assert_eq!(decoded("gzip, gzip", &once, between).unwrap(), &text[..]);
            assert_eq!(decoded("gzip, gzip", &once, between - 1), Err(Undecoded::TooLong));
            assert_eq!(decoded("gzip, gzip, gzip, gzip", &twice, 2 * between), Err(Undecoded::TooLong));
            assert_eq!(decoded("gzip, gzip, gzip, gzip", &twice, 3 * between).unwrap(), &text[..]);
        }

        #[test]
        fn bytes_after_the_end_are_an_error_or_decoded_too() {
            let text = b"some text".repeat(50);
            for (coding, encoded, has_parts) in [
                ("gzip", gzip(&text), true),
                ("deflate", deflate(&text), false),
                ("br", brotli(&text), false),
                ("zstd", zstd(&text), true),
            ] {
                let twice = decoded(coding, &encoded.repeat(2), 1000);
                assert_eq!(twice.ok().map(|twice| twice == text.repeat(2)), has_parts.then_some(true), "{coding}");
                for other in [&b"x"[..], b"GARBAGE", b"\0", &[7; 10_000]] {
                    let result = decoded(coding, &[&encoded, other].concat(), 1000);
                    let Err(Undecoded::Unreadable(reason)) = result else { panic!("{coding}: {result:?}") };
                    assert!(reason.contains(&format!("`{coding}`")), "{reason}");
                }
            }
        }

        #[test]
        fn a_damaged_body_is_an_error_that_names_the_coding() {
            let text = b"some text that is to be damaged".repeat(50);
            for (coding, encoded) in
                [("gzip", gzip(&text)), ("deflate", deflate(&text)), ("br", brotli(&text)), ("zstd", zstd(&text))]
            {
                for damaged in [encoded[..encoded.len() / 2].to_vec(), b"<html>".to_vec()] {
                    let Err(Undecoded::Unreadable(reason)) = decoded(coding, &damaged, 1 << 20) else {
                        panic!("{coding}: {damaged:?}")
                    };
                    assert!(reason.contains(&format!("`{coding}`")), "{reason}");
                }
            }
        }
    }
}
