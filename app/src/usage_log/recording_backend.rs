//! A backend that records usage: it passes commands and events on, and writes them to the usage log.

use digilab_contract::backend::{Backend, Command, Event, RealBoards, WallClock};
use digilab_contract::dropped_file::DroppedFile;
use digilab_usage::request::{Answer, UsageRequest};

use super::UsageRecorder;

/// Connection to the usage log: a thread, or a browser's worker. Only [`close`](Self::close) blocks.
pub trait Log {
    /// Sends a request with the present time.
    fn ask(&mut self, ask: UsageRequest);

    /// Takes the answers, oldest first.
    fn take(&mut self) -> Vec<Answer>;

    /// Ends the session, and waits until its end is written.
    fn close(&mut self);
}

/// A backend with a usage log.
pub struct RecordingBackend<B, L> {
    behind: B,
    recorder: UsageRecorder,
    log: L,
    now_ms: fn() -> i64,
}

impl<B: Backend, L: Log> RecordingBackend<B, L> {
    /// Wraps `behind` so that its usage is recorded in `log`.
    ///
    /// # Arguments
    /// - `now_ms`: returns the time in milliseconds since 1970.
    pub fn new(behind: B, log: L, now_ms: fn() -> i64) -> Self {
        Self { behind, recorder: UsageRecorder::default(), log, now_ms }
    }
}

impl<B: Backend, L: Log> Backend for RecordingBackend<B, L> {
    fn send(&mut self, command: Command) {
        if let Some(event) = self.recorder.sent(&command, (self.now_ms)()) {
            self.log.ask(UsageRequest::Note(event));
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
            told.into_iter().for_each(|event| self.log.ask(UsageRequest::Note(event)));
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
