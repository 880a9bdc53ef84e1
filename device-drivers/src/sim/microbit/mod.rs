//! A simulated micro:bit, V1 or V2, with MicroPython on it: it sends byte for byte what the driver would receive
//! from a board.
//!
//! The bytes of the REPL were taken from MicroPython 1.1.1 on a V1; V2 differs in its banner, its soft reset, its
//! raw-paste mode, speed and memory. Of Python the board understands exactly one program, the lab's agent (see
//! `python`); `agent` then executes it, on the `hardware`.

mod agent;
mod display;
mod font;
mod hardware;
mod motion;
mod notes;
mod python;
mod repl;

use crate::board::{BoardKind, BoardState};
use crate::error::DeviceError;
use crate::sim::SimulatedBoard;
use crate::sim::input::PhysicalInput;

use hardware::Hardware;
use repl::Repl;
pub use repl::StoredProgram;

/// The speed of the USB interface, in baud.
const BAUD: u32 = 115_200;

/// A micro:bit with MicroPython.
#[derive(Clone)]
pub struct SimulatedMicrobit {
    kind: BoardKind,
    repl: Repl,
    hardware: Hardware,
    output: Vec<u8>,
}

impl SimulatedMicrobit {
    /// Creates a board without a stored program. Anything but [`BoardKind::MicrobitV1`] gives a V2.
    pub fn new(kind: BoardKind) -> Self {
        Self::with_program(kind, StoredProgram::None)
    }

    /// Creates a board that starts `program` after every reset.
    pub fn with_program(kind: BoardKind, program: StoredProgram) -> Self {
        let kind = if kind == BoardKind::MicrobitV1 { kind } else { BoardKind::MicrobitV2 };
        Self { kind, repl: Repl::new(kind, program), hardware: Hardware::new(kind), output: Vec::new() }
    }
}

impl SimulatedBoard for SimulatedMicrobit {
    fn kind(&self) -> BoardKind {
        self.kind
    }

    fn baud(&self) -> u32 {
        BAUD
    }

    fn reset(&mut self, now_us: u64) {
        self.hardware.restart();
        self.output.clear();
        self.repl.reset(now_us);
    }

    fn receive(&mut self, now_us: u64, byte: u8) {
        self.advance(now_us);
        self.repl.receive(now_us, byte, &mut self.hardware, &mut self.output);
    }

    fn advance(&mut self, now_us: u64) {
        while let Some(at_us) = self.next_wake_us()
            && at_us <= now_us
        {
            self.hardware.advance(at_us);
            self.repl.advance(at_us, &mut self.hardware, &mut self.output);
        }
        self.hardware.advance(now_us);
    }

    fn next_wake_us(&self) -> Option<u64> {
        [self.hardware.next_wake_us(), self.repl.next_wake_us()].into_iter().flatten().min()
    }

    fn take_output(&mut self, into: &mut Vec<u8>) {
        into.append(&mut self.output);
    }

    fn input(&mut self, now_us: u64, input: &PhysicalInput) -> Result<(), DeviceError> {
        self.hardware.input(now_us, input)
    }

    fn seen(&self) -> &BoardState {
        self.hardware.seen()
    }

    fn copy(&self) -> Box<dyn SimulatedBoard> {
        Box::new(self.clone())
    }
}

#[cfg(test)]
mod tests;
