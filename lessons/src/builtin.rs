//! The packs that come with the program.

use include_dir::{Dir, include_dir};

use crate::files::PackFiles;

static PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/packs");

/// The order in which the packs are best gone through: first steps first, then from easy to hard. Others come behind.
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

/// The built-in packs with their ids, in the order in which they are best gone through.
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

/// The built-in pack with an id.
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
