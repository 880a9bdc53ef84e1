//! Faults on request, on the way between a driver and its board.
//!
//! The same faults apply to a simulated board (through its [`Bench`](super::link::Bench), exact in time) and to any
//! other link (through [`FaultyLink`](crate::sim::faulty_link::FaultyLink)).

use serde::{Deserialize, Serialize};

use super::uart_line::resampled;

/// The direction in which bytes travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the driver to the board.
    ToBoard,
    /// From the board to the driver.
    ToHost,
}

/// A fault, or its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// Byte `number` (the first since the link was opened is 0) gets lost.
    DropByte {
        /// The direction.
        direction: Direction,
        /// Index of the byte, from 0.
        number: u64,
    },
    /// Byte `number` arrives with the bits of `flip` inverted.
    CorruptByte {
        /// The direction.
        direction: Direction,
        /// Index of the byte, from 0.
        number: u64,
        /// The bits to invert.
        flip: u8,
    },
    /// Each byte gets lost with this probability.
    DropSome {
        /// The direction.
        direction: Direction,
        /// The probability in per mille, 0..=1000; more counts as 1000.
        per_mille: u16,
        /// Seed of the random numbers: the same seed loses the same bytes.
        seed: u64,
    },
    /// Each byte has one bit inverted with this probability.
    CorruptSome {
        /// The direction.
        direction: Direction,
        /// The probability in per mille, 0..=1000; more counts as 1000.
        per_mille: u16,
        /// Seed of the random numbers.
        seed: u64,
    },
    /// Bytes arrive later by this time, from now on.
    Delay {
        /// The direction.
        direction: Direction,
        /// Delay in microseconds; 0 ends the delay.
        delay_us: u64,
    },
    /// The port was opened at another speed than the board's, so each side samples the other's bits wrongly.
    WrongBaud {
        /// The port's speed in baud.
        host_baud: u32,
        /// The board's speed in baud.
        board_baud: u32,
    },
    /// Ends all faults on bytes: later bytes pass unharmed.
    Mend,
    /// The cable is unplugged: the link is `gone`, and the board has no power.
    Unplug,
    /// The cable is plugged in again: the board starts, and the port can be opened again.
    Replug,
    /// The board restarts, as by its reset button.
    Reset,
    /// The board's program and its clock stop; arriving bytes wait, as far as there is room.
    Freeze,
    /// The board's program continues where it stopped.
    Thaw,
}

/// Pseudo-random numbers for faults (Steele, Lea, Flood: SplitMix64).
#[derive(Clone, Debug)]
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn hits(&mut self, per_mille: u16) -> bool {
        self.roll() % 1000 < u64::from(per_mille)
    }
}

#[derive(Clone, Debug, Default)]
struct OneWay {
    passed: u64,
    drop_numbers: Vec<u64>,
    corrupt_numbers: Vec<(u64, u8)>,
    drop_some: Option<(u16, Dice)>,
    corrupt_some: Option<(u16, Dice)>,
    delay_us: u64,
    /// The sender's and the receiver's speed in baud.
    bauds: Option<(u32, u32)>,
}

impl OneWay {
    fn pass(&mut self, byte: u8) -> Option<u8> {
        let number = self.passed;
        self.passed += 1;
        let mut byte = byte;
        if let Some((from_baud, to_baud)) = self.bauds {
            byte = resampled(byte, from_baud, to_baud);
        }
        if let Some((_, flip)) = self.corrupt_numbers.iter().find(|(at, _)| *at == number) {
            byte ^= flip;
        }
        if let Some((per_mille, dice)) = &mut self.corrupt_some
            && dice.hits(*per_mille)
        {
            byte ^= 1 << (dice.roll() % 8);
        }
        // Rolled for every byte, so that the bytes lost do not depend on the other faults.
        let lost_by_dice = self.drop_some.as_mut().is_some_and(|(per_mille, dice)| dice.hits(*per_mille));
        (!lost_by_dice && !self.drop_numbers.contains(&number)).then_some(byte)
    }
}

/// The faults on single bytes, in both directions. Faults of the whole board or cable are the job of their owner.
#[derive(Clone, Debug, Default)]
pub struct ByteFaults {
    to_board: OneWay,
    to_host: OneWay,
}

/// Maximum number of single-byte faults kept per direction; further ones are ignored.
const MAX_NUMBERED: usize = 4096;

impl ByteFaults {
    /// Creates a state without faults: bytes unchanged, no delay.
    pub fn new() -> Self {
        Self::default()
    }

    fn way(&mut self, direction: Direction) -> &mut OneWay {
        match direction {
            Direction::ToBoard => &mut self.to_board,
            Direction::ToHost => &mut self.to_host,
        }
    }

    /// Applies a fault. Returns false, without effect, if it is not a fault on bytes.
    pub fn apply(&mut self, fault: Fault) -> bool {
        match fault {
            Fault::DropByte { direction, number } => {
                let numbers = &mut self.way(direction).drop_numbers;
                if numbers.len() < MAX_NUMBERED {
                    numbers.push(number);
                }
            }
            Fault::CorruptByte { direction, number, flip } => {
                let numbers = &mut self.way(direction).corrupt_numbers;
                if numbers.len() < MAX_NUMBERED {
                    numbers.push((number, flip));
                }
            }
            Fault::DropSome { direction, per_mille, seed } => {
                self.way(direction).drop_some = Some((per_mille, Dice(seed)));
            }
            Fault::CorruptSome { direction, per_mille, seed } => {
                self.way(direction).corrupt_some = Some((per_mille, Dice(seed)));
            }
            Fault::Delay { direction, delay_us } => self.way(direction).delay_us = delay_us,
            Fault::WrongBaud { host_baud, board_baud } => {
                self.to_board.bauds = Some((host_baud, board_baud));
                self.to_host.bauds = Some((board_baud, host_baud));
            }
            Fault::Mend => {
                for way in [&mut self.to_board, &mut self.to_host] {
                    *way = OneWay { passed: way.passed, ..OneWay::default() };
                }
            }
            Fault::Unplug | Fault::Replug | Fault::Reset | Fault::Freeze | Fault::Thaw => return false,
        }
        true
    }

    /// Restarts the byte count at 0, because the link was opened again.
    pub fn count_anew(&mut self) {
        self.to_board.passed = 0;
        self.to_host.passed = 0;
    }

    /// Passes the next byte in `direction` through the faults: `None` if it gets lost.
    pub fn pass(&mut self, direction: Direction, byte: u8) -> Option<u8> {
        self.way(direction).pass(byte)
    }

    /// The present delay of bytes in `direction`, in microseconds.
    pub fn delay_us(&self, direction: Direction) -> u64 {
        match direction {
            Direction::ToBoard => self.to_board.delay_us,
            Direction::ToHost => self.to_host.delay_us,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ByteFaults, Direction, Fault};

    /// Passes `sent` to the host under `faults` and compares what arrives.
    fn check(faults: &[Fault], sent: &[u8], arrives: &[u8]) {
        let mut all = ByteFaults::new();
        for fault in faults {
            assert!(all.apply(*fault));
        }
        let passed: Vec<u8> = sent.iter().filter_map(|byte| all.pass(Direction::ToHost, *byte)).collect();
        assert_eq!(passed, arrives, "{faults:?}");
    }

    #[test]
    fn numbered_bytes() {
        let direction = Direction::ToHost;
        check(&[Fault::DropByte { direction, number: 1 }], b"abc", b"ac");
        check(&[Fault::CorruptByte { direction, number: 2, flip: 0x20 }], b"abc", b"abC");
        check(&[Fault::DropByte { direction: Direction::ToBoard, number: 1 }], b"abc", b"abc");
        check(&[Fault::DropByte { direction, number: 0 }, Fault::Mend], b"abc", b"abc");
    }

    #[test]
    fn dice() {
        let direction = Direction::ToHost;
        check(&[Fault::DropSome { direction, per_mille: 1000, seed: 1 }], b"abc", b"");
        check(&[Fault::DropSome { direction, per_mille: 0, seed: 1 }], b"abc", b"abc");
        let mut all = ByteFaults::new();
        all.apply(Fault::DropSome { direction, per_mille: 100, seed: 7 });
        let lost = (0..10_000).filter(|_| all.pass(direction, 0).is_none()).count();
        assert!((850..1150).contains(&lost), "{lost} of 10000");
    }
}
