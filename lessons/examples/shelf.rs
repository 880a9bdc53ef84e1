//! Writes the built-in packs as the browser's page serves them: `ID.digilab` each, and `list.json` with their
//! manifests, in the recommended order.
//!
//! `cargo run -p digilab_lessons --features builtin --example shelf -- FOLDER`

use std::path::PathBuf;
use std::{env, error, fs};

use digilab_lessons::{archive, builtin, load};

fn main() -> Result<(), Box<dyn error::Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("usage: shelf FOLDER")?);
    fs::create_dir_all(&folder)?;
    let mut manifests = Vec::new();
    for (id, files) in builtin::packs() {
        manifests.push(load::load(&files)?.manifest);
        fs::write(folder.join(format!("{id}.digilab")), archive::to_zip(&files)?)?;
    }
    fs::write(folder.join("list.json"), serde_json::to_vec(&manifests)?)?;
    Ok(())
}
