//! The surroundings of a micro:bit, and its tilt.

use digilab_devices::board::BoardKind;
use digilab_devices::sim::input::PhysicalInput;

use super::tilt::Tilt;

/// Sensor inputs as the user sets them: tilt, light, temperature, sound, heading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Surroundings {
    /// Tilt of the board.
    pub(super) tilt: Tilt,
    /// Light level, 0..=255.
    pub(super) light: u8,
    /// Temperature, in degrees Celsius.
    pub(super) celsius: i16,
    /// Loudness, 0..=255; a V1 does not hear it.
    pub(super) sound: u8,
    /// Compass heading, in degrees clockwise from north, 0..=359.
    pub(super) heading_deg: u16,
}

impl Default for Surroundings {
    /// Returns the surroundings in which simulated boards start.
    fn default() -> Self {
        Self { tilt: Tilt::default(), light: 128, celsius: 21, sound: 0, heading_deg: 0 }
    }
}

impl Surroundings {
    /// Returns the accelerometer's input for the current tilt.
    pub(super) fn tilt_input(self) -> PhysicalInput {
        let [x_mg, y_mg, z_mg] = self.tilt.reading_mg();
        PhysicalInput::Tilt { x_mg, y_mg, z_mg }
    }

    /// Returns the inputs that a board of `kind` senses and that differ from rest.
    pub(super) fn inputs(self, kind: BoardKind) -> Vec<PhysicalInput> {
        if !kind.is_microbit() {
            return Vec::new();
        }
        let rest = Self::default();
        let mut inputs = Vec::new();
        if !self.tilt.is_level() {
            inputs.push(self.tilt_input());
        }
        if self.light != rest.light {
            inputs.push(PhysicalInput::Light { level: self.light });
        }
        if self.celsius != rest.celsius {
            inputs.push(PhysicalInput::Temperature { celsius: self.celsius });
        }
        if self.sound != rest.sound && kind == BoardKind::MicrobitV2 {
            inputs.push(PhysicalInput::Sound { level: self.sound });
        }
        if self.heading_deg != rest.heading_deg {
            inputs.push(PhysicalInput::Heading { heading_deg: self.heading_deg });
        }
        inputs
    }
}
