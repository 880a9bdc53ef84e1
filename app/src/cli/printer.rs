//! Output of a run in the terminal, or as JSON lines for another program.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::rc::Rc;

use digilab_devices::board::{BoardState, Leds, Pin};
use digilab_lab::lab::{BoardId, Lab, LabOutput};
use digilab_lab::mistakes::Mistake;
use digilab_lab::sandbox::Outcome;
use digilab_lab::stop::StopFlag;
use digilab_lab::text::Texts;
use serde::Serialize;

use super::draw;
use super::explain::Told;
use super::failure::Status;
use super::output::{error_line, out, out_line};

/// Prompt before a typed line.
const PROMPT: &str = "> ";

/// Output styles of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Console lines, and the boards at the end.
    Text,
    /// As `Text`, with the LEDs redrawn in place while they change.
    Live,
    /// JSON lines.
    Json,
}

/// Line of `digilab run --json`; see `docs/cli.md`.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Line<'a> {
    Console {
        text: &'a str,
    },
    Remark {
        code: &'a str,
        message: &'a str,
        advice: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<u32>,
    },
    Asking,
    Typed {
        text: &'a str,
    },
    Plot {
        at_us: u64,
        name: &'a str,
        value: f64,
    },
    Error {
        code: &'a str,
        message: &'a str,
        advice: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        column: Option<u32>,
    },
    State {
        board: &'static str,
        state: &'a BoardState,
    },
    End {
        reason: &'static str,
        status: u8,
    },
}

/// Prints a run. Stops the run once the reader is gone.
pub struct Printer {
    style: Style,
    texts: Rc<Texts>,
    stop: StopFlag,
    is_read: bool,
    /// True if the standard input is a terminal, where a person can answer.
    is_typed_at: bool,
    /// Last state of each board. At the end of a run that was cut short the boards themselves are dark.
    boards: BTreeMap<BoardId, BoardState>,
    picture: Option<Leds>,
}

impl Printer {
    /// Creates a printer for one run, which it stops by `stop`.
    pub fn new(style: Style, texts: Rc<Texts>, stop: StopFlag) -> Self {
        let is_typed_at = std::io::stdin().is_terminal();
        Self { style, texts, stop, is_read: true, is_typed_at, boards: BTreeMap::new(), picture: None }
    }

    /// True until the reader of the output is gone.
    pub fn is_read(&self) -> bool {
        self.is_read
    }

    /// Prints an output of the run.
    pub fn show(&mut self, output: LabOutput) {
        match output {
            LabOutput::Line { text } if self.style == Style::Json => {
                self.json(&Line::Console { text: &text });
            }
            LabOutput::Line { text } => self.console(&text),
            LabOutput::Remark { remark } => self.remark(&remark),
            LabOutput::Asking if self.style == Style::Json => self.json(&Line::Asking),
            LabOutput::Typed { text } if self.style == Style::Json => self.json(&Line::Typed { text: &text }),
            // A terminal has already shown what was typed.
            LabOutput::Asking if self.is_typed_at => self.write(PROMPT),
            LabOutput::Typed { text } if !self.is_typed_at => self.console(&[PROMPT, &text].concat()),
            LabOutput::Asking | LabOutput::Typed { .. } => {}
            LabOutput::Started
            | LabOutput::Paused { .. }
            | LabOutput::Restored { .. }
            | LabOutput::Resumed => {}
            LabOutput::Sample { at_us, name, value } => {
                if self.style == Style::Json {
                    self.json(&Line::Plot { at_us, name: &name, value });
                }
            }
            LabOutput::Board { board, state, .. } => {
                if self.style == Style::Live
                    && let Some(leds) = state.leds
                    && self.picture != Some(leds)
                {
                    let erase = self.erase_picture();
                    self.write(&[erase, draw::leds(&leds)].concat());
                    self.picture = Some(leds);
                }
                self.boards.insert(board, state);
            }
        }
    }

    /// Prints the final state of the boards.
    pub fn states(&mut self, lab: &Lab) {
        if self.style == Style::Live && self.picture.is_some() {
            return;
        }
        for (id, kind) in lab.boards() {
            let state = self.boards.remove(&id).unwrap_or_default();
            if self.style == Style::Json {
                self.json(&Line::State { board: kind.id(), state: &state });
            } else {
                let picture = draw::board(kind, &state, &self.texts, |pin| pin_name(lab, id, pin));
                self.write(&picture);
            }
        }
    }

    /// Prints an error.
    pub fn error(&mut self, told: &Told) {
        if self.style == Style::Json {
            self.json(&Line::Error {
                code: told.mistake.code.id(),
                message: &told.sentence,
                advice: &told.advice,
                line: told.mistake.line,
                column: told.mistake.column,
            });
        }
        error_line(&told.shown);
    }

    fn remark(&mut self, remark: &Mistake) {
        let (message, advice) = (remark.text(&*self.texts), remark.advice(&*self.texts));
        if self.style == Style::Json {
            let code = remark.code.id();
            self.json(&Line::Remark { code, message: &message, advice: &advice, line: remark.line });
        }
        let message = match remark.line {
            Some(line) => self.texts.get("run-remark", &[("line", line.to_string()), ("sentence", message)]),
            None => message,
        };
        error_line(&format!("{message}\n  → {advice}"));
    }

    /// Prints a note about the run.
    pub fn note(&mut self, sentence: &str) {
        error_line(sentence);
    }

    /// Prints the end of the run.
    pub fn end(&mut self, outcome: &Result<Outcome, Told>, status: Status) {
        let reason = match outcome {
            Ok(Outcome::Done) => "done",
            Ok(Outcome::Stopped) => "stopped",
            Ok(Outcome::TimeOver) => "time-over",
            Ok(Outcome::Failed(_)) | Err(_) => "error",
        };
        if self.style == Style::Json {
            self.json(&Line::End { reason, status: status as u8 });
        }
    }

    fn console(&mut self, text: &str) {
        let erase = self.erase_picture();
        let picture = self.picture.map(|leds| draw::leds(&leds)).unwrap_or_default();
        self.write(&[&erase, text, "\n", &picture].concat());
    }

    /// Returns the escape sequence that erases the last picture: cursor up by its lines, then erase below.
    fn erase_picture(&self) -> String {
        self.picture.map(|leds| format!("\u{1b}[{}A\u{1b}[J", leds.len())).unwrap_or_default()
    }

    fn json(&mut self, line: &Line<'_>) {
        // Every field is a text or a finite number, which JSON can hold.
        if let Ok(line) = serde_json::to_string(line)
            && self.is_read
        {
            self.is_read = out_line(&line);
            self.stop_if_unread();
        }
    }

    fn write(&mut self, text: &str) {
        if self.is_read {
            self.is_read = out(text);
            self.stop_if_unread();
        }
    }

    fn stop_if_unread(&self) {
        if !self.is_read {
            self.stop.stop();
        }
    }
}

/// Returns the display name of a pin: `A0` if the board knows it by that name, else its number.
fn pin_name(lab: &Lab, board: BoardId, pin: Pin) -> String {
    let analog = (0..16).map(|channel| format!("A{channel}"));
    let mut names = analog.filter(|name| lab.pin_by_name(board, name).is_ok_and(|found| found == pin));
    names.next().unwrap_or_else(|| pin.to_string())
}
