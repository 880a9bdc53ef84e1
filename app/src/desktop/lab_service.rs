//! The lab thread as a service: runs scripts and queries ports.

use std::convert::Infallible;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use digilab_devices::clock::{Clock, RealClock, Signal};
use digilab_devices::error::DeviceError;
use digilab_devices::link::{self, Link};
use digilab_lab::lab::{ControlQueue, LiveCommand};
use digilab_lab::lab_protocol::{LabCommand, LabEvent, Outbox, Platform, RunEnd, handle};
use digilab_lab::mistakes::Mistake;
use digilab_lab::sandbox;
use digilab_lab::stop::StopFlag;
use digilab_lab::transcript::EndReason;

use super::service::Service;

/// Clock and ports of this computer.
struct Computer;

impl Platform for Computer {
    fn clock(&self, signal: &Signal) -> Box<dyn Clock> {
        Box::new(RealClock::new(signal.clone()))
    }

    fn open(&self, port: &str, baud: u32, signal: &Signal) -> Result<Box<dyn Link>, DeviceError> {
        link::open(port, baud, signal.clone())
    }
}

/// Makes this computer's platform, for [`LabService::open`].
pub fn computer() -> Rc<dyn Platform> {
    Rc::new(Computer)
}

/// A request to the service, with the means to reach it while it runs.
struct Job {
    command: LabCommand,
    stop: StopFlag,
    control: ControlQueue,
}

/// The lab service. Dropping it stops the running command and waits until the boards are released.
pub struct LabService {
    /// The thread. Its events pass through the outbox, which limits their number.
    service: Service<Job, Infallible>,
    outbox: Outbox,
    /// The newest command that can be stopped.
    current: Option<(StopFlag, ControlQueue)>,
}

impl LabService {
    /// Starts the service.
    ///
    /// # Arguments
    /// - `platform`: makes, on the service's thread, the clocks and ports that runs use.
    /// - `wake`: called when there is something to [`take`](Self::take).
    ///
    /// # Errors
    /// The system cannot start a thread.
    pub fn open(
        platform: impl FnOnce() -> Rc<dyn Platform> + Send + 'static,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let outbox = Outbox::new(wake);
        let events = outbox.clone();
        let service = Service::start(
            sandbox::thread(),
            || {},
            move |jobs, _| {
                let platform = platform();
                for job in jobs {
                    work(job, &platform, &events);
                }
            },
        )?;
        Ok(Self { service, outbox, current: None })
    }

    /// Queues a command after the one that runs.
    pub fn send(&mut self, command: LabCommand) {
        let stop = StopFlag::new();
        let control = ControlQueue::new(stop.signal().clone());
        if !matches!(command, LabCommand::Check { .. }) {
            self.current = Some((stop.clone(), control.clone()));
        }
        self.service.send(Job { command, stop, control });
    }

    /// Stops the run or the query of a port.
    pub fn stop(&self) {
        if let Some((stop, _)) = &self.current {
            stop.stop();
        }
    }

    /// Sends a live command to the run.
    pub fn tell(&self, command: LiveCommand) {
        if let Some((_, control)) = &self.current {
            control.send(command);
        }
    }

    /// Takes the events, oldest first.
    pub fn take(&self) -> impl Iterator<Item = LabEvent> {
        self.outbox.take().into_iter()
    }

    /// Ends the thread: stops the running command and blocks until the boards are released.
    pub fn close(&mut self) {
        self.stop();
        self.service.close();
    }
}

impl Drop for LabService {
    fn drop(&mut self) {
        self.close();
    }
}

/// Runs a job. A panic in the lab must not leave the window waiting for its end.
fn work(job: Job, platform: &Rc<dyn Platform>, events: &Outbox) {
    let is_run = matches!(job.command, LabCommand::Run(_));
    let tell: Rc<dyn Fn(LabEvent)> = {
        let events = events.clone();
        Rc::new(move |event| events.put(event))
    };
    let Job { command, stop, control } = job;
    let done = catch_unwind(AssertUnwindSafe(|| {
        pollster::block_on(handle(command, platform, stop, Box::new(control), tell));
    }));
    if done.is_err() && is_run {
        let mistake = Some(Mistake::of_crash(0));
        events.put(LabEvent::Ended(RunEnd { reason: EndReason::Error, mistake }));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use digilab_devices::board::BoardKind;
    use digilab_lab::lab::LabOutput;
    use digilab_lab::lab_protocol::{BoardPlace, RunRequest};

    use super::*;

    /// Takes events until `is_last` accepts one, for at most ten seconds.
    #[track_caller]
    fn wait_for(lab: &LabService, signal: &Signal, is_last: impl Fn(&LabEvent) -> bool) -> Vec<LabEvent> {
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

    fn start() -> (LabService, Signal) {
        let signal = Signal::new();
        let wake = Arc::new(signal.clone());
        (LabService::open(computer, move || wake.raise()).unwrap(), signal)
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
        lab.send(LabCommand::Detect { port: "no-such-port".to_owned(), likely: None });
        let is_answer = |event: &LabEvent| matches!(event, LabEvent::Detected { answer: Some(Err(_)), .. });
        wait_for(&lab, &signal, is_answer);
    }

    /// A platform that crashes the lab.
    struct Falls;

    impl Platform for Falls {
        fn clock(&self, signal: &Signal) -> Box<dyn Clock> {
            Computer.clock(signal)
        }

        fn open(&self, _: &str, _: u32, _: &Signal) -> Result<Box<dyn Link>, DeviceError> {
            panic!("a panic of the test's own")
        }
    }

    #[test]
    fn a_panic_is_an_explained_mistake_with_its_line_and_the_lab_goes_on() {
        let signal = Signal::new();
        let wake = Arc::new(signal.clone());
        let mut lab = LabService::open(|| Rc::new(Falls), move || wake.raise()).unwrap();
        let kind = BoardKind::MicrobitV2;
        let places = vec![BoardPlace::Port { port: "a".to_owned(), kind, baud: 115_200 }];
        let script = "print(1);\nlet bit = microbit();\nbit.show(HEART);".to_owned();
        lab.send(LabCommand::Run(RunRequest { script, places, ..RunRequest::default() }));
        let events = wait_for(&lab, &signal, is_end);
        let Some(LabEvent::Ended(RunEnd { reason: EndReason::Error, mistake: Some(mistake) })) =
            events.last()
        else {
            panic!("{events:?}")
        };
        assert_eq!(
            *mistake,
            Mistake { column: mistake.column, length: mistake.length, ..Mistake::of_crash(2) }
        );
        lab.send(run("print(40 + 2);"));
        let events = wait_for(&lab, &signal, is_end);
        assert!(events.contains(&LabEvent::Output(LabOutput::Line { text: "42".to_owned() })), "{events:?}");
    }

    #[test]
    fn a_window_that_closes_ends_the_run() {
        let (mut lab, signal) = start();
        lab.send(run("microbit().show(HEART); loop { sleep(1000); }"));
        wait_for(&lab, &signal, |event| *event == LabEvent::Started);
        drop(lab);
    }
}
