//! `digilab lesson list` and `digilab lesson export`.

use std::path::PathBuf;

use digilab_lab::text::Texts;
use digilab_lessons::pack::{Pack, Signature};
use digilab_lessons::{builtin, jsonld, load};
use serde::Serialize;

use super::finding::{failure, place_of, words};
use super::place::{self, Named};
use crate::cli::args::{LessonExportArguments, LessonListArguments};
use crate::cli::failure::{Failure, Status};
use crate::cli::output::{error_line, out_line};

/// Line of `digilab lesson list --json`; see `docs/cli.md`.
#[derive(Serialize)]
struct PackLine<'a> {
    id: &'a str,
    version: &'a str,
    title: &'a str,
    steps: usize,
    minutes: u32,
    boards: Vec<&'static str>,
    languages: Vec<&'static str>,
    #[serde(flatten)]
    signature: &'a Signature,
}

/// Lists packs.
pub fn list(arguments: &LessonListArguments, texts: &Texts) -> Result<Status, Failure> {
    let mut status = Status::Done;
    for named in named(&arguments.packs, texts)? {
        let is_read = match named.files.and_then(|files| load::load(&files)) {
            Ok(pack) if arguments.json => {
                serde_json::to_string(&json(&pack, texts)).is_ok_and(|line| out_line(&line))
            }
            Ok(pack) => out_line(&line(&pack, texts)),
            Err(finding) => {
                status = Status::Script;
                let (sentence, advice) = words(&finding, texts);
                let place = place_of(&named.name, &finding.file, finding.line);
                error_line(&format!("{place}: {sentence}\n  → {advice}"));
                true
            }
        };
        if !is_read {
            break;
        }
    }
    Ok(status)
}

/// Returns the named packs, or the built-in ones if none is named.
fn named(paths: &[PathBuf], texts: &Texts) -> Result<Vec<Named>, Failure> {
    if paths.is_empty() {
        let packs = builtin::packs().into_iter();
        return Ok(packs.map(|(id, files)| Named { name: id.to_owned(), files: Ok(files) }).collect());
    }
    place::meant(paths).iter().map(|path| place::read(path, texts)).collect()
}

fn json<'a>(pack: &'a Pack, texts: &Texts) -> PackLine<'a> {
    let manifest = &pack.manifest;
    PackLine {
        id: &manifest.id,
        version: &manifest.version,
        title: manifest.title.get(texts.language()),
        steps: pack.steps.len(),
        minutes: manifest.minutes,
        boards: manifest.boards.iter().map(|board| board.id()).collect(),
        languages: manifest.languages.iter().map(|language| language.code()).collect(),
        signature: &pack.signature,
    }
}

fn line(pack: &Pack, texts: &Texts) -> String {
    let signature = match &pack.signature {
        Signature::Unsigned => texts.plain("lesson-unsigned"),
        Signature::SignedBy { name, fingerprint } => {
            texts.get("lesson-signed", &[("name", name), ("fingerprint", fingerprint)])
        }
    };
    let line = json(pack, texts);
    let args = [
        ("id", line.id.to_owned()),
        ("version", line.version.to_owned()),
        ("title", line.title.to_owned()),
        ("steps", line.steps.to_string()),
        ("minutes", line.minutes.to_string()),
        ("boards", line.boards.join(", ")),
        ("signature", signature),
    ];
    texts.get("lesson-list-line", &args)
}

/// Exports a pack's metadata for catalogues.
pub fn export(arguments: &LessonExportArguments, texts: &Texts) -> Result<Status, Failure> {
    let named = place::read(&arguments.pack, texts)?;
    let pack = named.files.and_then(|files| load::load(&files));
    let pack = pack.map_err(|finding| failure(&named.name, &finding, texts))?;
    let json = serde_json::to_string_pretty(&jsonld::export(&pack));
    out_line(&json.map_err(|error| Failure::usage(texts.get("run-internal", &[("reason", error)])))?);
    Ok(Status::Done)
}
