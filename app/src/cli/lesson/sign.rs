//! `digilab lesson sign`.

use std::io::ErrorKind;
use std::path::Path;

use digilab_lab::text::Texts;
use digilab_lessons::sign::{self, SigningKey};

use super::finding::failure;
use super::place;
use crate::cli::args::LessonSignArguments;
use crate::cli::failure::{Failure, Status};
use crate::cli::files::unwritable;
use crate::cli::output::out_line;
use crate::desktop::private;

/// Signs a packed pack.
pub fn sign(arguments: &LessonSignArguments, texts: &Texts) -> Result<Status, Failure> {
    let file = &arguments.file;
    let named = file.display().to_string();
    let zip = place::read_file(file, texts)?;
    let key =
        if arguments.new_key { make_key(&arguments.key, texts)? } else { read_key(&arguments.key, texts)? };
    let signed =
        sign::sign(&zip, &key, &arguments.name).map_err(|finding| failure(&named, &finding, texts))?;
    std::fs::write(file, signed).map_err(|_| unwritable(file, texts))?;
    let args = [("file", named), ("name", arguments.name.clone()), ("fingerprint", key.fingerprint())];
    out_line(&texts.get("lesson-sign-done", &args));
    Ok(Status::Done)
}

fn read_key(path: &Path, texts: &Texts) -> Result<SigningKey, Failure> {
    let bytes = place::read_file(path, texts)?;
    let key = String::from_utf8(bytes).ok().and_then(|text| SigningKey::from_text(&text).ok());
    key.ok_or_else(|| Failure::usage(texts.get("lesson-sign-key-wrong", &[("file", path.display())])))
}

/// Creates a signing key and its file.
fn make_key(path: &Path, texts: &Texts) -> Result<SigningKey, Failure> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|_| Failure::usage(texts.plain("lesson-sign-no-chance")))?;
    let key = sign::new_key(random);
    private::write_new(path, key.to_text().as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::usage(texts.get("lesson-sign-key-there", &[("file", path.display())]))
        }
        _ => unwritable(path, texts),
    })?;
    out_line(&texts.get("lesson-sign-key-made", &[("file", path.display())]));
    Ok(key)
}
