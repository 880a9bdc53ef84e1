//! `digilab` without a command: the window, or where there can be none the first program in the terminal.

use std::io::{self, IsTerminal};

use digilab_devices::board::BoardKind;
use digilab_lab::text::Texts;

use super::args::{BoardChoice, TimeChoice};
use super::output::{error_line, out_line};
use super::printer::Style;
use super::run::{Plan, go};
use super::{Failure, Status};
use crate::desktop::open_window::{NoWindow, open_window};
use crate::window::app::first_program;

/// How long it runs where no terminal shows it, so that it ends by itself.
const UNSEEN_SECONDS: u64 = 5;

/// Opens the window. Where there can be none, says why and runs the first program here.
pub fn open(texts: &Texts) -> Result<Status, Failure> {
    match open_window(texts.language()) {
        Ok(()) => Ok(Status::Done),
        Err(NoWindow) => {
            error_line(&texts.plain("window-no-display"));
            run(texts)
        }
    }
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
