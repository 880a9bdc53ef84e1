//! A micro:bit V1 that runs the official MicroPython in QEMU, its UART on a pty at the pace of a real UART.

use std::io;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::emulator::emulators;
use crate::emulator_memory::{self, Pulses};
use crate::emulator_process::{EmulatorProcess, Freezer};
use crate::emulator_qemu::{Qtest, TemperatureHook, system_reset};

/// nRF51 reference manual: the GPIO port's level register.
const GPIO_OUT: u32 = 0x5000_0504;
/// nRF51 reference manual: the GPIO port's direction register, 1 = output.
const GPIO_DIR: u32 = 0x5000_0514;
/// The matrix is wired as three rows (P0.13..=P0.15, lit when high) of nine columns (P0.4..=P0.12, lit when low);
/// this is the (row, column) of each LED in reading order. Source: the micro:bit V1 schematic.
const MATRIX: [[(u8, u8); 5]; 5] = [
    [(0, 0), (1, 3), (0, 1), (1, 4), (0, 2)],
    [(2, 3), (2, 4), (2, 5), (2, 6), (2, 7)],
    [(1, 1), (0, 8), (1, 2), (2, 8), (1, 0)],
    [(0, 7), (0, 6), (0, 5), (0, 4), (0, 3)],
    [(2, 2), (1, 6), (2, 0), (1, 5), (2, 1)],
];
/// The GPIO behind each pin of the edge connector (17 and 18 are supply). Source: the V1 schematic.
const EDGE_GPIO: [(u8, u8); 19] = [
    (0, 3),
    (1, 2),
    (2, 1),
    (3, 4),
    (4, 5),
    (5, 17),
    (6, 12),
    (7, 11),
    (8, 18),
    (9, 10),
    (10, 6),
    (11, 26),
    (12, 20),
    (13, 23),
    (14, 22),
    (15, 21),
    (16, 16),
    (19, 0),
    (20, 30),
];
/// Number of turns of the matrix's rows that are skipped first: two per row. Sampling can miss a turn, but never
/// invents one.
const TURNS_PASSED: u32 = 6;
/// Number of turns of each row that are then observed.
const TURNS_SEEN: u32 = 3;
/// Time limit for changes that should be seen within milliseconds.
const LOOK_LIMIT: Duration = Duration::from_secs(20);
const BUTTON_A_GPIO: u8 = 17;
const BUTTON_B_GPIO: u8 = 26;

/// The lit LEDs.
pub type Picture = [[bool; 5]; 5];

/// The processor's pins at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Glance {
    out: u32,
    driven: u32,
}

impl Glance {
    /// The level the firmware drives an edge connector pin with; `None` if it does not drive it, or if there is no
    /// such pin.
    pub fn driven_pin(&self, pin: u8) -> Option<bool> {
        let bit = 1 << gpio_of(pin).ok()?;
        (self.driven & bit != 0).then_some(self.out & bit != 0)
    }
}

/// Assembles images from samples of the matrix, whose rows are lit in turn.
#[derive(Debug, Default)]
pub struct MatrixWatch {
    /// The row being lit, and its columns lit so far.
    turn: Option<(usize, u16)>,
    rows: [u16; 3],
    /// Number of turns for which the rows have been the same.
    turns: u32,
    shown: Option<Picture>,
}

impl MatrixWatch {
    /// Number of turns for which an image must be steady to count: two of each row. While one replaces another,
    /// mixed rows last for less than that.
    const STEADY_TURNS: u32 = 6;

    /// Takes a sample; returns an image once it is steady and differs from the previous one.
    pub fn look(&mut self, glance: &Glance) -> Option<Picture> {
        let row = (0..3).find(|row| glance.out >> (13 + row) & 1 == 1)?;
        let columns = (!glance.out >> 4 & 0x1FF) as u16;
        match &mut self.turn {
            Some((turn, lit)) if *turn == row => {
                *lit |= columns;
                return None;
            }
            turn => {
                let (row, lit) = turn.replace((row, columns))?;
                self.turns = if self.rows[row] == lit { self.turns + 1 } else { 0 };
                self.rows[row] = lit;
            }
        }
        let picture =
            MATRIX.map(|leds| leds.map(|(row, column)| self.rows[usize::from(row)] >> column & 1 == 1));
        if self.turns < Self::STEADY_TURNS || self.shown == Some(picture) {
            return None;
        }
        self.shown = Some(picture);
        self.shown
    }
}

/// The behaviour of an emulated micro:bit.
#[derive(Clone, Copy, Debug, Default)]
pub struct MicrobitOptions {
    /// True if bytes at another speed than 115200 arrive as garbage, as on a wire.
    pub strict_baud: bool,
}

impl MicrobitOptions {
    /// Starts a board with these options.
    ///
    /// # Errors
    /// If QEMU cannot be started.
    pub fn start(self) -> io::Result<MicrobitEmulator> {
        let folder = tempfile::Builder::new().prefix("digilab-mb-").tempdir()?;
        let link = folder.path().join("tty-mb");
        let process = self.start_process(folder.path(), &link)?;
        let qtest = Qtest::connect(&folder.path().join("qtest"))?;
        Ok(MicrobitEmulator { options: self, link, process, qtest, temperature: None, folder })
    }

    fn start_process(self, folder: &Path, link: &Path) -> io::Result<EmulatorProcess> {
        let emulators = emulators();
        let mut command = Command::new("python3");
        command.arg(emulators.script("microbit_board.py"));
        command.arg("--qemu").arg(emulators.program("qemu-system-arm"));
        command.arg("--firmware").arg(emulators.firmware("microbit-v1.hex"));
        command.arg("--folder").arg(folder).arg("--link").arg(link);
        if self.strict_baud {
            command.arg("--strict-baud");
        }
        EmulatorProcess::start(&mut command)
    }
}

/// A running emulated micro:bit; ends when dropped.
#[derive(Debug)]
pub struct MicrobitEmulator {
    options: MicrobitOptions,
    link: PathBuf,
    process: EmulatorProcess,
    qtest: Qtest,
    temperature: Option<TemperatureHook>,
    folder: TempDir,
}

impl MicrobitEmulator {
    /// Starts a micro:bit with MicroPython and no program.
    ///
    /// # Errors
    /// If QEMU cannot be started.
    pub fn start() -> io::Result<Self> {
        MicrobitOptions::default().start()
    }

    /// The port: a pty that takes one client. The path stays the same over [`restart`](Self::restart).
    pub fn port(&self) -> &Path {
        &self.link
    }

    /// Presses or releases button A.
    ///
    /// # Errors
    /// If QEMU has ended, as for all methods that follow.
    pub fn set_button_a(&mut self, pressed: bool) -> io::Result<()> {
        self.set_gpio(BUTTON_A_GPIO, !pressed)
    }

    /// Presses or releases button B.
    ///
    /// # Errors
    /// If QEMU has ended.
    pub fn set_button_b(&mut self, pressed: bool) -> io::Result<()> {
        self.set_gpio(BUTTON_B_GPIO, !pressed)
    }

    /// Drives a pin of the edge connector (0..=16, 19, 20) from outside.
    ///
    /// # Errors
    /// If there is no such pin or QEMU has ended.
    pub fn set_pin(&mut self, pin: u8, high: bool) -> io::Result<()> {
        self.set_gpio(gpio_of(pin)?, high)
    }

    fn set_gpio(&mut self, gpio: u8, high: bool) -> io::Result<()> {
        let level = u8::from(high);
        self.qtest.command(&format!("set_irq_in /machine/nrf51 unnamed-gpio-in {gpio} {level}")).map(drop)
    }

    /// Returns the level the firmware drives an edge connector pin with, or `None` if it does not drive it.
    ///
    /// # Errors
    /// If there is no such pin or QEMU has ended.
    pub fn driven_pin(&mut self, pin: u8) -> io::Result<Option<bool>> {
        let bit = 1 << gpio_of(pin)?;
        let driven = self.qtest.read_u32(GPIO_DIR)? & bit != 0;
        Ok(if driven { Some(self.qtest.read_u32(GPIO_OUT)? & bit != 0) } else { None })
    }

    /// Samples the matrix and, if `with_pins`, the edge connector.
    ///
    /// # Errors
    /// If QEMU has ended.
    pub fn glance(&mut self, with_pins: bool) -> io::Result<Glance> {
        let driven = if with_pins { self.qtest.read_u32(GPIO_DIR)? } else { 0 };
        Ok(Glance { out: self.qtest.read_u32(GPIO_OUT)?, driven })
    }

    /// Returns the pulses that the firmware has programmed for an edge connector pin: its PWM, servos and tones.
    ///
    /// # Errors
    /// If there is no such pin or QEMU has ended.
    pub fn pulses(&mut self, pin: u8) -> io::Result<Option<Pulses>> {
        emulator_memory::pulses(&mut self.qtest, gpio_of(pin)?)
    }

    /// Samples a pin that gets pulses until it was seen both high and low; returns true if it was.
    ///
    /// # Errors
    /// If there is no such pin or QEMU has ended.
    pub fn swings(&mut self, pin: u8) -> io::Result<bool> {
        let (mut high, mut low) = (false, false);
        let end = Instant::now() + LOOK_LIMIT;
        while !(high && low) {
            if Instant::now() >= end {
                return Ok(false);
            }
            match self.driven_pin(pin)? {
                Some(true) => high = true,
                Some(false) => low = true,
                None => {}
            }
        }
        Ok(true)
    }

    /// Returns the image that the firmware shows, with its brightness 0..=9; row 0 is at the top.
    ///
    /// # Errors
    /// If QEMU has ended.
    pub fn picture(&mut self) -> io::Result<[[u8; 5]; 5]> {
        emulator_memory::picture(&mut self.qtest)
    }

    /// Returns the firmware's own clock in milliseconds, in steps of six.
    ///
    /// # Errors
    /// If QEMU has ended.
    pub fn clock_ms(&mut self) -> io::Result<u32> {
        emulator_memory::clock_ms(&mut self.qtest)
    }

    /// Returns the lit LEDs of the matrix, as driven by the pins. Its rows are lit in turn: a script's image
    /// appears at each row's next turn, so the first turns are skipped.
    ///
    /// # Errors
    /// If QEMU has ended, or the rows do not take turns.
    pub fn lit_leds(&mut self) -> io::Result<[[bool; 5]; 5]> {
        let mut lit = [[false; 9]; 3];
        let (mut passed, mut turns, mut last) = (0, [0; 3], None);
        let end = Instant::now() + LOOK_LIMIT;
        while turns.iter().any(|turns| *turns < TURNS_SEEN) {
            if Instant::now() >= end {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "the matrix stands still"));
            }
            let out = self.qtest.read_u32(GPIO_OUT)?;
            let Some(row) = (0..3).find(|row| out >> (13 + row) & 1 == 1) else { continue };
            let is_new = last.replace(row).is_some_and(|last| last != row);
            if passed < TURNS_PASSED {
                passed += u32::from(is_new);
                continue;
            }
            turns[row] += u32::from(is_new);
            for (column, lit) in lit[row].iter_mut().enumerate() {
                *lit |= out >> (4 + column) & 1 == 0;
            }
        }
        Ok(MATRIX.map(|leds| leds.map(|(row, column)| lit[usize::from(row)][usize::from(column)])))
    }

    /// Sets the result of `temperature()`, -40..=105 °C. QEMU has no thermometer: until this was called once,
    /// `temperature()` hangs.
    ///
    /// # Errors
    /// If QEMU has ended.
    pub fn set_temperature(&mut self, celsius: i8) -> io::Result<()> {
        match &self.temperature {
            Some(hook) => hook.set(celsius),
            None => {
                let gdb = UnixStream::connect(self.folder.path().join("gdb"))?;
                self.temperature = Some(TemperatureHook::install(gdb, celsius)?);
            }
        }
        Ok(())
    }

    /// Presses the reset button.
    ///
    /// # Errors
    /// If QEMU has ended.
    pub fn reset(&mut self) -> io::Result<()> {
        system_reset(&self.folder.path().join("qmp"))
    }

    /// Returns a handle that makes the board fall silent, from any thread.
    pub fn freezer(&self) -> Freezer {
        self.process.freezer()
    }

    /// Ends the board like an unplugged cable: its port disappears.
    ///
    /// # Errors
    /// The system's error.
    pub fn kill(&mut self) -> io::Result<()> {
        self.process.kill().map(drop)
    }

    /// Starts the board again at the same path, killing it first if it still runs. Buttons are released, and the
    /// temperature must be set again.
    ///
    /// # Errors
    /// If QEMU cannot be started.
    pub fn restart(&mut self) -> io::Result<()> {
        self.kill()?;
        for socket in ["qmp", "qtest", "gdb", "serial"] {
            match std::fs::remove_file(self.folder.path().join(socket)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        self.temperature = None;
        self.process = self.options.start_process(self.folder.path(), &self.link)?;
        self.qtest = Qtest::connect(&self.folder.path().join("qtest"))?;
        Ok(())
    }
}

fn gpio_of(pin: u8) -> io::Result<u8> {
    EDGE_GPIO
        .iter()
        .find(|(edge, _)| *edge == pin)
        .map(|(_, gpio)| *gpio)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, format!("no edge connector pin {pin}")))
}
