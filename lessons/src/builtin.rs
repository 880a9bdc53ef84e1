//! The packs that come with the program.

use include_dir::{Dir, include_dir};

use crate::files::PackFiles;

static PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/packs");

/// The built-in packs, by their ids.
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
    packs.sort_by_key(|(id, _)| *id);
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
