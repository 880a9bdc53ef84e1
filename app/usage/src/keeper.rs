//! Keeps the log while the lab is open: the session that goes on, the store, and answers to whoever asks.

use crate::actor::{PseudonymKey, random_id};
use crate::ask::{Answer, Ask, Choices, Held, SHOWN_ENTRIES};
use crate::code::Code;
use crate::entry::entry;
use crate::error::{UsageError, UsageErrorCode};
use crate::event::{Edition, Event, Record};
use crate::indicators::report;
use crate::lines::write_json;
use crate::session::Session;
use crate::settings::UsageSettings;
use crate::store::{Appended, Store};
use crate::time::date_of;
use crate::workshop;

/// The name under which the pseudonym's key is kept.
const KEY: &str = "pseudonym-key";

/// Events that are held back while they cannot be written; a lab that is open all day has fewer.
const MAX_UNWRITTEN: usize = 1_000;

/// What keeps a log.
pub struct Keeper {
    store: Store,
    settings: UsageSettings,
    edition: Edition,
    version: &'static str,
    /// None while nothing is to be written down.
    session: Option<Session>,
    /// What could not be written yet.
    unwritten: Vec<Record>,
    /// The workshop that goes on, for another session to be in it, too.
    workshop: Option<Event>,
}

impl Keeper {
    /// Ends what was left without an end, deletes what is too old, and begins a session.
    ///
    /// # Arguments
    /// - `version`: the program's.
    /// - `now_ms`: milliseconds since 1970, here and below.
    ///
    /// # Returns
    /// The keeper, and what is to be told about the log.
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

    /// The school year's key, made where there is none. Without pseudonyms it is thrown away.
    fn key(&mut self, now_ms: i64) -> Result<Option<PseudonymKey>, UsageError> {
        if !(self.settings.is_on && self.settings.is_pseudonymous) {
            self.store.forget(KEY)?;
            return Ok(None);
        }
        let today = date_of(now_ms);
        let new = PseudonymKey::new(today).map_err(no_chance)?;
        // Numbers become JSON. A key that cannot be kept would make another actor of the same person each time.
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

    /// Writes what waits, one after the other. What cannot be written waits for the next time.
    fn write(&mut self) -> Result<(), UsageError> {
        let mut written = 0;
        let mut came_to = Ok(Appended::default());
        for record in &mut self.unwritten {
            came_to = self.store.append(std::slice::from_ref(record), true);
            // Its number was taken meanwhile.
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

    /// Somebody has deleted the log, and the session with it: what happened since belongs to another one.
    fn start_anew(&mut self) -> Result<(), UsageError> {
        let lost = std::mem::take(&mut self.unwritten);
        self.session = None;
        // Whoever deleted it wants no session that only ends.
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

    /// When [`tick`](Self::tick) is due, in milliseconds since 1970; never while nothing is written down.
    pub fn due_ms(&self) -> Option<i64> {
        self.session.as_ref().map(Session::checkpoint_due_ms)
    }

    /// Writes a checkpoint, if one is due.
    ///
    /// # Errors
    /// The log's.
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
    /// The log's.
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

    /// Does what is asked.
    ///
    /// # Arguments
    /// - `at_ms`: when it was asked.
    /// - `now_ms`: now.
    ///
    /// # Errors
    /// The log's.
    pub fn ask(&mut self, ask: Ask, at_ms: i64, now_ms: i64) -> Result<Option<Answer>, UsageError> {
        match ask {
            Ask::Note(event) => {
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
            Ask::Input => {
                if let Some(session) = &mut self.session {
                    session.input(at_ms);
                }
                Ok(None)
            }
            Ask::Report(span) => {
                Ok(Some(Answer::Report(report(&self.store, span, date_of(now_ms), self.settings.targets)?)))
            }
            Ask::Held => self.held().map(Some),
            Ask::Export => {
                let mut bytes = Vec::new();
                write_json(&self.store, &mut bytes)?;
                Ok(Some(Answer::Exported(String::from_utf8(bytes).unwrap_or_default())))
            }
            Ask::Delete => {
                // What follows is another session, of nobody known.
                self.session = None;
                self.unwritten.clear();
                self.store.clear()?;
                self.start(now_ms)?;
                self.held().map(Some)
            }
            Ask::Choose(choices) => self.choose(choices, now_ms),
            // A teacher would count on it.
            Ask::OpenWorkshop { .. } | Ask::RegisterPilot if self.session.is_none() => {
                Err(UsageError::new(UsageErrorCode::Off))
            }
            Ask::OpenWorkshop { expected, code } => {
                let code = match code {
                    Some(code) => code,
                    None => self.new_code()?,
                };
                let opened = Event::WorkshopOpened { workshop: code.clone(), expected };
                self.ask(Ask::Note(opened), at_ms, now_ms)?;
                Ok(Some(Answer::WorkshopOpened(code)))
            }
            Ask::RegisterPilot => {
                let pilot = self.new_code()?;
                self.ask(Ask::Note(Event::AiPilotRegistered { pilot: pilot.clone() }), at_ms, now_ms)?;
                Ok(Some(Answer::PilotRegistered(pilot)))
            }
        }
    }

    fn new_code(&self) -> Result<Code, UsageError> {
        let (chance, _) = random_id().map_err(no_chance)?.as_u64_pair();
        Ok(workshop::code(chance))
    }

    /// What somebody has chosen takes effect at once, with another session.
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

    /// The settings as they are now.
    pub fn settings(&self) -> &UsageSettings {
        &self.settings
    }

    /// The log.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// The log, once nobody keeps it any more. A session that goes on has no end then.
    pub fn into_store(self) -> Store {
        self.store
    }

    fn held(&self) -> Result<Answer, UsageError> {
        let key = self.store.kept(KEY)?.as_deref().and_then(read_key);
        // A key is none of a window's business.
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
#[path = "keeper_tests.rs"]
mod tests;
