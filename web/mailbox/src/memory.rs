//! The memory a mailbox lies in.

/// Memory that two sides see at the same time: words that are written and read whole and in order, and bytes, which
/// are only touched by the side that the words say owns them.
///
/// Words lie at the beginning, in the machine's order; a byte's place counts from the beginning too.
pub trait Memory {
    /// The word at `word`.
    fn load(&self, word: u32) -> u32;

    /// Sets the word at `word`.
    fn store(&self, word: u32, value: u32);

    /// Copies the bytes from `at` on into `into`.
    fn read(&self, at: u32, into: &mut [u8]);

    /// Copies `bytes` to `at` and further.
    fn write(&self, at: u32, bytes: &[u8]);

    /// Wakes whoever waits for `word` to change.
    fn notify(&self, word: u32);

    /// Waits until somebody says that `word` is not `seen` any more; comes back at once if it is not.
    ///
    /// # Arguments
    /// - `timeout_ms`: the longest wait, in milliseconds.
    fn wait(&self, word: u32, seen: u32, timeout_ms: f64);
}
