//! `digilab` without a command: the first program on a simulated micro:bit.

use std::io::{self, IsTerminal};

use digilab_devices::board::BoardKind;
use digilab_lab::text::Texts;

use super::args::{BoardChoice, TimeChoice};
use super::output::out_line;
use super::printer::Style;
use super::run::{Plan, go};
use super::{Failure, Status};

/// The program an eleven-year-old sees first.
const FIRST: &str = include_str!("../../programs/first.rhai");

/// How long it runs where no terminal shows it, so that it ends by itself.
const UNSEEN_SECONDS: u64 = 5;

/// Runs the first program: in a terminal until Ctrl-C, else for five seconds.
pub fn run(texts: &Texts) -> Result<Status, Failure> {
    let is_seen = io::stdout().is_terminal();
    out_line(&match is_seen {
        true => texts.plain("first-hello"),
        false => texts.get("first-hello-for", &[("seconds", UNSEEN_SECONDS)]),
    });
    let plan = Plan {
        language: texts.language(),
        name: "first.rhai".to_owned(),
        script: FIRST.to_owned(),
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
