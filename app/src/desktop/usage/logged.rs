//! A backend of which the usage log hears.

use digilab_usage::error::UsageError;
use egui::DroppedFileHandle;

use super::{UsageThread, Witness, now_ms};
use crate::window::backend::{Backend, Command, Event, RealBoards, WallClock};
use crate::window::notices::Message;

/// A backend, and the log beside it.
pub struct Logged<B> {
    behind: B,
    witness: Witness,
    log: UsageThread,
}

impl<B: Backend> Logged<B> {
    /// `behind`, of which `log` hears.
    pub fn new(behind: B, log: UsageThread) -> Self {
        Self { behind, witness: Witness::default(), log }
    }
}

impl<B: Backend> Backend for Logged<B> {
    fn send(&mut self, command: Command) {
        if matches!(command, Command::Active) {
            self.log.input();
        }
        if let Some(event) = self.witness.sent(&command, now_ms()) {
            self.log.note(event);
        }
        self.behind.send(command);
    }

    fn take(&mut self) -> Vec<Event> {
        let mut events = self.behind.take();
        for event in &events {
            self.witness.told(event, now_ms()).into_iter().for_each(|event| self.log.note(event));
        }
        events.extend(self.log.take().map(|error| Event::LogTrouble(message(&error))));
        events
    }

    fn drop_in(&mut self, file: DroppedFileHandle) {
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

fn message(error: &UsageError) -> Message {
    Message::new(format!("log-{}", error.code.id())).with("value", &error.value)
}
