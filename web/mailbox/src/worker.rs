//! The worker's side: it takes out, and waits.

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
    /// The worker's side of the mailbox in `memory`.
    pub fn new(memory: M) -> Self {
        Self { memory }
    }

    /// How often the page has rung.
    pub fn rings(&self) -> u32 {
        self.memory.load(BELL)
    }

    /// Waits for the page to ring more often than `seen` times, `timeout_ms` milliseconds at the longest.
    pub fn wait(&self, seen: u32, timeout_ms: f64) {
        self.memory.wait(BELL, seen, timeout_ms);
    }

    /// Whether `job` is to end.
    pub fn is_stopped(&self, job: u32) -> bool {
        self.memory.load(STOP) >= job
    }

    /// The next thing `job` is told. What was meant for another one is lost.
    pub fn next_command(&self, job: u32) -> Option<LiveCommand> {
        let ring = Ring::new(&self.memory, COMMANDS);
        loop {
            let record = ring.read_record()?;
            // From text, as all else that comes in here: the program has the reading of it once.
            match serde_json::from_str::<(u32, LiveCommand)>(&String::from_utf8_lossy(&record)) {
                Ok((meant, command)) if meant == job => return Some(command),
                _ => {}
            }
        }
    }

    /// How many events the window has taken, modulo 2³².
    pub fn taken(&self) -> u32 {
        self.memory.load(TAKEN)
    }

    /// Waits for the window to have taken other than `seen` events.
    pub fn wait_for_taking(&self, seen: u32, timeout_ms: f64) {
        self.memory.wait(TAKEN, seen, timeout_ms);
    }

    /// The worker's side of `slot`, about the opening `opening` that it asks the page for.
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
    /// How it stands.
    pub fn state(&self) -> PortState {
        PortState::of_word(self.memory.load(self.place.state), self.opening)
    }

    /// The error that a failed port called `name` is; `None` if it has not failed.
    pub fn error(&self, name: &str) -> Option<DeviceError> {
        let PortState::Failed(code) = self.state() else { return None };
        let length = self.memory.load(self.place.reason_length).min(REASON_BYTES);
        let mut reason = vec![0; usize::try_from(length).unwrap_or(0)];
        self.memory.read(self.place.reason_at, &mut reason);
        Some(port_error(code, name, &String::from_utf8_lossy(&reason)))
    }

    /// Appends to `into` what came.
    ///
    /// # Errors
    /// Why the port called `name` is lost, after its last byte.
    pub fn receive(&self, name: &str, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        // First how it stands, then the bytes: what came before the end is there when the end is seen.
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

    /// How many bytes the browser has taken since the port was opened, modulo 2³².
    pub fn sent(&self) -> u32 {
        if self.state() == PortState::Opening { 0 } else { self.memory.load(self.place.sent) }
    }
}
