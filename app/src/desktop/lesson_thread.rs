//! The thread on which the steps of lessons are checked. A program that runs on the lab thread goes on meanwhile.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use digilab_lab::lab_protocol::{LessonCommand, LessonEvent};
use digilab_lab::sandbox;

/// The window's end of the thread. Dropping it ends what goes on there.
pub struct LessonThread {
    commands: Option<Sender<LessonCommand>>,
    thread: Option<JoinHandle<()>>,
    events: Receiver<LessonEvent>,
    is_closing: Arc<AtomicBool>,
}

impl LessonThread {
    /// Starts the thread.
    ///
    /// # Arguments
    /// - `wake`: is called when there is something to [`take`](Self::take).
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        let (commands, waiting) = channel::<LessonCommand>();
        let (events, told) = channel();
        let is_closing = Arc::new(AtomicBool::new(false));
        let is_over = is_closing.clone();
        let thread = sandbox::spawn(move || {
            for command in waiting {
                let deadline = |limit_ms| -> Rc<dyn Fn() -> bool> {
                    let end = Instant::now() + Duration::from_millis(limit_ms);
                    let is_over = is_over.clone();
                    Rc::new(move || Instant::now() >= end || is_over.load(Ordering::Relaxed))
                };
                // A fault of the lab's own must not leave the window waiting for an answer that never comes.
                let answer = catch_unwind(AssertUnwindSafe(|| command.answer(deadline)));
                // Nobody listens any more when the window closes.
                let _ = events.send(answer.unwrap_or_else(|_| command.fallen()));
                wake();
            }
        })?;
        Ok(Self { commands: Some(commands), thread: Some(thread), events: told, is_closing })
    }

    /// Has something done after what is being done.
    pub fn send(&self, command: LessonCommand) {
        if let Some(sender) = &self.commands {
            // The thread ends only after the sender is gone.
            let _ = sender.send(command);
        }
    }

    /// What came of it, oldest first.
    pub fn take(&self) -> impl Iterator<Item = LessonEvent> {
        self.events.try_iter()
    }

    /// Ends the thread at once.
    pub fn close(&mut self) {
        self.is_closing.store(true, Ordering::Relaxed);
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for LessonThread {
    fn drop(&mut self) {
        self.close();
    }
}

#[cfg(test)]
mod tests {
    use digilab_devices::clock::Signal;
    use digilab_lab::lab_protocol::StepCheck;
    use digilab_lessons::view::PackView;
    use digilab_lessons::{builtin, load};

    use super::*;

    struct Waiting {
        thread: LessonThread,
        signal: Signal,
    }

    impl Waiting {
        fn start() -> Self {
            let signal = Signal::new();
            let wake = signal.clone();
            Self { thread: LessonThread::start(move || wake.raise()).unwrap(), signal }
        }

        /// The answer to a command.
        #[track_caller]
        fn ask(&self, command: LessonCommand) -> LessonEvent {
            self.thread.send(command);
            let start = Instant::now();
            while start.elapsed() < Duration::from_secs(20) {
                if let Some(event) = self.thread.take().next() {
                    return event;
                }
                self.signal.wait(Duration::from_millis(100));
            }
            panic!("it did not come")
        }

        #[track_caller]
        fn has_passed(&self, number: u64, step: StepCheck) -> bool {
            match self.ask(LessonCommand::CheckStep { number, step }) {
                LessonEvent::StepChecked { number: of, outcome: Ok(report) } if of == number => {
                    report.passed()
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn steps_are_checked_and_looked_at_again() {
        let pack = load::load(&builtin::pack("first-steps-microbit").unwrap()).unwrap();
        let view = PackView::from(pack.clone());
        let step = |script: &str| StepCheck {
            script: script.to_owned(),
            check: view.steps[0].check.clone(),
            board: pack.manifest.boards[0],
            seed: 7,
        };
        let waiting = Waiting::start();
        assert!(waiting.has_passed(1, step(&pack.steps[0].solution)));
        assert!(!waiting.has_passed(2, step(&pack.steps[0].starter)));
        let again = LessonCommand::Record { number: 3, step: step(&pack.steps[0].starter), scenario: 0 };
        assert!(matches!(waiting.ask(again), LessonEvent::Recorded { number: 3, recording: Some(_) }));
        // A program without end costs two seconds, and the thread lives on.
        assert!(!waiting.has_passed(4, step("let x = 0; loop { x = (x + 1) % 7; }")));
        let nonsense = StepCheck { check: "no check".to_owned(), ..step("") };
        let told = waiting.ask(LessonCommand::CheckStep { number: 5, step: nonsense });
        assert!(matches!(told, LessonEvent::StepChecked { number: 5, outcome: Err(_) }), "{told:?}");
        // A window that closes does not wait for them.
        for number in 0..50 {
            waiting.thread.send(LessonCommand::CheckStep { number, step: step("loop {}") });
        }
    }
}
