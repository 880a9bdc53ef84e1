//! Board families, which scripts request, and board kinds, which differ in their abilities.

use crate::{closed_set, serde_by_id};

closed_set! {
    /// The kind of a board. It decides the driver and the API functions a script has.
    ///
    /// In the order of lists; the id is the one of the command line, of transcripts and of the usage log.
    pub enum BoardKind {
        /// micro:bit V2 (nRF52, 128 kB RAM).
        MicrobitV2 = "microbit",
        /// micro:bit V1 (nRF51, 16 kB RAM): no microphone, speaker or logo.
        MicrobitV1 = "microbit-v1",
        /// An Arduino with StandardFirmata; the simulated one is an Uno.
        Arduino = "arduino",
        /// Any board that prints lines of text.
        Text = "text",
    }
}

serde_by_id!(BoardKind);

closed_set! {
    /// Family of boards that a script requests: `microbit()`, `arduino()`, `text_board()`.
    pub enum BoardFamily {
        /// A micro:bit of either version.
        Microbit = "microbit",
        /// An Arduino.
        Arduino = "arduino",
        /// A board that prints lines.
        Text = "text",
    }
}

serde_by_id!(BoardFamily);

impl BoardKind {
    /// The kinds that lesson packs can be for: those whose programs can be checked on a simulated board.
    pub const IN_PACKS: &'static [Self] = &[Self::MicrobitV2, Self::MicrobitV1, Self::Arduino];

    /// The ids of [`Self::IN_PACKS`].
    pub const IDS_IN_PACKS: &'static [&'static str] =
        &[Self::MicrobitV2.id(), Self::MicrobitV1.id(), Self::Arduino.id()];

    /// Returns the family that the kind belongs to.
    pub const fn family(self) -> BoardFamily {
        match self {
            Self::MicrobitV2 | Self::MicrobitV1 => BoardFamily::Microbit,
            Self::Arduino => BoardFamily::Arduino,
            Self::Text => BoardFamily::Text,
        }
    }

    /// True if the board is a micro:bit of either version.
    pub const fn is_microbit(self) -> bool {
        matches!(self.family(), BoardFamily::Microbit)
    }
}

impl BoardFamily {
    /// Returns the kinds of the family, the usual one first.
    pub fn kinds(self) -> impl Iterator<Item = BoardKind> {
        BoardKind::ALL.iter().copied().filter(move |kind| kind.family() == self)
    }

    /// Returns the kind that is used unless another is requested.
    pub const fn usual_kind(self) -> BoardKind {
        match self {
            Self::Microbit => BoardKind::MicrobitV2,
            Self::Arduino => BoardKind::Arduino,
            Self::Text => BoardKind::Text,
        }
    }

    /// True if a board of `kind` belongs to the family.
    pub fn fits(self, kind: BoardKind) -> bool {
        self == kind.family()
    }
}

impl From<BoardKind> for BoardFamily {
    fn from(kind: BoardKind) -> Self {
        kind.family()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_has_kinds_and_the_first_is_the_usual_one() {
        for family in BoardFamily::ALL {
            assert_eq!(family.kinds().next(), Some(family.usual_kind()));
        }
    }

    #[test]
    fn ids_are_those_of_files_and_logs() {
        assert_eq!(
            BoardKind::IN_PACKS.iter().map(|kind| kind.id()).collect::<Vec<_>>(),
            BoardKind::IDS_IN_PACKS
        );
        assert_eq!(BoardKind::IDS, ["microbit", "microbit-v1", "arduino", "text"]);
        assert_eq!(BoardFamily::IDS, ["microbit", "arduino", "text"]);
    }
}
