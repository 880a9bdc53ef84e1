//! Property tests: reading any input as a pack ends, and never panics.
#![cfg(feature = "load")]
#![allow(clippy::unwrap_used, reason = "a test's helpers fail by a panic too")]

mod common;

use common::{CHECK, FI, pack};
use digilab_lessons::archive::to_zip;
use digilab_lessons::files::{MANIFEST, PackFiles};
use digilab_lessons::lint::lint;
use digilab_lessons::load::load;
use digilab_lessons::sign::{new_key, sign};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Loads and lints files; the results must agree.
fn read(files: &PackFiles) {
    let (pack, findings) = lint(files);
    match load(files) {
        Ok(loaded) => assert_eq!(Some(loaded), pack),
        Err(finding) => {
            assert!(pack.is_none());
            assert!(findings.contains(&finding));
        }
    }
}

/// Generates text from words with a meaning in a pack's files, and from arbitrary ones.
fn text(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word =
        prop_oneof![4 => select(words).prop_map(str::to_owned), 1 => any::<String>(), 1 => "[ -~\n]{0,9}"];
    vec(word, 0..40).prop_map(|words| words.concat())
}

const TOML: &[&str] = &[
    "[[scenario]]\n",
    "[[scenario.expect]]\n",
    "[[scenario.input]]\n",
    "end_ms = ",
    "see.display = ",
    "in_order = [",
    "]",
    "{",
    "}",
    "\"",
    "\"\"\"",
    "'",
    "1",
    "-1",
    "99999999999999999999",
    "\"$a * 2\"",
    "\n",
    "=",
    ".",
    ",",
    "[title]\n",
    "fi = \"x\"\n",
    "id = \"my-pack\"\n",
    "steps = [\"01-start\"]\n",
    "format_version = 1\n",
    "[",
    "#",
    "random.a = ",
];
const MARKDOWN: &[&str] = &[
    "---\n",
    "title: a\n",
    "minutes: 5\n",
    "## Hint\n",
    "# a\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\n",
    "\n\n",
    "```rhai starter\n",
    "```\n",
    "~~~\n",
    "`",
    "*",
    "**",
    "_",
    "[a](b)",
    "![a](assets/b.png)",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "<!--",
    "-->",
    "| a | b |\n",
    "| - | - |\n",
    "|",
    "\\",
    "&amp;",
    "\t",
    "<b>",
    "https://a.fi",
    "\r\n",
    "\u{0}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_a_zip(bytes in vec(any::<u8>(), 0..2000)) {
        if let Ok(files) = PackFiles::from_zip(&bytes) {
            read(&files);
        }
    }

    #[test]
    fn a_damaged_zip(changes in vec((any::<Index>(), any::<u8>()), 1..8), cut in any::<Option<Index>>()) {
        let whole = sign(&to_zip(&pack()).unwrap(), &new_key([7; 32]), "A").unwrap();
        let mut zip = whole.clone();
        for (index, byte) in changes {
            zip[index.index(whole.len())] = byte;
        }
        if let Some(cut) = cut {
            zip.truncate(cut.index(whole.len()));
        }
        if let Ok(files) = PackFiles::from_zip(&zip) {
            read(&files);
        }
    }

    /// Files damaged by somebody who zips them anew.
    #[test]
    fn damaged_files(which in any::<Index>(), at in any::<Index>(), with in vec(any::<u8>(), 0..9), cut in 0..9_usize) {
        let mut files = pack();
        let (path, bytes) = {
            let all: Vec<_> = files.iter().collect();
            let (path, bytes) = all[which.index(all.len())];
            (path.to_owned(), bytes.to_vec())
        };
        let at = at.index(bytes.len());
        let mut damaged = bytes.clone();
        damaged.splice(at..(at + cut).min(bytes.len()), with);
        files.insert(path, damaged);
        read(&files);
    }

    #[test]
    fn any_text(toml in text(TOML), check in text(TOML), markdown in text(MARKDOWN)) {
        for (path, text) in [("pack.toml", &toml), (CHECK, &check), (FI, &markdown)] {
            let mut files = pack();
            files.insert(path, text.as_str());
            read(&files);
            files.insert(path, format!("{}{text}", common::text(&pack(), path)));
            read(&files);
        }
    }

    #[test]
    fn any_image(png in vec(any::<u8>(), 0..200), svg in "[<>/a-z=\" &;!\\[\\]-]{0,80}") {
        let mut files = pack();
        let whole = common::png(9, 9);
        files.insert("assets/a.png", [&whole[..whole.len() / 2], &png].concat());
        files.insert("assets/b.png", png);
        files.insert("assets/a.svg", format!("<svg>{svg}</svg>"));
        files.insert("assets/b.svg", svg);
        read(&files);
    }

    #[test]
    fn any_files_are_packed_and_unpacked(
        files in btree_map("[a-z]{1,5}(/[A-Za-z0-9_-]{1,9}){0,3}\\.[a-z]{1,3}", vec(any::<u8>(), 0..300), 0..9),
    ) {
        let mut all = PackFiles::default();
        files.into_iter().for_each(|(path, bytes)| all.insert(path, bytes));
        match to_zip(&all) {
            Ok(zip) => {
                let mut unpacked = PackFiles::from_zip(&zip).unwrap();
                prop_assert!(unpacked.remove(MANIFEST).is_some());
                prop_assert_eq!(unpacked, all);
            }
            Err(finding) => prop_assert_eq!(Err(finding), all.check()),
        }
    }
}

#[test]
fn what_is_slow_to_read_is_read_soon() {
    let begin = std::time::Instant::now();
    let size = 120 * 1024;
    for part in ["> ", "- ", "[", "*a ", "`", "![", "<", "**a*", "| ", "[a](", "\\", "a\n", "&"] {
        let mut files = pack();
        files.insert(FI, format!("---\ntitle: a\nminutes: 5\n---\n{}", part.repeat(size / part.len())));
        read(&files);
    }
    for part in ["[", "[[a]]\n", "a.", "{a=", "a = [", "\"", "'''"] {
        let mut files = pack();
        files.insert(CHECK, part.repeat(size / part.len()));
        read(&files);
    }
    let mut files = pack();
    files.insert("assets/a.svg", "<g>".repeat(size));
    read(&files);
    // Far more than needed, even unoptimised and beside other tests.
    assert!(begin.elapsed().as_secs() < 120, "{:?}", begin.elapsed());
}
