//! The facts of each family of boards, in one table.
//!
//! The lab, the terminal and the window read them instead of naming boards, so that another board is another row. The row
//! stands in the board's own folder; what only its driver or its simulation needs to know stays there altogether. Rows hold
//! no code of drivers: a page that reads the facts does not carry them.

use super::pins::PinNames;
use super::{BoardFamily, BoardKind, Pin, PinMode};
use crate::discovery::{Attempt, KnownUsb};
use crate::driver::Driver;
use crate::firmata::FirmataDriver;
use crate::microbit::MicrobitDriver;
use crate::sim::SimulatedBoard;
use crate::sim::microbit::SimulatedMicrobit;
use crate::sim::uno::SimulatedUno;
use crate::text::TextDriver;

/// The facts of a family of boards.
pub struct BoardProfile {
    /// The family.
    pub family: BoardFamily,
    /// The name that people write.
    pub name: &'static str,
    /// It has a display of LEDs.
    pub has_display: bool,
    /// It has pins that a script can set and read.
    pub has_pins: bool,
    /// The forms of its pins' names.
    pub pin_names: PinNames,
    /// Its pins 0 and 1 carry what goes over the USB cable.
    pub has_usb_pins: bool,
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
    /// There are simulated boards of the family; else what is on such a board cannot be known.
    pub can_be_simulated: bool,
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
}

/// The driver of a board of `kind` on a port called `port`.
///
/// # Arguments
/// - `baud`: the speed of a board whose profile has none; the other protocols have their own.
pub fn driver_for(kind: BoardKind, port: &str, baud: u32) -> Box<dyn Driver> {
    match kind.family() {
        BoardFamily::Microbit => Box::new(MicrobitDriver::new(port)),
        BoardFamily::Arduino => Box::new(FirmataDriver::new(port)),
        BoardFamily::Text => Box::new(TextDriver::new(port, baud)),
    }
}

/// The simulated board of `kind`, if there is one.
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
