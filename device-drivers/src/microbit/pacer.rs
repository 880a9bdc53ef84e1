//! Bytes that wait for their turn: the board's receive buffer holds 64, and its UART takes 11.5 in a
//! millisecond.

use std::collections::VecDeque;

/// The most bytes that leave at once.
const CHUNK_BYTES: usize = 32;
/// How long a chunk takes at 115200 baud, 8N1, and some more.
const CHUNK_US: u64 = 3_200;

/// Bytes to send, each group some time after the one before.
#[derive(Debug, Default)]
pub struct Pacer {
    waiting: VecDeque<(u64, Vec<u8>)>,
    last_us: u64,
}

impl Pacer {
    /// Forgets what has not left.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    /// Whether everything has left.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Sends `bytes` at once, `gap_us` after what is before them.
    pub fn after(&mut self, gap_us: u64, bytes: &[u8]) {
        self.waiting.push_back((gap_us, bytes.to_vec()));
    }

    /// Sends `bytes` in chunks at the UART's pace.
    pub fn paced(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(CHUNK_BYTES) {
            self.after(CHUNK_US, chunk);
        }
    }

    /// Counts gaps from `now_us` on.
    pub fn start(&mut self, now_us: u64) {
        self.last_us = now_us;
    }

    /// Appends what may leave now.
    pub fn take(&mut self, now_us: u64, into: &mut Vec<u8>) {
        while self.next_us().is_some_and(|at_us| now_us >= at_us) {
            if let Some((_, bytes)) = self.waiting.pop_front() {
                into.extend(bytes);
                self.last_us = now_us;
            }
        }
    }

    /// When the next bytes may leave.
    pub fn next_us(&self) -> Option<u64> {
        self.waiting.front().map(|(gap_us, _)| self.last_us.saturating_add(*gap_us))
    }
}
