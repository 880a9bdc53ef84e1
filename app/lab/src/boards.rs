//! Where a run's boards come from.

use digilab_devices::board::{BoardFamily, BoardKind, simulated_board};
use digilab_devices::clock::Signal;
use digilab_devices::driver::Driver;
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;
use digilab_devices::sim::link::Bench;

pub use digilab_devices::board::driver_for;

/// A board whose link is open and whose driver has not begun.
pub struct OpenBoard {
    /// The family the driver is for; a micro:bit tells its version when it answers.
    pub kind: BoardKind,
    /// Its protocol.
    pub driver: Box<dyn Driver>,
    /// Its bytes.
    pub link: Box<dyn Link>,
    /// The physical side, where the board is simulated.
    pub bench: Option<Bench>,
}

/// Opens a run's boards: simulated ones, serial ports, what the browser gives.
pub trait BoardSource {
    /// Opens the board a script asked for.
    ///
    /// # Arguments
    /// - `want`: the family.
    /// - `signal`: to be raised when bytes come.
    ///
    /// # Errors
    /// Why the port could not be opened, or that this run has no such board.
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError>;
}

/// What the port of a simulated board is called.
pub const SIMULATED_PORT: &str = "sim";

/// A simulated board of `kind`, powered and opened at time 0.
///
/// # Errors
/// `port-missing` for a board that prints: its program cannot be known.
pub fn simulated(kind: BoardKind, signal: &Signal) -> Result<OpenBoard, DeviceError> {
    let Some(board) = simulated_board(kind) else {
        return Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", SIMULATED_PORT));
    };
    let bench = Bench::new(board);
    bench.set_signal(signal.clone());
    let link = Box::new(bench.open(0)?);
    Ok(OpenBoard { kind, driver: driver_for(kind, SIMULATED_PORT, 0), link, bench: Some(bench) })
}
