//! The closed set of errors between a script and a board.
//!
//! Tests, logs and transcripts carry the code; its sentence and its advice are in the Fluent files as `device-CODE`
//! and `device-CODE.advice`, in every language.

use digilab_codes::{Coded, closed_set, serde_by_id};

closed_set! {
    /// The code of a device error, without text.
    pub enum DeviceErrorCode {
        /// No such port or address. Args: `port`.
        PortMissing = "port-missing",
        /// Another program holds the port. Args: `port`.
        PortBusy = "port-busy",
        /// The system forbids opening the port. Args: `port`.
        NoPermission = "no-permission",
        /// The port could not be opened or failed for another reason. Args: `port`, `reason`.
        PortFailed = "port-failed",
        /// The board disappeared: unplugged, or its program ended. Args: `port`.
        Gone = "gone",
        /// Nothing answered within the time limit. Args: `port`.
        NoAnswer = "no-answer",
        /// Bytes arrived, but damaged as by a wrong speed. Args: `port`, `baud`.
        WrongBaud = "wrong-baud",
        /// Something answered, but not the expected firmware. Args: `port`, `expected`, `found`.
        OtherFirmware = "other-firmware",
        /// The board answered before and then fell silent. Args: `port`.
        Silent = "silent",
        /// The board restarted during the run. Args: `port`.
        BoardReset = "board-reset",
        /// The agent was damaged repeatedly on its way to the micro:bit. Args: `port`.
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
        /// This kind of board lacks the feature. Args: `board`, `what`.
        Lacking = "lacking",
    }
}

serde_by_id!(DeviceErrorCode);

/// An error of a board or a link: its code, and the values its sentence needs.
pub type DeviceError = Coded<DeviceErrorCode>;
