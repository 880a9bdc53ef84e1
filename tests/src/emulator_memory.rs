//! Reads the state of MicroPython 1.1.1 on the emulated micro:bit from its RAM: the image shown, the pulses of its
//! pins, its time. The machine's load does not blur it, as it blurs samples of the pins.
//!
//! The addresses are those of the image `microbit-v1.hex` only. They were derived from what its published source
//! says of the data around them: the constant `OFF_EVENTS` of `lib/pwm.c`, the masks in `microbitdisplay.cpp`, the
//! clock of `lib/ticker.c`.

use std::io;

use crate::emulator_qemu::Qtest;

/// Address of `active_events` and `pending_events` of `lib/pwm.c`, followed by the two tables they point to in
/// turn.
const PWM: u32 = 0x2000_2C0C;
const PWM_BYTES: u32 = 8 + 2 * TABLE_BYTES;
const TABLES: u32 = PWM + 8;
/// `struct pwm_events`: count (u8), period (u16 at 2), pins (u32 at 4), 20 events (u16 each at 8).
const TABLE_BYTES: u32 = 48;
/// Pin number of the event that starts the next period.
const END_OF_PERIOD: u16 = 31;
/// `MICROSECONDS_PER_TICK`.
const TICK_US: u32 = 16;
/// nRF51 reference manual: the enabled interrupts of TIMER0. The PWM's are those of its third comparison.
const TIMER0_INTERRUPTS: u32 = 0x4000_8304;
const PWM_INTERRUPT: u32 = 1 << 18;

/// Address of `image_buffer` of `microbit_display_obj`: brightness by column, then row.
const PICTURE: u32 = 0x2000_0020;

/// Address of `ticker_ticks_ms`, the clock of animations and music, in steps of 6 ms.
const CLOCK_MS: u32 = 0x2000_2C88;

/// The pulses of a pin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulses {
    /// Time of each period for which the pin is high, in 1024ths.
    pub duty: u16,
    /// The period in microseconds, in steps of 16.
    pub period_us: u32,
}

/// Returns the pulses that `gpio` gets from now on, if any: those programmed last, though they start with the next
/// period.
///
/// # Errors
/// If QEMU has ended, or its memory contains something else.
pub fn pulses(qtest: &mut Qtest, gpio: u8) -> io::Result<Option<Pulses>> {
    if qtest.read_u32(TIMER0_INTERRUPTS)? & PWM_INTERRUPT == 0 {
        return Ok(None);
    }
    let memory = twice_the_same(qtest, PWM, PWM_BYTES)?;
    let (active, pending) = (u32_at(&memory, 0)?, u32_at(&memory, 4)?);
    let newest = if pending == 0 { active } else { pending };
    let Some(from_start) = newest.checked_sub(TABLES) else {
        return Ok(None); // the table of no pulses is in flash
    };
    let table = memory.get(8 + from_start as usize..).ok_or_else(misplaced)?;
    let period_us = u32::from(u16_at(table, 2)?) * TICK_US;
    for index in 0..usize::from(*table.first().ok_or_else(misplaced)?) {
        let event = u16_at(table, 8 + 2 * index)?;
        let (time, pin) = (event & 0x7FF, event >> 11);
        if pin == u16::from(gpio) && pin != END_OF_PERIOD {
            return Ok(Some(Pulses { duty: 1024_u16.saturating_sub(time), period_us }));
        }
    }
    Ok(None)
}

/// Returns the image shown, row 0 at the top, brightness 0..=9.
///
/// # Errors
/// If QEMU has ended.
pub fn picture(qtest: &mut Qtest) -> io::Result<[[u8; 5]; 5]> {
    let memory = twice_the_same(qtest, PICTURE, 25)?;
    let mut picture = [[0; 5]; 5];
    for (index, brightness) in memory.iter().enumerate() {
        picture[index % 5][index / 5] = *brightness;
    }
    Ok(picture)
}

/// Returns the firmware's clock in milliseconds since its start.
///
/// # Errors
/// If QEMU has ended.
pub fn clock_ms(qtest: &mut Qtest) -> io::Result<u32> {
    qtest.read_u32(CLOCK_MS)
}

/// Reads until two readings agree: the firmware runs meanwhile, and a change during a reading shows in the next
/// one.
fn twice_the_same(qtest: &mut Qtest, address: u32, count: u32) -> io::Result<Vec<u8>> {
    let mut last = qtest.read(address, count)?;
    loop {
        let next = qtest.read(address, count)?;
        if next == last {
            return Ok(next);
        }
        last = next;
    }
}

fn u16_at(memory: &[u8], at: usize) -> io::Result<u16> {
    let bytes = memory.get(at..at + 2).and_then(|bytes| bytes.try_into().ok());
    bytes.map(u16::from_le_bytes).ok_or_else(misplaced)
}

fn u32_at(memory: &[u8], at: usize) -> io::Result<u32> {
    let bytes = memory.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    bytes.map(u32::from_le_bytes).ok_or_else(misplaced)
}

fn misplaced() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the firmware's tables are not where they should be")
}
