//! A step's program: what it begins with, and what it is checked on.

use digilab_contract::project::{Content, Project, ProjectId, ProjectSettings};
use digilab_devices::board::{BoardKind, BoardProfile};
use digilab_lab::lesson::part_of;
use digilab_lessons::view::{PackView, StepView};

/// The project that was asked of the store for a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// One that is there.
    Known(ProjectId),
    /// A new one with this content.
    New(Content),
}

impl Wanted {
    /// Whether this is the one.
    pub fn is(&self, project: &Project) -> bool {
        match self {
            Self::Known(id) => *id == project.info.id,
            Self::New(content) => content.text == project.content.text,
        }
    }
}

/// What a pupil begins a step with: the starter, the pack's boards, and the step's parts on their pins.
pub(super) fn beginning(pack: &PackView, step: &StepView) -> Content {
    let mut settings = ProjectSettings::default();
    for &kind in &pack.manifest.boards {
        let want = kind.family();
        // The first board of a family that a pack names is the one on the table.
        settings.boards.entry(want).or_insert(kind);
        let parts = step.parts.iter().filter(|part| part.board.is_none_or(|only| only == kind));
        for part in parts {
            if let Some(pin) = BoardProfile::of(kind).pin_names.pin(&part.pin) {
                settings.parts.entry(want).or_default().insert(pin, part_of(part.part));
            }
        }
    }
    settings.boards.retain(|want, kind| *kind != want.usual_kind());
    Content { settings, text: step.starter.clone() }
}

/// The board that a program is checked on: the one it asks for, if the pack is for it.
///
/// # Arguments
/// - `asked_for`: the board's kind that the program asks for, as it is on the table.
pub(super) fn board_to_check(pack: &PackView, asked_for: Option<BoardKind>) -> Option<BoardKind> {
    let boards = &pack.manifest.boards;
    let is_it = |board: &&BoardKind| Some(**board) == asked_for;
    let is_near = |board: &&BoardKind| asked_for.is_some_and(|kind| board.family().fits(kind));
    boards.iter().find(is_it).or_else(|| boards.iter().find(is_near)).or(boards.first()).copied()
}
