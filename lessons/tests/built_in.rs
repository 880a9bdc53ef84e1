//! Tests that the built-in packs have no findings.
#![cfg(feature = "load")]
#![allow(clippy::unwrap_used, reason = "a test's helpers fail by a panic too")]

use std::path::Path;

use digilab_lessons::archive::to_zip;
use digilab_lessons::files::PackFiles;
use digilab_lessons::folder;
use digilab_lessons::lint::lint;
use digilab_lessons::load::load;

#[test]
fn nothing_is_found_in_them() {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs");
    let mut count = 0;
    for entry in std::fs::read_dir(packs).unwrap() {
        let entry = entry.unwrap();
        let files = folder::read(&entry.path()).unwrap();
        let (pack, findings) = lint(&files);
        let id = entry.file_name().into_string().unwrap();
        assert_eq!(findings, [], "{id}");
        let pack = pack.unwrap();
        assert_eq!(pack.manifest.id, id, "a pack lies in the folder of its name");
        assert!((4..=8).contains(&pack.steps.len()), "{id} has {} steps", pack.steps.len());
        assert_eq!(pack.manifest.languages.len(), 3, "{id}");
        assert_eq!(load(&PackFiles::from_zip(&to_zip(&files).unwrap()).unwrap()).unwrap(), pack, "{id}");
        count += 1;
    }
    assert!(count > 0);
}
