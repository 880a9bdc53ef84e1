//! Tests of every finding about a pack, with its place.

#![cfg(feature = "load")]
#![allow(clippy::unwrap_used, reason = "a test's helpers fail by a panic too")]

mod common;

use common::{CHECK, EN, FI, pack, png, replace};
use digilab_lessons::files::PackFiles;
use digilab_lessons::lint::lint;
use digilab_lessons::load::load;

/// Changes the pack and compares the findings with `expected`: `code file:line`.
///
/// `usable`: true if the pack can still be used.
#[track_caller]
fn check(usable: bool, change: impl FnOnce(&mut PackFiles), expected: &[&str]) {
    let mut files = pack();
    change(&mut files);
    let (pack, findings) = lint(&files);
    let told: Vec<_> = findings
        .iter()
        .map(|finding| {
            let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{} {}{line}", finding.code.id(), finding.file)
        })
        .collect();
    assert_eq!(told, expected, "{findings:#?}");
    assert_eq!(pack.is_some(), usable);
    let loaded = load(&files);
    assert_eq!(loaded.as_ref().ok(), pack.as_ref());
    if let Err(finding) = loaded {
        assert!(findings.contains(&finding), "{finding}");
    }
}

/// Replaces a part of a file, after which the pack cannot be used.
#[track_caller]
fn refused(path: &str, from: &str, to: &str, expected: &[&str]) {
    check(false, |files| replace(files, path, from, to), expected);
}

/// Replaces a part of a file, after which the pack can still be used.
#[track_caller]
fn found(path: &str, from: &str, to: &str, expected: &[&str]) {
    check(true, |files| replace(files, path, from, to), expected);
}

#[test]
fn a_pack_that_is_right() {
    check(true, |_| {}, &[]);
    // With line endings of Windows.
    let windows = |files: &mut PackFiles| {
        for path in
            [FI, EN, CHECK, "pack.toml", "steps/01-start/starter.rhai", "steps/01-start/solution.rhai"]
        {
            let text = common::text(files, path).replace('\n', "\r\n");
            files.insert(path, format!("\u{feff}{text}"));
        }
    };
    check(true, windows, &[]);
    check(true, |files| files.insert("README.md", "Hei"), &[]);
}

#[test]
fn pack_toml() {
    let at = "pack.toml";
    check(false, |files| drop(files.remove(at)), &["pack-file-missing pack.toml"]);
    check(false, |files| files.insert(at, b"a = 1\nb = \xff".to_vec()), &["pack-not-utf8 pack.toml:2"]);
    check(false, |files| files.insert(at, "#".repeat(129 * 1024)), &["pack-text-too-large pack.toml"]);
    refused(at, "authors = [", "authors = ", &["pack-toml-broken pack.toml:5"]);
    refused(at, "authors", "writers", &["pack-toml-unknown pack.toml:5"]);
    refused(at, "minutes = 10\n", "", &["pack-toml-missing pack.toml:1"]);
    refused(at, "minutes = 10", "minutes = \"x\"", &["pack-toml-value pack.toml:9"]);
    refused(at, "\"microbit\"", "\"calliope\"", &["pack-toml-unknown pack.toml:8"]);
    refused(at, "format_version = 1", "format_version = 2\nnew = 1", &["pack-format-version pack.toml:1"]);
    for id in ["My-pack", "ab", "my pack", "-my-pack", "../my-pack", "sy\u{e4}"] {
        refused(at, "my-pack", id, &["pack-id pack.toml:2"]);
    }
    refused(at, "1.0.0", "1.0", &["pack-version pack.toml:3"]);
    found(at, "CC-BY-4.0", "CC by", &["pack-licence pack.toml:4"]);
    found(at, "CC-BY-4.0", "MIT OR CC0-1.0", &[]);
    refused(at, "[\"Me\"]", "[]", &["pack-list-empty pack.toml:5"]);
    refused(at, "[\"Me\"]", "[\" \"]", &["pack-list-empty pack.toml:5"]);
    refused(at, "\"fi\", \"en\"", "\"fi\", \"en\", \"fi\"", &["pack-list-twice pack.toml:6"]);
    for grades in ["6, 3", "0, 3", "3, 13"] {
        refused(at, "3, 6", grades, &["pack-grades pack.toml:7"]);
    }
    found(at, "minutes = 10", "minutes = 11", &["pack-minutes-sum pack.toml:9"]);
    found(at, "fi = \"Sydän\"\n", "", &["pack-text-missing pack.toml:12"]);
    found(at, "fi = \"Sydän\"\n", "fi = \" \"\n", &["pack-text-missing pack.toml:12"]);
    found(at, "[summary]", "[summary]\nsv = \"x\"", &["pack-text-extra pack.toml:15"]);
}

#[test]
fn steps_and_files() {
    refused("pack.toml", "\"01-start\"", "\n\"01-start\",\n\"../x\"\n", &["pack-step-name pack.toml:13"]);
    let unnamed = ["pack-step-unlisted steps/01-start", "pack-file-missing steps/02/check.toml"];
    let gone = ["steps/02/fi.md", "steps/02/solution.rhai", "steps/02/starter.rhai"];
    let mut expected: Vec<String> = unnamed.map(str::to_owned).into();
    expected.extend(gone.map(|file| format!("pack-file-missing {file}")));
    let expected: Vec<_> = expected.iter().map(String::as_str).collect();
    refused("pack.toml", "01-start", "02", &expected);
    check(true, |files| files.insert("steps/02-more/fi.md", "x"), &["pack-step-unlisted steps/02-more"]);
    check(true, |files| files.insert("steps/notes.txt", "x"), &["pack-file-unknown steps/notes.txt"]);
    check(true, |files| files.insert("run.exe", "x"), &["pack-file-unknown run.exe"]);
    check(true, |files| drop(files.remove(EN)), &[&format!("pack-file-missing {EN}")]);
    let swedish = |files: &mut PackFiles| {
        let text = common::text(files, EN);
        files.insert("steps/01-start/sv.md", text);
    };
    check(true, swedish, &["pack-text-extra steps/01-start/sv.md"]);
    let script = "steps/01-start/starter.rhai";
    check(false, |files| drop(files.remove(script)), &[&format!("pack-file-missing {script}")]);
    for (path, code) in
        [("../out", "pack-path-escapes"), ("a b", "pack-name-odd"), ("PACK.toml", "pack-file-twice")]
    {
        let file = if path == "PACK.toml" { "pack.toml" } else { path };
        check(false, |files| files.insert(path, "x"), &[&format!("{code} {file}")]);
    }
}

#[test]
fn texts() {
    let at = |code: &str, line: u32| format!("{code} {FI}:{line}");
    let refuses = |from: &str, to: &str, code: &str, line| refused(FI, from, to, &[&at(code, line)]);
    let finds = |from: &str, to: &str, code: &str, line| found(FI, from, to, &[&at(code, line)]);
    refused(FI, "---\n", "", &[&at("pack-front-missing", 1)]);
    check(false, |files| files.insert(FI, "---\ntitle: a\n"), &[&at("pack-front-missing", 1)]);
    refuses("minutes: 10", "minutes: 10\nauthor: me", "pack-front-line", 4);
    refuses("title: Näytä sydän", "", "pack-title-missing", 1);
    refuses("minutes: 10", "minutes: many", "pack-minutes", 3);
    refuses("minutes: 10", "", "pack-minutes", 1);
    refuses("Aja", "> > > > > > > Aja", "pack-text-deep", 6);
    refuses("Aja", "Aja <b>nyt</b>", "pack-text-html", 6);
    refuses("Aja ", "<script>\n</script>\n\nAja ", "pack-text-html", 6);
    refuses("Aja", "<!-- a --> <b>\n\nAja", "pack-text-html", 6);
    found(FI, "Aja", "<!-- Opettajalle -->\n\nAja", &[]);
    // A tag begins and ends.
    check(false, |files| replace(files, FI, "Aja", "a <b> c"), &[&at("pack-text-html", 6)]);
    // The first language is the reference for the others.
    let differs = |from: &str, to: &str, told: &[&str]| {
        let expected: Vec<_> = told.iter().map(|told| told.replacen(' ', &format!(" {EN}:"), 1)).collect();
        found(EN, from, to, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    };
    differs("Change ", "### Now\n\nChange ", &["pack-headings-differ 12"]);
    differs("## Hint\n\nWrite", "## Tip\n\nWrite", &["pack-hints-differ 14", "pack-headings-differ 18"]);
    differs("## Hint\n\nWrite", "Write", &["pack-hints-differ 14"]);
    differs("Change ", "```text\nx\n```\n\nChange ", &["pack-code-differs 26"]);
    let other = ["pack-minutes-differ steps/01-start/en.md:3"];
    check(true, |files| replace(files, EN, "minutes: 10", "minutes: 9"), &other);
    finds("Kuvan nimi on sulkeissa. Sydän on englanniksi *heart*.", "", "pack-hint-empty", 14);
    let empty = |files: &mut PackFiles| {
        for path in [FI, EN] {
            let text = common::text(files, path);
            let (front, _) = text.split_once("\n\n").unwrap();
            let hints = text.split_once("## Hint").unwrap().1;
            files.insert(path, format!("{front}\n\n## Hint{hints}"));
        }
    };
    check(true, empty, &[&format!("pack-text-empty {EN}:1"), &at("pack-text-empty", 1)]);
}

#[test]
fn code() {
    let finds = |from: &str, to: &str, code: &str, line| {
        found(FI, from, to, &[&format!("{code} {FI}:{line}")]);
    };
    finds("```rhai starter", "```rhai", "pack-code-unnamed", 8);
    finds("```rhai starter", "```rhai other", "pack-code-unnamed", 8);
    finds("bit.show(HAPPY);", "bit.show(SAD);", "pack-code-strange", 8);
    finds("```rhai starter", "```rhai solution", "pack-code-strange", 8);
    found(FI, "bit.show(HAPPY);", "let bit = microbit();\nbit.show(HAPPY);", &[]);
}

#[test]
fn findings_come_to_an_end() {
    let mut files = pack();
    let steps: String = (0..300).map(|index| format!("\"s{index}\",")).collect();
    replace(&mut files, "pack.toml", "\"01-start\"", &steps);
    let (pack, findings) = lint(&files);
    assert!(pack.is_none());
    assert!((200..250).contains(&findings.len()), "{}", findings.len());
}

#[test]
fn links_and_images() {
    let finds = |to: &str, code: &str| found(FI, "Aja", &format!("{to} Aja"), &[&format!("{code} {FI}:6")]);
    found(FI, "Aja", "[a](https://microbit.org) <https://a.fi> Aja", &[]);
    finds("[a](http://a.fi)", "pack-link-insecure");
    finds("[a](javascript:alert)", "pack-link-insecure");
    finds("[a](//a.fi)", "pack-link-insecure");
    finds("[a](assets/a.wav)", "pack-link-gone");
    finds("![a](assets/a.png)", "pack-image-gone");
    finds("![a](https://a.fi/a.png)", "pack-image-gone");
    refused(FI, "Muuta", "# ![a](assets/a.png)\n\nMuuta", &[&format!("pack-image-place {FI}:12")]);
    let shown = |alt: &'static str| {
        move |files: &mut PackFiles| {
            files.insert("assets/a.png", png(3, 3));
            replace(files, FI, "Aja", &format!("![{alt}](assets/a.png)\n\nAja"));
        }
    };
    check(true, shown("Kuva"), &[]);
    check(true, shown(""), &[&format!("pack-image-silent {FI}:6")]);
}

/// Adds an image or a sound that is used, and checks the finding about it.
#[track_caller]
fn asset(name: &str, bytes: impl Into<Vec<u8>>, expected: Option<&str>) {
    let path = format!("assets/{name}");
    let change = |files: &mut PackFiles| {
        files.insert(path.as_str(), bytes);
        replace(files, FI, "Aja", &format!("[a]({path}) Aja"));
    };
    let expected = expected.map(|code| code.replace('@', &path));
    check(expected.is_none(), change, expected.as_deref().as_slice());
}

#[test]
fn assets() {
    check(true, |files| files.insert("assets/a.png", png(1, 1)), &["pack-asset-unused assets/a.png"]);
    asset("a.png", png(300, 200), None);
    asset("a.wav", "x", None);
    asset("a.exe", "x", Some("pack-asset-kind @"));
    asset("a", "x", Some("pack-asset-kind @"));
    asset("a.png", "x", Some("pack-image-broken @"));
    let whole = png(300, 200);
    asset("a.png", &whole[..whole.len() / 2], Some("pack-image-broken @"));
    asset("a.png", png(4001, 4000), Some("pack-image-too-large @"));
    let svg = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\"\n>{inside}</svg>");
    asset("a.svg", svg("<path d=\"M0 0\" fill=\"url(#a)\"/><use href=\"#a\"/>"), None);
    asset("a.svg", "<svg>", Some("pack-image-broken @:1"));
    asset("a.svg", "<html/>", Some("pack-image-broken @:1"));
    asset("a.svg", b"<svg>\xff</svg>".to_vec(), Some("pack-not-utf8 @"));
    asset("a.svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>", Some("pack-image-broken @:1"));
    for inside in [
        "<script/>",
        "<SCRIPT/>",
        "<foreignObject/>",
        "<image href=\"https://a.fi/a.png\"/>",
        "<image href=\"a.png\"/>",
        "<a href=\"javascript:x\"/>",
        "<g onload=\"x\"/>",
        "<g style=\"fill: url(https://a.fi)\"/>",
        "<g fill=\"url( 'a.svg#b')\"/>",
        "<style>@import 'a';</style>",
        "<style>a { b: u\\72l(a) }</style>",
        "<set attributeName=\"href\" to=\"a\"/>",
        "<?xml-stylesheet href=\"a\"?>",
    ] {
        asset("a.svg", svg(inside), Some("pack-image-active @:2"));
    }
}

#[test]
fn checks() {
    let refuses = |from: &str, to: &str, code: &str, line| {
        refused(CHECK, from, to, &[&format!("{code} {CHECK}:{line}")])
    };
    let finds =
        |from: &str, to: &str, code: &str, line| found(CHECK, from, to, &[&format!("{code} {CHECK}:{line}")]);
    check(false, |files| files.insert(CHECK, ""), &[&format!("pack-check-empty {CHECK}")]);
    let expectation = &common::CHECK_TOML[common::CHECK_TOML.find("[[scenario.expect]]").unwrap()..];
    refuses(expectation, "", "pack-check-no-expectation", 1);
    refuses("see.display = \"HEART\"\n", "", "pack-check-see", 10);
    refuses("message", "in_order = [{ ended = true }]\nmessage", "pack-check-see", 10);
    refuses("message", "how = \"often\"\nmessage", "pack-check-often", 10);
    refuses("message", "times = 2\nmessage", "pack-check-often", 10);
    found(CHECK, "message", "how = \"often\"\ntimes = { min = 2 }\nmessage", &[]);
    refuses("message", "at_ms = 1\nfrom_ms = 1\nmessage", "pack-check-times", 10);
    refuses("message", "tolerance_ms = 1\nmessage", "pack-check-times", 10);
    refuses("message", "from_ms = 2\nuntil_ms = 1\nmessage", "pack-check-range", 13);
    refuses("from = 1, to = 5", "from = 5, to = 1", "pack-check-range", 4);
    refuses("see.display = \"HEART\"", "see.leds-lit = { min = 2, max = 1 }", "pack-check-range", 11);
    refuses("see.display = \"HEART\"", "see.leds-lit = 26", "pack-check-number", 11);
    refuses("end_ms = 2000", "end_ms = 600001", "pack-check-number", 3);
    refuses("at_ms = 100", "at_ms = 2001", "pack-check-number", 7);
    refuses("message", "until_ms = 2001\nmessage", "pack-check-number", 12);
    refuses("see.display = \"HEART\"", "see.leds-lit = { least = 1 }", "pack-toml-value", 11);
    refuses("end_ms = 2000", "end_ms = 0", "pack-check-number", 3);
    refuses("$level", "$other", "pack-check-name", 8);
    refuses("\"HEART\"", "\"{other}\"", "pack-check-name", 11);
    refuses("see.display = \"HEART\"", "see.line = \"{$level * 2} {$other}\"", "pack-check-name", 11);
    refuses("see.display = \"HEART\"", "see.line-with = \"{level\"", "pack-check-braces", 11);
    refuses("see.display = \"HEART\"", "see.line-with = \"{Level}\"", "pack-check-braces", 11);
    refuses("$level * 2", "$level * 52", "pack-check-number", 8);
    refuses("$level * 2", "$level / 0", "pack-check-braces", 8);
    let words = "random.level = { pick = [\"1\", \"a\"] }";
    refuses("random.level = { from = 1, to = 5 }", words, "pack-check-braces", 8);
    let numbers = "random.level = { pick = [\"1\", \"2\"] }";
    found(CHECK, "random.level = { from = 1, to = 5 }", numbers, &[]);
    let about = "see.leds-lit = { min = \"$level - 2\", max = \"$level + 25\" }";
    found(CHECK, "see.display = \"HEART\"", about, &[]);
    let range = "see.leds-lit = { min = \"$level + 3\", max = 7 }";
    refuses("see.display = \"HEART\"", range, "pack-check-range", 11);
    refuses("\"Ei.\"", "\"Ei {other} { }\"", "pack-check-name", 12);
    found(CHECK, "see.display = \"HEART\"", "see.line = \"{level} {$level + 1}\"", &[]);
    refuses("random.level", "random.Name = { from = 1, to = 2 }\nrandom.level", "pack-check-draw", 4);
    refuses("random.level", "random.name = { pick = [] }\nrandom.level", "pack-check-draw", 4);
    for picture in ["heart", "09090:99999", "09090:99999:99999:09990:0090x", ""] {
        refuses("HEART", picture, "pack-check-picture", 11);
    }
    for picture in ["dark", "lit", "ARROW_N", "0.0#0:99999:99999:09990:00900"] {
        found(CHECK, "HEART", picture, &[]);
    }
    refuses("at_ms = 100", "at_ms = 100\ntimes = 2", "pack-check-repeat", 6);
    let part = "[[part]]\npin = \"9\"\npart = \"led\"\nboard = \"arduino\"\n\n[[scenario]]";
    refuses("[[scenario]]", part, "pack-check-board", 4);
    let both = [&*format!("pack-check-empty {CHECK}:1"), &*format!("pack-check-board {CHECK}:3")];
    refused(CHECK, "end_ms = 2000", "board = \"arduino\"\nend_ms = 2000", &both);
    refuses("end_ms", "length", "pack-toml-unknown", 3);
    refuses("end_ms = 2000\n", "", "pack-toml-missing", 1);
    refuses("\"$level * 2\"", "\"$level *\"", "pack-toml-value", 8);
    finds("fi = \"Ei.\", ", "", "pack-text-missing", 12);
    finds("fi = \"Ei.\"", "fi = \"Ei.\", sv = \"Nej.\"", "pack-text-extra", 12);
    finds("name = { fi = \"Näyttö\", en", "name = { en", "pack-text-missing", 2);
    found(CHECK, "name = { fi = \"Näyttö\", en = \"Display\" }", "", &[]);
}
