//! What page and worker send each other by message, as JSON.

use serde::{Deserialize, Serialize};

use digilab_lab::lab_protocol::{LabCommand, LabEvent};

/// What the page asks of the worker. The first message beside these is the mailbox itself, or nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToWorker {
    /// How the worker is to work; the first message. The mailbox comes with it, if there is one.
    Begin,
    /// A piece of work.
    Job {
        /// Its number; they count from 1 upwards.
        job: u32,
        /// What is to be done.
        command: LabCommand,
    },
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToPage {
    /// It is there and hears messages.
    Ready,
    /// What happened, oldest first.
    Events {
        /// In which job.
        job: u32,
        /// What.
        events: Vec<LabEvent>,
    },
    /// The same where the worker cannot wait: it did everything at once and says when each was due.
    Timed {
        /// In which job.
        job: u32,
        /// What, and how many microseconds after the job began.
        events: Vec<(u64, LabEvent)>,
    },
    /// Something for a port.
    Port {
        /// Its place in the mailbox.
        slot: u32,
        /// What.
        ask: PortAsk,
    },
}

/// What the worker asks of a port's owner, in the order in which it is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PortAsk {
    /// Open it, and put what becomes of it and what comes into the mailbox.
    Open {
        /// Which opening of the slot this is.
        opening: u32,
        /// What the page calls the port.
        port: String,
        /// Its speed.
        baud: u32,
    },
    /// Send bytes.
    Send(Vec<u8>),
    /// Reset the board by the port's modem lines.
    Reset,
    /// Close it.
    Close,
}
