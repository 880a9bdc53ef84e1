//! Opens a run's boards at the places that the window requested.

use std::rc::Rc;

use digilab_devices::board::{BoardFamily, BoardProfile};
use digilab_devices::clock::Signal;
use digilab_devices::error::{DeviceError, DeviceErrorCode};

use super::{BoardPlace, Platform};
use crate::boards::{BoardSource, OpenBoard, driver_for, simulated};

/// Opens the boards of a [`RunRequest`](super::RunRequest).
pub struct RequestedBoards {
    platform: Rc<dyn Platform>,
    places: Vec<BoardPlace>,
}

impl RequestedBoards {
    /// Makes a source of the boards at `places`, whose ports `platform` opens.
    pub fn new(platform: Rc<dyn Platform>, places: Vec<BoardPlace>) -> Self {
        Self { platform, places }
    }
}

impl BoardSource for RequestedBoards {
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        match self.places.iter().find(|place| want.fits(place.kind())) {
            Some(BoardPlace::Port { port, kind, baud }) => {
                let link = self.platform.open(port, *baud, signal)?;
                Ok(OpenBoard { kind: *kind, driver: driver_for(*kind, port, *baud), link, bench: None })
            }
            Some(BoardPlace::Simulated { kind }) => simulated(*kind, signal),
            None if BoardProfile::of(want).can_be_simulated => simulated(want.usual_kind(), signal),
            // The program of such a board is not known; there is nothing to simulate.
            None => Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", "-")),
        }
    }
}
