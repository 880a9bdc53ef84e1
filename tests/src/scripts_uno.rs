//! Scripts on an emulated Uno, in real time.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::clock::Signal;
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::firmata::{BAUD, FirmataDriver};
use digilab_devices::link;
use digilab_devices::sim::input::PhysicalInput;
use digilab_lab::boards::OpenBoard;
use digilab_lab::stop::StopFlag;

use crate::emulator_uno::{UnoEmulator, UnoEvent, UnoOptions};
use crate::parity::Sightings;
use crate::scripts::{EmulatedWorld, Stage};
use crate::uno_pins::UnoPins;

/// An emulated Uno shared by a script and a test; all clones are the same board.
#[derive(Clone)]
pub struct UnoOnStage {
    emulator: Arc<Mutex<UnoEmulator>>,
    port: PathBuf,
}

impl UnoOnStage {
    /// Starts a board.
    ///
    /// # Errors
    /// If the emulator cannot be started.
    pub fn start(options: UnoOptions) -> std::io::Result<Self> {
        let emulator = options.start()?;
        Ok(Self { port: emulator.port().to_owned(), emulator: Arc::new(Mutex::new(emulator)) })
    }

    /// The board itself.
    pub fn emulator(&self) -> MutexGuard<'_, UnoEmulator> {
        self.emulator.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The path of its port.
    pub fn port(&self) -> String {
        self.port.display().to_string()
    }

    /// A stage with this board alone, in real time, its port opened at StandardFirmata's speed.
    pub fn stage(&self) -> Stage {
        self.stage_at(BAUD)
    }

    /// Creates the same stage at another speed.
    pub fn stage_at(&self, baud: u32) -> Stage {
        let port = self.port();
        let open = move |want, signal: &Signal| {
            if want != BoardFamily::Arduino {
                return Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", "none"));
            }
            let link = link::open(&port, baud, signal.clone())?;
            let driver = Box::new(FirmataDriver::new(&port));
            Ok(OpenBoard { kind: BoardKind::Arduino, driver, link, bench: None })
        };
        Stage {
            is_real_time: true,
            open: Box::new(open),
            world: Box::new(EmulatedWorld::new(BoardKind::Arduino, self.emulator.clone(), act)),
            stop: StopFlag::new(),
            on_line: Box::new(|_| {}),
            is_recorded: false,
            replay: None,
        }
    }

    /// The observations on the pins since the last reset; pulses on `servo_pins` are recorded as angles.
    pub fn sightings(&self, servo_pins: &[u8]) -> Sightings {
        let mut emulator = self.emulator();
        let mut pins = UnoPins::new(servo_pins);
        for event in emulator.events() {
            if let UnoEvent::Reset { .. } = event {
                pins.forget();
            }
            pins.take(event);
        }
        pins.sightings()
    }
}

/// Applies an input to an emulated Uno.
fn act(emulator: &mut UnoEmulator, input: &PhysicalInput) -> Result<(), String> {
    let done = match *input {
        PhysicalInput::PinLevel { pin: pin @ 14.., level } => {
            // The lowest voltage that the converter turns into this level.
            emulator.set_analog_mv(pin - 14, (u32::from(level) * 5000).div_ceil(1023) as u16)
        }
        PhysicalInput::PinLevel { pin, level } => emulator.set_digital(pin, level >= 512),
        _ => return Err(format!("the emulated Uno cannot do {input:?}")),
    };
    done.map_err(|error| error.to_string())
}
