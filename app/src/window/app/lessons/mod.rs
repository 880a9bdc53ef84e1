//! Lesson packs in the window: the shelf, the open pack, the pupil's progress, the last check.

mod check;
mod events;
mod flow;
mod program;
mod replayed;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use digilab_contract::backend::Command;
use digilab_contract::message::Message;
use digilab_contract::packs::{PackCommand, PackEntry, PackError, PackPlace, PackProgress};
use digilab_contract::project::{Content, ProjectId, ProjectInfo};
use digilab_devices::board::BoardFamily;
use digilab_lab::lab_protocol::StepCheck;
use digilab_lab::lesson::CheckReport;
use digilab_lab::mistakes::Mistake;
use digilab_lab::text::Texts;
use digilab_lessons::view::{PackView, StepView};

use self::program::Wanted;
use self::replayed::Replayed;
use super::panes::Output;
use super::program::Program;
use crate::window::lesson::Pictures;
use crate::window::lesson::panel::{LessonPanel, StepState};

/// State of the lesson packs.
#[derive(Default)]
pub struct Lessons {
    /// True while the panel is shown.
    pub is_shown: bool,
    panel: LessonPanel,
    packs: Option<Vec<PackEntry>>,
    /// Progress in every pack that was worked on.
    progress: Vec<PackProgress>,
    opening: Option<Opening>,
    open: Option<OpenPack>,
    /// Projects requested from the store, oldest first, each with the key of its step.
    wanted: Vec<(StepKey, Wanted)>,
    /// True while the program of the open step is about to come into the editor.
    is_on_its_way: bool,
    /// Scenario that is being replayed.
    replayed: Option<Replayed>,
    /// Number of checks and recordings requested so far.
    asked: u64,
    /// Recording that was requested last.
    asking: Option<Asking>,
}

/// State of the window that the lessons depend on.
#[derive(Clone, Copy)]
pub struct LessonContext<'a> {
    /// Open project.
    pub project: Option<&'a ProjectInfo>,
    /// Text in the editor.
    pub text: &'a str,
    /// Texts in the user's language.
    pub texts: &'a Texts,
}

impl<'a> LessonContext<'a> {
    /// Creates the context with the program in the editor.
    pub fn of(program: &'a Program, texts: &'a Texts) -> Self {
        Self { project: program.project.info(), text: program.editor.text(), texts }
    }
}

/// Request of the lessons to the window. Several are carried out in the order given.
#[derive(Clone, Debug, PartialEq)]
pub enum LessonEffect {
    /// Send this command.
    Send(Command),
    /// Save unsaved changes: another program is about to be opened.
    Save,
    /// Set the pack to open at the next start.
    Remember(Option<PackPlace>),
    /// Make room for the panel, which is now shown.
    Shown {
        /// True if a narrow window turns to the panel.
        is_turned_to: bool,
    },
    /// Leave the panel, which is now hidden.
    Hidden,
    /// Replace the editor's text, as one change that can be undone.
    SetText(String),
    /// Replace the editor's text, as one change that can be undone, and the boards and parts.
    BeginAnew(Content),
    /// Check the program.
    Check,
    /// Show the scenario that is replayed.
    Replay {
        /// Family of its board.
        family: BoardFamily,
        /// Pane with its output.
        output: Output,
    },
    /// Show a problem as a notice.
    Notify(Message),
}

impl LessonEffect {
    /// Creates the request that sends a command to the pack shelf.
    fn pack(command: PackCommand) -> Self {
        Self::Send(Command::Pack(command))
    }
}

/// A requested recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asking {
    number: u64,
    /// Index of the scenario in the report.
    scenario: usize,
    /// Time at which the replay opens, in microseconds since the script's first line.
    at_us: u64,
}

/// A pack's id and version, and a step's name.
type StepKey = (String, String, String);

/// Reason why a pack is being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// The user asked for it.
    Asked,
    /// It was open when the lab was closed; if it is no longer available, no error is shown.
    Again,
}

/// The open pack.
struct OpenPack {
    place: PackPlace,
    pack: Arc<PackView>,
    /// Index of the displayed step, from 0.
    step: usize,
    progress: PackProgress,
    pictures: Pictures,
    /// Error in the pack's folder since it was opened; the last good version stays open.
    problem: Option<PackError>,
    check: StepRun,
}

/// State of the last check of a step.
#[derive(Default)]
enum StepRun {
    #[default]
    None,
    /// The check was requested.
    Waiting { number: u64, revision: u64, step: Box<StepCheck> },
    /// The check is done.
    Done { number: u64, revision: u64, step: Box<StepCheck>, report: CheckReport },
    /// The check could not be made.
    Failed(Mistake),
}

impl OpenPack {
    fn new(place: PackPlace, pack: Arc<PackView>, progress: PackProgress) -> Self {
        let names = &pack.manifest.steps;
        let last = progress.last_step.as_ref().and_then(|last| names.iter().position(|name| name == last));
        let first_open = names.iter().position(|name| !progress.has_passed(name));
        let step = last.or(first_open).unwrap_or(0);
        Self { place, pack, step, progress, pictures: Pictures::new(), problem: None, check: StepRun::None }
    }

    fn step(&self) -> Option<&StepView> {
        self.pack.steps.get(self.step)
    }

    /// Returns the key that identifies the step.
    fn key(&self) -> Option<StepKey> {
        let manifest = &self.pack.manifest;
        Some((manifest.id.clone(), manifest.version.clone(), self.step()?.name.clone()))
    }

    /// Returns the project with the pupil's program for the step.
    fn project(&self) -> Option<&ProjectId> {
        self.progress.steps.get(&self.step()?.name)?.project.as_ref()
    }

    fn state(&self, revision: u64) -> StepState<'_> {
        match &self.check {
            StepRun::None => StepState::NotChecked,
            StepRun::Waiting { .. } => StepState::Checking,
            StepRun::Done { number, report, revision: checked, .. } => {
                StepState::Checked { number: *number, report, is_stale: *checked != revision }
            }
            StepRun::Failed(mistake) => StepState::Failed(mistake),
        }
    }

    /// Replaces the pack by a newly read version. The pupil stays at the same step; the pictures and the check are
    /// discarded.
    fn renew(&mut self, pack: Arc<PackView>, progress: PackProgress) {
        let name = self.step().map(|step| step.name.clone());
        let names = &pack.manifest.steps;
        let there = name.and_then(|name| names.iter().position(|known| *known == name));
        self.step = there.unwrap_or(self.step.min(pack.steps.len().saturating_sub(1)));
        self.progress = progress;
        self.pack = pack;
        self.pictures.clear();
        self.problem = None;
        self.check = StepRun::None;
    }
}

impl Lessons {
    /// True if the editor holds the program of the open step.
    pub fn is_own_program(&self, open: Option<&ProjectInfo>) -> bool {
        let wanted = self.open.as_ref().and_then(OpenPack::project);
        wanted.is_some() && wanted == open.map(|info| &info.id)
    }

    /// True if a new project for the open step was requested and has not arrived.
    fn is_being_made(&self) -> bool {
        let key = self.open.as_ref().and_then(OpenPack::key);
        let is_it =
            |(of, wanted): &(StepKey, Wanted)| Some(of) == key.as_ref() && matches!(wanted, Wanted::New(_));
        self.wanted.iter().any(is_it)
    }

    /// Updates the list of progress with that of the open pack, and returns the command that saves it.
    fn keep(&mut self) -> Option<PackCommand> {
        let progress = self.open.as_ref()?.progress.clone();
        match self.progress.iter_mut().find(|known| is_same(known, &progress)) {
            Some(known) => *known = progress.clone(),
            None => self.progress.push(progress.clone()),
        }
        Some(PackCommand::KeepProgress(progress))
    }

    /// Returns the pupil's progress in this version of a pack.
    fn progress_in(&self, pack: &PackView) -> PackProgress {
        let none = PackProgress::new(&pack.manifest.id, &pack.manifest.version);
        self.progress.iter().find(|known| is_same(known, &none)).cloned().unwrap_or(none)
    }

    /// Updates the progress after a step's project got another id, or was deleted (`to` is `None`). Returns the
    /// commands that save it.
    fn follow(&mut self, from: &ProjectId, to: Option<&ProjectId>) -> Vec<PackCommand> {
        let mut commands = Vec::new();
        let open = self.open.as_mut().map(|open| &mut open.progress);
        let all = self.progress.iter_mut().chain(open);
        for progress in all {
            let steps = progress.steps.values_mut().filter(|step| step.project.as_ref() == Some(from));
            let changed = steps.map(|step| step.project = to.cloned()).count();
            if changed > 0 {
                commands.push(PackCommand::KeepProgress(progress.clone()));
            }
        }
        // The progress of the open pack is in the list of all, too.
        commands.dedup();
        commands
    }

    /// Returns the packs on the shelf, once they are known.
    pub fn packs(&self) -> Option<&[PackEntry]> {
        self.packs.as_deref()
    }
}

fn is_same(one: &PackProgress, other: &PackProgress) -> bool {
    (&one.pack, &one.version) == (&other.pack, &other.version)
}
