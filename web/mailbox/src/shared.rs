//! A mailbox's memory in a browser: a `SharedArrayBuffer`.

use js_sys::{Atomics, Int32Array, SharedArrayBuffer, Uint8Array};

use crate::layout::SIZE_BYTES;
use crate::memory::Memory;

/// Memory shared by page and worker. All clones are the same memory.
#[derive(Clone, Debug)]
pub struct SharedMemory {
    buffer: SharedArrayBuffer,
    words: Int32Array,
    bytes: Uint8Array,
}

impl SharedMemory {
    /// Allocates memory for a mailbox. Only on a page that is isolated from other sites.
    pub fn new() -> Self {
        Self::of(SharedArrayBuffer::new(SIZE_BYTES))
    }

    /// Wraps the memory that the other side sent.
    pub fn of(buffer: SharedArrayBuffer) -> Self {
        Self { words: Int32Array::new(&buffer), bytes: Uint8Array::new(&buffer), buffer }
    }

    /// The buffer, to be sent to the other side.
    pub fn buffer(&self) -> &SharedArrayBuffer {
        &self.buffer
    }
}

impl Default for SharedMemory {
    fn default() -> Self {
        Self::new()
    }
}

// `Atomics` throws only for an index outside the memory, and the layout has none.
impl Memory for SharedMemory {
    fn load(&self, word: u32) -> u32 {
        Atomics::load(&self.words, word).unwrap_or_default().cast_unsigned()
    }

    fn store(&self, word: u32, value: u32) {
        let _ = Atomics::store(&self.words, word, value.cast_signed());
    }

    fn read(&self, at: u32, into: &mut [u8]) {
        let length = u32::try_from(into.len()).unwrap_or(0);
        self.bytes.subarray(at, at + length).copy_to(into);
    }

    fn write(&self, at: u32, bytes: &[u8]) {
        let length = u32::try_from(bytes.len()).unwrap_or(0);
        self.bytes.subarray(at, at + length).copy_from(bytes);
    }

    fn notify(&self, word: u32) {
        let _ = Atomics::notify(&self.words, word);
    }

    fn wait(&self, word: u32, seen: u32, timeout_ms: f64) {
        let _ = Atomics::wait_with_timeout(&self.words, word, seen.cast_signed(), timeout_ms);
    }
}
