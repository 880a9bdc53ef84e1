//! A link that keeps the bytes that pass, for the trace and the transcript.

use std::sync::{Arc, Mutex, PoisonError};

use digilab_devices::error::DeviceError;
use digilab_devices::link::Link;

/// Bytes and failure that passed a [`TapLink`] since the last call.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    pub inbound: Vec<u8>,
    pub outbound: Vec<u8>,
    pub failure: Option<DeviceError>,
}

/// The lab's end of a tap.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tap(Arc<Mutex<Passed>>);

impl Tap {
    /// Takes what has passed since the last call.
    pub fn take(&self) -> Passed {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Passes everything on to `inner`, and keeps a copy.
pub(crate) struct TapLink {
    inner: Box<dyn Link>,
    tap: Tap,
}

impl TapLink {
    pub fn new(inner: Box<dyn Link>) -> (Self, Tap) {
        let tap = Tap::default();
        (Self { inner, tap: tap.clone() }, tap)
    }

    fn noted<T>(&self, result: Result<T, DeviceError>) -> Result<T, DeviceError> {
        if let Err(error) = &result {
            self.tap.0.lock().unwrap_or_else(PoisonError::into_inner).failure = Some(error.clone());
        }
        result
    }
}

impl Link for TapLink {
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        let before = into.len();
        let result = self.inner.receive(now_us, into);
        if let Some(new) = into.get(before..).filter(|new| !new.is_empty()) {
            self.tap.0.lock().unwrap_or_else(PoisonError::into_inner).inbound.extend_from_slice(new);
        }
        self.noted(result)
    }

    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        let result = self.inner.send(now_us, bytes);
        if let Some(sent) = result.as_ref().ok().and_then(|&taken| bytes.get(..taken)) {
            self.tap.0.lock().unwrap_or_else(PoisonError::into_inner).outbound.extend_from_slice(sent);
        }
        self.noted(result)
    }

    fn next_wake_us(&self) -> Option<u64> {
        self.inner.next_wake_us()
    }

    fn reset_board(&mut self, now_us: u64) -> Result<bool, DeviceError> {
        let result = self.inner.reset_board(now_us);
        self.noted(result)
    }

    fn copy_board(&self) -> Option<Box<dyn Link>> {
        // Without a tap: whoever copies puts their own on it.
        self.inner.copy_board()
    }

    fn name(&self) -> &str {
        self.inner.name()
    }
}
