//! Runs the real firmware on an Uno whose clock only moves on command, so that the machine's load cannot move an
//! edge.

use std::io;
use std::process::Command;

use digilab_devices::sim::SimulatedBoard as _;
use digilab_devices::sim::uart_line::UartLine;
use digilab_devices::sim::uno::SimulatedUno;

use crate::emulator::emulators;
use crate::emulator_process::{EmulatorProcess, START_TIMEOUT};
use crate::emulator_uno::UnoEvent;
use crate::parity::{Action, Channel, Sight, Sightings};
use crate::uno_pins::UnoPins;

/// Plays a scenario on StandardFirmata in simavr and returns the observations up to `until_us`. Pulses on
/// `servo_pins` are recorded as angles.
///
/// # Errors
/// If the emulator cannot be started or ends.
/// When the emulator cannot be started or ends.
pub fn on_real_uno(scenario: &[(u64, Action)], until_us: u64, servo_pins: &[u8]) -> io::Result<Sightings> {
    let emulators = emulators();
    let mut command = Command::new(emulators.program("uno_sim"));
    command.arg("--app").arg(emulators.firmware("StandardFirmata.hex")).arg("--lockstep");
    let mut process = EmulatorProcess::start(&mut command)?;
    let mut bench = RealBench {
        wire: UartLine::new(SimulatedUno::new().baud()),
        pins: UnoPins::new(servo_pins),
        bytes: Vec::new(),
    };
    for (at_us, action) in scenario {
        bench.run(&mut process, *at_us)?;
        match action {
            Action::Send(bytes) => {
                // The emulator reads a line of at most 16 kB.
                for chunk in bytes.chunks(1024) {
                    let hex: String = chunk.iter().map(|byte| format!("{byte:02x}")).collect();
                    process.command(&format!("rx {hex}"))?;
                }
            }
            Action::Analog { channel, level } => {
                // The lowest voltage that the converter turns into this level.
                let millivolt = (u32::from(*level) * 5000).div_ceil(1023);
                process.command(&format!("analog {channel} {millivolt}"))?;
            }
            Action::Digital { pin, high } => {
                process.command(&format!("digital {pin} {}", u8::from(*high)))?;
            }
            Action::Reset => process.command("reset")?,
        }
    }
    bench.run(&mut process, until_us)?;
    Ok(bench.sightings())
}

struct RealBench {
    wire: UartLine,
    pins: UnoPins,
    bytes: Vec<(u64, u8)>,
}

impl RealBench {
    fn run(&mut self, process: &mut EmulatorProcess, until_us: u64) -> io::Result<()> {
        process.command(&format!("run {until_us}"))?;
        loop {
            let line = process.next_line(START_TIMEOUT).ok_or(io::ErrorKind::TimedOut)?;
            let words: Vec<&str> = line.split(' ').collect();
            match *words.as_slice() {
                ["NOW", _] => return Ok(()),
                ["TX", byte, at] => {
                    if let (Ok(byte), Ok(at_us)) = (u8::from_str_radix(byte, 16), at.parse()) {
                        self.wire.push(at_us, Some(byte), 0);
                        self.bytes.extend(self.wire.pop_arrived(u64::MAX));
                    }
                }
                _ => {
                    if let Some(event) = UnoEvent::parse(&line) {
                        self.pins.take(&event);
                    }
                }
            }
        }
    }

    fn sightings(self) -> Sightings {
        let mut sightings = self.pins.sightings();
        for (at_us, byte) in self.bytes {
            sightings.note(Channel::Wire, at_us, Sight::Byte(byte));
        }
        sightings
    }
}
