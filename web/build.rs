//! Gives the page its fonts: the small ones made by `web/build` (`web/make-fonts`), otherwise egui's own, so that
//! the page compiles without them.

use std::env;
use std::fs;
use std::path::PathBuf;

use epaint_default_fonts::{HACK_REGULAR, UBUNTU_LIGHT};

/// The environment variable with the folder of the small fonts.
const FOLDER: &str = "DIGILAB_FONTS";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-env-changed={FOLDER}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for (name, whole) in [("DigiLabSans.ttf", UBUNTU_LIGHT), ("DigiLabMono.ttf", HACK_REGULAR)] {
        match env::var_os(FOLDER) {
            Some(folder) => {
                fs::copy(PathBuf::from(folder).join(name), out.join(name))?;
            }
            None => fs::write(out.join(name), whole)?,
        }
    }
    Ok(())
}
