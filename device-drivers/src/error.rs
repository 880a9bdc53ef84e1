//! The closed set of what can go wrong between a script and a board.
//!
//! A code is what tests, logs and transcripts carry; its sentence and its advice stand in the Fluent files
//! as `device-CODE` and `device-CODE.advice`, in every language.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal,)+) => {
        /// What went wrong, without words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum DeviceErrorCode { $($(#[doc = $doc])+ $variant,)+ }

        impl DeviceErrorCode {
            /// Every code, for tests that hold the Fluent files complete.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable id, as in `device-ID` of the Fluent files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }
    };
}

codes! {
    /// No such port or address. Args: `port`.
    PortMissing = "port-missing",
    /// Another program holds the port. Args: `port`.
    PortBusy = "port-busy",
    /// The system forbids opening the port. Args: `port`.
    NoPermission = "no-permission",
    /// The port could not be opened or failed for another reason. Args: `port`, `reason`.
    PortFailed = "port-failed",
    /// The board vanished: unplugged, or its program ended. Args: `port`.
    Gone = "gone",
    /// Nothing answered within the time limit. Args: `port`.
    NoAnswer = "no-answer",
    /// Bytes came, but damaged as a wrong speed damages them. Args: `port`, `baud`.
    WrongBaud = "wrong-baud",
    /// Something answered, but not the firmware that was asked for. Args: `port`, `expected`, `found`.
    OtherFirmware = "other-firmware",
    /// The board answered before and then fell silent. Args: `port`.
    Silent = "silent",
    /// The board restarted in mid-run. Args: `port`.
    BoardReset = "board-reset",
    /// The agent arrived damaged on the micro:bit, again and again. Args: `port`.
    AgentDamaged = "agent-damaged",
    /// The board ran out of memory. Args: `port`.
    BoardMemory = "board-memory",
    /// The board reported an error of its own. Args: `port`, `reason`.
    BoardError = "board-error",
    /// No such pin on this board. Args: `pin`, `board`, `allowed`.
    PinUnknown = "pin-unknown",
    /// The pin exists but cannot do that. Args: `pin`, `board`, `mode`, `allowed`.
    PinCannot = "pin-cannot",
    /// A value outside its range. Args: `what`, `given`, `min`, `max`.
    OutOfRange = "out-of-range",
    /// This kind of board lacks the thing. Args: `board`, `what`.
    Lacking = "lacking",
}

/// An error of a board or a link: its code, and the values its sentence mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceError {
    /// What went wrong.
    pub code: DeviceErrorCode,
    /// Values for the sentence, by the names the code's documentation gives.
    pub args: Vec<(String, String)>,
}

impl DeviceError {
    /// An error with no values yet.
    pub fn new(code: DeviceErrorCode) -> Self {
        Self { code, args: Vec::new() }
    }

    /// Adds the value `name` to the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// The value `name`, if the error carries it.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for DeviceError {
    /// For logs and test failures; people read the Fluent sentence instead.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.id())?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for DeviceError {}
