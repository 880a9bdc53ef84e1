//! MicroPython's prompts: friendly, paste, raw and raw-paste, and the programs that run from them.

use std::collections::VecDeque;

use super::hardware::Hardware;
use super::python::{Outcome, Python, interrupted, memory_error};
use crate::board::BoardKind;

const CTRL_A: u8 = 1;
const CTRL_B: u8 = 2;
const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
const CTRL_E: u8 = 5;
const BACKSPACE: u8 = 8;
const DELETE: u8 = 127;

const V1_BANNER: &str = "MicroPython v1.9.2-34-gd64154c73 on 2017-09-01; micro:bit v1.1.1 with nRF51822\r\n\
                         Type \"help()\" for more information.\r\n>>> ";
const V2_BANNER: &str = "MicroPython v1.18 on 2023-10-30; micro:bit v2.1.2 with nRF52833\r\n\
                         Type \"help()\" for more information.\r\n>>> ";
const RAW_BANNER: &str = "raw REPL; CTRL-B to exit\r\n>";
const PASTE_BANNER: &str = "\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ";

/// Time from power-on to the first prompt.
const BOOT_US: u64 = 250_000;

/// Number of bytes a host may send in raw-paste mode before the board has confirmed them.
const PASTE_WINDOW: u16 = 128;

/// The program a board runs after a reset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StoredProgram {
    /// No program: it shows a prompt.
    #[default]
    None,
    /// `while True: pass`, until Ctrl-C.
    Busy,
    /// Prints a line repeatedly, until Ctrl-C.
    Prints {
        /// The line, without the line end.
        line: String,
        /// Interval in milliseconds (at least 1).
        interval_ms: u32,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prompt {
    Friendly,
    Raw,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Mode {
    Booting {
        until_us: u64,
    },
    Prompt(Prompt),
    /// The friendly prompt's paste mode.
    Paste,
    /// Raw-paste mode, with the room left in the window.
    RawPaste {
        window: u16,
    },
    /// The agent runs, started from this prompt.
    Agent(Prompt),
    /// The stored program runs and acts next at this time.
    Stored {
        next_us: u64,
    },
}

/// Work that takes time; bytes wait in the receive buffer meanwhile.
#[derive(Clone, Debug)]
enum Work {
    /// A source runs from this prompt.
    Source(Outcome, Prompt),
    /// The agent executes the order in its line.
    Order,
}

/// The interpreter's side of the wire.
#[derive(Clone, Debug)]
pub struct Repl {
    kind: BoardKind,
    program: StoredProgram,
    python: Python,
    mode: Mode,
    line: Vec<u8>,
    /// Lines of an unfinished block.
    block: Vec<u8>,
    is_too_long: bool,
    received: VecDeque<u8>,
    work: Option<(u64, Work)>,
}

impl Repl {
    /// Creates a board that is off; [`reset`](Self::reset) starts it.
    pub fn new(kind: BoardKind, program: StoredProgram) -> Self {
        Self {
            kind,
            program,
            python: Python::new(kind),
            mode: Mode::Booting { until_us: BOOT_US },
            line: Vec::new(),
            block: Vec::new(),
            is_too_long: false,
            received: VecDeque::new(),
            work: None,
        }
    }

    fn is_v1(&self) -> bool {
        self.kind == BoardKind::MicrobitV1
    }

    /// Capacity of the receive buffer: a ring of 64 (V1) or 256 (V2) bytes holds one less.
    fn receive_room(&self) -> usize {
        if self.is_v1() { 63 } else { 255 }
    }

    /// The longest source that fits into RAM.
    fn source_room(&self) -> usize {
        if self.is_v1() { 4096 } else { 32_768 }
    }

    /// Restarts.
    pub fn reset(&mut self, now_us: u64) {
        *self = Self::new(self.kind, std::mem::take(&mut self.program));
        self.mode = Mode::Booting { until_us: now_us.saturating_add(BOOT_US) };
    }

    /// Takes a byte that has arrived at the UART.
    pub fn receive(&mut self, now_us: u64, byte: u8, hardware: &mut Hardware, out: &mut Vec<u8>) {
        let runs = matches!(self.mode, Mode::Agent(_) | Mode::Stored { .. }) || self.work.is_some();
        if byte == CTRL_C && runs {
            self.interrupt(out);
        } else if self.received.len() < self.receive_room() {
            self.received.push_back(byte);
        }
        self.take_received(now_us, hardware, out);
    }

    /// Time at which something next happens by itself.
    pub fn next_wake_us(&self) -> Option<u64> {
        if let Some((at_us, _)) = &self.work {
            return Some(*at_us);
        }
        match &self.mode {
            Mode::Booting { until_us } => Some(*until_us),
            Mode::Stored { next_us } => {
                matches!(self.program, StoredProgram::Prints { .. }).then_some(*next_us)
            }
            Mode::Agent(_) => self.python.agent_ref().map(|agent| agent.next_wake_us()),
            Mode::Prompt(_) | Mode::Paste | Mode::RawPaste { .. } => None,
        }
    }

    /// Does the work due at `now_us`.
    pub fn advance(&mut self, now_us: u64, hardware: &mut Hardware, out: &mut Vec<u8>) {
        if let Some((at_us, work)) = self.work.take() {
            if at_us > now_us {
                self.work = Some((at_us, work));
                return;
            }
            self.finish(now_us, work, hardware, out);
            self.take_received(now_us, hardware, out);
            return;
        }
        match &mut self.mode {
            Mode::Booting { until_us } if *until_us <= now_us => {
                if self.is_v1() {
                    out.push(0);
                }
                self.start_stored_program(now_us, out);
                self.take_received(now_us, hardware, out);
            }
            Mode::Stored { next_us } if *next_us <= now_us => {
                if let StoredProgram::Prints { line, interval_ms } = &self.program {
                    out.extend(line.as_bytes());
                    out.extend(b"\r\n");
                    *next_us = now_us.saturating_add(u64::from(*interval_ms).max(1) * 1000);
                }
            }
            Mode::Agent(_) => {
                if let Some(agent) = self.python.agent() {
                    agent.turn(now_us, hardware, out);
                }
            }
            _ => {}
        }
    }

    fn start_stored_program(&mut self, now_us: u64, out: &mut Vec<u8>) {
        if self.program == StoredProgram::None {
            self.friendly(out);
        } else {
            self.mode = Mode::Stored { next_us: now_us };
        }
    }

    fn finish(&mut self, now_us: u64, work: Work, hardware: &mut Hardware, out: &mut Vec<u8>) {
        match work {
            Work::Source(outcome, _) if outcome.resets_board => {
                hardware.restart();
                self.reset(now_us);
            }
            Work::Source(outcome, prompt) => {
                out.extend(outcome.output.as_bytes());
                if outcome.clears_board {
                    hardware.clear();
                }
                if outcome.starts_agent
                    && let Some(agent) = self.python.agent()
                {
                    self.mode = Mode::Agent(prompt);
                    agent.start(now_us, out);
                    return;
                }
                self.ended(prompt, &outcome.error, out);
            }
            Work::Order => {
                if let Some(agent) = self.python.agent() {
                    agent.answer(now_us, hardware, Python::part_of, out);
                    agent.turn(now_us, hardware, out);
                }
            }
        }
    }

    /// Ends a program and prints its prompt again.
    fn ended(&mut self, prompt: Prompt, error: &str, out: &mut Vec<u8>) {
        self.mode = Mode::Prompt(prompt);
        match prompt {
            Prompt::Raw => {
                out.push(CTRL_D);
                out.extend(error.as_bytes());
                out.extend(b"\x04>");
            }
            Prompt::Friendly => {
                out.extend(error.as_bytes());
                out.extend(b">>> ");
            }
        }
    }

    fn interrupt(&mut self, out: &mut Vec<u8>) {
        // Bytes that had arrived for the program are dropped with it.
        self.received.clear();
        if let Some((_, Work::Source(_, prompt))) = self.work.take() {
            self.ended(prompt, &interrupted("<stdin>", 1), out);
            return;
        }
        match self.mode {
            Mode::Agent(prompt) => self.ended(prompt, &interrupted("<stdin>", 1), out),
            Mode::Stored { .. } => {
                out.extend(interrupted("__main__", 2).as_bytes());
                self.friendly(out);
            }
            _ => {}
        }
    }

    fn friendly(&mut self, out: &mut Vec<u8>) {
        self.mode = Mode::Prompt(Prompt::Friendly);
        self.line.clear();
        self.block.clear();
        out.extend(if self.is_v1() { V1_BANNER } else { V2_BANNER }.as_bytes());
    }

    fn raw(&mut self, out: &mut Vec<u8>) {
        self.mode = Mode::Prompt(Prompt::Raw);
        self.line.clear();
        self.is_too_long = false;
        out.extend(RAW_BANNER.as_bytes());
    }

    fn soft_reset(&mut self, hardware: &mut Hardware, out: &mut Vec<u8>) {
        hardware.soft_restart();
        self.python = Python::new(self.kind);
        out.extend(if self.is_v1() { "soft reboot\r\n" } else { "MPY: soft reboot\r\n" }.as_bytes());
    }

    fn take_received(&mut self, now_us: u64, hardware: &mut Hardware, out: &mut Vec<u8>) {
        while self.work.is_none()
            && !matches!(self.mode, Mode::Booting { .. } | Mode::Stored { .. })
            && let Some(byte) = self.received.pop_front()
        {
            match self.mode {
                Mode::Prompt(Prompt::Friendly) => self.friendly_byte(now_us, byte, hardware, out),
                Mode::Prompt(Prompt::Raw) => self.raw_byte(now_us, byte, hardware, out),
                Mode::Paste => self.paste_byte(now_us, byte, out),
                Mode::RawPaste { window } => self.raw_paste_byte(now_us, byte, window, out),
                Mode::Agent(_) => self.agent_byte(now_us, byte),
                Mode::Booting { .. } | Mode::Stored { .. } => {}
            }
        }
    }

    fn agent_byte(&mut self, now_us: u64, byte: u8) {
        let Some(agent) = self.python.agent() else { return };
        if agent.collect(byte) {
            let text_bytes = agent.text_bytes();
            let takes_us = self.python.run_us(text_bytes);
            self.work = Some((now_us.saturating_add(takes_us), Work::Order));
        }
    }

    fn keep(&mut self, byte: u8) {
        if self.line.len() < self.source_room() {
            self.line.push(byte);
        } else {
            self.is_too_long = true;
        }
    }

    /// Runs the collected source.
    fn run(&mut self, now_us: u64, prompt: Prompt) {
        let source = std::mem::take(&mut self.line);
        let outcome = if std::mem::take(&mut self.is_too_long) {
            Outcome { error: memory_error(), takes_us: 1000, ..Outcome::default() }
        } else {
            self.python.run(&source)
        };
        self.work = Some((now_us.saturating_add(outcome.takes_us), Work::Source(outcome, prompt)));
    }

    fn raw_byte(&mut self, now_us: u64, byte: u8, hardware: &mut Hardware, out: &mut Vec<u8>) {
        match byte {
            CTRL_A => match (self.is_v1(), self.line.as_slice()) {
                (false, [CTRL_E, b'A']) => {
                    self.line.clear();
                    out.extend(b"R\x01");
                    out.extend(PASTE_WINDOW.to_le_bytes());
                    out.push(1);
                    self.mode = Mode::RawPaste { window: PASTE_WINDOW };
                }
                (false, [CTRL_E, _]) => {
                    self.line.clear();
                    out.extend(b"R\x00>");
                }
                _ => self.raw(out),
            },
            CTRL_B => {
                out.extend(b"\r\n");
                self.friendly(out);
            }
            CTRL_C => {
                self.line.clear();
                self.is_too_long = false;
            }
            CTRL_D if self.line.is_empty() => {
                out.extend(b"OK\r\n");
                self.soft_reset(hardware, out);
                self.raw(out);
            }
            CTRL_D => {
                out.extend(b"OK");
                self.run(now_us, Prompt::Raw);
            }
            _ => self.keep(byte),
        }
    }

    fn raw_paste_byte(&mut self, now_us: u64, byte: u8, window: u16, out: &mut Vec<u8>) {
        match byte {
            CTRL_C => {
                self.line.clear();
                self.is_too_long = false;
                out.push(CTRL_D);
                self.ended(Prompt::Raw, &interrupted("<stdin>", 1), out);
            }
            CTRL_D => {
                out.push(CTRL_D);
                self.mode = Mode::Prompt(Prompt::Raw);
                self.run(now_us, Prompt::Raw);
            }
            _ => {
                self.keep(byte);
                let window = window.saturating_sub(1);
                if window == 0 {
                    out.push(1);
                }
                self.mode = Mode::RawPaste { window: if window == 0 { PASTE_WINDOW } else { window } };
            }
        }
    }

    fn paste_byte(&mut self, now_us: u64, byte: u8, out: &mut Vec<u8>) {
        match byte {
            CTRL_C => {
                self.line.clear();
                out.extend(b"\r\n>>> ");
                self.mode = Mode::Prompt(Prompt::Friendly);
            }
            CTRL_D => {
                out.extend(b"\r\n");
                self.mode = Mode::Prompt(Prompt::Friendly);
                self.run(now_us, Prompt::Friendly);
            }
            _ => {
                self.keep(byte);
                if byte == b'\r' {
                    out.extend(b"\r\n=== ");
                } else {
                    out.push(byte);
                }
            }
        }
    }

    fn friendly_byte(&mut self, now_us: u64, byte: u8, hardware: &mut Hardware, out: &mut Vec<u8>) {
        match byte {
            CTRL_A => {
                out.extend(b"\r\n");
                self.raw(out);
            }
            CTRL_B => {
                out.extend(b"\r\n");
                self.friendly(out);
            }
            CTRL_C => {
                self.line.clear();
                self.block.clear();
                out.extend(b"\r\n>>> ");
            }
            CTRL_D if self.line.is_empty() => {
                out.extend(b"\r\n");
                self.soft_reset(hardware, out);
                self.start_stored_program(now_us, out);
            }
            CTRL_E if self.line.is_empty() => {
                out.extend(PASTE_BANNER.as_bytes());
                self.mode = Mode::Paste;
            }
            BACKSPACE | DELETE => {
                let erased: &[u8] = if self.line.pop().is_some() { b"\x08 \x08" } else { b"" };
                out.extend(erased);
            }
            b'\r' => {
                out.extend(b"\r\n");
                self.end_line(now_us, out);
            }
            b' '..=b'~' => {
                self.keep(byte);
                out.push(byte);
            }
            _ => {}
        }
    }

    /// Ends a line at the friendly prompt. A line that opens a block is continued until an empty line.
    fn end_line(&mut self, now_us: u64, out: &mut Vec<u8>) {
        let opens_block = self.line.trim_ascii_end().ends_with(b":");
        let continues = if self.block.is_empty() { opens_block } else { !self.line.is_empty() };
        let room = self.source_room().saturating_sub(self.block.len());
        let taken = self.line.len().min(room);
        self.block.extend(self.line.drain(..taken));
        self.line.clear();
        if continues {
            self.block.push(b'\n');
            out.extend(b"... ");
            return;
        }
        self.line = std::mem::take(&mut self.block);
        if self.line.trim_ascii().is_empty() {
            self.line.clear();
            out.extend(b">>> ");
        } else {
            self.run(now_us, Prompt::Friendly);
        }
    }
}
