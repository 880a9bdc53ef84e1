//! The memory of a mailbox.

/// Memory that two threads access at the same time: words that are written and read atomically and in order, and
/// bytes, which only the side that owns them, according to the words, accesses.
///
/// Words are at the start, in native byte order; byte offsets count from the start too.
pub trait Memory {
    /// Loads the word at index `word`.
    fn load(&self, word: u32) -> u32;

    /// Stores `value` in the word at index `word`.
    fn store(&self, word: u32, value: u32);

    /// Copies the bytes from offset `at` on into `into`.
    fn read(&self, at: u32, into: &mut [u8]);

    /// Copies `bytes` to offset `at`.
    fn write(&self, at: u32, bytes: &[u8]);

    /// Wakes the thread that waits for `word` to change.
    fn notify(&self, word: u32);

    /// Waits until `word` is notified; returns at once if its value is not `seen`.
    ///
    /// # Arguments
    /// - `timeout_ms`: the longest wait, in milliseconds.
    fn wait(&self, word: u32, seen: u32, timeout_ms: f64);
}
