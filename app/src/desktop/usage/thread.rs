//! The thread that writes the usage log. Nothing waits for it but the window's closing.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::event::{Edition, Event, Record};
use digilab_usage::session::Session;
use digilab_usage::settings::UsageSettings;
use digilab_usage::store::{Appended, Store};

use super::{key, now_ms};

/// What the thread is told.
enum Work {
    /// Something happened.
    Note(Event, i64),
    /// Somebody uses the lab.
    Input(i64),
}

/// The window's end of the thread.
pub struct UsageThread {
    work: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
    troubles: Receiver<UsageError>,
}

impl UsageThread {
    /// Begins a session.
    ///
    /// # Arguments
    /// - `path`: the log's file.
    /// - `wake`: is called when there is something to [`take`](Self::take).
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(
        path: PathBuf,
        settings: UsageSettings,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let (work, waiting) = channel();
        let (tell, troubles) = channel();
        let write = move || {
            let mut log = Log { store: None, tell: Box::new(tell), wake: Box::new(wake), has_told: false };
            log.run(&path, &settings, &waiting);
        };
        let thread = std::thread::Builder::new().name("usage".to_owned()).spawn(write)?;
        Ok(Self { work: Some(work), thread: Some(thread), troubles })
    }

    /// Writes an event down.
    pub fn note(&self, event: Event) {
        self.send(Work::Note(event, now_ms()));
    }

    /// Somebody used mouse, finger or keyboard.
    pub fn input(&self) {
        self.send(Work::Input(now_ms()));
    }

    fn send(&self, work: Work) {
        if let Some(sender) = &self.work {
            // A log that cannot be written has told so; the lab goes on.
            let _ = sender.send(work);
        }
    }

    /// What is to be told about the log.
    pub fn take(&self) -> impl Iterator<Item = UsageError> {
        self.troubles.try_iter()
    }

    /// Ends the session, and waits until that is written.
    pub fn close(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for UsageThread {
    fn drop(&mut self) {
        self.close();
    }
}

struct Log {
    store: Option<Store>,
    tell: Box<Sender<UsageError>>,
    wake: Box<dyn Fn() + Send>,
    /// One message is enough.
    has_told: bool,
}

impl Log {
    fn run(&mut self, path: &Path, settings: &UsageSettings, waiting: &Receiver<Work>) {
        match Store::open(path, now_ms()) {
            Ok((store, told)) => {
                self.store = Some(store);
                told.into_iter().for_each(|error| self.trouble(error));
            }
            Err(error) => return self.trouble(error),
        }
        let Some((mut session, started)) = self.begin(path, settings) else { return };
        self.tidy(settings);
        self.keep(started, &mut session);
        loop {
            let wait_ms = u64::try_from(session.checkpoint_due_ms() - now_ms()).unwrap_or(0);
            match waiting.recv_timeout(Duration::from_millis(wait_ms)) {
                Ok(Work::Note(event, at_ms)) => {
                    let record = session.note(event, at_ms);
                    self.keep(record, &mut session);
                }
                Ok(Work::Input(at_ms)) => session.input(at_ms),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if let Some(checkpoint) = session.checkpoint(now_ms()) {
                self.keep(checkpoint, &mut session);
            }
        }
        let ended = session.end(now_ms());
        self.keep(ended, &mut session);
    }

    fn begin(&mut self, path: &Path, settings: &UsageSettings) -> Option<(Session, Record)> {
        let key = key::of(path, settings.is_pseudonymous);
        let started =
            Session::start(settings, key.as_ref(), Edition::Desktop, env!("CARGO_PKG_VERSION"), now_ms());
        started.map_err(|error| self.trouble(UsageError::with(UsageErrorCode::Failed, error))).ok()
    }

    /// Ends what was left without an end, and deletes what is too old.
    fn tidy(&mut self, settings: &UsageSettings) {
        let Some(store) = &mut self.store else { return };
        let tidied =
            store.end_abandoned(now_ms()).and_then(|_| store.retain(settings.kept_days, settings.kept_days_sent, now_ms()).map(drop));
        if let Err(error) = tidied {
            self.trouble(error);
        }
    }

    fn keep(&mut self, record: Record, session: &mut Session) {
        let Some(store) = &mut self.store else { return };
        let mut appended = store.append(std::slice::from_ref(&record), true);
        if appended == Ok(Appended::default()) {
            appended = store.append(&[session.renumbered(record)], true);
        }
        if let Err(error) = appended {
            self.trouble(error);
        }
    }

    fn trouble(&mut self, error: UsageError) {
        if !std::mem::replace(&mut self.has_told, true) {
            // The window may have closed.
            let _ = self.tell.send(error);
            (self.wake)();
        }
    }
}

#[cfg(test)]
mod tests {
    use digilab_usage::event::Family;
    use std::fs;

    use digilab_usage::indicators::{Period, indicators};
    use digilab_usage::time::date_of;

    use super::*;

    fn records(path: &Path) -> Vec<Record> {
        let mut records = Vec::new();
        Store::open(path, 0)
            .unwrap()
            .0
            .read(|record| {
                records.push(record);
                Ok::<(), UsageError>(())
            })
            .unwrap();
        records
    }

    fn actor(record: &Record) -> (uuid::Uuid, bool) {
        match &record.event {
            Event::SessionStarted { actor, is_pseudonym, .. } => (*actor, *is_pseudonym),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_session_is_written_from_its_beginning_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.sqlite3");
        let thread = UsageThread::start(path.clone(), UsageSettings::default(), || {}).unwrap();
        thread.input();
        thread.note(Event::BoardConnected { family: Family::Arduino });
        drop(thread);
        let records = records(&path);
        let names: Vec<_> = records.iter().map(|record| &record.event).collect();
        assert!(
            matches!(
                names.as_slice(),
                [
                    Event::SessionStarted { is_pseudonym: false, .. },
                    Event::BoardConnected { .. },
                    Event::SessionEnded { active_s: 0 }
                ]
            ),
            "{names:?}"
        );
        let (store, _) = Store::open(&path, 0).unwrap();
        let today = date_of(now_ms());
        let period = Period { from: today.yesterday().unwrap(), to: today };
        assert_eq!(indicators(&store, period, None).unwrap().sessions, 0, "it was shorter than a minute");
    }

    #[test]
    fn a_pseudonym_is_the_same_for_two_sessions_and_gone_when_it_is_not_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.sqlite3");
        for is_pseudonymous in [true, true, false, true] {
            let settings = UsageSettings { is_pseudonymous, ..UsageSettings::default() };
            drop(UsageThread::start(path.clone(), settings, || {}).unwrap());
        }
        let records = records(&path);
        let mut actors: Vec<_> = records
            .iter()
            .filter(|record| record.sequence == 0)
            .map(|record| (record.at_ms, actor(record)))
            .collect();
        actors.sort_by_key(|(at_ms, _)| *at_ms);
        let [(_, first), (_, second), (_, third), (_, fourth)] = actors.as_slice() else {
            panic!("{actors:?}")
        };
        assert_eq!(first, second);
        assert!(first.1 && !third.1 && fourth.1);
        assert_ne!(first.0, fourth.0, "the key was thrown away");
    }

    #[test]
    fn a_session_that_was_found_abandoned_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.sqlite3");
        let thread = UsageThread::start(path.clone(), UsageSettings::default(), || {}).unwrap();
        // As another window does when the computer has slept.
        let (mut other, _) = Store::open(&path, 0).unwrap();
        let mut found = 0;
        while found == 0 {
            found = other.end_abandoned(i64::MAX).unwrap();
        }
        thread.note(Event::BoardConnected { family: Family::Arduino });
        drop(thread);
        let numbers: Vec<_> = records(&path).iter().map(|record| record.sequence).collect();
        assert_eq!(numbers, [0, 1, 2, 3], "started, abandoned, connected, ended");
    }

    #[test]
    fn a_log_that_cannot_be_written_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let mut thread =
            UsageThread::start(file.join("usage.sqlite3"), UsageSettings::default(), || {}).unwrap();
        for _ in 0..10 {
            thread.note(Event::BoardConnected { family: Family::Text });
        }
        thread.close();
        let told: Vec<_> = thread.take().collect();
        assert_eq!(told, [UsageError::new(UsageErrorCode::ReadOnly)]);
    }
}
