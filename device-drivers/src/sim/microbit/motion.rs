//! The accelerometer: the posture of the board, shaking, and the gestures its runtime recognises.
//!
//! Thresholds and damping are those of the micro:bit's device abstraction layer, which MicroPython uses.

use crate::command::Gesture;

/// The runtime's sampling interval for the accelerometer.
const SAMPLE_US: u64 = 20_000;

/// Number of samples for which a posture must be held before it counts.
const DAMPING_SAMPLES: u32 = 5;

/// Reading of an axis above which the board lies towards it.
const TILTED_MG: i32 = 800;

/// Total force below which the board falls.
const FREEFALL_MG: i32 = 400;

/// Force beyond which, to and fro, the board is being shaken.
const SHAKEN_MG: i32 = 400;

/// Number of turns that make a shake.
const SHAKE_TURNS: u32 = 4;

/// Number of samples after which one turn is forgotten.
const SHAKE_FORGETS_SAMPLES: u32 = 10;

/// The force of one shake by hand, to the right and to the left, its duration each way, and its repetitions.
const HAND_MG: i16 = 2000;
const HAND_SWING_US: u64 = 60_000;
const HAND_SWINGS: u64 = 10;

/// Lying on a table, face up.
const AT_REST_MG: [i16; 3] = [0, 0, -1024];

/// The board's motion and what its runtime recognises.
#[derive(Clone, Debug)]
pub struct Motion {
    held_mg: [i16; 3],
    shaken_since_us: Option<u64>,
    next_sample_us: Option<u64>,
    swings: [bool; 3],
    turns: u32,
    forget: u32,
    shaken: bool,
    candidate: Option<Gesture>,
    same_samples: u32,
    current: Option<Gesture>,
    seen: Vec<Gesture>,
}

impl Default for Motion {
    fn default() -> Self {
        Self {
            held_mg: AT_REST_MG,
            shaken_since_us: None,
            next_sample_us: None,
            swings: [false; 3],
            turns: 0,
            forget: 0,
            shaken: false,
            candidate: None,
            same_samples: 0,
            current: None,
            seen: Vec::new(),
        }
    }
}

impl Motion {
    /// Holds the board so that the accelerometer reads `held_mg`.
    pub fn hold(&mut self, held_mg: [i16; 3]) {
        self.held_mg = held_mg;
    }

    /// Shakes the board by hand for a moment from `now_us` on.
    pub fn shake(&mut self, now_us: u64) {
        self.shaken_since_us = Some(now_us);
    }

    /// Starts the runtime's sampling, as when a program first asks for motion; it continues from then on.
    pub fn watch(&mut self, now_us: u64) {
        self.next_sample_us.get_or_insert(now_us.saturating_add(SAMPLE_US));
    }

    /// Restarts the runtime, which forgets everything; the posture of the board stays.
    pub fn restart(&mut self) {
        let Self { held_mg, shaken_since_us, .. } = *self;
        *self = Self { held_mg, shaken_since_us, ..Self::default() };
    }

    /// The accelerometer's reading at `now_us`: x, y, z in milli-g.
    pub fn reading_mg(&self, now_us: u64) -> [i16; 3] {
        let [x, y, z] = self.held_mg;
        let swing = self
            .shaken_since_us
            .and_then(|since_us| now_us.checked_sub(since_us))
            .map(|us| us / HAND_SWING_US);
        match swing {
            Some(swing) if swing < HAND_SWINGS => {
                let force = if swing % 2 == 0 { HAND_MG } else { -HAND_MG };
                [x.saturating_add(force).clamp(-2048, 2047), y, z]
            }
            _ => [x, y, z],
        }
    }

    /// Samples up to `now_us`.
    pub fn advance(&mut self, now_us: u64) {
        while let Some(at_us) = self.next_sample_us
            && at_us <= now_us
        {
            self.sample(at_us);
            self.next_sample_us = Some(at_us + SAMPLE_US);
        }
    }

    /// Takes the gestures recognised since the last call, oldest first; at most the newest eight are kept.
    pub fn take_gestures(&mut self) -> Vec<Gesture> {
        std::mem::take(&mut self.seen)
    }

    fn sample(&mut self, at_us: u64) {
        let reading = self.reading_mg(at_us).map(i32::from);
        self.count_turns(reading);
        if self.shaken {
            // A shake counts at once and comes before everything else.
            self.recognise(Some(Gesture::Shake));
            return;
        }
        let posture = posture(reading);
        if posture == self.candidate {
            self.same_samples = (self.same_samples + 1).min(DAMPING_SAMPLES);
        } else {
            self.candidate = posture;
            self.same_samples = 0;
        }
        if self.same_samples >= DAMPING_SAMPLES {
            self.recognise(posture);
        }
    }

    fn recognise(&mut self, gesture: Option<Gesture>) {
        if gesture != self.current {
            self.current = gesture;
            if let Some(gesture) = gesture {
                if self.seen.len() == 8 {
                    self.seen.remove(0);
                }
                self.seen.push(gesture);
            }
        }
    }

    fn count_turns(&mut self, reading: [i32; 3]) {
        let mut turned = false;
        for (force, swung) in reading.iter().zip(&mut self.swings) {
            if (*force < -SHAKEN_MG && *swung) || (*force > SHAKEN_MG && !*swung) {
                *swung = !*swung;
                turned = true;
            }
        }
        if turned && self.turns < SHAKE_TURNS {
            self.turns += 1;
            self.shaken |= self.turns == SHAKE_TURNS;
        }
        self.forget += 1;
        if self.forget >= SHAKE_FORGETS_SAMPLES {
            self.forget = 0;
            if self.turns > 0 {
                self.turns -= 1;
                self.shaken &= self.turns > 0;
            }
        }
    }
}

fn posture([x, y, z]: [i32; 3]) -> Option<Gesture> {
    if x * x + y * y + z * z < FREEFALL_MG * FREEFALL_MG {
        return Some(Gesture::Freefall);
    }
    [
        (-x, Gesture::Left),
        (x, Gesture::Right),
        (-y, Gesture::Down),
        (y, Gesture::Up),
        (-z, Gesture::FaceUp),
        (z, Gesture::FaceDown),
    ]
    .into_iter()
    .find_map(|(force, gesture)| (force > TILTED_MG).then_some(gesture))
}

#[cfg(test)]
mod tests {
    use super::Motion;
    use crate::command::Gesture;

    /// Lies face up for a second, then calls `act`; compares the gestures recognised in the second after that.
    fn check(act: impl Fn(&mut Motion), gestures: &[Gesture]) {
        let mut motion = Motion::default();
        motion.watch(0);
        motion.advance(1_000_000);
        assert_eq!(motion.take_gestures(), [Gesture::FaceUp]);
        act(&mut motion);
        motion.advance(2_000_000);
        assert_eq!(motion.take_gestures(), gestures);
    }

    #[test]
    fn gestures() {
        check(|_| (), &[]);
        check(|motion| motion.hold([0, 1000, 0]), &[Gesture::Up]);
        check(|motion| motion.hold([0, -1000, 0]), &[Gesture::Down]);
        check(|motion| motion.hold([-900, 0, -300]), &[Gesture::Left]);
        check(|motion| motion.hold([900, 0, -300]), &[Gesture::Right]);
        check(|motion| motion.hold([0, 0, 1000]), &[Gesture::FaceDown]);
        check(|motion| motion.hold([100, 100, 100]), &[Gesture::Freefall]);
        check(|motion| motion.hold([700, 0, -700]), &[]);
        check(|motion| motion.shake(1_000_000), &[Gesture::Shake]);
    }

    #[test]
    fn a_shake_ends_and_can_be_repeated() {
        let mut motion = Motion::default();
        motion.watch(0);
        for start_us in [1_000_000, 4_000_000, 7_000_000] {
            motion.shake(start_us);
            motion.advance(start_us + 3_000_000);
        }
        let shakes = motion.take_gestures().iter().filter(|gesture| **gesture == Gesture::Shake).count();
        assert_eq!(shakes, 3);
    }

    #[test]
    fn shaking_swings_what_is_read() {
        let mut motion = Motion::default();
        motion.shake(100_000);
        let x: Vec<_> =
            [0, 100_000, 160_000, 699_999, 700_000].map(|at_us| motion.reading_mg(at_us)[0]).into();
        assert_eq!(x, [0, 2000, -2000, -2000, 0]);
    }
}
