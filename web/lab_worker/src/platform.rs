//! The worker as a platform of the lab.

use std::rc::Rc;

use digilab_devices::clock::{Clock, Signal};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;
use digilab_lab::lab_protocol::{LabCommand, Platform, handle};
use digilab_lab::stop::StopFlag;
use digilab_worker_scope::now_ms;

use crate::clock::{MailboxClock, SleepingClock};
use crate::control::{Deaf, MailboxControl};
use crate::link::PortLink;
use crate::place::Place;
use crate::run_ahead::RunAheadClock;

/// Executes a job; returns when it is done.
pub fn work(place: &Rc<Place>, job: u32, command: LabCommand) {
    place.job.set(job);
    let stop = StopFlag::new();
    place.outlet.begin(job, &stop);
    let outlet = place.outlet.clone();
    let tell = Rc::new(move |event| outlet.put(event));
    let platform: Rc<dyn Platform> = Rc::new(WorkerPlatform(place.clone()));
    match &place.mailbox {
        Some(mailbox) => {
            let control = MailboxControl::new(mailbox.clone(), job, place.outlet.clone());
            handle(command, &platform, stop, Box::new(control), tell);
        }
        None => handle(command, &platform, stop, Box::new(Deaf(place.outlet.clone())), tell),
    }
    place.outlet.finish();
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
