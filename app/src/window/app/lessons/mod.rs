//! The lesson packs in the window: the shelf, the pack that is open, how far the pupil has come, the last check.

mod check;
mod events;
mod flow;
mod program;
mod replayed;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use digilab_lab::lab_protocol::StepCheck;
use digilab_lab::lesson::CheckReport;
use digilab_lab::mistakes::Mistake;
use digilab_lessons::view::{PackView, StepView};

use self::program::Wanted;
use self::replayed::Replayed;
use crate::window::lesson::Pictures;
use crate::window::lesson::panel::{LessonPanel, StepState};

/// The packs, and what is done with them.
#[derive(Default)]
pub struct Lessons {
    /// Whether the panel is shown.
    pub is_shown: bool,
    panel: LessonPanel,
    packs: Option<Vec<PackEntry>>,
    /// Of every pack that anything was done in.
    progress: Vec<PackProgress>,
    opening: Option<Opening>,
    open: Option<OpenPack>,
    /// The projects that were asked of the store, oldest first, each with the pack's id and version and the step's name.
    wanted: Vec<(StepKey, Wanted)>,
    /// The program of the step that is open is to come into the editor.
    is_on_its_way: bool,
    /// A scenario that is looked at again.
    replayed: Option<Replayed>,
    /// How many checks and recordings were asked for.
    asked: u64,
    /// The recording that was asked for last.
    asking: Option<Asking>,
}

/// A recording that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asking {
    number: u64,
    /// Of which scenario in the report.
    scenario: usize,
    /// When to look at it first, microseconds since the script's first line.
    at_us: u64,
}

/// A pack's id and version, and a step's name.
type StepKey = (String, String, String);

/// A pack that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// By a person.
    Asked,
    /// Since it was open when the lab was closed: where it cannot be had any more, nothing is said.
    Again,
}

/// The pack that is open.
struct OpenPack {
    place: PackPlace,
    pack: Arc<PackView>,
    /// The step that is looked at, from 0.
    step: usize,
    progress: PackProgress,
    pictures: Pictures,
    /// Why the folder cannot be used as it is now, though it could before.
    problem: Option<PackError>,
    check: StepRun,
}

/// What came of the last check of a step.
#[derive(Default)]
enum StepRun {
    #[default]
    None,
    /// The lab was asked.
    Waiting { number: u64, revision: u64, step: Box<StepCheck> },
    /// It has answered.
    Done { number: u64, revision: u64, step: Box<StepCheck>, report: CheckReport },
    /// It could not.
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

    /// What tells the step from all others.
    fn key(&self) -> Option<StepKey> {
        let manifest = &self.pack.manifest;
        Some((manifest.id.clone(), manifest.version.clone(), self.step()?.name.clone()))
    }

    /// The project with the pupil's program for the step.
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

    /// The pack was read again: what was shown of the older one is forgotten, but not where the pupil stands.
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
    /// Whether the editor holds the program of the step that is open.
    fn is_own_program(&self, open: Option<&ProjectInfo>) -> bool {
        let wanted = self.open.as_ref().and_then(OpenPack::project);
        wanted.is_some() && wanted == open.map(|info| &info.id)
    }

    /// Whether a project for the step that is open was asked for and has not come.
    fn is_being_made(&self) -> bool {
        let key = self.open.as_ref().and_then(OpenPack::key);
        let is_it =
            |(of, wanted): &(StepKey, Wanted)| Some(of) == key.as_ref() && matches!(wanted, Wanted::New(_));
        self.wanted.iter().any(is_it)
    }

    /// Notes that something was reached, here and where it is kept.
    fn keep(&mut self) -> Option<PackCommand> {
        let progress = self.open.as_ref()?.progress.clone();
        match self.progress.iter_mut().find(|known| is_same(known, &progress)) {
            Some(known) => *known = progress.clone(),
            None => self.progress.push(progress.clone()),
        }
        Some(PackCommand::KeepProgress(progress))
    }

    /// How far the pupil has come in this version of a pack.
    fn progress_in(&self, pack: &PackView) -> PackProgress {
        let none = PackProgress::new(&pack.manifest.id, &pack.manifest.version);
        self.progress.iter().find(|known| is_same(known, &none)).cloned().unwrap_or(none)
    }

    /// The project of a step has another name now, or is gone.
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
        // The pack that is open stands in the list of all, too.
        commands.dedup();
        commands
    }

    /// The packs on the shelf, if they have been told.
    pub fn packs(&self) -> Option<&[PackEntry]> {
        self.packs.as_deref()
    }

    /// What is looked at again, if anything is.
    pub fn replayed(&mut self) -> Option<&mut Replayed> {
        self.replayed.as_mut()
    }

    /// The program runs again, or another one is open: what was looked at is over.
    pub fn end_replay(&mut self) {
        self.replayed = None;
    }
}

fn is_same(one: &PackProgress, other: &PackProgress) -> bool {
    (&one.pack, &one.version) == (&other.pack, &other.version)
}
