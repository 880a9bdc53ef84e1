//! The worker's jobs, done one after the other, and what the page tells about them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use digilab_devices::clock::{Clock, Signal};
use digilab_devices::error::DeviceError;
use digilab_devices::link::Link;
use digilab_lab::lab::{ControlQueue, LiveCommand};
use digilab_lab::lab_protocol::worker::ToWorker;
use digilab_lab::lab_protocol::{LabCommand, Platform, handle};
use digilab_lab::stop::StopFlag;

use crate::clock::WorkerClock;
use crate::control::WorkerControl;
use crate::event_loop::EventLoop;
use crate::link::{PortLink, PortState};
use crate::outlet::Outlet;

/// A job and its controls.
#[derive(Clone)]
struct Job {
    number: u32,
    command: LabCommand,
    stop: StopFlag,
    commands: ControlQueue,
}

/// The state of the worker.
pub struct Worker {
    event_loop: Rc<EventLoop>,
    outlet: Rc<Outlet>,
    /// The present job, and those after it.
    jobs: RefCell<VecDeque<Job>>,
    ports: Rc<Ports>,
}

impl Worker {
    /// Makes a worker without jobs.
    pub fn new(event_loop: EventLoop) -> Self {
        Self {
            event_loop: Rc::new(event_loop),
            outlet: Rc::default(),
            jobs: RefCell::default(),
            ports: Rc::default(),
        }
    }

    /// Handles a message of the page.
    pub fn hear(self: &Rc<Self>, message: ToWorker) {
        self.event_loop.on_message();
        match message {
            ToWorker::Job(job, command) => self.begin(job, command),
            ToWorker::Stop(last) => {
                for job in self.jobs.borrow().iter().filter(|job| job.number <= last) {
                    job.stop.stop();
                }
                self.event_loop.wake();
            }
            ToWorker::Live(number, command) => self.tell(number, command),
            ToWorker::Taken(events) => {
                self.outlet.taken(events);
                self.event_loop.wake();
            }
            ToWorker::Port(opening, news) => {
                let port = self.ports.open.borrow().get(&opening).cloned();
                if let Some(port) = port {
                    port.hear(news);
                }
            }
        }
    }

    fn tell(&self, number: u32, command: LiveCommand) {
        if let Some(job) = self.jobs.borrow().iter().find(|job| job.number == number) {
            job.commands.send(command);
        }
    }

    fn begin(self: &Rc<Self>, number: u32, command: LabCommand) {
        let stop = StopFlag::new();
        let commands = ControlQueue::new(stop.signal().clone());
        let mut jobs = self.jobs.borrow_mut();
        jobs.push_back(Job { number, command, stop, commands });
        if jobs.len() == 1 {
            let worker = self.clone();
            wasm_bindgen_futures::spawn_local(async move { worker.work().await });
        }
    }

    /// Does the jobs until there are none.
    async fn work(&self) {
        loop {
            let job = self.jobs.borrow().front().cloned();
            let Some(job) = job else { return };
            self.outlet.begin(job.number);
            let tell = {
                let outlet = self.outlet.clone();
                Rc::new(move |event| outlet.put(event))
            };
            let platform: Rc<dyn Platform> = Rc::new(WorkerPlatform {
                event_loop: self.event_loop.clone(),
                outlet: self.outlet.clone(),
                ports: self.ports.clone(),
            });
            let control = WorkerControl::new(
                job.commands,
                job.stop.clone(),
                self.event_loop.clone(),
                self.outlet.clone(),
            );
            handle(job.command, &platform, job.stop, Box::new(control), tell).await;
            self.outlet.finish();
            self.jobs.borrow_mut().pop_front();
        }
    }
}

/// The ports that were opened.
#[derive(Default)]
struct Ports {
    open: RefCell<BTreeMap<u32, PortState>>,
    last: Cell<u32>,
}

/// The worker as a platform of the lab.
struct WorkerPlatform {
    event_loop: Rc<EventLoop>,
    outlet: Rc<Outlet>,
    ports: Rc<Ports>,
}

impl Platform for WorkerPlatform {
    fn clock(&self, signal: &Signal) -> Box<dyn Clock> {
        Box::new(WorkerClock::new(signal.clone(), self.event_loop.clone(), self.outlet.clone()))
    }

    fn open(&self, port: &str, baud: u32, signal: &Signal) -> Result<Box<dyn Link>, DeviceError> {
        let opening = self.ports.last.get() + 1;
        self.ports.last.set(opening);
        let link = PortLink::open(opening, port, baud, signal);
        let mut open = self.ports.open.borrow_mut();
        open.retain(|_, port| !port.is_abandoned());
        open.insert(opening, link.state());
        Ok(Box::new(link))
    }
}
