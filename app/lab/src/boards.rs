//! Where a run's boards come from.

use serde::{Deserialize, Serialize};

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::clock::Signal;
use digilab_devices::driver::Driver;
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::firmata::FirmataDriver;
use digilab_devices::link::Link;
use digilab_devices::microbit::MicrobitDriver;
use digilab_devices::sim::SimulatedBoard;
use digilab_devices::sim::link::Bench;
use digilab_devices::sim::microbit::SimulatedMicrobit;
use digilab_devices::sim::uno::SimulatedUno;
use digilab_devices::text::TextDriver;

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

/// The driver for a board of `kind` on a port called `port`.
///
/// # Arguments
/// - `baud`: the speed of a board that prints; the other protocols have their own.
pub fn driver_for(kind: BoardKind, port: &str, baud: u32) -> Box<dyn Driver> {
    match kind {
        BoardKind::MicrobitV1 | BoardKind::MicrobitV2 => Box::new(MicrobitDriver::new(port)),
        BoardKind::Arduino => Box::new(FirmataDriver::new(port)),
        BoardKind::Text => Box::new(TextDriver::new(port, baud)),
    }
}

/// What the port of a simulated board is called.
pub const SIMULATED_PORT: &str = "sim";

/// A simulated board of `kind`, powered and opened at time 0.
///
/// # Errors
/// `port-missing` for a board that prints: its program cannot be known.
pub fn simulated(kind: BoardKind, signal: &Signal) -> Result<OpenBoard, DeviceError> {
    let board: Box<dyn SimulatedBoard> = match kind {
        BoardKind::MicrobitV1 | BoardKind::MicrobitV2 => Box::new(SimulatedMicrobit::new(kind)),
        BoardKind::Arduino => Box::new(SimulatedUno::new()),
        BoardKind::Text => {
            return Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", SIMULATED_PORT));
        }
    };
    let bench = Bench::new(board);
    bench.set_signal(signal.clone());
    let link = Box::new(bench.open(0)?);
    Ok(OpenBoard { kind, driver: driver_for(kind, SIMULATED_PORT, 0), link, bench: Some(bench) })
}
