//! A port that the page owns.

use std::cell::Cell;

use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;
use digilab_mailbox::message::{PortRequest, ToPage};
use digilab_mailbox::shared::SharedMemory;
use digilab_mailbox::{PortState, WorkerBox, WorkerPort};

use crate::outlet::post;
use crate::place::{Place, place};

/// Time limit for opening a port, in milliseconds. Browsers take some tens.
const OPENING_MS: f64 = 10_000.0;

/// Maximum number of bytes the browser has not taken. Bytes that a board does not take must stay with the driver,
/// which notices that.
const MAX_UNSENT: u32 = 4_096;

/// A port, requested by message and read through the mailbox.
pub struct PortLink {
    name: String,
    slot: u32,
    opening: u32,
    /// Bytes given to the page, modulo 2³².
    given: u32,
    has_told_failure: Cell<bool>,
}

impl PortLink {
    /// Requests the page to open `port` at `baud`.
    ///
    /// # Errors
    /// `port-failed` if too many are open.
    pub fn ask_for(place: &Place, port: &str, baud: u32) -> Result<Self, DeviceError> {
        let Some((slot, opening)) = place.take_slot() else {
            let error = DeviceError::new(DeviceErrorCode::PortFailed).with("port", port);
            return Err(error.with("reason", "too many open ports"));
        };
        let link =
            Self { name: port.to_owned(), slot, opening, given: 0, has_told_failure: Cell::new(false) };
        link.ask(PortRequest::Open { opening, port: port.to_owned(), baud });
        Ok(link)
    }

    /// Waits until it is open, or until Stop is pressed.
    ///
    /// # Arguments
    /// - `now_ms`: the time, in milliseconds.
    ///
    /// # Errors
    /// The reason why it could not be opened.
    pub fn wait_until_open(
        &self,
        place: &Place,
        mailbox: &WorkerBox<SharedMemory>,
        now_ms: impl Fn() -> f64,
    ) -> Result<(), DeviceError> {
        let port = mailbox.port(self.slot, self.opening);
        let end_ms = now_ms() + OPENING_MS;
        loop {
            let seen = mailbox.rings();
            match port.state() {
                PortState::Open => return Ok(()),
                PortState::Failed(_) => return port.error(&self.name).map_or(Ok(()), Err),
                // The caller sees that Stop was pressed when it looks at its clock.
                PortState::Opening if place.is_stopped() => return Ok(()),
                PortState::Opening => {}
            }
            let left_ms = end_ms - now_ms();
            if left_ms <= 0.0 {
                let error = DeviceError::new(DeviceErrorCode::PortFailed).with("port", &self.name);
                return Err(error.with("reason", "opening took too long"));
            }
            mailbox.wait(seen, left_ms);
        }
    }

    fn ask(&self, ask: PortRequest) {
        post(&ToPage::Port { slot: self.slot, ask });
    }

    fn port(&self) -> Option<WorkerPort<SharedMemory>> {
        Some(place()?.mailbox.as_ref()?.port(self.slot, self.opening))
    }
}

impl Link for PortLink {
    fn receive(&mut self, _now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        let result = self.port().map_or(Ok(()), |port| port.receive(&self.name, into));
        self.has_told_failure.set(result.is_err());
        result
    }

    fn send(&mut self, _now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        let Some(port) = self.port() else { return Ok(0) };
        if let Some(error) = port.error(&self.name) {
            return Err(error);
        }
        let unsent = self.given.wrapping_sub(port.sent());
        let room = usize::try_from(MAX_UNSENT.saturating_sub(unsent)).unwrap_or(0);
        let fitting = bytes.get(..room).unwrap_or(bytes);
        if !fitting.is_empty() {
            self.given = self.given.wrapping_add(u32::try_from(fitting.len()).unwrap_or(0));
            self.ask(PortRequest::Send(fitting.to_vec()));
        }
        Ok(fitting.len())
    }

    fn next_wake_us(&self) -> Option<u64> {
        // The bell rang once for the last bytes and for the end behind them: after the bytes, come again for the
        // end.
        let has_failed = self.port().is_some_and(|port| matches!(port.state(), PortState::Failed(_)));
        (has_failed && !self.has_told_failure.get()).then_some(0)
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
        if let Some(place) = place() {
            place.free_slot(self.slot);
        }
    }
}
