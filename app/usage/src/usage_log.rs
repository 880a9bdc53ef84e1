//! The usage log while the lab is open: the current session, the store, and the answers to requests.

use crate::actor::{PseudonymKey, random_id};
use crate::code::Code;
use crate::entry::entry;
use crate::error::{UsageError, UsageErrorCode};
use crate::event::{Edition, Event, Record};
use crate::indicators::report;
use crate::lines::write_json;
use crate::request::{Answer, Choices, Held, SHOWN_ENTRIES, UsageRequest};
use crate::session::Session;
use crate::settings::UsageSettings;
use crate::store::{Appended, Store};
use crate::time::date_of;
use crate::workshop;

/// Name under which the pseudonym's key is stored.
const KEY: &str = "pseudonym-key";

/// Maximum number of events that are held back while they cannot be written; a lab that is open all day has fewer.
const MAX_UNWRITTEN: usize = 1_000;

/// The usage log of an open lab: its session and its store.
pub struct UsageLog {
    store: Store,
    settings: UsageSettings,
    edition: Edition,
    version: &'static str,
    /// `None` while recording is off.
    session: Option<Session>,
    /// Events that could not be written yet.
    unwritten: Vec<Record>,
    /// The event that opened or joined the current workshop, repeated in a new session so that it belongs to it, too.
    workshop: Option<Event>,
}

impl UsageLog {
    /// Ends the sessions that were left without an end, deletes what is too old, and begins a session.
    ///
    /// # Arguments
    /// - `version`: the program's version.
    /// - `now_ms`: milliseconds since 1970, here and below.
    ///
    /// # Returns
    /// The usage log, and the problem to report, if there is one.
    pub fn begin(
        store: Store,
        settings: UsageSettings,
        edition: Edition,
        version: &'static str,
        now_ms: i64,
    ) -> (Self, Option<UsageError>) {
        let mut keeper =
            Self { store, settings, edition, version, session: None, unwritten: Vec::new(), workshop: None };
        let tidied = keeper.tidy(now_ms);
        let begun = keeper.start(now_ms);
        (keeper, tidied.and(begun).err())
    }

    fn tidy(&mut self, now_ms: i64) -> Result<(), UsageError> {
        self.store.end_abandoned(now_ms)?;
        self.store.retain(self.settings.kept_days, self.settings.kept_days_sent, now_ms).map(drop)
    }

    /// Returns the school year's key and makes one if there is none. Deletes it when pseudonyms are off.
    fn key(&mut self, now_ms: i64) -> Result<Option<PseudonymKey>, UsageError> {
        if !(self.settings.is_on && self.settings.is_pseudonymous) {
            self.store.forget(KEY)?;
            return Ok(None);
        }
        let today = date_of(now_ms);
        let new = PseudonymKey::new(today).map_err(no_chance)?;
        // Numbers always serialize. A key that was not stored would make the same person a new actor each time.
        let text = serde_json::to_string(&new).unwrap_or_default();
        let kept = self
            .store
            .keep_unless(KEY, &text, |there| read_key(there).is_some_and(|key| key.is_of(today)))?;
        Ok(read_key(&kept))
    }

    fn start(&mut self, now_ms: i64) -> Result<(), UsageError> {
        let key = self.key(now_ms)?;
        if !self.settings.is_on {
            return Ok(());
        }
        let (session, started) =
            Session::start(&self.settings, key.as_ref(), self.edition, self.version, now_ms)
                .map_err(no_chance)?;
        self.session = Some(session);
        self.unwritten.push(started);
        if let Some(workshop) = self.workshop.clone() {
            self.note(workshop, now_ms);
        }
        self.write()
    }

    fn note(&mut self, event: Event, at_ms: i64) {
        let Some(session) = &mut self.session else { return };
        if self.unwritten.len() < MAX_UNWRITTEN {
            self.unwritten.push(session.note(event, at_ms));
        }
    }

    /// Writes the waiting events one by one. Events that cannot be written wait for the next time.
    fn write(&mut self) -> Result<(), UsageError> {
        let mut written = 0;
        let mut came_to = Ok(Appended::default());
        for record in &mut self.unwritten {
            came_to = self.store.append(std::slice::from_ref(record), true);
            // Another window has used its number meanwhile.
            if let (Ok(Appended { added: 0, orphaned: 0 }), Some(session)) = (&came_to, &mut self.session) {
                *record = session.renumbered(record.clone());
                came_to = self.store.append(std::slice::from_ref(record), true);
            }
            if !matches!(came_to, Ok(Appended { added: 1, .. })) {
                break;
            }
            written += 1;
        }
        self.unwritten.drain(..written);
        match came_to? {
            Appended { orphaned: 1.., .. } => self.start_anew(),
            _ => Ok(()),
        }
    }

    /// Starts another session for the events since somebody deleted the log, and the current session with it.
    fn start_anew(&mut self) -> Result<(), UsageError> {
        let lost = std::mem::take(&mut self.unwritten);
        self.session = None;
        // Somebody who deleted the log wants no session that consists of an end only.
        let is_over = lost.iter().any(|record| matches!(record.event, Event::SessionEnded { .. }));
        let Some(first) = lost.first().filter(|_| !is_over) else { return Ok(()) };
        self.start(first.at_ms)?;
        for record in lost {
            if !matches!(record.event, Event::SessionCheckpoint { .. }) {
                self.note(record.event, record.at_ms);
            }
        }
        self.write()
    }

    /// Returns the time at which [`tick`](Self::tick) is due, in milliseconds since 1970; `None` while recording is
    /// off.
    pub fn due_ms(&self) -> Option<i64> {
        self.session.as_ref().map(Session::checkpoint_due_ms)
    }

    /// Writes a checkpoint, if one is due.
    ///
    /// # Errors
    /// Errors of the log.
    pub fn tick(&mut self, now_ms: i64) -> Result<(), UsageError> {
        let Some(checkpoint) = self.session.as_mut().and_then(|session| session.checkpoint(now_ms)) else {
            return Ok(());
        };
        self.unwritten.push(checkpoint);
        self.write()
    }

    /// Ends the session.
    ///
    /// # Errors
    /// Errors of the log.
    pub fn end(&mut self, now_ms: i64) -> Result<(), UsageError> {
        let Some(mut session) = self.session.take() else { return Ok(()) };
        let ended = session.end(now_ms);
        self.session = Some(session);
        self.unwritten.push(ended);
        let written = self.write();
        self.session = None;
        self.unwritten.clear();
        written
    }

    /// Handles a request.
    ///
    /// # Arguments
    /// - `at_ms`: time of the request.
    /// - `now_ms`: current time.
    ///
    /// # Returns
    /// The answer, if the request has one.
    ///
    /// # Errors
    /// Errors of the log.
    pub fn ask(&mut self, ask: UsageRequest, at_ms: i64, now_ms: i64) -> Result<Option<Answer>, UsageError> {
        match ask {
            UsageRequest::Note(event) => {
                match &event {
                    Event::WorkshopJoined { .. } | Event::WorkshopOpened { .. } => {
                        self.workshop = Some(event.clone());
                    }
                    Event::WorkshopClosed { .. } => self.workshop = None,
                    _ => {}
                }
                self.note(event, at_ms);
                self.write()?;
                Ok(None)
            }
            UsageRequest::Input => {
                if let Some(session) = &mut self.session {
                    session.input(at_ms);
                }
                Ok(None)
            }
            UsageRequest::Report(span) => {
                Ok(Some(Answer::Report(report(&self.store, span, date_of(now_ms), self.settings.targets)?)))
            }
            UsageRequest::Held => self.held().map(Some),
            UsageRequest::Export => {
                let mut bytes = Vec::new();
                write_json(&self.store, &mut bytes)?;
                Ok(Some(Answer::Exported(String::from_utf8(bytes).unwrap_or_default())))
            }
            UsageRequest::Delete => {
                // The events after this belong to another, unrelated session.
                self.session = None;
                self.unwritten.clear();
                self.store.clear()?;
                self.start(now_ms)?;
                self.held().map(Some)
            }
            UsageRequest::Choose(choices) => self.choose(choices, now_ms),
            // Refused while recording is off: a teacher would rely on the count.
            UsageRequest::OpenWorkshop { .. } | UsageRequest::RegisterPilot if self.session.is_none() => {
                Err(UsageError::new(UsageErrorCode::Off))
            }
            UsageRequest::OpenWorkshop { expected, code } => {
                let code = match code {
                    Some(code) => code,
                    None => self.new_code()?,
                };
                let opened = Event::WorkshopOpened { workshop: code.clone(), expected };
                self.ask(UsageRequest::Note(opened), at_ms, now_ms)?;
                Ok(Some(Answer::WorkshopOpened(code)))
            }
            UsageRequest::RegisterPilot => {
                let pilot = self.new_code()?;
                self.ask(
                    UsageRequest::Note(Event::AiPilotRegistered { pilot: pilot.clone() }),
                    at_ms,
                    now_ms,
                )?;
                Ok(Some(Answer::PilotRegistered(pilot)))
            }
        }
    }

    fn new_code(&self) -> Result<Code, UsageError> {
        let (chance, _) = random_id().map_err(no_chance)?.as_u64_pair();
        Ok(workshop::code(chance))
    }

    /// Applies the choices at once, by starting another session.
    fn choose(&mut self, choices: Choices, now_ms: i64) -> Result<Option<Answer>, UsageError> {
        if choices != Choices::from(&self.settings) {
            self.end(now_ms)?;
            let Choices { is_on, is_pseudonymous, persons_per_seat } = choices;
            self.settings =
                UsageSettings { is_on, is_pseudonymous, persons_per_seat, ..self.settings.clone() };
            self.start(now_ms)?;
        }
        self.held().map(Some)
    }

    /// Returns the current settings.
    pub fn settings(&self) -> &UsageSettings {
        &self.settings
    }

    /// Returns the store.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Returns the store and drops the rest. A session that is still going on stays without an end.
    pub fn into_store(self) -> Store {
        self.store
    }

    fn held(&self) -> Result<Answer, UsageError> {
        let key = self.store.kept(KEY)?.as_deref().and_then(read_key);
        // A window has no need to see the store's key.
        let settings = UsageSettings { send: None, ..self.settings.clone() };
        Ok(Answer::Held(Held {
            events: self.store.count()?,
            oldest: self.store.oldest_day()?,
            newest: self.store.newest(SHOWN_ENTRIES)?.iter().map(entry).collect(),
            pseudonym: key.map(|key| key.actor().to_string()),
            settings,
            is_fixed: false,
            sending: self.settings.send.as_ref().map(|_| self.store.sending()).transpose()?,
        }))
    }
}

fn read_key(text: &str) -> Option<PseudonymKey> {
    serde_json::from_str(text).ok()
}

fn no_chance(error: getrandom::Error) -> UsageError {
    UsageError::with(UsageErrorCode::Failed, error)
}

#[cfg(test)]
#[path = "usage_log_tests.rs"]
mod tests;
