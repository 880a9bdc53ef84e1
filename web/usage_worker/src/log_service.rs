//! Serves the page, once the log is open.

use std::rc::Rc;

use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::event::Edition;
use digilab_usage::request::{Answer, UsageRequest};
use digilab_usage::store::Store;
use digilab_usage::usage_log::UsageLog;

use crate::pending_store::{KEPT, PendingStore, RECORDS};
use crate::platform::{now_ms, tell};
use crate::pool::Pool;
use crate::settings::{Decisions, PageSettings, choose};

/// The program's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The place of the log.
pub enum Medium {
    /// In a file.
    Pool(Pool),
    /// In memory; new events wait in the pending store, if the browser has one.
    Memory(Option<Rc<PendingStore>>),
}

/// The open log and its service.
pub struct LogService {
    log: UsageLog,
    medium: Medium,
    is_wrong: bool,
    /// True once an error was reported: one message is enough for errors without a request.
    has_told: bool,
}

impl LogService {
    /// Begins a session.
    ///
    /// # Arguments
    /// - `told`: an error to report about the log.
    /// - `opened_ms`: time when the page was opened.
    /// - `opened_ms`: when the page was opened.
    pub fn begin(
        mut store: Store,
        medium: Medium,
        settings: PageSettings,
        told: Option<UsageError>,
        opened_ms: i64,
    ) -> Self {
        if let Medium::Memory(Some(_)) = medium {
            store.follow();
        }
        let PageSettings { settings, is_wrong, told: wrong } = settings;
        let (log, also_told) = UsageLog::begin(store, settings, Edition::Browser, VERSION, opened_ms);
        let mut desk = Self { log, medium, is_wrong, has_told: false };
        told.into_iter().chain(wrong).chain(also_told).for_each(|error| desk.trouble(error));
        desk.put_aside(true);
        desk
    }

    /// The log.
    pub fn store(&mut self) -> &mut Store {
        self.log.store()
    }

    /// Time when [`tick`](Self::tick) is due, in milliseconds since 1970, if ever.
    pub fn due_ms(&self) -> Option<i64> {
        self.log.due_ms()
    }

    /// Writes the due records.
    pub fn tick(&mut self, now_ms: i64) {
        if let Err(error) = self.log.tick(now_ms) {
            self.trouble(error);
        }
        self.put_aside(false);
    }

    /// Executes a request.
    ///
    /// # Arguments
    /// - `at_ms`: time of the request, in milliseconds since 1970.
    pub fn serve(&mut self, ask: UsageRequest, at_ms: i64) {
        let is_answered = ask.is_answered();
        match self.ask(ask, at_ms) {
            Ok(answer) => answer.iter().for_each(tell),
            Err(error) if !is_answered => self.trouble(error),
            // The page waits for an answer.
            Err(error) => tell(&Answer::Trouble(error)),
        }
        self.put_aside(is_answered);
    }

    fn ask(&mut self, ask: UsageRequest, at_ms: i64) -> Result<Option<Answer>, UsageError> {
        if let UsageRequest::Choose(choices) = &ask {
            let not_kept = || UsageError::new(UsageErrorCode::NotKept);
            if self.is_wrong {
                return Err(not_kept());
            }
            choose(self.log.store(), choices).map_err(|_| not_kept())?;
        }
        let decisions = (ask == UsageRequest::Delete).then(|| Decisions::of(self.log.store()));
        let mut answer = self.log.ask(ask, at_ms, now_ms())?;
        if let Some(decisions) = decisions {
            self.delete_pending();
            decisions.keep(self.log.store())?;
        }
        if let Some(Answer::Held(held)) = &mut answer {
            held.is_fixed = self.is_wrong;
        }
        Ok(answer)
    }

    /// Deletes the pending data of a deleted log, except for the session that has begun since.
    fn delete_pending(&self) {
        match &self.medium {
            Medium::Pool(pool) => pool.remove_damaged(),
            Medium::Memory(Some(pending)) => {
                pending.clear(RECORDS);
                pending.clear(KEPT);
            }
            Medium::Memory(None) => {}
        }
    }

    /// Saves new events in the pending store, until there is a file.
    fn put_aside(&mut self, with_kept: bool) {
        let Medium::Memory(Some(pending)) = &self.medium else { return };
        let store = self.log.store();
        pending.put_records(&store.take_new());
        if let (true, Ok(kept)) = (with_kept, store.all_kept()) {
            pending.put_kept(&kept);
        }
    }

    /// Ends the session.
    pub async fn end(mut self) {
        if let Err(error) = self.log.end(now_ms()) {
            self.trouble(error);
        }
        self.put_aside(false);
        if let Medium::Memory(Some(pending)) = self.medium {
            pending.settled(RECORDS).await;
        }
    }

    fn trouble(&mut self, error: UsageError) {
        if !std::mem::replace(&mut self.has_told, true) {
            tell(&Answer::Trouble(error));
        }
    }
}
