//! The worker's side: it reads, and waits.

use digilab_devices::error::DeviceError;
use digilab_lab::lab::LiveCommand;

use crate::layout::{BELL, COMMANDS, PortPlace, REASON_BYTES, STOP, TAKEN};
use crate::memory::Memory;
use crate::port::{PortState, port_error};
use crate::ring::Ring;

/// The mailbox as the worker sees it.
#[derive(Clone, Debug)]
pub struct WorkerBox<M> {
    memory: M,
}

impl<M: Memory + Clone> WorkerBox<M> {
    /// Creates the worker's side of the mailbox in `memory`.
    pub fn new(memory: M) -> Self {
        Self { memory }
    }

    /// Number of times the page has rung.
    pub fn rings(&self) -> u32 {
        self.memory.load(BELL)
    }

    /// Waits for the page to ring more often than `seen` times, for at most `timeout_ms` milliseconds.
    pub fn wait(&self, seen: u32, timeout_ms: f64) {
        self.memory.wait(BELL, seen, timeout_ms);
    }

    /// True if `job` is to end.
    pub fn is_stopped(&self, job: u32) -> bool {
        self.memory.load(STOP) >= job
    }

    /// Takes the next command for `job`. Commands for other jobs are dropped.
    pub fn next_command(&self, job: u32) -> Option<LiveCommand> {
        let ring = Ring::new(&self.memory, COMMANDS);
        loop {
            let record = ring.read_record()?;
            // As text, like all other JSON here: so the program contains only one instance of the parser.
            match serde_json::from_str::<(u32, LiveCommand)>(&String::from_utf8_lossy(&record)) {
                Ok((meant, command)) if meant == job => return Some(command),
                _ => {}
            }
        }
    }

    /// Number of events the window has taken, modulo 2³².
    pub fn taken(&self) -> u32 {
        self.memory.load(TAKEN)
    }

    /// Waits until the number of events taken by the window differs from `seen`.
    pub fn wait_for_taking(&self, seen: u32, timeout_ms: f64) {
        self.memory.wait(TAKEN, seen, timeout_ms);
    }

    /// The worker's side of `slot`, for the opening `opening` that it requests from the page.
    pub fn port(&self, slot: u32, opening: u32) -> WorkerPort<M> {
        WorkerPort { memory: self.memory.clone(), place: PortPlace::of(slot), opening }
    }
}

/// One opening of a port as the worker sees it.
#[derive(Clone, Debug)]
pub struct WorkerPort<M> {
    memory: M,
    place: PortPlace,
    opening: u32,
}

impl<M: Memory> WorkerPort<M> {
    /// The state of the port.
    pub fn state(&self) -> PortState {
        PortState::of_word(self.memory.load(self.place.state), self.opening)
    }

    /// The error of a failed port called `name`; `None` if it has not failed.
    pub fn error(&self, name: &str) -> Option<DeviceError> {
        let PortState::Failed(code) = self.state() else { return None };
        let length = self.memory.load(self.place.reason_length).min(REASON_BYTES);
        let mut reason = vec![0; usize::try_from(length).unwrap_or(0)];
        self.memory.read(self.place.reason_at, &mut reason);
        Some(port_error(code, name, &String::from_utf8_lossy(&reason)))
    }

    /// Appends the received bytes to `into`.
    ///
    /// # Errors
    /// The reason why the port called `name` is lost, after its last byte.
    pub fn receive(&self, name: &str, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        // First the state, then the bytes: all bytes from before the end are there when the end is seen.
        let before = into.len();
        match self.state() {
            PortState::Opening => return Ok(()),
            PortState::Open | PortState::Failed(_) => {}
        }
        let error = self.error(name);
        Ring::new(&self.memory, self.place.inbound).read(into);
        match error {
            Some(error) if into.len() == before => Err(error),
            _ => Ok(()),
        }
    }

    /// Number of bytes the browser has taken since the port was opened, modulo 2³².
    pub fn sent(&self) -> u32 {
        if self.state() == PortState::Opening { 0 } else { self.memory.load(self.place.sent) }
    }
}
