//! A small pack without findings, for tests that break it.
#![allow(dead_code, reason = "each test uses what it needs")]

use digilab_lessons::board::BoardKind;
use digilab_lessons::files::PackFiles;
use digilab_lessons::language::Language;
use digilab_lessons::template::new_pack;

pub const FI: &str = "steps/01-start/fi.md";
pub const EN: &str = "steps/01-start/en.md";
pub const CHECK: &str = "steps/01-start/check.toml";

/// A `pack.toml` with the line numbers that tests count on.
pub const PACK: &str = r#"format_version = 1
id = "my-pack"
version = "1.0.0"
licence = "CC-BY-4.0"
authors = ["Me"]
languages = ["fi", "en"]
grades = [3, 6]
boards = ["microbit"]
minutes = 10
topics = ["light"]
steps = ["01-start"]
[title]
fi = "Sydän"
en = "Heart"
[summary]
fi = "Näytöllä."
en = "On the display."
"#;

/// A `check.toml` with the line numbers that tests count on.
pub const CHECK_TOML: &str = r#"[[scenario]]
name = { fi = "Näyttö", en = "Display" }
end_ms = 2000
random.level = { from = 1, to = 5 }

[[scenario.input]]
at_ms = 100
do.light = "$level * 2"

[[scenario.expect]]
see.display = "HEART"
message = { fi = "Ei.", en = "No." }
"#;

/// Returns the pack: a heart on the micro:bit, in Finnish and in English.
pub fn pack() -> PackFiles {
    let mut files = new_pack("my-pack", &[BoardKind::MicrobitV2], &[Language::Fi, Language::En]);
    files.insert("pack.toml", PACK);
    files.insert(CHECK, CHECK_TOML);
    files
}

/// Returns a file of the pack as text.
pub fn text(files: &PackFiles, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap().to_vec()).unwrap()
}

/// Replaces a part of a file, which must be there.
pub fn replace(files: &mut PackFiles, path: &str, from: &str, to: &str) {
    let before = text(files, path);
    assert!(before.contains(from), "{path} has no {from}");
    files.insert(path, before.replacen(from, to, 1));
}

/// Returns a PNG of this size, in pixels.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0; (width.div_ceil(8) * height) as usize]).unwrap();
    writer.finish().unwrap();
    bytes
}
