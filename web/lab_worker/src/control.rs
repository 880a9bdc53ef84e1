//! Delivers the page's live commands to a run.

use std::rc::Rc;

use digilab_lab::lab::{Control, LiveCommand};
use digilab_mailbox::WorkerBox;
use digilab_mailbox::shared::SharedMemory;

use crate::outlet::Outlet;

/// Reads commands from the mailbox.
pub struct MailboxControl {
    mailbox: WorkerBox<SharedMemory>,
    job: u32,
    outlet: Rc<Outlet>,
}

impl MailboxControl {
    /// Creates the control of `job`.
    pub fn new(mailbox: WorkerBox<SharedMemory>, job: u32, outlet: Rc<Outlet>) -> Self {
        Self { mailbox, job, outlet }
    }
}

impl Control for MailboxControl {
    fn next_command(&mut self) -> Option<LiveCommand> {
        self.mailbox.next_command(self.job)
    }

    fn wants_stop(&mut self) -> bool {
        // A busy script calls this often: what it printed must not wait for its next `sleep`.
        self.outlet.flush_if_due();
        self.mailbox.is_stopped(self.job)
    }
}

/// Delivers nothing, because there is no mailbox.
pub struct Deaf(pub Rc<Outlet>);

impl Control for Deaf {
    fn next_command(&mut self) -> Option<LiveCommand> {
        None
    }

    fn wants_stop(&mut self) -> bool {
        self.0.flush_if_due();
        false
    }

    fn can_hear(&self) -> bool {
        false
    }
}
