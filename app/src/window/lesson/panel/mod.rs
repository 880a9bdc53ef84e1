//! The lesson panel: the shelf of packs, and a step with its text, its hints and what came of its check.

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

/// The panel, with what belongs to its looks only.
#[derive(Default)]
pub struct LessonPanel {
    /// What the list is narrowed to.
    search: String,
    /// The pictures that were asked for, and those that have come.
    textures: BTreeMap<String, Option<TextureHandle>>,
    /// The pack the textures are of.
    textures_of: Option<Arc<PackView>>,
    /// The step that was shown last: another one is shown from its top.
    shown: Option<(PackPlace, usize)>,
    /// The check whose result was drawn last: that of another one comes into view.
    checked: Option<u64>,
}

/// What the panel shows.
pub struct LessonProps<'a> {
    /// The shelf; `None` as long as it is not known.
    pub packs: Option<&'a [PackEntry]>,
    /// How far the pupil has come in each.
    pub progress: &'a [PackProgress],
    /// Whether a pack is being opened.
    pub is_opening: bool,
    /// The step that is open, if one is.
    pub open: Option<StepProps<'a>>,
    /// The texts.
    pub texts: &'a Texts,
}

/// A step that is open.
pub struct StepProps<'a> {
    /// Its pack.
    pub pack: &'a Arc<PackView>,
    /// Where the pack is.
    pub place: &'a PackPlace,
    /// Which of the pack's steps, from 0.
    pub step: usize,
    /// How far the pupil has come in the pack.
    pub progress: &'a PackProgress,
    /// Whether the editor holds this step's program.
    pub is_own_program: bool,
    /// What came of its check.
    pub check: StepState<'a>,
    /// The pack's pictures, as far as they are decoded.
    pub pictures: &'a Pictures,
    /// Why the pack cannot be used as it lies in its folder now.
    pub problem: Option<&'a PackError>,
}

/// What came of a step's check.
#[derive(Clone, Copy, Debug)]
pub enum StepState<'a> {
    /// There was none.
    NotChecked,
    /// It is under way.
    Checking,
    /// It is done.
    Checked {
        /// Tells it from the checks before.
        number: u64,
        /// What came of it.
        report: &'a CheckReport,
        /// Whether the program is another one by now.
        is_stale: bool,
    },
    /// It could not be made.
    Failed(&'a Mistake),
}

/// What a person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonAction {
    /// A pack is to be opened.
    OpenPack(PackPlace),
    /// A file with a pack is to be chosen.
    PickPack,
    /// A pack that was opened once is to leave the list.
    ForgetPack(PackPlace),
    /// Back to the list.
    ClosePack,
    /// Another step.
    GoToStep(usize),
    /// One more hint.
    ShowHint,
    /// The program is to be checked.
    Check,
    /// What happened in a scenario is to be seen again.
    ShowHappened {
        /// Which of the report's scenarios, from 0.
        scenario: usize,
        /// When, in microseconds since the script's first line.
        at_us: u64,
    },
    /// The program is to become the starter again.
    ResetToStarter,
    /// The step's program is to come back into the editor.
    BackToProgram,
    /// A picture is needed.
    WantPicture {
        /// Its path in the pack.
        path: String,
        /// How wide it is shown at most, in pixels.
        max_width_px: u32,
    },
    /// The panel is to be put away.
    ClosePanel,
}

impl LessonPanel {
    /// The panel.
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows it; what was done.
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
