//! The boards that packs can be for: [`BoardKind::IN_PACKS`].

use digilab_codes::read_id;
use serde::{Deserialize, Deserializer};

pub use digilab_codes::board::BoardKind;

/// Deserializes a board that a pack can be for.
struct InPack(BoardKind);

impl<'de> Deserialize<'de> for InPack {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_id(deserializer, BoardKind::IN_PACKS, BoardKind::IDS_IN_PACKS).map(Self)
    }
}

/// Deserializes a list of boards, for serde's `deserialize_with`.
///
/// # Errors
/// Errors of the deserializer; a board that packs cannot be for.
pub(crate) fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<BoardKind>, D::Error> {
    let boards = Vec::<InPack>::deserialize(deserializer)?;
    Ok(boards.into_iter().map(|InPack(kind)| kind).collect())
}

/// Deserializes an optional board, for serde's `deserialize_with`.
///
/// # Errors
/// Errors of the deserializer; a board that packs cannot be for.
pub(crate) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<BoardKind>, D::Error> {
    Ok(Option::<InPack>::deserialize(deserializer)?.map(|InPack(kind)| kind))
}
