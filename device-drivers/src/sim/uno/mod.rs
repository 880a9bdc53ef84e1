//! The simulated Arduino Uno: StandardFirmata 2.4 at the byte level, on its pins and its clock.
//!
//! Time passes as on the board: the version's blink before the first byte, the one-byte-at-a-time loop, the
//! conversions of the analog converter, and a serial port whose full send buffer blocks the program while its
//! receive buffer overflows. Times that are not from a data sheet were measured with the real firmware in simavr;
//! the parity tests compare the two.

mod firmware;
mod parser;
mod pins;
mod servos;
mod timer;
mod uart;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use self::firmware::Firmware;
use self::parser::Parser;
use self::uart::Uart;
use super::SimulatedBoard;
use super::input::PhysicalInput;
use crate::board::pins::UNO_PINS;
use crate::board::{BoardKind, BoardState, Pin};
use crate::error::{DeviceError, DeviceErrorCode};

/// Time from the reset to the end of the C start-up code, when pin 13 becomes an output.
const SETUP_AT_US: u64 = 633;

/// The program's waits in the blink of version 2.4: dark, lit, dark, … in milliseconds. The last wait is dark too.
const BLINK_MS: [u64; 13] = [210, 40, 210, 40, 460, 40, 210, 40, 210, 40, 210, 40, 125];

/// Time a call of `delay` takes beyond its milliseconds.
const DELAY_EXTRA_US: u64 = 10;

/// Time from an event to the loop seeing it: half a pass of the loop and an interrupt.
const NOTICE_US: u64 = 14;

/// Time for a byte in the parser, and for one pass through the loop.
const BYTE_US: u64 = 5;
const PASS_US: u64 = 25;

/// Time for a system reset: pin by pin, 20 pins.
const RESET_US: u64 = 470;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// Blinks its version: at this step of [`BLINK_MS`], which ends at this time.
    Blinking { step: usize, until_us: u64 },
    /// Serves the host.
    Looping,
}

/// An Arduino Uno with StandardFirmata.
#[derive(Clone)]
pub struct SimulatedUno {
    firmware: Firmware,
    parser: Parser,
    uart: Uart,
    stage: Stage,
    reset_at_us: u64,
    /// Time up to which the processor has run.
    ran_until_us: u64,
    /// `millis()` of the last sampling, as the program counts it.
    sampled_ms: u64,
    /// Bytes written by the program that wait for room in the send buffer; the program waits with them.
    blocked: VecDeque<u8>,
    output: Vec<u8>,
    inputs_changed: bool,
    seen: BoardState,
}

impl Default for SimulatedUno {
    fn default() -> Self {
        Self::new()
    }
}

impl SimulatedUno {
    /// Creates a board that is powered at time 0.
    pub fn new() -> Self {
        let mut board = Self {
            firmware: Firmware::new(),
            parser: Parser::new(),
            uart: Uart::default(),
            stage: Stage::Looping,
            reset_at_us: 0,
            ran_until_us: 0,
            sampled_ms: 0,
            blocked: VecDeque::new(),
            output: Vec::new(),
            inputs_changed: false,
            seen: BoardState::default(),
        };
        board.reset(0);
        board
    }

    fn millis(&self) -> u64 {
        timer::millis(self.ran_until_us.saturating_sub(self.reset_at_us))
    }

    fn next_sample_us(&self) -> u64 {
        let due_ms = self.sampled_ms + self.firmware.interval_ms + 1;
        self.reset_at_us + timer::reaches_us(due_ms) + NOTICE_US
    }

    /// Skips sampling intervals while nothing is sampled: the loop only counts them.
    fn skip_samplings(&mut self) {
        if !self.firmware.samples() {
            let late_ms = self.millis().saturating_sub(self.sampled_ms);
            let intervals = late_ms.saturating_sub(1) / self.firmware.interval_ms;
            self.sampled_ms += intervals * self.firmware.interval_ms;
        }
    }

    /// Queues what the firmware has written and adds the time it took.
    fn settle(&mut self, work_us: u64) {
        self.ran_until_us += work_us + std::mem::take(&mut self.firmware.spent_us);
        self.blocked.extend(self.firmware.written.drain(..));
    }

    /// Hands bytes to the serial port as far as it has room up to `now_us`; `false` while some have to wait.
    fn unblock(&mut self, now_us: u64) -> bool {
        while let Some(byte) = self.blocked.front().copied() {
            let room_at_us = self.uart.room_at_us(self.ran_until_us);
            if room_at_us > now_us {
                return false;
            }
            self.blocked.pop_front();
            self.ran_until_us = room_at_us;
            self.uart.write(room_at_us);
            self.output.push(byte);
        }
        true
    }

    fn run(&mut self, now_us: u64) {
        while self.unblock(now_us) && self.ran_until_us <= now_us {
            match self.stage {
                Stage::Blinking { until_us, .. } if until_us > now_us => return,
                Stage::Blinking { step, until_us } => self.blink(step, until_us),
                Stage::Looping => {
                    if !self.pass() {
                        let next_us = if self.firmware.samples() { self.next_sample_us() } else { u64::MAX };
                        self.ran_until_us = next_us.min(now_us).max(self.ran_until_us);
                        if next_us > now_us {
                            return;
                        }
                    }
                }
            }
        }
    }

    /// Ends a wait of the blink.
    fn blink(&mut self, step: usize, now_us: u64) {
        self.ran_until_us = now_us;
        let Some(next_ms) = BLINK_MS.get(step) else {
            self.firmware.report_version();
            self.firmware.report_firmware();
            // The send buffer has room for all of it, so the program continues at once.
            self.settle(0);
            self.unblock(now_us);
            self.firmware.system_reset();
            self.settle(RESET_US);
            self.stage = Stage::Looping;
            return;
        };
        self.firmware.blink(step % 2 == 1);
        let until_us = now_us + next_ms * 1000 + DELAY_EXTRA_US;
        self.stage = Stage::Blinking { step: step + 1, until_us };
    }

    /// Runs one pass of the program's loop, or a part of it; `false` if there was nothing to do.
    fn pass(&mut self) -> bool {
        if self.firmware.sample_next() {
            self.settle(BYTE_US);
            return true;
        }
        self.skip_samplings();
        if let Some(byte) = self.uart.read() {
            self.parser.process(byte, &mut self.firmware);
            self.settle(if byte == 0xFF { RESET_US } else { BYTE_US });
            // The byte may have made a pin an input.
            self.inputs_changed = true;
            return true;
        }
        if std::mem::take(&mut self.inputs_changed) {
            self.firmware.check_inputs();
            self.settle(PASS_US);
            return true;
        }
        if self.firmware.samples() && self.millis() > self.sampled_ms + self.firmware.interval_ms {
            self.sampled_ms += self.firmware.interval_ms;
            self.firmware.begin_sampling();
            return true;
        }
        false
    }

    /// Delays the program until it notices an event, or until it has finished its present work.
    fn notice(&mut self, now_us: u64) {
        self.ran_until_us = self.ran_until_us.max(now_us + NOTICE_US);
    }

    fn check_pin(pin: Pin) -> Result<(), DeviceError> {
        if pin < UNO_PINS {
            return Ok(());
        }
        Err(DeviceError::new(DeviceErrorCode::PinUnknown)
            .with("pin", pin)
            .with("board", BoardKind::Arduino.id())
            .with("allowed", "0-13, A0-A5"))
    }
}

/// The part an Uno lacks, under the name that the error's sentence uses.
fn name_of(input: &PhysicalInput) -> &'static str {
    match input {
        PhysicalInput::Press { .. } | PhysicalInput::Release { .. } => "button",
        PhysicalInput::Tilt { .. } | PhysicalInput::Shake => "accelerometer",
        PhysicalInput::Temperature { .. } => "temperature",
        PhysicalInput::Light { .. } => "light",
        PhysicalInput::Sound { .. } => "sound",
        PhysicalInput::Heading { .. } => "compass",
        PhysicalInput::Touch { .. } => "touch",
        PhysicalInput::Distance { .. } => "distance",
        PhysicalInput::PinLevel { .. } | PhysicalInput::PinFree { .. } => "pin",
    }
}

impl SimulatedBoard for SimulatedUno {
    fn kind(&self) -> BoardKind {
        BoardKind::Arduino
    }

    fn resets_on_open(&self) -> bool {
        true
    }

    fn baud(&self) -> u32 {
        uart::BAUD
    }

    fn reset(&mut self, now_us: u64) {
        self.firmware.reset();
        self.parser = Parser::new();
        self.uart = Uart::default();
        self.stage = Stage::Blinking { step: 0, until_us: now_us + SETUP_AT_US };
        self.reset_at_us = now_us;
        self.ran_until_us = now_us;
        self.sampled_ms = 0;
        self.blocked.clear();
        self.output.clear();
        self.inputs_changed = false;
        self.seen = BoardState::default();
    }

    fn receive(&mut self, now_us: u64, byte: u8) {
        self.run(now_us);
        // The port is opened at the very start of the set-up: before that nothing is received.
        if now_us >= self.reset_at_us + SETUP_AT_US {
            self.uart.receive(byte);
            self.notice(now_us);
        }
    }

    fn advance(&mut self, now_us: u64) {
        self.run(now_us);
        self.seen.pins = self.firmware.seen();
    }

    fn next_wake_us(&self) -> Option<u64> {
        if !self.blocked.is_empty() {
            return Some(self.uart.room_at_us(self.ran_until_us));
        }
        match self.stage {
            Stage::Blinking { until_us, .. } => Some(until_us),
            Stage::Looping if self.uart.has_received() || self.inputs_changed => Some(self.ran_until_us),
            Stage::Looping if self.firmware.samples() => Some(self.next_sample_us().max(self.ran_until_us)),
            Stage::Looping => None,
        }
    }

    fn take_output(&mut self, into: &mut Vec<u8>) {
        into.append(&mut self.output);
    }

    fn input(&mut self, now_us: u64, input: &PhysicalInput) -> Result<(), DeviceError> {
        let (pin, level) = match *input {
            PhysicalInput::PinLevel { pin, level } => (pin, Some(level)),
            PhysicalInput::PinFree { pin } => (pin, None),
            _ => {
                return Err(DeviceError::new(DeviceErrorCode::Lacking)
                    .with("board", BoardKind::Arduino.id())
                    .with("what", name_of(input)));
            }
        };
        Self::check_pin(pin)?;
        if let Some(given) = level.filter(|level| *level > 1023) {
            return Err(DeviceError::new(DeviceErrorCode::OutOfRange)
                .with("what", "level")
                .with("given", given)
                .with("min", 0)
                .with("max", 1023));
        }
        self.run(now_us);
        self.firmware.hardware.set_outside(pin, level);
        self.inputs_changed = true;
        self.notice(now_us);
        self.seen.pins = self.firmware.seen();
        Ok(())
    }

    fn seen(&self) -> &BoardState {
        &self.seen
    }

    fn copy(&self) -> Box<dyn SimulatedBoard> {
        Box::new(self.clone())
    }
}
