//! `digilab lesson new` and `digilab lesson pack`.

use std::path::{Path, PathBuf};

use digilab_lab::text::Texts;
use digilab_lessons::{archive, folder, load, template};

use super::finding::failure;
use super::place;
use crate::cli::args::{LessonNewArguments, LessonPackArguments};
use crate::cli::failure::{Failure, Status};
use crate::cli::files::unwritable;
use crate::cli::output::out_line;

/// Creates a pack in a folder of the same name.
pub fn new(arguments: &LessonNewArguments, texts: &Texts) -> Result<Status, Failure> {
    let id = &arguments.id;
    let files = template::new_pack(id, &arguments.pack_boards, &arguments.languages);
    // Reports a wrong id before anything is written.
    load::load(&files).map_err(|finding| failure(id, &finding, texts))?;
    folder::write(&files, Path::new(id)).map_err(|finding| failure(id, &finding, texts))?;
    out_line(&texts.get("lesson-new-done", &[("id", id)]));
    Ok(Status::Done)
}

/// Packs a folder into one file.
pub fn pack(arguments: &LessonPackArguments, texts: &Texts) -> Result<Status, Failure> {
    let named = place::read(&arguments.pack, texts)?;
    let told = |finding| failure(&named.name, &finding, texts);
    let files = named.files.clone().map_err(told)?;
    let told = |finding| failure(&named.name, &finding, texts);
    let pack = load::load(&files).map_err(told)?;
    let zip = archive::to_zip(&files).map_err(|finding| failure(&named.name, &finding, texts))?;
    let file =
        arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.digilab", pack.manifest.id)));
    std::fs::write(&file, &zip).map_err(|_| unwritable(&file, texts))?;
    let kilobytes = zip.len().div_ceil(1000).to_string();
    out_line(
        &texts.get("lesson-pack-done", &[("file", file.display().to_string()), ("kilobytes", kilobytes)]),
    );
    Ok(Status::Done)
}
