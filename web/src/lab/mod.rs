//! The lab on the page: the worker with the script, the window's commands to it and the events from it.

mod inbox;
mod jobs;
mod player;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use digilab_contract::backend::RealBoards;
use digilab_devices::discovery::Port;
use digilab_devices::error::DeviceError;
use digilab_lab::lab::LiveCommand;
use digilab_lab::lab_protocol::{LabCommand, LabEvent};
use digilab_lab::mistakes::{Mistake, MistakeCode};
use digilab_mailbox::PageBox;
use digilab_mailbox::message::{ToPage, ToWorker};
use digilab_mailbox::shared::SharedMemory;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsValue;

use self::inbox::Inbox;
use self::jobs::{Job, Jobs};
use self::player::Player;
use crate::serial::Serial;
use crate::worker::{Crash, Heard, PageWorker};

/// The worker's program, beside the page.
const PROGRAM: &str = "lab_worker.js";

/// Time limit for a worker to answer after Stop, in milliseconds. Releasing a board on a cable takes a run up to
/// two seconds; a worker that takes longer than this hangs.
const STOP_ANSWER_MS: u32 = 4_000;

/// Delay before commands that did not fit the mailbox are offered again, in milliseconds.
const RETRY_MS: u32 = 20;

/// Maximum number of commands that wait for room in the mailbox. Beyond it the newest are lost, as in a desktop
/// program's queue.
const MAX_UNTOLD: usize = 10_000;

/// The lab. All clones are the same lab.
#[derive(Clone)]
pub struct Lab(Rc<Shared>);

struct Shared {
    wake: Rc<dyn Fn()>,
    serial: Option<Serial>,
    worker: RefCell<Option<PageWorker>>,
    mailbox: RefCell<Option<PageBox<SharedMemory>>>,
    jobs: RefCell<Jobs>,
    inbox: RefCell<Inbox>,
    player: RefCell<Player>,
    untold: RefCell<VecDeque<(u32, LiveCommand)>>,
    is_retrying: Cell<bool>,
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
        // Bytes reach a running script only through the mailbox.
        let serial = if is_isolated() { Serial::of_browser(wake.clone()) } else { None };
        let lab = Self(Rc::new(Shared {
            wake,
            serial,
            worker: RefCell::default(),
            mailbox: RefCell::default(),
            jobs: RefCell::default(),
            inbox: RefCell::default(),
            player: RefCell::default(),
            untold: RefCell::default(),
            is_retrying: Cell::new(false),
            workers: Cell::new(0),
        }));
        lab.start_worker();
        lab
    }

    /// Availability of real boards in this browser.
    pub fn real_boards(&self) -> RealBoards {
        if !Serial::is_in_browser() {
            RealBoards::NotInThisBrowser
        } else if self.0.serial.is_none() {
            RealBoards::NotOnThisPage
        } else {
            RealBoards::Chosen
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
        let Some(mailbox) = self.0.mailbox.borrow().clone() else {
            self.replace_worker();
            return;
        };
        mailbox.stop(last);
        let (lab, worker) = (self.clone(), self.0.workers.get());
        Timeout::new(STOP_ANSWER_MS, move || {
            let is_unanswered = lab.0.jobs.borrow().first_to_stop().is_some_and(|job| job <= last);
            if lab.0.workers.get() == worker && is_unanswered {
                lab.replace_worker();
            }
        })
        .forget();
    }

    /// Sends a command to the run; it is lost if there is no run, or if no command can reach it.
    pub fn tell(&self, command: LiveCommand) {
        let Some(job) = self.0.jobs.borrow().run() else { return };
        if self.0.mailbox.borrow().is_some() && self.0.untold.borrow().len() < MAX_UNTOLD {
            self.0.untold.borrow_mut().push_back((job, command));
            self.tell_all();
        }
    }

    fn tell_all(&self) {
        let Some(mailbox) = self.0.mailbox.borrow().clone() else { return };
        let mut untold = self.0.untold.borrow_mut();
        while let Some((job, command)) = untold.front() {
            if !mailbox.tell(*job, command) {
                break;
            }
            untold.pop_front();
        }
        if !untold.is_empty() && !self.0.is_retrying.replace(true) {
            let lab = self.clone();
            Timeout::new(RETRY_MS, move || {
                lab.0.is_retrying.set(false);
                lab.tell_all();
            })
            .forget();
        }
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
        if received > 0
            && let Some(mailbox) = &*self.0.mailbox.borrow()
        {
            mailbox.take(received);
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
        self.0.untold.borrow_mut().clear();
        // Each worker has its own: leftovers of an earlier worker must not reach the next.
        let memory = is_isolated().then(SharedMemory::new);
        let lab = Rc::downgrade(&self.0);
        let worker = PageWorker::start(PROGRAM, move |heard| {
            if let Some(shared) = lab.upgrade()
                && shared.workers.get() == number
            {
                Self(shared).hear(heard);
            }
        });
        let buffer = memory.as_ref().map_or(JsValue::UNDEFINED, |memory| memory.buffer().into());
        self.0.mailbox.replace(memory.map(PageBox::new));
        match worker {
            Ok(worker) => {
                post(&worker, &ToWorker::Begin, &buffer);
                self.0.worker.replace(Some(worker));
                let jobs = self.0.jobs.borrow().all();
                jobs.iter().for_each(|job| self.post_job(job));
            }
            Err(_) => self.answer_all(),
        }
    }

    fn post_job(&self, job: &Job) {
        if let Some(worker) = &*self.0.worker.borrow() {
            let message = ToWorker::Job { job: job.number, command: job.command.clone() };
            post(worker, &message, &JsValue::UNDEFINED);
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
        self.0.player.borrow_mut().clear();
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
            ToPage::Events { job, events } => {
                let is_bounded = self.0.mailbox.borrow().is_some();
                self.0.inbox.borrow_mut().put(events.len(), is_bounded, self.note(job, events));
                (self.0.wake)();
            }
            ToPage::Timed { job, events } => {
                self.0.player.borrow_mut().add(job, events);
                self.play();
            }
            ToPage::Port { slot, ask } => {
                if let (Some(serial), Some(mailbox)) = (&self.0.serial, &*self.0.mailbox.borrow()) {
                    serial.ask(slot, ask, mailbox);
                }
            }
        }
    }

    /// Closes the job if `events` finish it, and returns the events.
    fn note(&self, job: u32, events: Vec<LabEvent>) -> Vec<LabEvent> {
        if events.iter().any(LabEvent::is_answer) {
            self.0.jobs.borrow_mut().close(job);
        }
        events
    }

    /// Shows the due part of what was done at once, and comes back for the rest.
    fn play(&self) {
        let (due, wait_ms) = self.0.player.borrow_mut().due(now_ms());
        for (job, event) in due {
            let events = self.note(job, vec![event]);
            self.0.inbox.borrow_mut().put(0, false, events);
        }
        (self.0.wake)();
        let Some(wait_ms) = wait_ms else { return };
        let (lab, worker) = (self.clone(), self.0.workers.get());
        let timer = Timeout::new(wait_ms, move || {
            if lab.0.workers.get() == worker {
                lab.play();
            }
        });
        self.0.player.borrow_mut().wait(timer);
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

/// Sends the worker a message, with a shared object or nothing.
fn post(worker: &PageWorker, message: &ToWorker, shared: &JsValue) {
    // Our own types always serialize.
    let json = serde_json::to_string(message).unwrap_or_default();
    worker.post(Array::of2(&json.into(), shared).into(), Array::new());
}

fn is_isolated() -> bool {
    js_sys::Reflect::get(&js_sys::global(), &"crossOriginIsolated".into()).is_ok_and(|is| is.is_truthy())
}

fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// True if the browser's message is a stack overflow: Chromium's and Safari's, and Firefox's.
fn is_out_of_stack(message: &str) -> bool {
    message.contains("call stack") || message.contains("too much recursion")
}
