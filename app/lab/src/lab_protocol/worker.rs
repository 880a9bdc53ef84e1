//! Messages between a browser's page and the worker that is its lab thread, as JSON. The page has the window and owns
//! the ports.

use serde::{Deserialize, Serialize};

use digilab_devices::error::DeviceErrorCode;

use super::{LabCommand, LabEvent};
use crate::lab::LiveCommand;

/// A message from the page to the worker. Its variants have no names of fields, whose reading would make the programs larger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToWorker {
    /// A job, to be done after those before it: its number, from 1 upwards, and the command to execute.
    Job(u32, LabCommand),
    /// Ends the job of this number and those before it.
    Stop(u32),
    /// A live command for the run of this number.
    Live(u32, LiveCommand),
    /// The window took this many events since the last report.
    Taken(u32),
    /// News of a port, with the number of its opening.
    Port(u32, PortNews),
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
    /// It could not be opened, or is lost; the last news of it. The browser's message may be empty.
    Failed(DeviceErrorCode, String),
}

/// A message from the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToPage {
    /// Events of a job, oldest first.
    Events(u32, Vec<LabEvent>),
    /// A request to a port, with the number of its opening; each has a number of its own.
    Port(u32, PortRequest),
}

/// A request of the worker to the owner of a port; requests are executed in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PortRequest {
    /// Open the port of this name at this speed in baud, and report its news.
    Open(String, u32),
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
