//! The lab thread: scripts run on it, and ports are asked.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use digilab_devices::clock::{Clock, RealClock, Signal};
use digilab_devices::error::DeviceError;
use digilab_devices::link::{self, Link};
use digilab_lab::lab::{ControlQueue, LiveCommand};
use digilab_lab::lab_protocol::{LabCommand, LabEvent, Outbox, Platform, RunEnd, handle};
use digilab_lab::mistakes::{Mistake, MistakeCode};
use digilab_lab::sandbox;
use digilab_lab::stop::StopFlag;
use digilab_lab::transcript::EndReason;

/// This computer's clock and ports.
struct Computer;

impl Platform for Computer {
    fn clock(&self, signal: &Signal) -> Box<dyn Clock> {
        Box::new(RealClock::new(signal.clone()))
    }

    fn open(&self, port: &str, baud: u32, signal: &Signal) -> Result<Box<dyn Link>, DeviceError> {
        link::open(port, baud, signal.clone())
    }
}

/// Something for the thread to do, and the ways to reach it meanwhile.
struct Job {
    command: LabCommand,
    stop: StopFlag,
    control: ControlQueue,
}

/// The window's end of the lab thread. Dropping it stops what goes on there, and waits until the boards have been
/// let go.
pub struct LabThread {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    outbox: Outbox,
    /// The newest thing to be done that can be stopped.
    current: Option<(StopFlag, ControlQueue)>,
}

impl LabThread {
    /// Starts the thread.
    ///
    /// # Arguments
    /// - `wake`: is called when there is something to [`take`](Self::take).
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(wake: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let (jobs, waiting) = channel::<Job>();
        let outbox = Outbox::new(wake);
        let events = outbox.clone();
        let thread = sandbox::spawn(move || {
            let platform: Rc<dyn Platform> = Rc::new(Computer);
            for job in waiting {
                work(job, &platform, &events);
            }
        })?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread), outbox, current: None })
    }

    /// Has something done after what is being done.
    pub fn send(&mut self, command: LabCommand) {
        let stop = StopFlag::new();
        let control = ControlQueue::new(stop.signal().clone());
        if !matches!(command, LabCommand::Check { .. }) {
            self.current = Some((stop.clone(), control.clone()));
        }
        if let Some(jobs) = &self.jobs {
            // The thread ends only after the sender is gone.
            let _ = jobs.send(Job { command, stop, control });
        }
    }

    /// Ends the run, or the asking of a port.
    pub fn stop(&self) {
        if let Some((stop, _)) = &self.current {
            stop.stop();
        }
    }

    /// Tells the run something.
    pub fn tell(&self, command: LiveCommand) {
        if let Some((_, control)) = &self.current {
            control.send(command);
        }
    }

    /// What happened, oldest first.
    pub fn take(&self) -> impl Iterator<Item = LabEvent> {
        self.outbox.take().into_iter()
    }

    /// Ends the thread: what goes on there is stopped, and the boards are let go before this comes back.
    pub fn close(&mut self) {
        self.stop();
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for LabThread {
    fn drop(&mut self) {
        self.close();
    }
}

/// Does a job. A fault of the lab's own must not leave the window waiting for an end that never comes.
fn work(job: Job, platform: &Rc<dyn Platform>, events: &Outbox) {
    let is_run = matches!(job.command, LabCommand::Run(_));
    let tell: Rc<dyn Fn(LabEvent)> = {
        let events = events.clone();
        Rc::new(move |event| events.put(event))
    };
    let Job { command, stop, control } = job;
    let done = catch_unwind(AssertUnwindSafe(|| handle(command, platform, stop, Box::new(control), tell)));
    if done.is_err() && is_run {
        let mistake = Some(Mistake::new(MistakeCode::SomethingWrong));
        events.put(LabEvent::Ended(RunEnd { reason: EndReason::Error, mistake }));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use digilab_lab::lab::LabOutput;
    use digilab_lab::lab_protocol::RunRequest;

    use super::*;

    /// Events until `is_last` says so, at most for ten seconds.
    #[track_caller]
    fn wait_for(lab: &LabThread, signal: &Signal, is_last: impl Fn(&LabEvent) -> bool) -> Vec<LabEvent> {
        let start = Instant::now();
        let mut events = Vec::new();
        while start.elapsed() < Duration::from_secs(10) {
            events.extend(lab.take());
            if events.iter().any(&is_last) {
                return events;
            }
            signal.wait(Duration::from_millis(100));
        }
        panic!("it did not come: {events:?}");
    }

    fn start() -> (LabThread, Signal) {
        let signal = Signal::new();
        let wake = Arc::new(signal.clone());
        (LabThread::start(move || wake.raise()).unwrap(), signal)
    }

    fn run(script: &str) -> LabCommand {
        LabCommand::Run(RunRequest { script: script.to_owned(), ..RunRequest::default() })
    }

    fn is_end(event: &LabEvent) -> bool {
        matches!(event, LabEvent::Ended(_))
    }

    #[test]
    fn a_loop_is_stopped_and_the_next_script_runs() {
        let (mut lab, signal) = start();
        lab.send(run("let bit = microbit(); loop {}"));
        wait_for(&lab, &signal, |event| *event == LabEvent::Started);
        lab.stop();
        let events = wait_for(&lab, &signal, is_end);
        let end = RunEnd { reason: EndReason::Stopped, mistake: None };
        assert_eq!(events.last(), Some(&LabEvent::Ended(end)));
        lab.send(run("print(40 + 2);"));
        let events = wait_for(&lab, &signal, is_end);
        assert!(events.contains(&LabEvent::Output(LabOutput::Line { text: "42".to_owned() })), "{events:?}");
    }

    #[test]
    fn a_script_is_read_without_being_run() {
        let (mut lab, signal) = start();
        lab.send(LabCommand::Check { revision: 7, script: "let x = ;".to_owned() });
        let is_answer =
            |event: &LabEvent| matches!(event, LabEvent::Checked { revision: 7, mistake: Some(_) });
        wait_for(&lab, &signal, is_answer);
    }

    #[test]
    fn a_port_that_is_not_there_is_told() {
        let (mut lab, signal) = start();
        lab.send(LabCommand::Ask { port: "no-such-port".to_owned(), likely: None });
        let is_answer = |event: &LabEvent| matches!(event, LabEvent::Asked { answer: Some(Err(_)), .. });
        wait_for(&lab, &signal, is_answer);
    }

    #[test]
    fn a_window_that_closes_ends_the_run() {
        let (mut lab, signal) = start();
        lab.send(run("microbit().show(HEART); loop { sleep(1000); }"));
        wait_for(&lab, &signal, |event| *event == LabEvent::Started);
        drop(lab);
    }
}
