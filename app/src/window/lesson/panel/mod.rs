//! The lesson panel: the shelf of packs, or a step with its text, its hints and the result of its check.

mod blocks;
mod bottom;
mod list;
mod marks;
pub(in crate::window) mod pack_texts;
mod result;
mod step;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use digilab_contract::packs::{PackEntry, PackError, PackPlace, PackProgress};
use digilab_lab::lesson::CheckReport;
use digilab_lab::mistakes::Mistake;
use digilab_lab::text::Texts;
use digilab_lessons::view::PackView;
use egui::{TextureHandle, Ui};

use super::Pictures;

/// The panel, with the state that concerns only its display.
#[derive(Default)]
pub struct LessonPanel {
    /// Text in the search field of the list.
    search: String,
    /// Pictures that were requested (`None`) or loaded.
    textures: BTreeMap<String, Option<TextureHandle>>,
    /// Pack that the textures belong to.
    textures_of: Option<Arc<PackView>>,
    /// Step in the last frame: another one is shown from its top.
    shown: Option<(PackPlace, usize)>,
    /// Check whose result was drawn last: a newer one is scrolled into view.
    checked: Option<u64>,
}

/// Input of the panel.
pub struct LessonProps<'a> {
    /// Packs on the shelf; `None` until they are listed.
    pub packs: Option<&'a [PackEntry]>,
    /// Progress of the pupil in the packs.
    pub progress: &'a [PackProgress],
    /// True while a pack is being opened.
    pub is_opening: bool,
    /// Step that is open, if any.
    pub open: Option<StepProps<'a>>,
    /// Texts in the language in use.
    pub texts: &'a Texts,
}

/// A step that is open.
pub struct StepProps<'a> {
    /// Pack of the step.
    pub pack: &'a Arc<PackView>,
    /// Location of the pack.
    pub place: &'a PackPlace,
    /// Index of the step in the pack, from 0.
    pub step: usize,
    /// Progress of the pupil in the pack.
    pub progress: &'a PackProgress,
    /// True if the editor holds the program of this step.
    pub is_own_program: bool,
    /// State of the step's check.
    pub check: StepState<'a>,
    /// Decoded pictures of the pack.
    pub pictures: &'a Pictures,
    /// Error in the present state of the pack's folder.
    pub problem: Option<&'a PackError>,
}

/// State of a step's check.
#[derive(Clone, Copy, Debug)]
pub enum StepState<'a> {
    /// There was no check.
    NotChecked,
    /// The check is under way.
    Checking,
    /// The check is done.
    Checked {
        /// Number of the check, higher than that of earlier ones.
        number: u64,
        /// Result of the check.
        report: &'a CheckReport,
        /// True if the program has changed since.
        is_stale: bool,
    },
    /// The program could not be checked.
    Failed(&'a Mistake),
}

/// Actions of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonAction {
    /// Open a pack.
    OpenPack(PackPlace),
    /// Choose a file with a pack.
    PickPack,
    /// Remove a pack from the list.
    ForgetPack(PackPlace),
    /// Go back to the list.
    ClosePack,
    /// Go to another step; index from 0.
    GoToStep(usize),
    /// Show one more hint.
    ShowHint,
    /// Check the program.
    Check,
    /// Replay a scenario of the check.
    ShowHappened {
        /// Index of the scenario in the report, from 0.
        scenario: usize,
        /// Time to show, in microseconds since the script's first line.
        at_us: u64,
    },
    /// Reset the program to the starter.
    ResetToStarter,
    /// Bring the step's program back into the editor.
    BackToProgram,
    /// Load a picture.
    WantPicture {
        /// Path in the pack.
        path: String,
        /// Largest width at which it is shown, in pixels.
        max_width_px: u32,
    },
    /// Close the panel.
    ClosePanel,
}

impl LessonPanel {
    /// Creates the panel.
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows the panel; returns the actions of the person.
    pub fn show(&mut self, ui: &mut Ui, props: &LessonProps<'_>) -> Vec<LessonAction> {
        let mut actions = Vec::new();
        match &props.open {
            Some(open) => self.show_step(ui, open, props.texts, &mut actions),
            None => {
                self.shown = None;
                self.show_list(ui, props, &mut actions);
            }
        }
        actions
    }
}
