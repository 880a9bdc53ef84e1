//! Simulated boards: firmware at the byte level, a physical side, and faults on request.
//!
//! A simulated board implements the *byte link*: it parses what the real driver sends and answers as the
//! real firmware does, so the driver always runs. What it does is held to real firmware by tests that run
//! the same script on both; where they differ, the simulator is wrong.

pub mod faults;
pub mod faulty_link;
pub mod input;
pub mod link;
pub mod microbit;
pub mod parts;
pub mod script;
pub mod uart_line;
pub mod uno;

use crate::board::{BoardKind, BoardState};
use crate::error::DeviceError;
use input::PhysicalInput;

/// A board's firmware and physical side, without the wire in front of it.
pub trait SimulatedBoard: Send {
    /// Which board it is.
    fn kind(&self) -> BoardKind;

    /// The UART's speed in baud, as the firmware sets it.
    fn baud(&self) -> u32;

    /// Opening the port resets it, as an Arduino's does by the line DTR.
    fn resets_on_open(&self) -> bool {
        false
    }

    /// Power on or reset at `now_us`: outputs off, program from the beginning. Physical inputs stay as they are.
    fn reset(&mut self, now_us: u64);

    /// A byte has arrived whole at the UART.
    fn receive(&mut self, now_us: u64, byte: u8);

    /// Runs the firmware up to `now_us`.
    fn advance(&mut self, now_us: u64);

    /// When the firmware does something by itself next.
    fn next_wake_us(&self) -> Option<u64>;

    /// Appends what the firmware has handed to its UART since the last call.
    fn take_output(&mut self, into: &mut Vec<u8>);

    /// A person, a lesson or a test does something to the board.
    ///
    /// # Errors
    /// `pin-unknown`, `lacking` or `out-of-range` where the board has no such thing.
    fn input(&mut self, now_us: u64, input: &PhysicalInput) -> Result<(), DeviceError>;

    /// What the world sees now.
    fn seen(&self) -> &BoardState;
}
