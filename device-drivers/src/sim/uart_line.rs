//! One direction of a UART line: a byte takes ten bit times (start, eight data bits, stop), and the next one waits
//! for it.

use std::collections::VecDeque;

/// Bits that one byte takes on the wire: a start bit, eight data bits and a stop bit.
const BITS_PER_BYTE: u64 = 10;

/// Bytes in flight in one direction. A byte arrives when its last bit has.
#[derive(Clone, Debug)]
pub struct UartLine {
    byte_ns: u64,
    free_at_ns: u64,
    in_flight: VecDeque<(u64, u8)>,
}

impl UartLine {
    /// Creates an idle line at `baud` bits per second (0 counts as 1).
    pub fn new(baud: u32) -> Self {
        let byte_ns = BITS_PER_BYTE * 1_000_000_000 / u64::from(baud.max(1));
        Self { byte_ns, free_at_ns: 0, in_flight: VecDeque::new() }
    }

    /// Duration of one byte in whole microseconds, rounded down.
    pub fn byte_us(&self) -> u64 {
        self.byte_ns / 1000
    }

    /// Sends a byte at `now_us`, or as soon as the line is free, and returns when its last bit is through. A byte
    /// that is `None` never arrives: it was lost on the way, but took its time. `delay_us` delays the byte on its
    /// way without keeping the line busy.
    pub fn push(&mut self, now_us: u64, byte: Option<u8>, delay_us: u64) -> u64 {
        // Nanoseconds, because at 115200 baud a byte takes 86.8 µs: rounding each one would add up.
        let start_ns = self.free_at_ns.max(now_us.saturating_mul(1000));
        self.free_at_ns = start_ns.saturating_add(self.byte_ns);
        let through_us = self.free_at_ns.div_ceil(1000).saturating_add(delay_us);
        // Bytes stay in their order, even when a delay was removed between them.
        let arrives_us = self.in_flight.back().map_or(through_us, |(last_us, _)| through_us.max(*last_us));
        if let Some(byte) = byte {
            self.in_flight.push_back((arrives_us, byte));
        }
        arrives_us
    }

    /// Time at which the next byte arrives.
    pub fn next_arrival_us(&self) -> Option<u64> {
        self.in_flight.front().map(|(at_us, _)| *at_us)
    }

    /// Takes the next byte that has arrived by `now_us`, with its time.
    pub fn pop_arrived(&mut self, now_us: u64) -> Option<(u64, u8)> {
        self.in_flight.pop_front_if(|(at_us, _)| *at_us <= now_us)
    }

    /// Number of bytes in flight.
    pub fn in_flight(&self) -> usize {
        self.in_flight.len()
    }

    /// Loses everything in flight and frees the line at `now_us`: the sender was reset or cut off.
    pub fn cut(&mut self, now_us: u64) {
        self.in_flight.clear();
        self.free_at_ns = now_us.saturating_mul(1000);
    }
}

/// Returns the byte that a receiver at `to_baud` reads from one sent at `from_baud`: it waits for the falling edge
/// of the start bit and then samples the line in the middle of each of its own bit times. After the stop bit the
/// line counts as idle (high).
pub fn resampled(byte: u8, from_baud: u32, to_baud: u32) -> u8 {
    let frame = u32::from(byte) << 1 | 1 << 9;
    let mut seen = 0;
    for bit in 0..8_u64 {
        // The middle of the receiver's bit lies (bit + 1.5) of its bit times after the edge.
        let sent_bit = (2 * bit + 3) * u64::from(from_baud) / (2 * u64::from(to_baud.max(1)));
        let high = sent_bit > 9 || frame >> sent_bit & 1 == 1;
        seen |= u8::from(high) << bit;
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::{UartLine, resampled};

    /// Sends each `(now_us, byte)` and compares when they arrive.
    fn check(baud: u32, sent: &[(u64, u8)], arrive_us: &[u64]) {
        let mut wire = UartLine::new(baud);
        for (now_us, byte) in sent {
            wire.push(*now_us, Some(*byte), 0);
        }
        let mut arrived = Vec::new();
        while let Some((at_us, byte)) = wire.pop_arrived(u64::MAX) {
            assert_eq!(byte, sent[arrived.len()].1);
            arrived.push(at_us);
        }
        assert_eq!(arrived, arrive_us);
    }

    #[test]
    fn a_byte_takes_ten_bit_times() {
        check(57_600, &[(0, 1)], &[174]);
        check(115_200, &[(1000, 1)], &[1087]);
        check(9600, &[(0, 1), (0, 2)], &[1042, 2084]);
    }

    #[test]
    fn bytes_follow_each_other_without_rounding_up_each() {
        let sent: Vec<_> = (0..=255).map(|byte| (0, byte)).collect();
        let arrive_us: Vec<_> = (1..=256_u64).map(|count| (count * 86_805).div_ceil(1000)).collect();
        check(115_200, &sent, &arrive_us);
    }

    #[test]
    fn a_free_wire_starts_anew() {
        check(57_600, &[(0, 1), (50, 2), (10_000, 3)], &[174, 348, 10_174]);
    }

    #[test]
    fn a_wrong_speed_garbles() {
        for byte in 0..=255 {
            assert_eq!(resampled(byte, 57_600, 57_600), byte);
            // Two percent off still samples within each bit.
            assert_eq!(resampled(byte, 57_600, 58_800), byte);
        }
        let damaged = (0..=255).filter(|byte| resampled(*byte, 57_600, 115_200) != *byte).count();
        assert!(damaged > 200, "{damaged} of 256");
    }
}
