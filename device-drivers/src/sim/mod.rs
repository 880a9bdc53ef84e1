//! Simulated boards: firmware at the byte level, a physical side, and faults on request.
//!
//! A simulated board implements the *byte link*: it parses what the real driver sends and answers as the real
//! firmware does, so the driver always runs. Tests that run the same script on both compare it with real firmware;
//! where they differ, the simulator is wrong.

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
    /// The board's family.
    fn kind(&self) -> BoardKind;

    /// The UART's speed in baud, as the firmware sets it.
    fn baud(&self) -> u32;

    /// True if opening the port resets the board, as an Arduino's line DTR does.
    fn resets_on_open(&self) -> bool {
        false
    }

    /// Power on or reset at `now_us`: outputs off, program from the beginning. Physical inputs stay as they are.
    fn reset(&mut self, now_us: u64);

    /// Takes a byte that has arrived completely at the UART.
    fn receive(&mut self, now_us: u64, byte: u8);

    /// Runs the firmware up to `now_us`.
    fn advance(&mut self, now_us: u64);

    /// Time at which the firmware next acts by itself.
    fn next_wake_us(&self) -> Option<u64>;

    /// Appends what the firmware has handed to its UART since the last call.
    fn take_output(&mut self, into: &mut Vec<u8>);

    /// Applies an input by a person, a lesson or a test.
    ///
    /// # Errors
    /// `pin-unknown`, `lacking` or `out-of-range` if the board has no such thing.
    fn input(&mut self, now_us: u64, input: &PhysicalInput) -> Result<(), DeviceError>;

    /// The visible state now.
    fn seen(&self) -> &BoardState;

    /// A copy in the same state, which goes on independently.
    fn copy(&self) -> Box<dyn SimulatedBoard>;
}
