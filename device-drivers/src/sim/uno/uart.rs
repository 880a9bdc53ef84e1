//! The Arduino core's serial port: a ring buffer of 64 bytes each way, one place of which stays empty.

use std::collections::VecDeque;

/// Bits of a byte on the wire.
const BITS_PER_BYTE: u64 = 10;

/// The real speed of the firmware's 57600 baud: 16 MHz / 8 / (34 + 1).
pub(super) const BAUD: u32 = 57_143;

/// Maximum number of received bytes that wait for the firmware; further bytes are lost.
const RECEIVE_ROOM: usize = 63;

/// Maximum number of bytes that wait to be sent: the ring, the data register and the shift register.
const SEND_ROOM: u64 = 65;

/// The bytes waiting in both directions.
#[derive(Clone, Debug, Default)]
pub(super) struct Uart {
    received: VecDeque<u8>,
    idle_at_ns: u64,
}

impl Uart {
    fn byte_ns() -> u64 {
        BITS_PER_BYTE * 1_000_000_000 / u64::from(BAUD)
    }

    /// Takes a byte that has arrived.
    pub(super) fn receive(&mut self, byte: u8) {
        if self.received.len() < RECEIVE_ROOM {
            self.received.push_back(byte);
        }
    }

    /// `Serial.available()`.
    pub(super) fn has_received(&self) -> bool {
        !self.received.is_empty()
    }

    /// `Serial.read()`.
    pub(super) fn read(&mut self) -> Option<u8> {
        self.received.pop_front()
    }

    /// Time at which `Serial.write()`, called at `now_us`, returns: it waits for room.
    pub(super) fn room_at_us(&self, now_us: u64) -> u64 {
        let waiting_ns = (SEND_ROOM - 1) * Self::byte_ns();
        now_us.max(self.idle_at_ns.saturating_sub(waiting_ns).div_ceil(1000))
    }

    /// Takes a byte for sending at `now_us`.
    pub(super) fn write(&mut self, now_us: u64) {
        self.idle_at_ns = self.idle_at_ns.max(now_us.saturating_mul(1000)) + Self::byte_ns();
    }
}
