//! The command line program.

mod args;
mod argument_error;
mod boards;
mod draw;
mod explain;
mod failure;
mod files;
mod first;
mod keyboard;
mod language;
mod lesson;
mod output;
mod panics;
mod printer;
mod run;
mod serve;
mod source;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;
use digilab_lab::text::Texts;

use args::{Action, Arguments};
use failure::{Failure, Status};
use output::{error_line, out};

/// Runs the program.
pub fn main() -> ExitCode {
    panics::keep_back();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let texts = Texts::new(language::language_for(&arguments));
    let status = match parse(arguments, &texts) {
        Ok(arguments) => act(arguments, &texts),
        Err(status) => Ok(status),
    };
    let status = status.unwrap_or_else(|failure| {
        error_line(&failure.sentence);
        failure.status
    });
    status.into()
}

fn parse(arguments: Vec<OsString>, texts: &Texts) -> Result<Arguments, Status> {
    let groups = ["lesson", "usage"];
    let group =
        arguments.iter().skip(1).find_map(|argument| groups.into_iter().find(|group| argument == group));
    let parsed = args::command(texts)
        .try_get_matches_from(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            out(&error.to_string());
            Status::Done
        }
        _ => {
            error_line(&argument_error::sentence(&error, group, texts));
            Status::Usage
        }
    })
}

fn act(arguments: Arguments, texts: &Texts) -> Result<Status, Failure> {
    if let (Some(pack), Some(_)) = (&arguments.lesson_pack, &arguments.action) {
        return Err(first::no_such(pack, texts));
    }
    match arguments.action {
        Some(Action::Boards(arguments)) => boards::list(&arguments, texts),
        Some(Action::Serve(arguments)) => serve::serve(&arguments, texts),
        Some(Action::Lesson(arguments)) => lesson::lesson(arguments.action, texts),
        Some(Action::Usage(arguments)) => usage::usage(arguments.action, texts),
        Some(Action::Run(arguments)) => run::run(*arguments, texts),
        None => first::open(arguments.lesson_pack.as_deref(), texts),
    }
}
