//! `digilab` without a command: opens the window, or runs the first program in the terminal where no window can open.

use std::io::{self, IsTerminal};
use std::path::Path;

use digilab_contract::invitation::is_invitation;
use digilab_contract::packs::PackPlace;
use digilab_devices::board::BoardKind;
use digilab_lab::text::Texts;
use digilab_lessons::builtin;

use super::args::{BoardChoice, TimeChoice};
use super::failure::{Failure, Status};
use super::output::{error_line, out_line};
use super::printer::Style;
use super::run::{Plan, go};
use crate::desktop::invitation::read_invitation;
use crate::desktop::open_window::{First, NoWindow, open_window};
use crate::desktop::shelf::Shelf;
use crate::first_program::first_program;

/// Duration of the run in seconds when its output is not a terminal, so that it ends by itself.
const UNSEEN_SECONDS: u64 = 5;

/// Opens the window. Where no window can open, says why and runs the first program here.
///
/// # Arguments
/// - `named`: the lesson pack or the workshop invitation to open.
pub fn open(named: Option<&Path>, texts: &Texts) -> Result<Status, Failure> {
    let first = named.map(|named| first(named, texts)).transpose()?;
    match open_window(texts.language(), first) {
        Ok(()) => Ok(Status::Done),
        Err(NoWindow) => {
            error_line(&texts.plain("window-no-display"));
            run(texts)
        }
    }
}

/// Resolves what was named on the command line.
fn first(named: &Path, texts: &Texts) -> Result<First, Failure> {
    if named.to_str().is_some_and(is_invitation) {
        let missing = |_| Failure::usage(texts.get("file-missing", &[("path", named.display())]));
        return read_invitation(named).map(First::Invitation).map_err(missing);
    }
    place(named, texts).map(First::Pack)
}

/// Resolves a lesson pack named on the command line.
fn place(pack: &Path, texts: &Texts) -> Result<PackPlace, Failure> {
    if Shelf::is_pack(pack) && pack.exists() {
        // The window may later work in another folder.
        return Ok(PackPlace::Path(std::path::absolute(pack).unwrap_or_else(|_| pack.to_owned())));
    }
    let id = pack.to_str().filter(|id| builtin::pack(id).is_some());
    id.map(|id| PackPlace::BuiltIn(id.to_owned())).ok_or_else(|| no_such(pack, texts))
}

/// Returns the failure for a name that is neither a command nor a lesson pack.
pub fn no_such(pack: &Path, texts: &Texts) -> Failure {
    let given = pack.display().to_string();
    let is_pack = pack.extension().is_some_and(|end| end.eq_ignore_ascii_case("digilab"));
    Failure::usage(match given.contains(['.', '/', '\\']) {
        true if is_pack => texts.get("file-missing", &[("path", given)]),
        // A name that looks like a file was probably meant to be run.
        true => texts.get("usage-run-forgotten", &[("given", given)]),
        false => texts.get("usage-command-unknown", &[("given", given)]),
    })
}

/// Runs the first program: in a terminal until Ctrl-C, else for five seconds.
fn run(texts: &Texts) -> Result<Status, Failure> {
    let is_seen = io::stdout().is_terminal();
    out_line(&match is_seen {
        true => texts.plain("first-hello"),
        false => texts.get("first-hello-for", &[("seconds", UNSEEN_SECONDS)]),
    });
    let plan = Plan {
        language: texts.language(),
        name: "first.rhai".to_owned(),
        script: first_program(texts.language()).to_owned(),
        board: BoardChoice::Kind(BoardKind::MicrobitV2),
        port: None,
        baud: None,
        time: TimeChoice::Real,
        end_us: (!is_seen).then_some(UNSEEN_SECONDS * 1_000_000),
        seed: 1,
        inputs: Vec::new(),
        record: None,
        replay: None,
        trace: None,
        style: if is_seen { Style::Live } else { Style::Text },
    };
    let status = go(plan, texts)?;
    out_line(&texts.plain("first-next"));
    Ok(status)
}
