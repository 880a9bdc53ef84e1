//! An Arduino Uno that runs real firmware in simavr, in real time, its UART on a pty.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::emulator::emulators;
use crate::emulator_process::{EmulatorProcess, Freezer};

/// The contents of the Uno's flash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnoFirmware {
    /// StandardFirmata 2.4 at 57600 baud.
    #[default]
    StandardFirmata,
    /// The Blink example: it sends nothing on its serial port.
    Blink,
    /// Only the bootloader (optiboot, STK500v1 at 115200 baud).
    Bootloader,
}

/// The behaviour of an emulated Uno.
#[derive(Clone, Copy, Debug)]
pub struct UnoOptions {
    /// The contents of its flash.
    pub firmware: UnoFirmware,
    /// True if bytes at the wrong speed arrive as garbage, as on a wire; otherwise the speed does not matter.
    pub strict_baud: bool,
    /// True if opening the port resets the board, as a real Uno's DTR line does.
    pub reset_on_open: bool,
}

impl Default for UnoOptions {
    fn default() -> Self {
        Self { firmware: UnoFirmware::StandardFirmata, strict_baud: false, reset_on_open: true }
    }
}

impl UnoOptions {
    /// Starts a board with these options.
    ///
    /// # Errors
    /// If the emulator cannot be started.
    pub fn start(self) -> io::Result<UnoEmulator> {
        let folder = tempfile::Builder::new().prefix("digilab-uno-").tempdir()?;
        let link = folder.path().join("tty-uno");
        let process = EmulatorProcess::start(&mut self.command(&link))?;
        Ok(UnoEmulator { options: self, link, process, past: Vec::new(), _folder: folder })
    }

    fn command(self, link: &Path) -> Command {
        let emulators = emulators();
        let mut command = Command::new(emulators.program("uno_sim"));
        command.arg("--link").arg(link);
        match self.firmware {
            UnoFirmware::StandardFirmata => {
                command.arg("--app").arg(emulators.firmware("StandardFirmata.hex"))
            }
            UnoFirmware::Blink => command.arg("--app").arg(emulators.firmware("Blink.hex")),
            UnoFirmware::Bootloader => command.arg("--boot").arg(emulators.firmware("optiboot.hex")),
        };
        if self.strict_baud {
            command.arg("--strict-baud");
        }
        if !self.reset_on_open {
            command.arg("--no-reset-on-open");
        }
        command
    }
}

/// An event on the board; times are microseconds of the board's own clock since power-on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnoEvent {
    /// A pin's level changed: through the firmware, a pull-up, or an outside source.
    Pin {
        /// The pin in Firmata's numbering: digital 0..=13, A0..=A5 as 14..=19.
        pin: u8,
        /// True if the new level is high.
        high: bool,
        /// Time in microseconds.
        at_us: u64,
    },
    /// The firmware made a pin an output, or an input.
    Direction {
        /// The pin, as in [`Pin`](Self::Pin).
        pin: u8,
        /// True for an output, false for an input.
        output: bool,
        /// Time in microseconds.
        at_us: u64,
    },
    /// A timer started to drive a pin, changed its duty, or (`None`) released it.
    Pwm {
        /// The pin: 3, 5, 6, 9, 10 or 11.
        pin: u8,
        /// The duty, 0..=255.
        duty: Option<u8>,
        /// Time in microseconds.
        at_us: u64,
    },
    /// A client opened the port.
    Open {
        /// The speed it set at that moment; many clients set it a little later.
        baud: u32,
    },
    /// The last client closed the port.
    Close,
    /// The board was reset: `power-on`, `open` or `command`.
    Reset {
        /// The reason.
        why: String,
    },
}

impl UnoEvent {
    /// Parses a line of `uno_sim`; `None` for lines that are not events.
    pub fn parse(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split(' ').collect();
        Some(match *words.as_slice() {
            ["PIN", pin, level, at] => {
                Self::Pin { pin: pin.parse().ok()?, high: level == "1", at_us: at.parse().ok()? }
            }
            ["DIR", pin, output, at] => {
                Self::Direction { pin: pin.parse().ok()?, output: output == "1", at_us: at.parse().ok()? }
            }
            ["PWM", pin, duty, at] => {
                Self::Pwm { pin: pin.parse().ok()?, duty: duty.parse().ok(), at_us: at.parse().ok()? }
            }
            ["OPEN", baud] => Self::Open { baud: baud.parse().ok()? },
            ["CLOSE"] => Self::Close,
            ["RESET", why] => Self::Reset { why: why.to_owned() },
            _ => return None,
        })
    }
}

/// A running emulated Uno; ends when dropped.
#[derive(Debug)]
pub struct UnoEmulator {
    options: UnoOptions,
    link: PathBuf,
    process: EmulatorProcess,
    past: Vec<UnoEvent>,
    _folder: TempDir,
}

impl UnoEmulator {
    /// Starts an Uno with StandardFirmata.
    ///
    /// # Errors
    /// If the emulator cannot be started.
    pub fn start() -> io::Result<Self> {
        UnoOptions::default().start()
    }

    /// The port: a pty that takes one client. The path stays the same over [`restart`](Self::restart).
    pub fn port(&self) -> &Path {
        &self.link
    }

    /// The emulator's process id, to measure its load.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Puts a voltage on an analog input.
    ///
    /// # Errors
    /// If the emulator has ended.
    pub fn set_analog_mv(&mut self, channel: u8, millivolt: u16) -> io::Result<()> {
        self.process.command(&format!("analog {channel} {millivolt}"))
    }

    /// Drives a pin from outside.
    ///
    /// # Errors
    /// If the emulator has ended.
    pub fn set_digital(&mut self, pin: u8, high: bool) -> io::Result<()> {
        self.process.command(&format!("digital {pin} {}", u8::from(high)))
    }

    /// Presses the reset button.
    ///
    /// # Errors
    /// If the emulator has ended.
    pub fn reset(&mut self) -> io::Result<()> {
        self.process.command("reset")
    }

    /// Returns a handle that makes the board fall silent, from any thread.
    pub fn freezer(&self) -> Freezer {
        self.process.freezer()
    }

    /// Ends the emulator like an unplugged cable: its port disappears.
    ///
    /// # Errors
    /// The system's error.
    pub fn kill(&mut self) -> io::Result<()> {
        self.process.kill().map(drop)
    }

    /// Starts the board again at the same path, killing it first if it still runs. The board's clock starts anew;
    /// earlier events are forgotten.
    ///
    /// # Errors
    /// If the emulator cannot be started.
    pub fn restart(&mut self) -> io::Result<()> {
        self.kill()?;
        self.past.clear();
        self.process = EmulatorProcess::start(&mut self.options.command(&self.link))?;
        Ok(())
    }

    /// All events since the start or the last [`forget_events`](Self::forget_events).
    pub fn events(&mut self) -> &[UnoEvent] {
        let lines = self.process.arrived_lines();
        self.past.extend(lines.iter().filter_map(|line| UnoEvent::parse(line)));
        &self.past
    }

    /// Forgets all events so far; waits then only consider later ones.
    pub fn forget_events(&mut self) {
        self.events();
        self.past.clear();
    }

    /// Waits until `wanted` returns a value for an event, past ones (not forgotten) included.
    pub fn wait_event<T>(
        &mut self,
        timeout: Duration,
        mut wanted: impl FnMut(&UnoEvent) -> Option<T>,
    ) -> Option<T> {
        if let Some(found) = self.events().iter().find_map(&mut wanted) {
            return Some(found);
        }
        let past = &mut self.past;
        self.process.wait_line(timeout, |line| {
            let event = UnoEvent::parse(line)?;
            let found = wanted(&event);
            past.push(event);
            found
        })
    }

    /// Waits until a pin goes to a level, and returns the time on the board's clock.
    pub fn wait_pin(&mut self, pin: u8, high: bool, timeout: Duration) -> Option<u64> {
        self.wait_event(timeout, |event| match *event {
            UnoEvent::Pin { pin: of, high: level, at_us } if of == pin && level == high => Some(at_us),
            _ => None,
        })
    }

    /// Waits until a pin is driven with `duty`, and returns the time when that started on the board's clock.
    pub fn wait_pwm(&mut self, pin: u8, duty: u8, timeout: Duration) -> Option<u64> {
        self.wait_event(timeout, |event| match *event {
            UnoEvent::Pwm { pin: of, duty: Some(now), at_us } if of == pin && now == duty => Some(at_us),
            _ => None,
        })
    }
}
