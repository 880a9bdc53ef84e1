//! The worker's state, with or without a mailbox.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab_mailbox::shared::SharedMemory;
use digilab_mailbox::{PORTS, WorkerBox};

use crate::atomics_sleep::AtomicsSleep;
use crate::outlet::{Outlet, Way};
use crate::run_ahead::RunAhead;

thread_local! {
    /// The links of boards must be able to move to another thread, as they do in a desktop program; a browser's
    /// objects cannot. So links find them here.
    static PLACE: RefCell<Option<Rc<Place>>> = const { RefCell::new(None) };
}

/// The state, once it was set up.
pub fn place() -> Option<Rc<Place>> {
    PLACE.with_borrow(Clone::clone)
}

/// State shared by all jobs of the worker.
pub struct Place {
    /// The mailbox, if the page could share one.
    pub mailbox: Option<WorkerBox<SharedMemory>>,
    /// The events on their way to the page.
    pub outlet: Rc<Outlet>,
    /// The way to wait without a mailbox, if the browser has one.
    pub atomics_sleep: Option<Rc<AtomicsSleep>>,
    /// The present job.
    pub job: Cell<u32>,
    openings: Cell<u32>,
    slots: RefCell<[bool; PORTS as usize]>,
}

impl Place {
    /// Sets the state up; `memory` is the mailbox's.
    pub fn set_up(memory: Option<SharedMemory>) -> Rc<Self> {
        let mailbox = memory.map(WorkerBox::new);
        let atomics_sleep = if mailbox.is_some() { None } else { AtomicsSleep::new().map(Rc::new) };
        let way = match (&mailbox, &atomics_sleep) {
            (Some(mailbox), _) => Way::Mailbox(mailbox.clone()),
            (None, Some(atomics_sleep)) => Way::Paced(atomics_sleep.clone()),
            (None, None) => Way::Ahead(Rc::new(RunAhead::default())),
        };
        let place = Rc::new(Self {
            mailbox,
            outlet: Rc::new(Outlet::new(way)),
            atomics_sleep,
            job: Cell::new(0),
            openings: Cell::new(0),
            slots: RefCell::default(),
        });
        PLACE.set(Some(place.clone()));
        place
    }

    /// True if the present job is to end.
    pub fn is_stopped(&self) -> bool {
        self.mailbox.as_ref().is_some_and(|mailbox| mailbox.is_stopped(self.job.get()))
    }

    /// Takes a free slot for a port, and a number for its opening.
    pub fn take_slot(&self) -> Option<(u32, u32)> {
        let mut slots = self.slots.borrow_mut();
        let (slot, used) = (0..).zip(slots.iter_mut()).find(|(_, used)| !**used)?;
        *used = true;
        self.openings.set(self.openings.get().wrapping_add(1));
        Some((slot, self.openings.get()))
    }

    /// Frees a slot.
    pub fn free_slot(&self, slot: u32) {
        let index = usize::try_from(slot).unwrap_or(usize::MAX);
        if let Some(used) = self.slots.borrow_mut().get_mut(index) {
            *used = false;
        }
    }
}
