//! Files of the page's folder, and nothing outside it.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use percent_encoding::percent_decode_str;

/// A folder with a built page.
pub struct PageFolder {
    /// Canonical path, without links, so that a path leading out of it is detected.
    root: PathBuf,
}

/// Content encodings of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not compressed.
    Plain,
    /// Compressed with gzip.
    Gzip,
    /// Compressed with brotli.
    Brotli,
}

impl Packing {
    /// Returns the name in `Accept-Encoding` and `Content-Encoding`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Plain => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }
}

/// An open file of the page.
#[derive(Debug)]
pub struct PageFile {
    /// Handle for reading.
    pub file: File,
    /// Length in bytes, as encoded.
    pub length: u64,
    /// Encoding of the file.
    pub packing: Packing,
    /// Media type, for `Content-Type`.
    pub kind: &'static str,
    /// Value that changes with the file, for `ETag`.
    pub tag: String,
}

/// Media types by file name extension.
const KINDS: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("json", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("ico", "image/vnd.microsoft.icon"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/plain; charset=utf-8"),
    ("rhai", "text/plain; charset=utf-8"),
    ("woff2", "font/woff2"),
    ("ttf", "font/ttf"),
];

impl PageFolder {
    /// Opens the folder if there is a built page in it.
    pub fn open(folder: &Path) -> Option<Self> {
        let root = fs::canonicalize(folder).ok()?;
        // The source tree's own index.html is not yet a page.
        (root.join("index.html").is_file() && root.join("sw.js").is_file()).then_some(Self { root })
    }

    /// Returns the file that `target` names, in the first encoding of `allowed` that exists.
    ///
    /// # Arguments
    /// - `target`: path and query of the request.
    /// - `allowed`: encodings, best first.
    ///
    /// # Errors
    /// There is no such file that may be served.
    pub fn file(&self, target: &str, allowed: &[Packing]) -> io::Result<PageFile> {
        let path = self.path(target).ok_or(ErrorKind::NotFound)?;
        let (plain, about) = self.open_inside(&path)?;
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let kind = KINDS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
        let kind = kind.map_or("application/octet-stream", |(_, kind)| *kind);
        for packing in allowed.iter().copied().filter(|packing| *packing != Packing::Plain) {
            let mut packed = path.clone().into_os_string();
            packed.push(packing.ending());
            // A compressed file older than the plain one belongs to an earlier version.
            if let Ok((file, packed)) = self.open_inside(Path::new(&packed))
                && changed_ns(&packed) >= changed_ns(&about)
            {
                let tag = tag(&about, packing);
                return Ok(PageFile { file, length: packed.len(), packing, kind, tag });
            }
        }
        let (packing, tag) = (Packing::Plain, tag(&about, Packing::Plain));
        Ok(PageFile { file: plain, length: about.len(), packing, kind, tag })
    }

    /// Opens `path` if it is a file and, with its links resolved, inside the folder.
    fn open_inside(&self, path: &Path) -> io::Result<(File, Metadata)> {
        let path = fs::canonicalize(path)?;
        if !path.starts_with(&self.root) {
            return Err(ErrorKind::NotFound.into());
        }
        // Something that is not a file, such as a pipe, might block on opening.
        if !fs::metadata(&path)?.is_file() {
            return Err(ErrorKind::NotFound.into());
        }
        let file = File::open(&path)?;
        let about = file.metadata()?;
        Ok((file, about))
    }

    /// Returns the path of the file that `target` names, which need not exist.
    fn path(&self, target: &str) -> Option<PathBuf> {
        let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
        let path = percent_decode_str(path).decode_utf8().ok()?;
        if path.is_empty() {
            return Some(self.root.join("index.html"));
        }
        let mut found = self.root.clone();
        for name in path.split('/') {
            // Excludes names with a special meaning on some system, and hidden files.
            let is_name = !name.is_empty() && !name.starts_with('.') && !name.contains(['\\', ':', '\0']);
            if !is_name {
                return None;
            }
            found.push(name);
        }
        Some(found)
    }
}

fn changed_ns(about: &Metadata) -> u128 {
    let changed = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    changed.map_or(0, |since| since.as_nanos())
}

fn tag(about: &Metadata, packing: Packing) -> String {
    format!("\"{:x}-{:x}-{}\"", about.len(), changed_ns(about), packing.id())
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::time::{Duration, SystemTime};

    use proptest::prelude::*;

    use super::super::write_page;
    use super::*;

    fn text(file: io::Result<PageFile>) -> Result<String, ErrorKind> {
        let mut text = String::new();
        file.map_err(|error| error.kind())?.file.read_to_string(&mut text).unwrap();
        Ok(text)
    }

    #[test]
    fn files_are_found_by_their_paths() {
        let folder = tempfile::tempdir().unwrap();
        write_page(folder.path(), &[("a b.js", b"js"), ("icons/pöllö.svg", b"svg")]);
        let page = PageFolder::open(folder.path()).unwrap();
        let read = |target: &str| text(page.file(target, &[]));
        for index in ["/", "/?x=1", "/index.html", "/%69ndex.html#a"] {
            assert_eq!(read(index).as_deref(), Ok("<!doctype html>"), "{index}");
        }
        assert_eq!(read("/a%20b.js?v=2").as_deref(), Ok("js"));
        assert_eq!(read("/icons/p%C3%B6ll%c3%b6.svg").as_deref(), Ok("svg"));
        for wrong in
            ["", "*", "index.html", "/icons", "/icons/", "//index.html", "/index.html/", "/%FF", "/%"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn kinds() {
        let folder = tempfile::tempdir().unwrap();
        write_page(
            folder.path(),
            &[("a.wasm", b""), ("A.JS", b""), ("m.webmanifest", b""), ("x.unknown", b"")],
        );
        let page = PageFolder::open(folder.path()).unwrap();
        let kind = |target: &str| page.file(target, &[]).unwrap().kind;
        assert_eq!(kind("/a.wasm"), "application/wasm");
        assert_eq!(kind("/A.JS"), "text/javascript; charset=utf-8");
        assert_eq!(kind("/m.webmanifest"), "application/manifest+json");
        assert_eq!(kind("/x.unknown"), "application/octet-stream");
        assert_eq!(kind("/"), "text/html; charset=utf-8");
    }

    #[test]
    fn packed_files_are_taken_if_they_are_no_older() {
        let folder = tempfile::tempdir().unwrap();
        write_page(folder.path(), &[("a.wasm", b"plain"), ("a.wasm.br", b"br"), ("a.wasm.gz", b"gz")]);
        let page = PageFolder::open(folder.path()).unwrap();
        let file = |allowed: &[Packing]| page.file("/a.wasm", allowed).unwrap();
        let best = file(&[Packing::Brotli, Packing::Gzip]);
        assert_eq!((best.packing, best.length, best.kind), (Packing::Brotli, 2, "application/wasm"));
        assert_eq!(file(&[Packing::Gzip]).packing, Packing::Gzip);
        assert_eq!(file(&[]).packing, Packing::Plain);
        assert_ne!(file(&[]).tag, best.tag);
        let long_ago = SystemTime::now() - Duration::from_secs(99);
        let packed = File::options().write(true).open(folder.path().join("a.wasm.br")).unwrap();
        packed.set_modified(long_ago).unwrap();
        assert_eq!(file(&[Packing::Brotli, Packing::Gzip]).packing, Packing::Gzip);
        assert_eq!(file(&[Packing::Brotli]).length, 5);
    }

    #[test]
    fn the_tag_tells_a_change() {
        let folder = tempfile::tempdir().unwrap();
        write_page(folder.path(), &[]);
        let page = PageFolder::open(folder.path()).unwrap();
        let tag = || page.file("/", &[]).unwrap().tag;
        let before = tag();
        assert_eq!(tag(), before);
        fs::write(folder.path().join("index.html"), "<!DOCTYPE HTML>").unwrap();
        assert_ne!(tag(), before);
    }

    #[test]
    fn a_source_tree_is_no_page() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), "").unwrap();
        assert!(PageFolder::open(folder.path()).is_none());
        assert!(PageFolder::open(&folder.path().join("missing")).is_none());
    }

    const SECRET: &str = "this is nobody's business";

    fn any_target() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec![
            "/",
            "..",
            ".",
            "%2e",
            "%2E%2e",
            "%2f",
            "\\",
            "%5c",
            "secret.txt",
            "page",
            "icons",
            "%00",
            "?",
            "#",
            "C:",
            "%",
            "%252e",
            "//",
            "index.html",
            ".hidden",
            "~",
            ";",
            "\u{2025}",
            "%c0%ae",
            "file:",
        ]);
        let parts = prop::collection::vec(part, 0..9).prop_map(|parts| parts.concat());
        prop_oneof![parts.clone().prop_map(|path| format!("/{path}")), parts, any::<String>()]
    }

    proptest! {
        #[test]
        fn nothing_outside_is_handed_out(target in any_target()) {
            let parent = tempfile::tempdir().unwrap();
            fs::write(parent.path().join("secret.txt"), SECRET).unwrap();
            write_page(&parent.path().join("page"), &[(".hidden", SECRET.as_bytes()), ("icons/.hidden", SECRET.as_bytes())]);
            let page = PageFolder::open(&parent.path().join("page")).unwrap();
            if let Ok(text) = text(page.file(&target, &[Packing::Brotli])) {
                prop_assert!(text != SECRET, "{target}");
            }
            if let Some(path) = page.path(&target) {
                let climbs = path.components().any(|part| part == std::path::Component::ParentDir);
                prop_assert!(path.starts_with(&page.root) && !climbs);
            }
        }
    }
}
