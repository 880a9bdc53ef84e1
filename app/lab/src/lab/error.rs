//! Errors of calls into the lab, which end the script, and their conversion to API errors.

use std::fmt;

use digilab_devices::error::DeviceError;

use crate::api_error::{ApiError, ApiErrorCode};
use crate::transcript::{Difference, DifferenceKind, EndReason};

/// Reason why a call into the lab ends the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabError {
    /// A board or its link failed, or refused the command.
    Device(DeviceError),
    /// The user pressed Stop.
    Stopped,
    /// The run's time limit was reached.
    TimeOver,
    /// The run differs from the transcript it replays.
    Differs(Difference),
    /// The script waits for input that nobody can type.
    NoAnswer,
}

impl From<DeviceError> for LabError {
    fn from(error: DeviceError) -> Self {
        Self::Device(error)
    }
}

impl fmt::Display for LabError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device(error) => error.fmt(f),
            Self::Stopped => f.write_str("stopped"),
            Self::TimeOver => f.write_str("time-over"),
            Self::Differs(_) => f.write_str("differs"),
            Self::NoAnswer => f.write_str("no-answer"),
        }
    }
}

impl std::error::Error for LabError {}

impl From<LabError> for ApiError {
    /// Stops a run that differs from the transcript it replays; the lab reports the difference.
    fn from(error: LabError) -> Self {
        match error {
            LabError::Device(error) => error.map_code(ApiErrorCode::Device),
            LabError::Stopped | LabError::Differs(_) => Self::new(ApiErrorCode::Stopped),
            LabError::TimeOver => Self::new(ApiErrorCode::TimeOver),
            LabError::NoAnswer => Self::new(ApiErrorCode::NoAnswer),
        }
    }
}

/// Returns the error that a replayed run gets at the end of its transcript.
pub(super) fn end_error(reason: EndReason, at_us: u64) -> LabError {
    match reason {
        EndReason::TimeOver => LabError::TimeOver,
        EndReason::Stopped => LabError::Stopped,
        // A run that ended by itself makes no call after its last observation.
        EndReason::Done | EndReason::Error => {
            LabError::Differs(Difference { kind: DifferenceKind::End, at_us, expected: None, found: None })
        }
    }
}
