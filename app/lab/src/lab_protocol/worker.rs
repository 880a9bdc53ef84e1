//! Messages between a browser's page and the worker that is its lab thread, as JSON. The page has the window and owns
//! the ports.

use serde::{Deserialize, Serialize};

use digilab_devices::error::DeviceErrorCode;

use super::{LabCommand, LabEvent};
use crate::lab::LiveCommand;

/// A message from the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToWorker {
    /// A job, to be done after those before it.
    Job {
        /// The job's number, from 1 upwards.
        job: u32,
        /// The command to execute.
        command: LabCommand,
    },
    /// Ends jobs.
    Stop {
        /// The last job to end; those before it end, too.
        job: u32,
    },
    /// A live command.
    Live {
        /// The run that it is for.
        job: u32,
        /// The command.
        command: LiveCommand,
    },
    /// The window took events.
    Taken {
        /// Number of events since the last report.
        events: u32,
    },
    /// News of a port.
    Port {
        /// The port's opening.
        opening: u32,
        /// The news.
        news: PortNews,
    },
}

/// News of an open port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PortNews {
    /// It is open.
    Opened,
    /// Bytes arrived.
    Received(Vec<u8>),
    /// The browser took this many more of the bytes to send.
    Sent(usize),
    /// It could not be opened, or is lost; the last news of it.
    Failed {
        /// The error code.
        code: DeviceErrorCode,
        /// The browser's message; may be empty.
        reason: String,
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
    /// A request to a port.
    Port {
        /// The port's opening; each has a number of its own.
        opening: u32,
        /// The request.
        ask: PortRequest,
    },
}

/// A request of the worker to the owner of a port; requests are executed in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PortRequest {
    /// Open the port, and report its news.
    Open {
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
#[path = "worker_tests.rs"]
mod tests;
