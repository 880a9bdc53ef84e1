//! The service that checks the steps of lessons, while the lab thread may go on running a program.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use digilab_lab::lab_protocol::{LessonCommand, LessonEvent};
use digilab_lab::sandbox;

use super::service::Service;

/// The lesson service. Dropping it ends the running check.
pub struct LessonService {
    service: Service<LessonCommand, LessonEvent>,
    is_closing: Arc<AtomicBool>,
}

impl LessonService {
    /// Starts the service.
    ///
    /// # Arguments
    /// - `wake`: called when there is something to [`take`](Self::take).
    ///
    /// # Errors
    /// The system cannot start a thread.
    pub fn open(wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        let is_closing = Arc::new(AtomicBool::new(false));
        let is_over = is_closing.clone();
        let service =
            Service::start(sandbox::thread(), wake, move |requests: &Receiver<LessonCommand>, replies| {
                for command in requests {
                    let deadline = |limit_ms| -> Rc<dyn Fn() -> bool> {
                        let end = Instant::now() + Duration::from_millis(limit_ms);
                        let is_over = is_over.clone();
                        Rc::new(move || Instant::now() >= end || is_over.load(Ordering::Relaxed))
                    };
                    // A panic in the lab must not leave the window waiting for an answer.
                    let answer = catch_unwind(AssertUnwindSafe(|| command.answer(deadline)));
                    replies.tell(answer.unwrap_or_else(|_| command.crashed(None)));
                }
            })?;
        Ok(Self { service, is_closing })
    }

    /// Queues a command after the one that runs.
    pub fn send(&self, command: LessonCommand) {
        self.service.send(command);
    }

    /// Takes the events, oldest first.
    pub fn take(&self) -> impl Iterator<Item = LessonEvent> {
        self.service.take()
    }

    /// Ends the service, and with it the running check.
    pub fn close(&mut self) {
        self.is_closing.store(true, Ordering::Relaxed);
        self.service.close();
    }
}

impl Drop for LessonService {
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
        thread: LessonService,
        signal: Signal,
    }

    impl Waiting {
        fn start() -> Self {
            let signal = Signal::new();
            let wake = signal.clone();
            Self { thread: LessonService::open(move || wake.raise()).unwrap(), signal }
        }

        /// Sends a command and returns its result.
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
        // An endless program costs two seconds, and the thread survives it.
        assert!(!waiting.has_passed(4, step("let x = 0; loop { x = (x + 1) % 7; }")));
        let nonsense = StepCheck { check: "no check".to_owned(), ..step("") };
        let told = waiting.ask(LessonCommand::CheckStep { number: 5, step: nonsense });
        assert!(matches!(told, LessonEvent::StepChecked { number: 5, outcome: Err(_) }), "{told:?}");
        // Closing the window does not wait for the queued checks.
        for number in 0..50 {
            waiting.thread.send(LessonCommand::CheckStep { number, step: step("loop {}") });
        }
    }
}
