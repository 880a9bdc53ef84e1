//! The closed set of what can go wrong between a script and a board.
//!
//! A code is what tests, logs and transcripts carry; its sentence and its advice stand in the Fluent files
//! as `device-CODE` and `device-CODE.advice`, in every language.

use digilab_codes::{Coded, closed_set, serde_by_id};

closed_set! {
    /// What went wrong, without words.
    pub enum DeviceErrorCode {
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
}

serde_by_id!(DeviceErrorCode);

/// An error of a board or a link: its code, and the values its sentence mentions.
pub type DeviceError = Coded<DeviceErrorCode>;
