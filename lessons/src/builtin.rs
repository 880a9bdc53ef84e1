//! The lesson packs that are built into the program.

use include_dir::{Dir, include_dir};

use crate::files::PackFiles;

static PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/packs");

/// Recommended order of the packs: first steps first, then from easy to hard. Packs not listed come last.
const ORDER: &[&str] = &[
    "first-steps-microbit",
    "first-steps-arduino",
    "smart-clothes",
    "moving-robot",
    "smart-street-light",
    "door-counter",
    "weather-station",
    "bicycle-counter",
    "food-waste-scale",
    "park-and-ride",
    "solar-meter",
    "teach-gestures",
    "city-chatbot",
];

/// Returns the built-in packs with their ids, in the recommended order.
pub fn packs() -> Vec<(&'static str, PackFiles)> {
    let mut packs: Vec<_> = PACKS
        .dirs()
        .filter_map(|folder| {
            let id = folder.path().to_str()?;
            let mut files = PackFiles::default();
            take(folder, id, &mut files);
            Some((id, files))
        })
        .collect();
    let place = |id: &str| ORDER.iter().position(|known| *known == id).unwrap_or(ORDER.len());
    packs.sort_by_key(|(id, _)| (place(id), *id));
    packs
}

/// Returns the built-in pack with an id.
pub fn pack(id: &str) -> Option<PackFiles> {
    packs().into_iter().find(|(there, _)| *there == id).map(|(_, files)| files)
}

fn take(folder: &Dir<'_>, id: &str, files: &mut PackFiles) {
    for file in folder.files() {
        let path = file.path().to_str().and_then(|path| path.strip_prefix(id)?.strip_prefix('/'));
        if let Some(path) = path {
            files.insert(path.to_owned(), file.contents().to_vec());
        }
    }
    folder.dirs().for_each(|folder| take(folder, id, files));
}
