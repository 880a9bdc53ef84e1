//! Paces the bytes to send: the board's receive buffer holds 64, and its UART takes 11.5 in a millisecond.

use std::collections::VecDeque;

/// Maximum number of bytes sent at once.
const CHUNK_BYTES: usize = 32;
/// Time a chunk takes at 115200 baud, 8N1, with some margin.
const CHUNK_US: u64 = 3_200;

/// Bytes to send, each group some time after the one before.
#[derive(Clone, Debug, Default)]
pub struct Pacer {
    waiting: VecDeque<(u64, Vec<u8>)>,
    last_us: u64,
}

impl Pacer {
    /// Drops what has not been sent.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    /// True if everything has been sent.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Queues `bytes` as one group, `gap_us` after those before them.
    pub fn after(&mut self, gap_us: u64, bytes: &[u8]) {
        self.waiting.push_back((gap_us, bytes.to_vec()));
    }

    /// Queues `bytes` in chunks at the UART's pace.
    pub fn paced(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(CHUNK_BYTES) {
            self.after(CHUNK_US, chunk);
        }
    }

    /// Counts gaps from `now_us` on.
    pub fn start(&mut self, now_us: u64) {
        self.last_us = now_us;
    }

    /// Appends the bytes that may be sent now.
    pub fn take(&mut self, now_us: u64, into: &mut Vec<u8>) {
        while self.next_us().is_some_and(|at_us| now_us >= at_us) {
            if let Some((_, bytes)) = self.waiting.pop_front() {
                into.extend(bytes);
                self.last_us = now_us;
            }
        }
    }

    /// Time at which the next bytes may be sent.
    pub fn next_us(&self) -> Option<u64> {
        self.waiting.front().map(|(gap_us, _)| self.last_us.saturating_add(*gap_us))
    }
}
