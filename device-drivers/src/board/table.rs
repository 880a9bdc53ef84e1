//! The table of boards: the facts, the driver and the simulated board of each family.

use super::{BoardFamily, BoardKind, BoardProfile};
use crate::driver::Driver;
use crate::firmata::{self, FirmataDriver};
use crate::microbit::{self, MicrobitDriver};
use crate::sim::SimulatedBoard;
use crate::sim::microbit::SimulatedMicrobit;
use crate::sim::uno::SimulatedUno;
use crate::text::{self, TextDriver};

impl BoardProfile {
    /// Returns the facts about a family, or about the family of a kind.
    pub fn of(family: impl Into<BoardFamily>) -> &'static Self {
        match family.into() {
            BoardFamily::Microbit => &microbit::profile::PROFILE,
            BoardFamily::Arduino => &firmata::profile::PROFILE,
            BoardFamily::Text => &text::profile::PROFILE,
        }
    }

    /// Returns the facts about all families, in the order of lists.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        BoardFamily::ALL.iter().map(|family| Self::of(*family))
    }
}

/// Makes the driver for a board of `kind` on a port called `port`.
///
/// # Arguments
/// - `baud`: the speed, in baud, of a board whose profile has none; the other protocols have fixed speeds.
pub fn driver_for(kind: BoardKind, port: &str, baud: u32) -> Box<dyn Driver> {
    match kind.family() {
        BoardFamily::Microbit => Box::new(MicrobitDriver::new(port)),
        BoardFamily::Arduino => Box::new(FirmataDriver::new(port)),
        BoardFamily::Text => Box::new(TextDriver::new(port, baud)),
    }
}

/// Makes a simulated board of `kind`; `None` if its family cannot be simulated.
pub fn simulated_board(kind: BoardKind) -> Option<Box<dyn SimulatedBoard>> {
    match kind.family() {
        BoardFamily::Microbit => Some(Box::new(SimulatedMicrobit::new(kind))),
        BoardFamily::Arduino => Some(Box::new(SimulatedUno::new())),
        BoardFamily::Text => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::PinMode;

    #[test]
    fn rows_are_about_the_family_they_stand_for() {
        for family in BoardFamily::ALL {
            let profile = BoardProfile::of(*family);
            assert_eq!(profile.family, *family);
            for kind in family.kinds() {
                assert_eq!(driver_for(kind, "sim", 9_600).kind().family(), *family);
                let simulated = simulated_board(kind).map(|board| board.kind());
                assert_eq!(simulated, profile.can_be_simulated.then_some(kind));
                assert_eq!(BoardKind::IN_PACKS.contains(&kind), profile.can_be_simulated, "{kind:?}");
            }
        }
    }

    #[test]
    fn parts_need_pins() {
        for profile in BoardProfile::all() {
            let fits = |pin| (profile.part_fits)(profile.family.usual_kind(), pin, PinMode::Output);
            assert_eq!((0..=20).any(fits), profile.has_pins && profile.can_be_simulated);
        }
    }
}
