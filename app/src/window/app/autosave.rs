//! Autosave: after at most five seconds of typing, and before each run.

/// Delay from the first unsaved change to the save, in seconds, so that a text is on the disk before it is five
/// seconds old.
const SAVE_AFTER_S: f64 = 4.0;

/// Delay from a failure to the next attempt, in seconds.
const RETRY_AFTER_S: f64 = 4.0;

/// Timeout of an answer, in seconds.
const ANSWER_LIMIT_S: f64 = 20.0;

/// State of the text compared with the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is on the disk.
    Saved,
    /// There are changes that are not yet on the disk.
    Unsaved,
    /// The last attempt failed; it will be tried again.
    Failing,
}

/// Decides when an open project is saved. Times are seconds of any monotonic clock, such as egui's. Create a
/// new one for each project that is opened.
#[derive(Clone, Debug, Default)]
pub struct Autosave {
    /// Revision of the text.
    revision: u64,
    saved_revision: u64,
    /// Time of the first change that is not sent yet, in seconds.
    changed_s: Option<f64>,
    /// Revision that was sent and is not answered yet, and the time of sending in seconds.
    under_way: Option<(u64, f64)>,
    failed_s: Option<f64>,
}

impl Autosave {
    /// Creates the state of a project that was just opened, which is saved.
    pub fn new() -> Self {
        Self::default()
    }

    /// Records a change of the text or its settings at `now_s`.
    pub fn changed(&mut self, now_s: f64) {
        self.revision += 1;
        self.changed_s.get_or_insert(now_s);
    }

    /// Returns the seconds until [`Self::due`] returns a revision, for the window to wake up then; `None` if
    /// all is saved.
    pub fn wait_s(&self, now_s: f64) -> Option<f64> {
        let from_s = match (self.under_way, self.failed_s) {
            _ if self.saved_revision >= self.revision => return None,
            // One save at a time: more writes do not make a slow disk faster.
            (Some((_, sent_s)), _) => sent_s + ANSWER_LIMIT_S,
            (None, Some(failed_s)) => failed_s + RETRY_AFTER_S,
            (None, None) => self.changed_s.map_or(now_s, |changed_s| changed_s + SAVE_AFTER_S),
        };
        Some((from_s - now_s).max(0.0))
    }

    /// Returns the revision to save now as typing, if it is time. Call it in every frame.
    pub fn due(&mut self, now_s: f64) -> Option<u64> {
        self.wait_s(now_s).filter(|wait_s| *wait_s <= 0.0).map(|_| self.send(now_s))
    }

    /// Returns the revision to save now whatever the time is, when the project or the window closes; `None` if
    /// all is saved.
    pub fn at_once(&mut self, now_s: f64) -> Option<u64> {
        (self.saved_revision < self.revision).then(|| self.send(now_s))
    }

    /// Returns the revision to save before a run, even if it is saved already: the history marks what was run.
    pub fn before_run(&mut self, now_s: f64) -> u64 {
        self.send(now_s)
    }

    fn send(&mut self, now_s: f64) -> u64 {
        self.under_way = Some((self.revision, now_s));
        self.changed_s = None;
        self.revision
    }

    /// Records the store's answer that `revision` is saved.
    pub fn saved(&mut self, revision: u64) {
        self.saved_revision = self.saved_revision.max(revision);
        self.failed_s = None;
        self.answered(revision);
    }

    /// Records the store's answer at `now_s` that `revision` could not be saved.
    pub fn failed(&mut self, revision: u64, now_s: f64) {
        self.answered(revision);
        if self.saved_revision < revision {
            self.failed_s = Some(now_s);
        }
    }

    fn answered(&mut self, revision: u64) {
        if self.under_way.is_some_and(|(sent, _)| sent <= revision) {
            self.under_way = None;
        }
    }

    /// Returns the state of the text compared with the disk.
    pub fn state(&self) -> SaveState {
        match self.failed_s {
            _ if self.saved_revision >= self.revision => SaveState::Saved,
            Some(_) => SaveState::Failing,
            None => SaveState::Unsaved,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_is_saved_before_it_is_five_seconds_old() {
        let mut autosave = Autosave::new();
        assert_eq!((autosave.due(0.0), autosave.wait_s(0.0)), (None, None));
        let (mut sent, mut saved_s) = (Vec::new(), 0.0);
        // A letter every tenth of a second, with an answer a tenth of a second after each save.
        for tenth in 10..300 {
            let now_s = f64::from(tenth) / 10.0;
            if let Some((revision, _)) = autosave.under_way {
                autosave.saved(revision);
                saved_s = now_s;
            }
            autosave.changed(now_s);
            sent.extend(autosave.due(now_s));
            assert!(now_s < 5.0 || now_s - saved_s <= 5.0, "{now_s} {saved_s}");
        }
        assert!((6..=8).contains(&sent.len()), "{sent:?}");
        assert!(sent.is_sorted());
    }

    #[test]
    fn one_at_a_time_and_what_comes_meanwhile_is_next() {
        let mut autosave = Autosave::new();
        autosave.changed(10.0);
        assert_eq!(autosave.due(13.9), None);
        assert_eq!(autosave.due(14.0), Some(1));
        autosave.changed(14.5);
        assert_eq!(autosave.due(19.0), None);
        autosave.saved(1);
        assert_eq!(autosave.state(), SaveState::Unsaved);
        assert_eq!(autosave.due(19.0), Some(2));
        autosave.saved(2);
        assert_eq!((autosave.state(), autosave.wait_s(19.0)), (SaveState::Saved, None));
    }

    #[test]
    fn a_failure_and_a_lost_answer_are_tried_again() {
        let mut autosave = Autosave::new();
        autosave.changed(0.0);
        assert_eq!(autosave.due(4.0), Some(1));
        autosave.failed(1, 5.0);
        assert_eq!((autosave.state(), autosave.due(8.9)), (SaveState::Failing, None));
        assert_eq!(autosave.due(9.0), Some(1));
        assert_eq!((autosave.due(28.9), autosave.due(29.0)), (None, Some(1)));
        autosave.saved(1);
        assert_eq!((autosave.state(), autosave.due(99.0)), (SaveState::Saved, None));
        // A late answer about a revision that is saved by now is no failure.
        autosave.failed(1, 99.0);
        assert_eq!(autosave.state(), SaveState::Saved);
    }

    #[test]
    fn runs_and_closing_do_not_wait() {
        let mut autosave = Autosave::new();
        assert_eq!((autosave.at_once(1.0), autosave.before_run(1.0)), (None, 0));
        autosave.saved(0);
        autosave.changed(2.0);
        assert_eq!(autosave.at_once(2.0), Some(1));
        // Typing goes on while the first save is under way; its answer does not count for the second.
        autosave.changed(2.1);
        assert_eq!(autosave.before_run(2.2), 2);
        autosave.saved(1);
        assert_eq!((autosave.state(), autosave.due(7.0)), (SaveState::Unsaved, None));
        autosave.saved(2);
        assert_eq!(autosave.state(), SaveState::Saved);
    }
}
