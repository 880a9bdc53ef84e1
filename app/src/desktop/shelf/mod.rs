//! The shelf of lesson packs on a computer: the built-in ones, those in a folder next to the program for a
//! whole class, and those that the person has opened.

mod opened;
mod picture;
mod places;
mod progress;
mod service;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use digilab_contract::packs::{PackCommand, PackEntry, PackError, PackEvent, PackOrigin, PackPlace};
use digilab_contract::project::{ProjectError, ProjectErrorCode};
use digilab_lessons::files::PACK_TOML;
use digilab_lessons::pack::Manifest;
use digilab_lessons::view::PackView;
use digilab_lessons::{builtin, load};

use self::opened::Opened;
use self::progress::ProgressFolder;
pub use self::service::ShelfService;
use self::watch::Watch;

/// Name of the folder next to the program with packs for everybody who uses it.
const SCHOOL_FOLDER: &str = "packs";

/// The shelf. It handles one command at a time, on a thread of its own.
pub struct Shelf {
    school: Option<PathBuf>,
    built_in: Option<Vec<PackEntry>>,
    opened: Opened,
    progress: ProgressFolder,
    watch: Option<Watch>,
    /// True once the damaged packs of the school have been reported.
    is_school_told: bool,
}

impl Shelf {
    /// Creates a shelf.
    ///
    /// # Arguments
    /// - `settings`: the folder that holds the list of opened packs and the pupils' progress.
    /// - `school`: the folder with packs for everybody, which need not exist.
    pub fn new(settings: &Path, school: Option<PathBuf>) -> Self {
        Self {
            school,
            built_in: None,
            opened: Opened::new(settings),
            progress: ProgressFolder::new(settings),
            watch: None,
            is_school_told: false,
        }
    }

    /// Returns the folder with packs for everybody: `packs` next to the program.
    pub fn school_folder() -> Option<PathBuf> {
        let program = std::env::current_exe().ok()?;
        Some(program.parent()?.join(SCHOOL_FOLDER))
    }

    /// `true` if a file or folder is a lesson pack and not a program.
    pub fn is_pack(path: &Path) -> bool {
        let is_named = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("digilab"));
        is_named || path.ends_with(PACK_TOML) || path.join(PACK_TOML).is_file()
    }

    /// Handles a command of the window, except choosing a file, which is the window system's task.
    pub fn handle(&mut self, command: PackCommand) -> Vec<PackEvent> {
        match command {
            PackCommand::List => self.list(),
            PackCommand::Open(place) => vec![self.open(place)],
            PackCommand::Pick => Vec::new(),
            PackCommand::Close => {
                self.watch = None;
                Vec::new()
            }
            PackCommand::Forget(place) => {
                let told = match &place {
                    PackPlace::Path(path) => self.opened.forget(path).err(),
                    _ => None,
                };
                told.map(|error| PackEvent::NotKept(error.into())).into_iter().chain(self.list()).collect()
            }
            PackCommand::KeepProgress(progress) => {
                let told = self.progress.keep(progress).err();
                told.map(|error| PackEvent::NotKept(error.into())).into_iter().collect()
            }
            PackCommand::Draw { path, bytes, max_width_px } => {
                let picture = picture::draw(&path, &bytes, max_width_px);
                vec![PackEvent::Drawn { path, picture }]
            }
        }
    }

    /// Checks whether the open pack has been written to, and if so reads it again.
    pub fn look(&mut self) -> Option<PackEvent> {
        let watch = self.watch.as_mut()?;
        if !watch.has_changed() {
            return None;
        }
        let pack = read(watch.place());
        let is_other = watch.note(pack.clone());
        is_other.then(|| PackEvent::Changed { place: watch.place().clone(), pack })
    }

    fn open(&mut self, place: PackPlace) -> PackEvent {
        let place = match place {
            // The manifest stands for the folder that contains it.
            PackPlace::Path(path) if path.ends_with(PACK_TOML) => {
                PackPlace::Path(path.parent().map(Path::to_owned).unwrap_or(path))
            }
            other => other,
        };
        // Watch before reading, so that a write in between is not missed.
        let mut watch = Watch::new(place.clone());
        match read(&place) {
            Ok(pack) => {
                if let PackPlace::Path(path) = &place
                    && !self.school.as_ref().is_some_and(|school| path.starts_with(school))
                {
                    // The list is a convenience: if it cannot be saved, the pack opens all the same.
                    let _ = self.opened.add(path);
                }
                watch.note(Ok(pack.clone()));
                self.watch = Some(watch);
                let progress = self.progress.of(&pack.manifest.id, &pack.manifest.version);
                PackEvent::Opened { place, pack, progress }
            }
            Err(error) => PackEvent::Failed { name: name_of(&place), place: Some(place), error },
        }
    }

    fn list(&mut self) -> Vec<PackEvent> {
        let mut told = Vec::new();
        let mut packs = Vec::new();
        for path in self.opened.paths() {
            let place = PackPlace::Path(path);
            // Skips packs that are gone or damaged meanwhile: nothing of them can be shown.
            if let Ok(manifest) = manifest(&place) {
                packs.push(PackEntry { place, origin: PackOrigin::Opened, manifest });
            }
        }
        let mut school = Vec::new();
        for path in self.school.iter().flat_map(|school| places::packs_in(school)) {
            let place = PackPlace::Path(path);
            match manifest(&place) {
                Ok(manifest) => school.push(PackEntry { place, origin: PackOrigin::School, manifest }),
                Err(error) if !self.is_school_told => {
                    told.push(PackEvent::Failed { name: name_of(&place), place: None, error });
                }
                Err(_) => {}
            }
        }
        self.is_school_told = true;
        school.sort_by(|one, other| one.manifest.id.cmp(&other.manifest.id));
        packs.extend(school);
        packs.extend(self.built_in.get_or_insert_with(built_in).iter().cloned());
        told.insert(0, PackEvent::List { packs, progress: self.progress.all() });
        told
    }
}

fn built_in() -> Vec<PackEntry> {
    let all = builtin::packs().into_iter();
    all.filter_map(|(id, files)| {
        let manifest = load::load(&files).ok()?.manifest;
        Some(PackEntry { place: PackPlace::BuiltIn(id.to_owned()), origin: PackOrigin::BuiltIn, manifest })
    })
    .collect()
}

fn manifest(place: &PackPlace) -> Result<Manifest, PackError> {
    Ok(read(place)?.manifest.clone())
}

/// Reads a pack.
///
/// # Errors
/// The pack cannot be had, or there is a fault in it.
fn read(place: &PackPlace) -> Result<Arc<PackView>, PackError> {
    let gone = || ProjectError::new(ProjectErrorCode::FileGone).with("name", name_of(place));
    let files = match place {
        PackPlace::BuiltIn(id) => builtin::pack(id).ok_or_else(gone)?,
        PackPlace::Path(path) => places::files(path)?,
        // Only a browser has such places.
        PackPlace::Kept(_) | PackPlace::Address(_) => return Err(gone().into()),
    };
    Ok(Arc::new(load::load(&files)?.into()))
}

/// Returns the display name of a place.
fn name_of(place: &PackPlace) -> String {
    match place {
        PackPlace::BuiltIn(id) => id.clone(),
        PackPlace::Path(path) => path
            .file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
        PackPlace::Kept(name) | PackPlace::Address(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests;
