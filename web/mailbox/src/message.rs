//! Messages between page and worker, as JSON.

use serde::{Deserialize, Serialize};

use digilab_lab::lab_protocol::{LabCommand, LabEvent};

/// A message from the page to the worker, sent together with the mailbox or nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToWorker {
    /// The first message. The mailbox comes with it, if there is one.
    Begin,
    /// A job.
    Job {
        /// The job's number, from 1 upwards.
        job: u32,
        /// The command to execute.
        command: LabCommand,
    },
}

/// A message from the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToPage {
    /// Events, oldest first.
    Events {
        /// The job they belong to.
        job: u32,
        /// The events.
        events: Vec<LabEvent>,
    },
    /// The same if the worker cannot wait: it did everything at once and gives the time when each event is due.
    Timed {
        /// The job they belong to.
        job: u32,
        /// The events, each with its time in microseconds since the job started.
        events: Vec<(u64, LabEvent)>,
    },
    /// A request to a port.
    Port {
        /// The port's slot in the mailbox.
        slot: u32,
        /// The request.
        ask: PortRequest,
    },
}

/// A request of the worker to the owner of a port; requests are executed in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PortRequest {
    /// Open the port, and report its state and its bytes in the mailbox.
    Open {
        /// The number of this opening of the slot.
        opening: u32,
        /// The port's name on the page.
        port: String,
        /// The speed in baud.
        baud: u32,
    },
    /// Send bytes.
    Send(Vec<u8>),
    /// Reset the board by the port's modem lines.
    Reset,
    /// Close it.
    Close,
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
