//! Stops a run from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use digilab_devices::clock::Signal;

/// The Stop button: raised by the window or by Ctrl-C, read by the script engine and by every wait. All clones share
/// one flag.
#[derive(Clone, Debug, Default)]
pub struct StopFlag {
    flag: Arc<AtomicBool>,
    signal: Signal,
}

impl StopFlag {
    /// Makes a flag that is not raised.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the run: the script at its next operation, a wait at once.
    pub fn stop(&self) {
        self.flag.store(true, Ordering::Relaxed);
        self.signal.raise();
    }

    /// True if the run must end.
    pub fn is_stopped(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    /// Returns the signal that ends waits; links to the outside raise it, too, when bytes arrive.
    pub fn signal(&self) -> &Signal {
        &self.signal
    }
}
