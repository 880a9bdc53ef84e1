//! The program of a step: its initial content, and the board it is checked on.

use digilab_contract::project::{Content, Project, ProjectId, ProjectSettings};
use digilab_devices::board::{BoardKind, BoardProfile};
use digilab_lab::lesson::part_of;
use digilab_lessons::view::{PackView, StepView};

/// Project requested from the store for a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// An existing project.
    Known(ProjectId),
    /// A new project with this content.
    New(Content),
}

impl Wanted {
    /// True if `project` is the requested one.
    pub fn is(&self, project: &Project) -> bool {
        match self {
            Self::Known(id) => *id == project.info.id,
            Self::New(content) => content.text == project.content.text,
        }
    }
}

/// Returns the initial content of a step: the starter, the pack's boards, and the step's parts on their pins.
pub(super) fn beginning(pack: &PackView, step: &StepView) -> Content {
    let mut settings = ProjectSettings::default();
    for &kind in &pack.manifest.boards {
        let want = kind.family();
        // Of several boards of a family, the one that the pack names first is used.
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

/// Returns the board to check a program on: the one it uses if the pack is for it, else one of the same family, else
/// the first of the pack.
///
/// # Arguments
/// - `asked_for`: kind of the board that the program uses.
pub(super) fn board_to_check(pack: &PackView, asked_for: Option<BoardKind>) -> Option<BoardKind> {
    let boards = &pack.manifest.boards;
    let is_it = |board: &&BoardKind| Some(**board) == asked_for;
    let is_near = |board: &&BoardKind| asked_for.is_some_and(|kind| board.family().fits(kind));
    boards.iter().find(is_it).or_else(|| boards.iter().find(is_near)).or(boards.first()).copied()
}
