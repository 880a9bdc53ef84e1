//! A backend of which the usage log hears.

use digilab_contract::backend::{Backend, Command, Event, RealBoards, WallClock};
use digilab_contract::dropped_file::DroppedFile;
use digilab_usage::request::{Answer, Ask};

use super::UsageRecorder;

/// Whoever keeps the log: a thread, or a browser's worker. None of it waits.
pub trait Log {
    /// Asks something, now.
    fn ask(&mut self, ask: Ask);

    /// What there is to tell, oldest first.
    fn take(&mut self) -> Vec<Answer>;

    /// Ends the session, and waits until that is written.
    fn close(&mut self);
}

/// A backend, and the log beside it.
pub struct RecordingBackend<B, L> {
    behind: B,
    recorder: UsageRecorder,
    log: L,
    now_ms: fn() -> i64,
}

impl<B: Backend, L: Log> RecordingBackend<B, L> {
    /// `behind`, of which `log` hears.
    ///
    /// # Arguments
    /// - `now_ms`: milliseconds since 1970.
    pub fn new(behind: B, log: L, now_ms: fn() -> i64) -> Self {
        Self { behind, recorder: UsageRecorder::default(), log, now_ms }
    }
}

impl<B: Backend, L: Log> Backend for RecordingBackend<B, L> {
    fn send(&mut self, command: Command) {
        if let Some(event) = self.recorder.sent(&command, (self.now_ms)()) {
            self.log.ask(Ask::Note(event));
        }
        match command {
            Command::Usage(ask) => self.log.ask(ask),
            other => self.behind.send(other),
        }
    }

    fn take(&mut self) -> Vec<Event> {
        let mut events = self.behind.take();
        for event in &events {
            let told = self.recorder.told(event, (self.now_ms)());
            told.into_iter().for_each(|event| self.log.ask(Ask::Note(event)));
        }
        events.extend(self.log.take().into_iter().map(Event::Usage));
        events
    }

    fn drop_in(&mut self, file: DroppedFile) {
        self.behind.drop_in(file);
    }

    fn close(&mut self) {
        self.behind.close();
        self.log.close();
    }

    fn real_boards(&self) -> RealBoards {
        self.behind.real_boards()
    }

    fn wall_clock(&self) -> WallClock {
        self.behind.wall_clock()
    }

    fn page_address(&self) -> Option<String> {
        self.behind.page_address()
    }
}
