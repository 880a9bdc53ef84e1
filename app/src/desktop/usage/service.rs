//! The service that keeps the usage log. Only closing the window waits for it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::Builder;
use std::time::Duration;

use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::event::Edition;
use digilab_usage::request::{Answer, UsageRequest};
use digilab_usage::settings::UsageSettings;
use digilab_usage::store::Store;
use digilab_usage::usage_log::UsageLog;

use super::now_ms;
use super::send::Courier;
use super::settings::SettingsPlace;
use crate::desktop::service::{Replies, Service};
use crate::usage_log::Log;

/// The usage service. Its requests carry the time at which they were made, in milliseconds since 1970.
pub type UsageService = Service<(UsageRequest, i64), Answer>;

impl UsageService {
    /// Starts the service and a session of the log.
    ///
    /// # Arguments
    /// - `path`: the log's file.
    /// - `wake`: called when there is something to [`take`](Log::take).
    ///
    /// # Errors
    /// The system cannot start a thread.
    pub fn open(path: PathBuf, place: SettingsPlace, wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        Self::start(Builder::new().name("usage".to_owned()), wake, move |requests, replies| {
            LogService { replies, has_told: false }.run(path, &place, requests);
        })
    }
}

impl Log for UsageService {
    fn ask(&mut self, ask: UsageRequest) {
        self.send((ask, now_ms()));
    }

    fn take(&mut self) -> Vec<Answer> {
        Service::take(self).collect()
    }

    fn close(&mut self) {
        Service::close(self);
    }
}

/// The log service: handles the window's requests, on its thread.
struct LogService {
    replies: Replies<Answer>,
    /// True once an error that no request caused has been reported: one message is enough.
    has_told: bool,
}

impl LogService {
    fn run(&mut self, path: PathBuf, place: &SettingsPlace, waiting: &Receiver<(UsageRequest, i64)>) {
        let store = match Store::open(&path, now_ms()) {
            Ok((store, told)) => {
                told.into_iter().for_each(|error| self.trouble(error));
                store
            }
            Err(error) => {
                self.trouble(error.clone());
                return self.refuse(&error, waiting);
            }
        };
        let version = env!("CARGO_PKG_VERSION");
        let (mut log, told) =
            UsageLog::begin(store, place.settings.clone(), Edition::Desktop, version, now_ms());
        told.into_iter().for_each(|error| self.trouble(error));
        let mut courier = self.courier(&path, log.settings());
        loop {
            let next = match log.due_ms() {
                Some(due_ms) => {
                    let wait_ms = u64::try_from(due_ms - now_ms()).unwrap_or(0);
                    waiting.recv_timeout(Duration::from_millis(wait_ms))
                }
                None => waiting.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok((ask, at_ms)) => {
                    let was_on = log.settings().is_on;
                    self.serve(&mut log, place, ask, at_ms);
                    // Sending ends with recording.
                    if log.settings().is_on != was_on {
                        drop(courier);
                        courier = self.courier(&path, log.settings());
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if let Err(error) = log.tick(now_ms()) {
                self.trouble(error);
            }
        }
        if let Err(error) = log.end(now_ms()) {
            self.trouble(error);
        }
    }

    fn courier(&mut self, path: &Path, settings: &UsageSettings) -> Option<Courier> {
        let send = settings.send.as_ref().filter(|_| settings.is_on)?;
        Courier::start(path.to_owned(), send).map_err(|error| self.trouble(error)).ok()
    }

    fn serve(&mut self, log: &mut UsageLog, place: &SettingsPlace, ask: UsageRequest, at_ms: i64) {
        let is_answered = ask.is_answered();
        if let UsageRequest::Choose(choices) = &ask
            && place.keep(choices).is_err()
        {
            return self.tell(Answer::Trouble(UsageError::new(UsageErrorCode::NotKept)));
        }
        match log.ask(ask, at_ms, now_ms()) {
            Ok(Some(Answer::Held(mut held))) => {
                held.is_fixed = place.is_fixed();
                self.tell(Answer::Held(held));
            }
            Ok(answer) => answer.into_iter().for_each(|answer| self.tell(answer)),
            Err(error) if !is_answered => self.trouble(error),
            // A request that waits for an answer gets every error.
            Err(error) => self.tell(Answer::Trouble(error)),
        }
    }

    /// Answers every request with `error`, since there is no log.
    fn refuse(&mut self, error: &UsageError, waiting: &Receiver<(UsageRequest, i64)>) {
        for _ in waiting.iter().filter(|(ask, _)| ask.is_answered()) {
            self.tell(Answer::Trouble(error.clone()));
        }
    }

    fn trouble(&mut self, error: UsageError) {
        if !std::mem::replace(&mut self.has_told, true) {
            self.tell(Answer::Trouble(error));
        }
    }

    fn tell(&mut self, answer: Answer) {
        self.replies.tell(answer);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::net::TcpListener;
    use std::time::Instant;

    use digilab_devices::board::BoardFamily;
    use digilab_usage::event::Event;
    use digilab_usage::request::{Choices, Held};
    use digilab_usage::settings::SendSettings;

    use super::*;

    fn start(path: &Path, settings: UsageSettings) -> UsageService {
        let mut place = SettingsPlace::read(path.parent());
        place.settings = settings;
        UsageService::open(path.to_owned(), place, || {}).unwrap()
    }

    fn names(path: &Path) -> Vec<String> {
        let mut names = Vec::new();
        let (store, _) = Store::open(path, 0).unwrap();
        store
            .read(|record| {
                names.push(digilab_usage::entry::entry(&record).event);
                Ok::<(), UsageError>(())
            })
            .unwrap();
        names
    }

    fn answer(thread: &mut UsageService, ask: UsageRequest) -> Answer {
        thread.ask(ask);
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if let Some(answer) = thread.take().pop() {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("no answer");
    }

    fn held(thread: &mut UsageService) -> Held {
        match answer(thread, UsageRequest::Held) {
            Answer::Held(held) => held,
            other => panic!("{other:?}"),
        }
    }

    fn connected() -> UsageRequest {
        UsageRequest::Note(Event::BoardConnected { family: BoardFamily::Arduino })
    }

    #[test]
    fn a_session_is_written_from_its_beginning_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.sqlite3");
        let mut thread = start(&path, UsageSettings::default());
        thread.ask(UsageRequest::Input);
        thread.ask(connected());
        drop(thread);
        assert_eq!(names(&path), ["session-started", "board-connected", "session-ended"]);
    }

    #[test]
    fn a_pseudonym_is_the_same_for_two_sessions_and_gone_when_it_is_not_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.sqlite3");
        let pseudonyms: Vec<_> = [true, true, false, true]
            .into_iter()
            .map(|is_pseudonymous| {
                let settings = UsageSettings { is_pseudonymous, ..UsageSettings::default() };
                held(&mut start(&path, settings)).pseudonym
            })
            .collect();
        let [Some(first), second, None, Some(fourth)] = pseudonyms.as_slice() else {
            panic!("{pseudonyms:?}")
        };
        assert_eq!(Some(first), second.as_ref());
        assert_ne!(first, fourth, "the key was thrown away");
    }

    #[test]
    fn what_a_teacher_chooses_is_kept_unless_somebody_else_has_decided() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.sqlite3");
        let chosen = Choices { is_on: false, is_pseudonymous: false, persons_per_seat: 2 };
        let mut thread = start(&path, UsageSettings::default());
        assert!(!held(&mut thread).is_fixed);
        assert!(matches!(answer(&mut thread, UsageRequest::Choose(chosen.clone())), Answer::Held(_)));
        thread.ask(connected());
        drop(thread);
        assert_eq!(names(&path), ["session-started", "session-ended"]);
        assert_eq!(Choices::from(&SettingsPlace::read(Some(folder.path())).settings), chosen);
        fs::write(folder.path().join("usage.json"), "nonsense").unwrap();
        let place = SettingsPlace::read(Some(folder.path()));
        let mut thread = UsageService::open(path, place, || {}).unwrap();
        assert!(held(&mut thread).is_fixed);
        let refused = answer(&mut thread, UsageRequest::Choose(chosen));
        assert_eq!(refused, Answer::Trouble(UsageError::new(UsageErrorCode::NotKept)));
    }

    #[test]
    fn sending_ends_with_the_log_and_begins_again_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.sqlite3");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let send = SendSettings { address, key: "lab".to_owned(), secret: "hush".to_owned() };
        let off = UsageSettings { is_on: false, send: Some(send), ..UsageSettings::default() };
        start(&path, UsageSettings { is_on: true, ..UsageSettings::default() }).close();
        let mut thread = start(&path, off);
        held(&mut thread);
        listener.set_nonblocking(true).unwrap();
        std::thread::sleep(Duration::from_millis(200));
        assert!(listener.accept().is_err(), "nobody came while the log was off");
        listener.set_nonblocking(false).unwrap();
        let chosen = Choices { is_on: true, is_pseudonymous: false, persons_per_seat: 1 };
        assert!(matches!(answer(&mut thread, UsageRequest::Choose(chosen)), Answer::Held(_)));
        drop(listener.accept().unwrap());
    }

    #[test]
    fn a_log_that_cannot_be_written_is_told_once_and_whoever_asks_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let mut thread = start(&file.join("usage.sqlite3"), UsageSettings::default());
        let expected = Answer::Trouble(UsageError::new(UsageErrorCode::ReadOnly));
        for _ in 0..3 {
            thread.ask(connected());
        }
        assert_eq!(answer(&mut thread, UsageRequest::Held), expected);
        thread.close();
        assert!(Log::take(&mut thread).iter().all(|answer| *answer == expected));
    }
}
