//! Saves files for the person: the text of the console, a plot.

use std::io;
use std::path::Path;

use digilab_contract::project::ProjectError;
use digilab_projects::atomic;
use digilab_projects::disk::Disk;
use digilab_projects::errors::error_about;

/// Highest number given to files of one name.
const MAX_COPIES: u32 = 10_000;

/// Saves a new file in `folder`, which is created when it is needed, and returns its name: `name`, or if that
/// is taken one with a number, such as `plot (2).csv`.
///
/// # Errors
/// The file cannot be written.
pub fn export_file(disk: &dyn Disk, folder: &Path, name: &str, bytes: &[u8]) -> Result<String, ProjectError> {
    // Only a file name: the caller does not choose the folder.
    let name = name.replace(['/', '\\', ':', '\0'], "-");
    let name = name.trim_start_matches('.');
    let exported = disk.make_folder(folder).and_then(|()| export_into(disk, folder, name, bytes));
    exported.map_err(|error| error_about(name, &error))
}

fn export_into(disk: &dyn Disk, folder: &Path, name: &str, bytes: &[u8]) -> io::Result<String> {
    let (stem, end) = match name.rfind('.') {
        Some(dot) => name.split_at(dot),
        None => (name, ""),
    };
    let free = (1..=MAX_COPIES)
        .map(|number| if number == 1 { name.to_owned() } else { format!("{stem} ({number}){end}") })
        .find(|name| {
            disk.entry(&folder.join(name)).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        })
        .ok_or(io::ErrorKind::AlreadyExists)?;
    atomic::write(disk, &folder.join(&free), bytes)?;
    Ok(free)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use digilab_projects::system_disk::SystemDisk;

    use super::*;

    #[test]
    fn no_file_takes_the_place_of_another() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("DigiLab");
        let export = |name: &str, bytes: &[u8]| export_file(&SystemDisk, &folder, name, bytes).unwrap();
        assert_eq!(export("plot.csv", b"one"), "plot.csv");
        assert_eq!(export("plot.csv", b"two"), "plot (2).csv");
        assert_eq!(export("plot", b"three"), "plot");
        assert_eq!(export("../../plot.csv", b"four"), "-..-plot.csv");
        let held = |name: &str| fs::read(folder.join(name)).unwrap();
        assert_eq!((held("plot.csv"), held("plot (2).csv")), (b"one".to_vec(), b"two".to_vec()));
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("DigiLab"), "a file").unwrap();
        assert!(export_file(&SystemDisk, &home.path().join("DigiLab"), "plot.csv", b"one").is_err());
    }
}
