//! The page's data in the browser: projects, settings, and files from and to elsewhere.
//!
//! Projects are kept in IndexedDB, by the same store as on the desktop: each command is one transaction, so that
//! nothing is ever half written, and two tabs take turns. If the browser keeps nothing, everything works in memory
//! for as long as the page is open, and the pupil is told so once.

pub mod database;
pub mod files;
pub mod journal;
pub mod leaving;
pub mod local;
pub mod settings;
mod worker;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use digilab_contract::project::{ProjectCommand, ProjectEvent, SaveKind};
use digilab_projects::store::subject;
use gloo::events::EventListener;

use journal::Journal;
use worker::Worker;

/// The projects. Commands are executed in order, beside the page's own work.
pub struct Store {
    shared: Rc<Shared>,
    _listeners: Vec<EventListener>,
}

struct Shared {
    wake: Box<dyn Fn()>,
    /// Commands that are not done yet, the one in progress in front, each with its time in Unix seconds.
    queue: RefCell<VecDeque<(u64, ProjectCommand)>>,
    events: RefCell<Vec<ProjectEvent>>,
    /// The worker that executes the commands; `None` while one is in progress.
    worker: RefCell<Option<Worker>>,
    journal: Journal,
    is_leaving: Cell<bool>,
}

impl Store {
    /// Opens the projects of this page's address. Saves that an earlier page could not finish are completed first.
    ///
    /// # Arguments
    /// - `wake`: called whenever there are events to [`Store::take`].
    pub fn open(wake: impl Fn() + 'static) -> Self {
        let shared = Rc::new(Shared {
            wake: Box::new(wake),
            queue: RefCell::default(),
            events: RefCell::default(),
            worker: RefCell::default(),
            journal: Journal::default(),
            is_leaving: Cell::new(false),
        });
        let first = shared.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let (worker, events) = Worker::start(&first.journal).await;
            first.tell(events);
            Shared::work(first, worker).await;
        });
        let (leaves, returns) = (shared.clone(), shared.clone());
        let mut listeners = leaving::listen(move || {
            leaves.is_leaving.set(true);
            leaves.note_unsaved();
        });
        listeners.extend(leaving::listen_to_return(move || returns.is_leaving.set(false)));
        Self { shared, _listeners: listeners }
    }

    /// Queues a command. Never waits. A save that is requested while the page is being left, or before a run, which
    /// may exhaust the page's memory or end it, is noted at once, where the next page finds it.
    ///
    /// # Arguments
    /// - `now_s`: Unix seconds.
    pub fn send(&self, now_s: u64, command: ProjectCommand) {
        let is_before_run = matches!(command, ProjectCommand::Save { kind: SaveKind::Run, .. });
        self.shared.queue.borrow_mut().push_back((now_s, command));
        if is_before_run || self.shared.is_leaving.get() || leaving::is_hidden() {
            self.shared.note_unsaved();
        }
        let worker = self.shared.worker.borrow_mut().take();
        if let Some(worker) = worker {
            wasm_bindgen_futures::spawn_local(Shared::work(self.shared.clone(), worker));
        }
    }

    /// Takes the events, oldest first.
    pub fn take(&self) -> Vec<ProjectEvent> {
        self.shared.events.take()
    }
}

impl Shared {
    fn tell(&self, events: Vec<ProjectEvent>) {
        if !events.is_empty() {
            self.events.borrow_mut().extend(events);
            (self.wake)();
        }
    }

    /// Executes all queued commands, then waits for more.
    async fn work(self: Rc<Self>, mut worker: Worker) {
        loop {
            let next = self.queue.borrow().front().cloned();
            let Some((now_s, command)) = next else { break };
            let events = worker.perform(now_s, &command).await;
            if let (Some(id), Some(_)) = subject(&command)
                && !events.iter().any(|event| matches!(event, ProjectEvent::Failed { .. }))
            {
                self.journal.saved(&id, &command);
            }
            self.journal.knows(worker.bases());
            self.queue.borrow_mut().pop_front();
            self.tell(events);
        }
        self.worker.replace(Some(worker));
    }

    /// Notes the saves that are not done yet.
    fn note_unsaved(&self) {
        let queue = self.queue.borrow();
        self.journal.note(queue.iter().map(|(_, command)| command));
    }
}
