//! The lab on the page: the worker with the script, the window's commands to it and the events from it.

mod inbox;
mod jobs;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab_contract::backend::RealBoards;
use digilab_devices::discovery::Port;
use digilab_devices::error::DeviceError;
use digilab_lab::lab::LiveCommand;
use digilab_lab::lab_protocol::worker::{PortNews, PortRequest, ToPage, ToWorker};
use digilab_lab::lab_protocol::{LabCommand, LabEvent};
use digilab_lab::mistakes::{Mistake, MistakeCode};
use gloo::timers::callback::Timeout;
use js_sys::Array;

use self::inbox::Inbox;
use self::jobs::{Job, Jobs};
use crate::serial::Serial;
use crate::worker::{Crash, Heard, PageWorker};

/// The worker's program, beside the page.
const PROGRAM: &str = "lab_worker.js";

/// Time limit for a worker to answer after Stop, in milliseconds. Releasing a board on a cable takes a run up to
/// two seconds; a worker that takes longer than this hangs.
const STOP_ANSWER_MS: u32 = 4_000;

/// The lab. All clones are the same lab.
#[derive(Clone)]
pub struct Lab(Rc<Shared>);

struct Shared {
    wake: Rc<dyn Fn()>,
    serial: Option<Serial>,
    worker: RefCell<Option<PageWorker>>,
    jobs: RefCell<Jobs>,
    inbox: RefCell<Inbox>,
    /// Number of workers so far: messages about an earlier worker do not apply to the next one.
    workers: Cell<u32>,
}

impl Lab {
    /// Starts a lab whose worker loads while the window does.
    ///
    /// # Arguments
    /// - `wake`: called when there are events to take.
    pub fn start(wake: impl Fn() + 'static) -> Self {
        let wake: Rc<dyn Fn()> = Rc::new(wake);
        let serial = Serial::of_browser(wake.clone());
        let lab = Self(Rc::new(Shared {
            wake,
            serial,
            worker: RefCell::default(),
            jobs: RefCell::default(),
            inbox: RefCell::default(),
            workers: Cell::new(0),
        }));
        lab.start_worker();
        lab
    }

    /// Availability of real boards in this browser.
    pub fn real_boards(&self) -> RealBoards {
        let is_secure = web_sys::window().is_some_and(|window| window.is_secure_context());
        match self.0.serial {
            Some(_) => RealBoards::Chosen,
            None if is_secure => RealBoards::NotInThisBrowser,
            None => RealBoards::NotOnThisPage,
        }
    }

    /// Gives the worker a job.
    pub fn send(&self, command: LabCommand) {
        let job = self.0.jobs.borrow_mut().open(command);
        if self.0.worker.borrow().is_none() {
            self.start_worker();
        } else {
            self.post_job(&job);
        }
    }

    /// Ends the run, or the detection on a port.
    pub fn stop(&self) {
        let Some(last) = self.0.jobs.borrow().last_to_stop() else { return };
        self.post(&ToWorker::Stop(last));
        let (lab, worker) = (self.clone(), self.0.workers.get());
        Timeout::new(STOP_ANSWER_MS, move || {
            let is_unanswered = lab.0.jobs.borrow().first_to_stop().is_some_and(|job| job <= last);
            if lab.0.workers.get() == worker && is_unanswered {
                lab.replace_worker();
            }
        })
        .forget();
    }

    /// Sends a command to the run; it is lost if there is no run.
    pub fn tell(&self, command: LiveCommand) {
        let Some(job) = self.0.jobs.borrow().run() else { return };
        self.post(&ToWorker::Live(job, command));
    }

    /// Lists the ports.
    pub fn list_ports(&self) {
        if let Some(serial) = &self.0.serial {
            serial.list();
        }
    }

    /// Lets the user choose a port.
    pub fn choose_port(&self) {
        if let Some(serial) = &self.0.serial {
            serial.choose();
        }
    }

    /// Takes the worker's events, oldest first.
    pub fn take(&self) -> Vec<LabEvent> {
        let (events, received) = self.0.inbox.borrow_mut().take();
        if received > 0 {
            self.post(&ToWorker::Taken(received));
        }
        events
    }

    /// Takes the list of ports, if it is new.
    pub fn take_ports(&self) -> Option<Result<Vec<Port>, DeviceError>> {
        self.0.serial.as_ref()?.take_ports()
    }

    /// Ends the run and releases all ports.
    pub fn close(&self) {
        self.stop();
        if let Some(serial) = &self.0.serial {
            serial.close_all();
        }
    }

    /// Starts a worker and gives it the unfinished jobs.
    fn start_worker(&self) {
        let number = self.0.workers.get().wrapping_add(1);
        self.0.workers.set(number);
        let lab = Rc::downgrade(&self.0);
        let worker = PageWorker::start(PROGRAM, move |heard| {
            if let Some(shared) = lab.upgrade()
                && shared.workers.get() == number
            {
                Self(shared).hear(heard);
            }
        });
        match worker {
            Ok(worker) => {
                self.0.worker.replace(Some(worker));
                let jobs = self.0.jobs.borrow().all();
                jobs.iter().for_each(|job| self.post_job(job));
            }
            Err(_) => self.answer_all(),
        }
    }

    fn post_job(&self, job: &Job) {
        self.post(&ToWorker::Job(job.number, job.command.clone()));
    }

    fn post(&self, message: &ToWorker) {
        if let Some(worker) = &*self.0.worker.borrow() {
            // Our own types always serialize.
            let json = serde_json::to_string(message).unwrap_or_default();
            worker.post(json.into(), Array::new());
        }
    }

    /// Ends a worker that does not stop by itself. The next one does its remaining jobs.
    fn replace_worker(&self) {
        self.drop_worker();
        let stopped = self.0.jobs.borrow_mut().take_stopped();
        self.0.inbox.borrow_mut().put_own(stopped);
        self.start_worker();
        (self.0.wake)();
    }

    fn drop_worker(&self) {
        drop(self.0.worker.take());
        self.0.inbox.borrow_mut().forget_received();
        if let Some(serial) = &self.0.serial {
            serial.close_all();
        }
    }

    fn answer_all(&self) {
        let answers = self.0.jobs.borrow_mut().take_failed(&Mistake::of_crash(0));
        self.0.inbox.borrow_mut().put_own(answers);
        (self.0.wake)();
    }

    fn hear(&self, heard: Heard) {
        match heard {
            Heard::Ready => {}
            Heard::Message(message) => {
                match serde_json::from_str(&message.as_string().unwrap_or_default()) {
                    Ok(message) => self.take_in(message),
                    // A worker of another version, which only reloading the page can cure.
                    Err(error) => web_sys::console::error_1(&error.to_string().into()),
                }
            }
            Heard::Crashed(crash) => self.on_crash(&crash),
        }
    }

    fn take_in(&self, message: ToPage) {
        match message {
            ToPage::Events(job, events) => {
                self.0.inbox.borrow_mut().put(self.note(job, events));
                (self.0.wake)();
            }
            ToPage::Port(opening, ask) => self.ask_port(opening, ask),
        }
    }

    fn ask_port(&self, opening: u32, ask: PortRequest) {
        let Some(serial) = &self.0.serial else { return };
        let (lab, number) = (Rc::downgrade(&self.0), self.0.workers.get());
        let tell = move |news: PortNews| {
            if let Some(shared) = lab.upgrade()
                && shared.workers.get() == number
            {
                Self(shared).post(&ToWorker::Port(opening, news));
            }
        };
        serial.ask(opening, ask, tell);
    }

    /// Closes the job if `events` finish it, and returns the events.
    fn note(&self, job: u32, events: Vec<LabEvent>) -> Vec<LabEvent> {
        if events.iter().any(LabEvent::is_answer) {
            self.0.jobs.borrow_mut().close(job);
        }
        events
    }

    /// Handles a worker that crashed: its present job is answered, the next worker does the others.
    fn on_crash(&self, crash: &Crash) {
        self.drop_worker();
        if !crash.was_ready {
            // It cannot even be loaded. The next job tries again.
            self.answer_all();
            return;
        }
        let mut mistake = Mistake::of_crash(crash.line.unwrap_or(0));
        if is_out_of_stack(&crash.message) {
            mistake.code = MistakeCode::TooDeep;
        }
        let answer = self.0.jobs.borrow_mut().take_first_failed(&mistake);
        self.0.inbox.borrow_mut().put_own(answer);
        self.start_worker();
        (self.0.wake)();
    }
}

/// True if the browser's message is a stack overflow: Chromium's and Safari's, and Firefox's.
fn is_out_of_stack(message: &str) -> bool {
    message.contains("call stack") || message.contains("too much recursion")
}
