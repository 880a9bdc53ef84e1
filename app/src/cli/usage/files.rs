//! `digilab usage export`, `merge` and `delete`.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write, stdout};

use digilab_lab::text::Texts;
use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::lines::{Merged, merge as merge_file, write_csv, write_json};
use digilab_usage::store::Store;

use super::log_failure::failure;
use super::place;
use crate::cli::args::{UsageDeleteArguments, UsageExportArguments, UsageMergeArguments};
use crate::cli::failure::{Failure, Status};
use crate::cli::files;
use crate::cli::output::{error_line, out_line};

/// Exports a log to a file.
pub fn export(arguments: &UsageExportArguments, texts: &Texts) -> Result<Status, Failure> {
    let (path, store) = place::open(arguments.log.as_deref(), texts)?;
    let written = match &arguments.output {
        Some(output) => write(&store, arguments.csv, &mut files::create(output, texts)?),
        None => write(&store, arguments.csv, &mut BufWriter::new(stdout().lock())),
    };
    match (written, &arguments.output) {
        (Ok(()), _) => Ok(Status::Done),
        (Err(error), Some(output)) if error.code == UsageErrorCode::ReadOnly => {
            Err(files::unwritable(output, texts))
        }
        // The reader of the pipe is gone.
        (Err(error), None) if error.code == UsageErrorCode::ReadOnly => Ok(Status::Done),
        (Err(error), _) => Err(failure(&path, &error, texts)),
    }
}

fn write(store: &Store, is_csv: bool, into: &mut impl Write) -> Result<(), UsageError> {
    if is_csv {
        write_csv(store, into)?
    } else {
        write_json(store, into)?
    }
    into.flush().map_err(|_| UsageError::new(UsageErrorCode::ReadOnly))
}

/// Merges files into a log.
pub fn merge(arguments: &UsageMergeArguments, texts: &Texts) -> Result<Status, Failure> {
    let (_, mut store) = place::open_or_begin(arguments.log.as_deref(), texts)?;
    let mut status = Status::Done;
    for named in &arguments.files {
        let merged = File::open(named)
            .map_err(|_| UsageError::new(UsageErrorCode::Unreadable))
            .and_then(|file| merge_file(&mut store, &mut BufReader::new(file)));
        match merged {
            Ok(Merged { added, known, orphaned }) => {
                let id = if orphaned == 0 { "log-merged" } else { "log-merged-orphaned" };
                let args = [
                    ("path", named.display().to_string()),
                    ("added", added.to_string()),
                    ("known", known.to_string()),
                    ("orphaned", orphaned.to_string()),
                ];
                out_line(&texts.get(id, &args));
            }
            // The other files are still merged: they may be a school's whole year.
            Err(error) => {
                let failed = failure(named, &error, texts);
                error_line(&failed.sentence);
                status = failed.status;
            }
        }
    }
    Ok(status)
}

/// Deletes everything in a log.
pub fn delete(arguments: &UsageDeleteArguments, texts: &Texts) -> Result<Status, Failure> {
    let (path, mut store) = place::open(arguments.log.as_deref(), texts)?;
    let count = store.count().map_err(|error| failure(&path, &error, texts))?;
    store.clear().map_err(|error| failure(&path, &error, texts))?;
    out_line(&texts.get("log-deleted", &[("count", count)]));
    Ok(Status::Done)
}
