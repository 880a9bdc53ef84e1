//! The page's fonts: egui's own, in the release page a third of their size; see `build.rs` and `make-fonts`.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

const SANS: &str = "DigiLabSans";
const MONO: &str = "DigiLabMono";

/// The fonts for egui. Each is a fallback for characters the other lacks.
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 2] = [
        (SANS, include_bytes!(concat!(env!("OUT_DIR"), "/DigiLabSans.ttf"))),
        (MONO, include_bytes!(concat!(env!("OUT_DIR"), "/DigiLabMono.ttf"))),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let order = |first: &str, second: &str| vec![first.to_owned(), second.to_owned()];
    fonts.families.insert(FontFamily::Proportional, order(SANS, MONO));
    fonts.families.insert(FontFamily::Monospace, order(MONO, SANS));
    fonts
}
