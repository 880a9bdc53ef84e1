//! The facts of each family of boards, in one table.
//!
//! The lab, the terminal and the window read them instead of naming boards, so that another board is another row. The row
//! stands in the board's own folder; what only its driver or its simulation needs to know stays there altogether.

use super::{BoardFamily, BoardKind, Pin, PinMode};
use crate::discovery::{Attempt, KnownUsb};
use crate::driver::Driver;
use crate::sim::SimulatedBoard;

/// The facts of a family of boards.
pub struct BoardProfile {
    /// The family.
    pub family: BoardFamily,
    /// The name that people write.
    pub name: &'static str,
    /// The function of the API that gives a script such a board.
    pub constructor: &'static str,
    /// It has a display of LEDs.
    pub has_display: bool,
    /// It has pins that a script can set and read.
    pub has_pins: bool,
    /// It takes lines of text from a script, and sends some.
    pub has_lines: bool,
    /// The duty at which a pulse-width signal is high all the time.
    pub max_duty: u16,
    /// The speed that its firmware has. `None`: that of the program on it, which only listening tells.
    pub baud: Option<u32>,
    /// What its USB ids are, where the board has some of its own.
    pub(crate) usb: &'static [KnownUsb],
    /// What is tried on a port where such a board is likely, in this order.
    pub(crate) attempts: [Attempt; 3],
    /// Its driver, for a port that is called so and, where `baud` is `None`, talks at that speed.
    pub driver: fn(&str, u32) -> Box<dyn Driver>,
    /// The simulated board of a kind of the family. `None`: what is on such a board cannot be known.
    pub simulated: Option<fn(BoardKind) -> Box<dyn SimulatedBoard>>,
    /// Whether a pin of the simulated board can be used so by a part.
    pub part_fits: fn(BoardKind, Pin, PinMode) -> bool,
}

impl BoardProfile {
    /// The facts of a family, or of the family that a kind belongs to.
    pub fn of(family: impl Into<BoardFamily>) -> &'static Self {
        match family.into() {
            BoardFamily::Microbit => &crate::microbit::PROFILE,
            BoardFamily::Arduino => &crate::firmata::PROFILE,
            BoardFamily::Text => &crate::text::PROFILE,
        }
    }

    /// The facts of all families, in the order in which lists show them.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        BoardFamily::ALL.iter().map(|family| Self::of(*family))
    }

    /// The family whose boards a script gets by calling `name`.
    pub fn constructed_by(name: &str) -> Option<BoardFamily> {
        Self::all().find(|profile| profile.constructor == name).map(|profile| profile.family)
    }

    /// Whether there is a simulated board of the family.
    pub fn can_be_simulated(&self) -> bool {
        self.simulated.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_about_the_family_they_stand_for() {
        for family in BoardFamily::ALL {
            let profile = BoardProfile::of(*family);
            assert_eq!(profile.family, *family);
            assert_eq!(BoardProfile::constructed_by(profile.constructor), Some(*family));
            for kind in family.kinds() {
                assert_eq!((profile.driver)("sim", 9_600).kind().family(), *family);
                let simulated = profile.simulated.map(|simulated| simulated(kind).kind());
                assert_eq!(simulated, profile.can_be_simulated().then_some(kind));
                assert_eq!(BoardKind::IN_PACKS.contains(&kind), profile.can_be_simulated(), "{kind:?}");
            }
        }
        assert_eq!(BoardProfile::constructed_by("print"), None);
    }

    #[test]
    fn parts_need_pins() {
        for profile in BoardProfile::all() {
            let fits = |pin| (profile.part_fits)(profile.family.usual_kind(), pin, PinMode::Output);
            assert_eq!((0..=20).any(fits), profile.has_pins && profile.can_be_simulated());
        }
    }
}
