//! The tilt of a board, and the reading of its accelerometer.

/// Reading of the accelerometer for gravity, in milli-g: the sensor counts 1024 for one g.
const GRAVITY_MG: f32 = 1024.0;

/// Tilt for each point that a board is dragged, in degrees.
const DEG_PER_POINT: f32 = 0.5;

/// Maximum tilt by dragging, in degrees: the board stands upright. Only the sliders turn it over.
const DRAG_LIMIT_DEG: f32 = 90.0;

/// Tilt of a board that lies face up, leans to a side, or is turned over.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tilt {
    /// Angle by which the right edge is down, in degrees, -180..=180.
    pub(super) right_deg: f32,
    /// Angle by which the bottom edge is down, in degrees, -180..=180.
    pub(super) bottom_deg: f32,
}

impl Tilt {
    /// True if the board lies flat on the table, face up.
    pub(super) fn is_level(self) -> bool {
        self == Self::default()
    }

    /// Returns the angle between the board and the table, 0..=180 degrees.
    pub(super) fn angle_deg(self) -> f32 {
        self.right_deg.hypot(self.bottom_deg).min(180.0)
    }

    /// Returns the downhill direction (to the right, to the bottom edge) as a vector of length 1; zero if the board
    /// is level.
    pub(super) fn direction(self) -> [f32; 2] {
        let length = self.right_deg.hypot(self.bottom_deg);
        if length < f32::EPSILON {
            return [0.0, 0.0];
        }
        [self.right_deg / length, self.bottom_deg / length]
    }

    /// Returns the reading of the accelerometer at rest: the pull of gravity to the right, to the bottom edge and
    /// away from the display, in milli-g. Its length is 1024 at any tilt.
    pub(super) fn reading_mg(self) -> [i16; 3] {
        let (sin, cos) = self.angle_deg().to_radians().sin_cos();
        let [right, bottom] = self.direction();
        // Within ±1024, so the cast loses nothing.
        [right * sin, bottom * sin, -cos].map(|share| (share * GRAVITY_MG).round() as i16)
    }

    /// Returns the tilt after the board was dragged by this many points to the right and down.
    pub(super) fn dragged(self, right: f32, down: f32) -> Self {
        self.turned(right * DEG_PER_POINT, down * DEG_PER_POINT)
    }

    /// Returns the tilt after the right and the bottom edge went down by this many degrees more, upright at most.
    pub(super) fn turned(self, right_deg: f32, bottom_deg: f32) -> Self {
        let (right_deg, bottom_deg) = (self.right_deg + right_deg, self.bottom_deg + bottom_deg);
        let shrink = (DRAG_LIMIT_DEG / right_deg.hypot(bottom_deg).max(f32::EPSILON)).min(1.0);
        Self { right_deg: right_deg * shrink, bottom_deg: bottom_deg * shrink }
    }
}

#[cfg(test)]
mod tests {
    use super::Tilt;

    #[track_caller]
    fn check(right_deg: f32, bottom_deg: f32, reading_mg: [i16; 3]) {
        assert_eq!(Tilt { right_deg, bottom_deg }.reading_mg(), reading_mg, "{right_deg} {bottom_deg}");
    }

    #[test]
    fn readings() {
        check(0.0, 0.0, [0, 0, -1024]);
        check(90.0, 0.0, [1024, 0, 0]);
        check(-90.0, 0.0, [-1024, 0, 0]);
        check(0.0, 90.0, [0, 1024, 0]);
        check(30.0, 0.0, [512, 0, -887]);
        check(0.0, -30.0, [0, -512, -887]);
        check(0.0, 180.0, [0, 0, 1024]);
        check(-180.0, 180.0, [0, 0, 1024]);
    }

    #[test]
    fn gravity_is_kept() {
        for right_deg in (-180_i16..=180).step_by(15) {
            for bottom_deg in (-180_i16..=180).step_by(15) {
                let tilt = Tilt { right_deg: right_deg.into(), bottom_deg: bottom_deg.into() };
                let length =
                    tilt.reading_mg().into_iter().map(|mg| f32::from(mg).powi(2)).sum::<f32>().sqrt();
                assert!((length - 1024.0).abs() < 1.0, "{right_deg} {bottom_deg}: {length}");
            }
        }
    }

    #[test]
    fn dragging() {
        let tilt = Tilt::default().dragged(60.0, 0.0);
        assert_eq!(tilt, Tilt { right_deg: 30.0, bottom_deg: 0.0 });
        assert_eq!(tilt.dragged(-60.0, 0.0), Tilt::default());
        let upright = Tilt::default().dragged(0.0, 1000.0);
        assert_eq!(upright, Tilt { right_deg: 0.0, bottom_deg: 90.0 });
        assert!(Tilt::default().dragged(900.0, 900.0).angle_deg() < 90.001);
        assert!(Tilt::default().dragged(0.0, 0.0).is_level());
    }
}
