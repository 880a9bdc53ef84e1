//! Stopping a run from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use digilab_devices::clock::Signal;

/// The Stop button: raised by the window or by Ctrl-C, read by the script engine and by every wait. All clones
/// are the same button.
#[derive(Clone, Debug, Default)]
pub struct StopFlag {
    flag: Arc<AtomicBool>,
    signal: Signal,
}

impl StopFlag {
    /// A button nobody has pressed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the run: the script at its next operation, a wait at once.
    pub fn stop(&self) {
        self.flag.store(true, Ordering::Relaxed);
        self.signal.raise();
    }

    /// Whether the run is to end.
    pub fn is_stopped(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    /// The signal that ends waits; links to the outside raise it too, when bytes come.
    pub fn signal(&self) -> &Signal {
        &self.signal
    }
}
