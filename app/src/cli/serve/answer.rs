//! HTTP responses: the head, and the file for the body.

use std::fmt::Write;

use super::folder::{Packing, PageFile, PageFolder};

/// Longest head of a request, in bytes. Those of browsers are shorter than two KiB.
pub const MAX_HEAD_BYTES: usize = 16 << 10;
/// Most header fields in a request.
const MAX_HEADERS: usize = 64;

/// A response.
#[derive(Debug)]
pub struct Answer {
    /// Status line and header fields.
    pub head: String,
    /// File of the body; `None` for `HEAD`.
    pub file: Option<PageFile>,
    /// True if the connection is closed after it.
    pub closes: bool,
}

/// Header fields of every response. They make browsers revalidate their cached files, and forbid guessing content
/// types.
const ALWAYS: &str = "Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n";

/// Returns the length of the first request's head in `bytes`, once it is complete.
pub fn head_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4)
}

/// Answers a request.
///
/// # Arguments
/// - `head`: the complete head of the request.
pub fn answer(head: &[u8], folder: &PageFolder) -> Answer {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let is_read = matches!(request.parse(head), Ok(httparse::Status::Complete(_)));
    let (true, Some(method), Some(target), Some(version)) =
        (is_read, request.method, request.path, request.version)
    else {
        return refusal("400 Bad Request", "", true);
    };
    let values = |name: &str| {
        let matching = request.headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name));
        matching.filter_map(|header| std::str::from_utf8(header.value).ok()).collect::<Vec<_>>().join(",")
    };
    let asks_to_close = values("connection").split(',').any(|word| word.trim().eq_ignore_ascii_case("close"));
    // A body would be read as the next request.
    let has_body = !values("transfer-encoding").is_empty() || !matches!(&*values("content-length"), "" | "0");
    let closes = version == 0 || asks_to_close || has_body;
    if method != "GET" && method != "HEAD" {
        return refusal("405 Method Not Allowed", "Allow: GET, HEAD\r\n", closes);
    }
    let Ok(file) = folder.file(target, &packings(&values("accept-encoding"))) else {
        return refusal("404 Not Found", "", closes);
    };
    let is_same = values("if-none-match").split(',').any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == file.tag
    });
    let mut fields = format!("ETag: {}\r\nVary: Accept-Encoding\r\n", file.tag);
    if is_same {
        return Answer { head: head_of("304 Not Modified", &fields, closes), file: None, closes };
    }
    // Writing to a string never fails.
    let _ = write!(fields, "Content-Type: {}\r\nContent-Length: {}\r\n", file.kind, file.length);
    if file.packing != Packing::Plain {
        let _ = write!(fields, "Content-Encoding: {}\r\n", file.packing.id());
    }
    let head = head_of("200 OK", &fields, closes);
    Answer { head, file: (method == "GET").then_some(file), closes }
}

/// Returns the response to a request with too long a head.
pub fn too_long() -> Answer {
    refusal("431 Request Header Fields Too Large", "", true)
}

/// Returns the response when there are too many connections.
pub fn too_many() -> Answer {
    refusal("503 Service Unavailable", "Retry-After: 2\r\n", true)
}

fn refusal(status: &str, fields: &str, closes: bool) -> Answer {
    let fields = format!("{fields}Content-Length: 0\r\n");
    Answer { head: head_of(status, &fields, closes), file: None, closes }
}

fn head_of(status: &str, fields: &str, closes: bool) -> String {
    let connection = if closes { "close" } else { "keep-alive" };
    format!("HTTP/1.1 {status}\r\n{ALWAYS}{fields}Connection: {connection}\r\n\r\n")
}

/// Returns the encodings that an `Accept-Encoding` allows, best first.
fn packings(accepted: &str) -> Vec<Packing> {
    let allows = |packing: &Packing| {
        accepted.split(',').any(|part| {
            let mut words = part.split(';').map(str::trim);
            let is_it = words.next().is_some_and(|name| name.eq_ignore_ascii_case(packing.id()));
            let is_refused =
                words.any(|word| word.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32)));
            is_it && !is_refused
        })
    };
    [Packing::Brotli, Packing::Gzip].into_iter().filter(allows).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::write_page;
    use super::*;

    fn page() -> (tempfile::TempDir, PageFolder) {
        let folder = tempfile::tempdir().unwrap();
        write_page(folder.path(), &[("a.wasm", b"plain"), ("a.wasm.br", b"br")]);
        let page = PageFolder::open(folder.path()).unwrap();
        (folder, page)
    }

    fn status(answer: &Answer) -> &str {
        answer.head.split(' ').nth(1).unwrap()
    }

    #[test]
    fn what_is_handed_out_and_how() {
        let (_folder, page) = page();
        let ask = |head: &str| answer(head.as_bytes(), &page);
        let found = ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assert_eq!((status(&found), found.closes, found.file.is_some()), ("200", false, true));
        for field in [
            "X-Content-Type-Options: nosniff\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
            "Content-Length: 15\r\n",
            "ETag: \"",
        ] {
            assert!(found.head.contains(field), "{field}: {}", found.head);
        }
        let head = ask("HEAD / HTTP/1.1\r\n\r\n");
        assert!(!found.head.contains("Cross-Origin"), "what the page may do does not depend on its server");
        assert!(head.file.is_none() && head.head.contains("Content-Length: 15\r\n"));
        let tag = found.head.split("ETag: ").nth(1).unwrap().split("\r\n").next().unwrap();
        for given in [tag.to_owned(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let same = ask(&format!("GET / HTTP/1.1\r\nif-none-match: {given}\r\n\r\n"));
            assert_eq!((status(&same), same.file.is_none()), ("304", true), "{given}");
            assert!(!same.head.contains("Content-Length"), "{}", same.head);
        }
        assert_eq!(status(&ask("GET / HTTP/1.1\r\nIf-None-Match: \"other\"\r\n\r\n")), "200");
    }

    #[test]
    fn packed_only_for_who_can_unpack() {
        let (_folder, page) = page();
        let is_packed = |accepts: &str| {
            let head = format!("GET /a.wasm HTTP/1.1\r\nAccept-Encoding: {accepts}\r\n\r\n");
            answer(head.as_bytes(), &page).head.contains("Content-Encoding: br\r\n")
        };
        assert!(is_packed("gzip, deflate, br, zstd") && is_packed("BR;q=0.5"));
        assert!(!is_packed("gzip") && !is_packed("") && !is_packed("br;q=0") && !is_packed("brotli"));
    }

    #[test]
    fn what_is_refused() {
        let (_folder, page) = page();
        let check = |head: &str, expected: &str, closes: bool| {
            let answer = answer(head.as_bytes(), &page);
            assert_eq!(
                (status(&answer), answer.closes, answer.file.is_none()),
                (expected, closes, true),
                "{head}"
            );
        };
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND"] {
            check(&format!("{method} / HTTP/1.1\r\n\r\n"), "405", false);
        }
        check("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", "405", true);
        check("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "405", true);
        check("GET /missing HTTP/1.0\r\n\r\n", "404", true);
        check("GET /missing HTTP/1.1\r\nConnection: keep-alive, Close\r\n\r\n", "404", true);
        check("GET http://elsewhere/index.html HTTP/1.1\r\n\r\n", "404", false);
        check("CONNECT a:1 HTTP/1.1\r\n\r\n", "405", false);
        for garbage in ["\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n"] {
            check(garbage, "400", true);
        }
        let many = "a: b\r\n".repeat(100);
        check(&format!("GET / HTTP/1.1\r\n{many}\r\n"), "400", true);
    }

    proptest! {
        #[test]
        fn anything_gets_an_answer(
            bytes in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..300),
                "(GET|HEAD|POST) /[ -~]{0,20} HTTP/1.[01]\r\n([a-zA-Z-]{1,17}: [ -~]{0,20}\r\n){0,4}\r\n".prop_map(String::into_bytes),
            ],
        ) {
            let (_folder, page) = page();
            let answer = answer(&bytes, &page);
            let well_formed = answer.head.starts_with("HTTP/1.1 ") && answer.head.ends_with("\r\n\r\n");
            prop_assert!(well_formed && head_length(answer.head.as_bytes()) == Some(answer.head.len()));
        }
    }
}
