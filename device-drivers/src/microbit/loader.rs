//! Loads the agent's core onto a board and starts it.

use super::agent::source::{LOADER, LOADER_PROOF, RESTART, START, agent, load_call};
use super::heard::{Heard, HeardFirmware};
use super::repl::{Repl, ReplEvent};
use crate::error::{DeviceError, DeviceErrorCode};

/// The speed of a micro:bit's USB serial port, in baud.
pub const BAUD: u32 = 115_200;

/// Number of times a piece may arrive damaged.
const PIECE_TRIES: u32 = 4;
/// Number of times the prompt may be lost on the way.
const STUCK_TRIES: u32 = 3;

/// The result of loading.
#[derive(Clone, Debug)]
pub enum Loaded {
    /// The agent has started; these bytes came after its start.
    Started(Vec<u8>),
    /// Loading failed.
    Failed(DeviceError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Entering,
    Defining,
    Proving,
    Piece(usize),
    Starting,
    /// The agent was there already and is started again.
    Restarting,
}

/// One attempt to get the agent running.
#[derive(Clone, Debug)]
pub struct Loader {
    port: String,
    repl: Repl,
    heard: Heard,
    /// The stage to continue with when the prompt is back.
    next: Stage,
    stage: Stage,
    damaged: u32,
    stuck: u32,
    /// True once the board has been at a prompt: a later failure does not mean other firmware.
    met: bool,
}

impl Loader {
    /// Starts with a board in an unknown state.
    pub fn begin(now_us: u64, port: &str) -> Self {
        let mut repl = Repl::new();
        repl.enter(now_us, true);
        Self::with(port, repl, Stage::Entering, Stage::Defining)
    }

    /// Starts with a board whose agent has just ended, by Ctrl-C, at the raw REPL's prompt.
    pub fn restart(now_us: u64, port: &str) -> Self {
        let mut repl = Repl::new();
        repl.at_prompt();
        repl.launch(now_us, RESTART);
        Self::with(port, repl, Stage::Restarting, Stage::Restarting)
    }

    fn with(port: &str, repl: Repl, stage: Stage, next: Stage) -> Self {
        let heard = Heard::default();
        Self { port: port.to_owned(), repl, heard, next, stage, damaged: 0, stuck: 0, met: false }
    }

    /// True if the agent is loaded from the beginning.
    pub fn is_fresh(&self) -> bool {
        self.stage != Stage::Restarting
    }

    /// Takes bytes from the board; call it without bytes too when time has passed.
    pub fn push(&mut self, now_us: u64, bytes: &[u8]) -> Option<Loaded> {
        if !self.met {
            self.heard.push(bytes);
        }
        let mut event = self.repl.push(now_us, bytes);
        while let Some(happened) = event {
            if let Some(loaded) = self.react(now_us, happened) {
                return Some(loaded);
            }
            event = self.repl.push(now_us, &[]);
        }
        None
    }

    fn react(&mut self, now_us: u64, event: ReplEvent) -> Option<Loaded> {
        match event {
            ReplEvent::Ready => {
                self.met = true;
                self.heard.clear();
                self.go(now_us, self.next);
            }
            ReplEvent::Launched => return Some(Loaded::Started(self.repl.take_rest())),
            ReplEvent::NoPrompt => return Some(Loaded::Failed(self.no_prompt())),
            ReplEvent::Stuck => {
                self.stuck += 1;
                if self.stuck > STUCK_TRIES {
                    return Some(Loaded::Failed(self.error(DeviceErrorCode::AgentDamaged)));
                }
                self.enter_again(now_us);
            }
            ReplEvent::Ended { output, error } => return self.ended(now_us, output.trim(), &error),
        }
        None
    }

    fn enter_again(&mut self, now_us: u64) {
        self.next = match self.stage {
            Stage::Entering | Stage::Restarting => Stage::Defining,
            stage => stage,
        };
        // The parts of the agent already there are only worth keeping while it is being loaded.
        let soft_reset = matches!(self.stage, Stage::Entering | Stage::Restarting);
        self.stage = Stage::Entering;
        self.repl.enter(now_us, soft_reset);
    }

    fn go(&mut self, now_us: u64, stage: Stage) {
        self.stage = stage;
        match stage {
            Stage::Entering => {}
            Stage::Defining => self.repl.run(now_us, LOADER),
            Stage::Proving => self.repl.run(now_us, LOADER_PROOF),
            Stage::Piece(index) => match agent().core().get(index) {
                Some(piece) => self.repl.run(now_us, &load_call(piece)),
                None => self.go(now_us, Stage::Starting),
            },
            Stage::Starting => self.repl.launch(now_us, START),
            Stage::Restarting => self.repl.launch(now_us, RESTART),
        }
    }

    fn ended(&mut self, now_us: u64, output: &str, error: &str) -> Option<Loaded> {
        if error.contains("MemoryError") {
            return Some(Loaded::Failed(self.error(DeviceErrorCode::BoardMemory)));
        }
        if error.contains("ImportError") {
            // MicroPython, but on another board: it has no module `microbit`.
            return Some(Loaded::Failed(self.other_firmware("MicroPython")));
        }
        let whole = error.is_empty()
            && match self.stage {
                Stage::Defining => output.is_empty(),
                Stage::Proving => output == "bad",
                _ => output.starts_with("ok "),
            };
        if whole {
            self.damaged = 0;
            let next = match self.stage {
                Stage::Defining => Stage::Proving,
                Stage::Proving => Stage::Piece(0),
                Stage::Piece(index) => Stage::Piece(index + 1),
                stage => stage,
            };
            self.go(now_us, next);
            return None;
        }
        self.damaged += 1;
        if self.damaged >= PIECE_TRIES {
            return Some(Loaded::Failed(self.error(DeviceErrorCode::AgentDamaged)));
        }
        let again = if self.stage == Stage::Proving { Stage::Defining } else { self.stage };
        self.go(now_us, again);
        None
    }

    fn no_prompt(&self) -> DeviceError {
        if self.met {
            return self.error(DeviceErrorCode::Silent);
        }
        match self.heard.found() {
            HeardFirmware::Nothing => self.error(DeviceErrorCode::NoAnswer),
            HeardFirmware::Noise => self.error(DeviceErrorCode::WrongBaud).with("baud", BAUD),
            HeardFirmware::Firmata => self.other_firmware("Firmata"),
            HeardFirmware::Text(line) => self.other_firmware(&line),
        }
    }

    fn other_firmware(&self, found: &str) -> DeviceError {
        self.error(DeviceErrorCode::OtherFirmware).with("expected", "MicroPython").with("found", found)
    }

    fn error(&self, code: DeviceErrorCode) -> DeviceError {
        DeviceError::new(code).with("port", &self.port)
    }

    /// Appends the bytes that may be sent now.
    pub fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>) {
        self.repl.take_output(now_us, into);
    }

    /// Time at which there is work to do even if nothing arrives.
    pub fn next_wake_us(&self) -> Option<u64> {
        self.repl.next_wake_us()
    }
}
