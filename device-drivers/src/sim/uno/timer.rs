//! The Arduino core's `millis()`, which does not run evenly.

/// Timer 0 overflows each 256 × 64 cycles of 16 MHz.
const OVERFLOW_US: u64 = 1024;

/// Time from power-on to the first count of timer 0: the C start-up code and the core's `init`. Measured with the
/// real firmware in simavr.
const STARTUP_US: u64 = 485;

/// `millis()` at `since_reset_us`: each overflow counts one millisecond and 24 µs, in steps of 8 µs, and an extra
/// millisecond whenever these add up to one.
pub(super) fn millis(since_reset_us: u64) -> u64 {
    let overflows = since_reset_us.saturating_sub(STARTUP_US) / OVERFLOW_US;
    overflows + overflows * 3 / 125
}

/// The first time, in microseconds since the reset, at which `millis()` is `millis` or more.
pub(super) fn reaches_us(millis: u64) -> u64 {
    // overflows + floor(overflows * 3 / 125) >= millis, solved for the least number of overflows.
    let overflows = (millis * 125).div_ceil(128);
    STARTUP_US + overflows * OVERFLOW_US
}

#[cfg(test)]
mod tests {
    use super::{millis, reaches_us};

    #[test]
    fn reaches_is_the_first_microsecond() {
        for at in 1..5000 {
            let us = reaches_us(at);
            assert!(millis(us) >= at && millis(us - 1) < at, "{at} ms at {us} us");
        }
    }
}
