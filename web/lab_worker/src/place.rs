//! The worker's state, with or without a mailbox.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab_devices::clock::{Clock, Signal};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;
use digilab_lab::lab_protocol::{LabCommand, Platform, handle};
use digilab_lab::stop::StopFlag;
use digilab_mailbox::shared::SharedMemory;
use digilab_mailbox::{PORTS, WorkerBox};

use crate::atomics_sleep::AtomicsSleep;
use crate::clock::{MailboxClock, RunAhead, RunAheadClock, SleepingClock};
use crate::control::{Deaf, MailboxControl};
use crate::link::PortLink;
use crate::outlet::{Outlet, Way};
use digilab_worker_scope::now_ms;

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
    atomics_sleep: Option<Rc<AtomicsSleep>>,
    /// The present job.
    job: Cell<u32>,
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

    /// Executes a job; returns when it is done.
    pub fn work(self: &Rc<Self>, job: u32, command: LabCommand) {
        self.job.set(job);
        let stop = StopFlag::new();
        self.outlet.begin(job, &stop);
        let outlet = self.outlet.clone();
        let tell = Rc::new(move |event| outlet.put(event));
        let platform: Rc<dyn Platform> = Rc::new(WorkerPlatform(self.clone()));
        match &self.mailbox {
            Some(mailbox) => {
                let control = MailboxControl::new(mailbox.clone(), job, self.outlet.clone());
                handle(command, &platform, stop, Box::new(control), tell);
            }
            None => handle(command, &platform, stop, Box::new(Deaf(self.outlet.clone())), tell),
        }
        self.outlet.finish();
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

/// The worker as a platform of the lab.
struct WorkerPlatform(Rc<Place>);

impl Platform for WorkerPlatform {
    fn clock(&self, signal: &Signal) -> Box<dyn Clock> {
        let place = &self.0;
        let outlet = place.outlet.clone();
        match (&place.mailbox, &place.atomics_sleep, outlet.run_ahead()) {
            (Some(mailbox), ..) => Box::new(MailboxClock::new(mailbox.clone(), signal.clone(), outlet)),
            (None, Some(atomics_sleep), _) => {
                Box::new(SleepingClock::new(atomics_sleep.clone(), signal.clone(), outlet))
            }
            (None, None, ahead) => Box::new(RunAheadClock(ahead.unwrap_or_default())),
        }
    }

    fn open(&self, port: &str, baud: u32, _signal: &Signal) -> Result<Box<dyn Link>, DeviceError> {
        let Some(mailbox) = &self.0.mailbox else {
            return Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", port));
        };
        self.0.outlet.flush();
        let link = PortLink::ask_for(&self.0, port, baud)?;
        link.wait_until_open(&self.0, mailbox, now_ms)?;
        Ok(Box::new(link))
    }
}
