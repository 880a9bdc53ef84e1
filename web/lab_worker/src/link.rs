//! A port that the page owns.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use digilab_devices::clock::Signal;
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;
use digilab_lab::lab_protocol::worker::{PortNews, PortRequest, ToPage};

use crate::outlet::post;

/// Time limit for opening a port, in microseconds. Browsers take some tens of milliseconds.
const OPENING_US: u64 = 10_000_000;

/// Maximum number of bytes the browser has not taken. Bytes that a board does not take must stay with the driver,
/// which notices that.
const MAX_UNSENT: usize = 4_096;

/// Maximum number of received bytes that wait for a script which does not look at its board: a minute and a half of a
/// micro:bit that sends without a pause. More are lost, as in a computer's serial port.
const MAX_RECEIVED: usize = 1 << 20;

/// One opening of a port, as its news tell. All clones are the same.
#[derive(Clone)]
pub struct PortState {
    news: Arc<Mutex<News>>,
    signal: Signal,
}

#[derive(Default)]
struct News {
    is_open: bool,
    received: Vec<u8>,
    /// Bytes given to the page that the browser has not taken.
    unsent: usize,
    failed: Option<(DeviceErrorCode, String)>,
}

impl PortState {
    fn lock(&self) -> MutexGuard<'_, News> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes notice of news, and wakes whoever waits for the port.
    pub fn hear(&self, news: PortNews) {
        let mut state = self.lock();
        match news {
            PortNews::Opened => state.is_open = true,
            PortNews::Received(bytes) => {
                let room = MAX_RECEIVED.saturating_sub(state.received.len());
                state.received.extend(bytes.iter().take(room));
            }
            PortNews::Sent(bytes) => state.unsent = state.unsent.saturating_sub(bytes),
            PortNews::Failed(code, reason) => state.failed = Some((code, reason)),
        }
        drop(state);
        self.signal.raise();
    }

    /// True if no link uses the port any more.
    pub fn is_abandoned(&self) -> bool {
        Arc::strong_count(&self.news) == 1
    }
}

/// A port that the page opens. Until it is open, no bytes arrive.
pub struct PortLink {
    name: String,
    opening: u32,
    state: PortState,
    /// Time at which it was first looked at.
    since_us: Option<u64>,
    has_told_failure: bool,
}

impl PortLink {
    /// Requests the page to open a port.
    ///
    /// # Arguments
    /// - `opening`: a number that no other link has.
    /// - `port`: the port's name on the page.
    /// - `baud`: speed in baud.
    /// - `signal`: raised when there are news.
    pub fn open(opening: u32, port: &str, baud: u32, signal: &Signal) -> Self {
        let state = PortState { news: Arc::default(), signal: signal.clone() };
        let link = Self { name: port.to_owned(), opening, state, since_us: None, has_told_failure: false };
        link.ask(PortRequest::Open(port.to_owned(), baud));
        link
    }

    /// Returns the state, for the port's news.
    pub fn state(&self) -> PortState {
        self.state.clone()
    }

    fn ask(&self, ask: PortRequest) {
        post(&ToPage::Port(self.opening, ask));
    }

    fn error(&self, code: DeviceErrorCode, reason: &str) -> DeviceError {
        let error = DeviceError::new(code).with("port", &self.name);
        if code == DeviceErrorCode::PortFailed { error.with("reason", reason) } else { error }
    }
}

impl Link for PortLink {
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        let since_us = *self.since_us.get_or_insert(now_us);
        let mut state = self.state.lock();
        // What arrived before the end comes first.
        if !state.received.is_empty() {
            into.append(&mut state.received);
            return Ok(());
        }
        let failed = state.failed.clone();
        let is_late = !state.is_open && now_us.saturating_sub(since_us) >= OPENING_US;
        drop(state);
        self.has_told_failure = failed.is_some();
        match failed {
            Some((code, reason)) => Err(self.error(code, &reason)),
            None if is_late => Err(self.error(DeviceErrorCode::PortFailed, "opening took too long")),
            None => Ok(()),
        }
    }

    fn send(&mut self, _now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        let mut state = self.state.lock();
        if let Some((code, reason)) = state.failed.clone() {
            return Err(self.error(code, &reason));
        }
        let room = MAX_UNSENT.saturating_sub(state.unsent);
        let fitting = bytes.get(..room).unwrap_or(bytes);
        state.unsent += fitting.len();
        drop(state);
        if !fitting.is_empty() {
            self.ask(PortRequest::Send(fitting.to_vec()));
        }
        Ok(fitting.len())
    }

    fn next_wake_us(&self) -> Option<u64> {
        let state = self.state.lock();
        if state.failed.is_some() {
            // The signal was raised once for the last bytes and for the end behind them: come again for the end.
            return (!self.has_told_failure).then_some(0);
        }
        self.since_us.filter(|_| !state.is_open).map(|since_us| since_us.saturating_add(OPENING_US))
    }

    fn reset_board(&mut self, _now_us: u64) -> Result<bool, DeviceError> {
        self.ask(PortRequest::Reset);
        Ok(true)
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for PortLink {
    fn drop(&mut self) {
        self.ask(PortRequest::Close);
    }
}
