//! The page's side: it writes, and never waits.

use digilab_devices::error::DeviceErrorCode;
use digilab_lab::lab::LiveCommand;

use crate::layout::{BELL, COMMANDS, PortPlace, REASON_BYTES, STOP, TAKEN};
use crate::memory::Memory;
use crate::port::PortState;
use crate::ring::Ring;

/// The mailbox as the page sees it.
#[derive(Clone, Debug)]
pub struct PageBox<M> {
    memory: M,
}

impl<M: Memory + Clone> PageBox<M> {
    /// Creates the page's side of the mailbox in `memory`, which is all zeros at first.
    pub fn new(memory: M) -> Self {
        Self { memory }
    }

    /// Wakes the worker.
    fn ring(&self) {
        self.memory.store(BELL, self.memory.load(BELL).wrapping_add(1));
        self.memory.notify(BELL);
    }

    /// Ends `job` and those before it.
    pub fn stop(&self, job: u32) {
        self.memory.store(STOP, job);
        self.ring();
    }

    /// Sends a command to a run. Returns `false` if there is no room; offer it again later.
    pub fn tell(&self, job: u32, command: &LiveCommand) -> bool {
        // A command that cannot be serialized now cannot be later either.
        let Ok(json) = serde_json::to_vec(&(job, command)) else { return true };
        let is_in = Ring::new(&self.memory, COMMANDS).write_record(&json);
        self.ring();
        is_in
    }

    /// Reports that the window took this many more of the worker's events.
    pub fn take(&self, events: usize) {
        let events = u32::try_from(events).unwrap_or(u32::MAX);
        self.memory.store(TAKEN, self.memory.load(TAKEN).wrapping_add(events));
        self.memory.notify(TAKEN);
    }

    /// The page's side of `slot` for a new opening. The previous writer to this slot must have stopped.
    pub fn port(&self, slot: u32, opening: u32) -> PagePort<M> {
        let port = PagePort { page: self.clone(), place: PortPlace::of(slot), opening };
        Ring::new(&self.memory, port.place.inbound).clear();
        self.memory.store(port.place.sent, 0);
        port.set(&PortState::Opening);
        port
    }
}

/// One opening of a port as the page sees it.
#[derive(Clone, Debug)]
pub struct PagePort<M> {
    page: PageBox<M>,
    place: PortPlace,
    opening: u32,
}

impl<M: Memory + Clone> PagePort<M> {
    fn set(&self, state: &PortState) {
        self.page.memory.store(self.place.state, state.word(self.opening));
        self.page.ring();
    }

    /// Reports that the port is open.
    pub fn opened(&self) {
        self.set(&PortState::Open);
    }

    /// Reports that the port could not be opened, or is lost; the last report about it.
    ///
    /// # Arguments
    /// - `code`: the error code.
    /// - `reason`: the browser's message.
    pub fn failed(&self, code: DeviceErrorCode, reason: &str) {
        let mut length = reason.len().min(usize::try_from(REASON_BYTES).unwrap_or(0));
        while !reason.is_char_boundary(length) {
            length -= 1;
        }
        let memory = &self.page.memory;
        memory.write(self.place.reason_at, reason.as_bytes().get(..length).unwrap_or_default());
        memory.store(self.place.reason_length, u32::try_from(length).unwrap_or(0));
        self.set(&PortState::Failed(code));
    }

    /// Writes as many of the received bytes as there is room for, and returns their number. Offer the rest again
    /// later.
    #[must_use]
    pub fn deliver(&self, bytes: &[u8]) -> usize {
        let delivered = Ring::new(&self.page.memory, self.place.inbound).write(bytes);
        if delivered > 0 {
            self.page.ring();
        }
        delivered
    }

    /// Reports that the browser took this many more bytes to send.
    pub fn sent(&self, bytes: usize) {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let memory = &self.page.memory;
        memory.store(self.place.sent, memory.load(self.place.sent).wrapping_add(bytes));
        self.page.ring();
    }
}
