//! Opens the boards of a run.

use digilab_devices::board::{BoardFamily, BoardKind, simulated_board};
use digilab_devices::clock::Signal;
use digilab_devices::driver::Driver;
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;
use digilab_devices::sim::link::Bench;

pub use digilab_devices::board::driver_for;

/// A board whose link is open and whose driver has not started.
pub struct OpenBoard {
    /// Kind that the driver is for; a micro:bit reports its version when it answers.
    pub kind: BoardKind,
    /// Driver of its protocol.
    pub driver: Box<dyn Driver>,
    /// Link that carries its bytes.
    pub link: Box<dyn Link>,
    /// Physical side of a simulated board.
    pub bench: Option<Bench>,
}

/// Opens the boards of a run: simulated ones, serial ports, ports of a browser.
pub trait BoardSource {
    /// Opens the board a script requested.
    ///
    /// # Arguments
    /// - `want`: the family.
    /// - `signal`: raised when bytes arrive.
    ///
    /// # Errors
    /// If the port cannot be opened, or if the run has no such board.
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError>;
}

/// Port name of a simulated board.
pub const SIMULATED_PORT: &str = "sim";

/// Makes a simulated board of `kind`, powered and opened at time 0.
///
/// # Errors
/// `port-missing` for a board that prints: its program is not known.
pub fn simulated(kind: BoardKind, signal: &Signal) -> Result<OpenBoard, DeviceError> {
    let Some(board) = simulated_board(kind) else {
        return Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", SIMULATED_PORT));
    };
    let bench = Bench::new(board);
    bench.set_signal(signal.clone());
    let link = Box::new(bench.open(0)?);
    Ok(OpenBoard { kind, driver: driver_for(kind, SIMULATED_PORT, 0), link, bench: Some(bench) })
}
