//! `digilab usage open-data`: writes tables that a city can publish, with metadata for a catalogue.

use std::fs;
use std::io::Write;

use digilab_lab::text::Texts;
use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::open_data::{metadata, months, schools};
use digilab_usage::time::date_of;

use super::log_failure::failure;
use super::place;
use crate::cli::args::UsageOpenDataArguments;
use crate::cli::failure::{Failure, Status};
use crate::cli::files;
use crate::cli::output::out_line;
use crate::desktop::usage::now_ms;

/// Writes the tables of a year into a folder.
pub fn open_data(arguments: &UsageOpenDataArguments, texts: &Texts) -> Result<Status, Failure> {
    let (path, store) = place::open(arguments.log.as_deref(), texts)?;
    let (year, folder) = (arguments.year, &arguments.data_folder);
    let of_log = |error: UsageError| failure(&path, &error, texts);
    let tables = [months(&store, year).map_err(of_log)?, schools(&store, year).map_err(of_log)?];
    fs::create_dir_all(folder).map_err(|_| files::unwritable(folder, texts))?;
    let names = [format!("digilab-{year}-months.csv"), format!("digilab-{year}-schools.csv")];
    for (table, name) in tables.iter().zip(&names) {
        let output = folder.join(name);
        let mut file = files::create(&output, texts)?;
        let written = table
            .write_csv(&mut file)
            .and_then(|()| file.flush().map_err(|_| UsageError::new(UsageErrorCode::ReadOnly)));
        written.map_err(|_| files::unwritable(&output, texts))?;
    }
    let about =
        metadata(&arguments.publisher, year, &names.each_ref().map(String::as_str), date_of(now_ms()));
    let output = folder.join(format!("digilab-{year}.jsonld"));
    let text = serde_json::to_string_pretty(&about).unwrap_or_default() + "\n";
    fs::write(&output, text).map_err(|_| files::unwritable(&output, texts))?;
    out_line(&texts.get("log-open-data", &[("folder", folder.display())]));
    Ok(Status::Done)
}
