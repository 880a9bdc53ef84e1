//! A program in a link: the fragment after the `#` of the lab's address, which browsers do not send to the server.
//!
//! The fragment is `#p=1.` and the project's file, compressed with zlib and encoded in base64url. Zlib's
//! checksum detects damaged links; the number is the version of the format.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::bufread::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::{Content, MAX_PROJECT_BYTES, ProjectError, ProjectErrorCode, header, too_large};

/// Prefix of the part of the fragment that holds a program, in any version of the format.
const PART: &str = "p=";
/// Version of the format.
const WAY: &str = "1.";

/// Longest compressed program, in base64 characters. Incompressible data grows by a third in base64.
const MAX_PACKED_CHARS: u64 = MAX_PROJECT_BYTES / 2 * 3;

/// Returns the fragment of a link with `content`, including its `#`.
///
/// # Errors
/// `too-large`, about a project without a name.
pub fn encode(content: &Content) -> Result<String, ProjectError> {
    let file = header::write(content);
    if file.len() as u64 > MAX_PROJECT_BYTES {
        return Err(too_large(""));
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let packed = encoder.write_all(file.as_bytes()).and_then(|()| encoder.finish()).unwrap_or_default();
    Ok(format!("#{PART}{WAY}{}", URL_SAFE_NO_PAD.encode(packed)))
}

/// Returns the program in a link, or `None` if there is none.
///
/// # Arguments
/// - `link`: a whole address or its fragment, with or without `#`; other parts are separated by `&`.
///
/// # Errors
/// `damaged-link`, whatever the damage: the only remedy is to copy the link again.
pub fn decode(link: &str) -> Option<Result<Content, ProjectError>> {
    let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment);
    let packed = fragment.split('&').find_map(|part| part.trim_start().strip_prefix(PART))?;
    let content = packed.strip_prefix(WAY).and_then(unpack);
    Some(content.ok_or_else(|| ProjectError::new(ProjectErrorCode::DamagedLink)))
}

fn unpack(packed: &str) -> Option<Content> {
    // Mail programs break long lines.
    let packed: String = packed.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    if packed.len() as u64 > MAX_PACKED_CHARS {
        return None;
    }
    let packed = URL_SAFE_NO_PAD.decode(packed).ok()?;
    let mut decoder = ZlibDecoder::new(packed.as_slice());
    let mut file = Vec::new();
    // A few bytes can decompress to gigabytes, so the output is limited.
    decoder.by_ref().take(MAX_PROJECT_BYTES + 1).read_to_end(&mut file).ok()?;
    let is_whole = decoder.into_inner().is_empty() && file.len() as u64 <= MAX_PROJECT_BYTES;
    let file = String::from_utf8(file).ok().filter(|_| is_whole)?;
    Some(header::parse(&file))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn content(text: &str) -> Content {
        let mut content = Content { text: text.to_owned(), ..Content::default() };
        content.settings.seed = Some(7);
        content
    }

    fn pack(bytes: &[u8]) -> String {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        format!("#p=1.{}", URL_SAFE_NO_PAD.encode(encoder.finish().unwrap()))
    }

    #[track_caller]
    fn check_damaged(link: &str) {
        let error = decode(link).expect("a program").expect_err("damaged");
        assert_eq!((error.code, error.args.len()), (ProjectErrorCode::DamagedLink, 0), "{link:.60}");
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(text in any::<String>()) {
            let link = encode(&content(&text)).unwrap();
            prop_assert!(link[1..].bytes().all(|b| b.is_ascii_alphanumeric() || b"=.-_".contains(&b)));
            prop_assert_eq!(decode(&link), Some(Ok(content(&text))));
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in any::<String>()) {
            // Uncompressed bytes have no valid checksum, nor has text.
            check_damaged(&format!("#p=1.{}", URL_SAFE_NO_PAD.encode(&bytes)));
            check_damaged(&format!("#p=1.{text}"));
            prop_assert_eq!(decode(&pack(&bytes)).unwrap().is_ok(), std::str::from_utf8(&bytes).is_ok());
        }

        /// No wrong letter yields another program, and a missing end is detected.
        #[test]
        fn damage_is_seen(text in "\\PC{0,80}", at in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_-]") {
            let link = encode(&content(&text)).unwrap();
            let at = "#p=1.".len() + at.index(link.len() - "#p=1.".len());
            let mut wrong = link.clone();
            wrong.replace_range(at..=at, &letter);
            // A few bits between the compressed text and its checksum are unused.
            if decode(&wrong) != Some(Ok(content(&text))) {
                check_damaged(&wrong);
            }
            check_damaged(&link[..at]);
        }
    }

    #[test]
    fn links() {
        let fragment = encode(&content("let a = 1;\n")).unwrap();
        let found = Some(Ok(content("let a = 1;\n")));
        assert_eq!(decode(&format!("https://example.org/lab/?p=1.x{fragment}")), found);
        assert_eq!(decode(&fragment[1..]), found);
        assert_eq!(decode(&fragment.replace("#p", "#lang=fi&p")), found);
        assert_eq!(decode(&format!("{fragment}&lang=fi")), found);
        assert_eq!(decode(&format!("{}\r\n {}\n", &fragment[..20], &fragment[20..])), found);
        for none in ["", "#", "https://example.org/lab/", "#lang=fi", "#lesson=p=1.abc"] {
            assert_eq!(decode(none), None, "{none}");
        }
        for damaged in ["#p=", "#p=1.", "#p=2.abcd", "#p=1.####", "#p=1.ä"] {
            check_damaged(damaged);
        }
        check_damaged(&format!("{fragment}AAAA"));
        check_damaged(&pack(b"\xFF\xFE"));
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let limit = usize::try_from(MAX_PROJECT_BYTES).unwrap();
        assert_eq!(decode(&pack(&vec![b' '; limit])).unwrap().unwrap().text.len(), limit);
        check_damaged(&pack(&vec![b' '; limit + 1]));
        check_damaged(&pack(&vec![b' '; 100 * limit]));
        check_damaged(&format!("#p=1.{}", "A".repeat(10 * limit)));
        // The comment at the top counts.
        assert_eq!(encode(&content(&" ".repeat(limit))).unwrap_err().code, ProjectErrorCode::TooLarge);
    }

    #[test]
    fn what_cannot_be_packed_fits_too() {
        // Nearly random: 1 MiB of a linear congruential generator.
        let mut state = 1_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b' ' + u8::try_from(state >> 24).unwrap() % 95)
        });
        let text: String = noise.take(usize::try_from(MAX_PROJECT_BYTES).unwrap()).collect();
        let content = Content { text, ..Content::default() };
        assert_eq!(decode(&encode(&content).unwrap()), Some(Ok(content)));
    }
}
