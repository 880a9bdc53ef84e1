//! Copies of a lab's state, to go back to: its boards with all that is on the wires, and what the script has yet to get.

use std::collections::{BTreeMap, VecDeque};

use digilab_devices::command::{CommandId, Reply};
use digilab_devices::driver::BoardEvent;
use digilab_devices::error::DeviceError;
use digilab_devices::sim::link::Bench;

use super::past::Told;
use super::typing::Typing;
use super::{BoardId, Lab, LabBoard};
use crate::inputs::Inputs;
use crate::random::Random;
use crate::tap::{Tap, TapLink};

/// The state of a lab at a moment of its run. Nothing that happens afterwards changes it.
pub(crate) struct LabCopy {
    boards: Vec<LabBoard>,
    events: VecDeque<(BoardId, BoardEvent)>,
    outcomes: BTreeMap<(BoardId, CommandId), Result<Reply, DeviceError>>,
    scrolls: BTreeMap<BoardId, CommandId>,
    inputs: Inputs,
    lines: VecDeque<(u64, String)>,
    typing: Typing,
    random: Random,
    clock_us: u64,
    /// Time that the script's work has taken since, in microseconds.
    ahead_us: u64,
    skipped: u64,
    operations: u64,
    /// Number of entries of the trace.
    traced: u64,
    told: Told,
    /// Number of lines that the script had reached.
    steps: u64,
    /// Number of observations.
    observed: u64,
}

impl LabCopy {
    /// Returns the number of lines that the script had reached.
    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }

    /// Returns the number of observations that were made before.
    pub(crate) fn observed(&self) -> u64 {
        self.observed
    }
}

impl LabBoard {
    /// Copies a simulated board. `None` for a real one.
    fn copy(&self) -> Option<Self> {
        let mut tap = Tap::default();
        let around = |link| {
            let (link, its_tap) = TapLink::new(link);
            tap = its_tap;
            Box::new(link) as _
        };
        let session = self.session.copy(around)?;
        let bench = self.bench.as_ref().and_then(Bench::take_copy);
        Some(Self {
            session,
            tap,
            bench,
            kind: self.kind,
            shown: self.shown.clone(),
            is_ready: self.is_ready,
        })
    }
}

impl Lab {
    /// Copies the state of the run. `None` if a real board takes part, or if the run keeps no past.
    pub(crate) fn copy(&self) -> Option<LabCopy> {
        let past = self.past.as_ref()?;
        Some(LabCopy {
            boards: self.boards.iter().map(LabBoard::copy).collect::<Option<_>>()?,
            events: self.events.clone(),
            outcomes: self.outcomes.clone(),
            scrolls: self.scrolls.clone(),
            inputs: self.settings.inputs.clone(),
            lines: self.settings.lines.clone(),
            typing: self.typing.clone(),
            random: self.random.clone(),
            clock_us: self.clock_us,
            ahead_us: self.now_on_clock_us().saturating_sub(self.clock_us),
            skipped: self.skipped,
            operations: self.operations,
            traced: self.trace.count(),
            told: self.told,
            steps: past.steps(),
            observed: past.observed(),
        })
    }

    /// Puts the run into the state of a copy, which stays as it is. What was observed since is observed again, up to
    /// line number `step`; without output.
    pub(crate) fn go_back(&mut self, copy: &LabCopy, step: u64) {
        let Some(past) = &mut self.past else { return };
        past.go_back(copy.steps, copy.observed, step);
        // Boards that were copied once can be copied again.
        self.boards = copy.boards.iter().filter_map(LabBoard::copy).collect();
        self.events.clone_from(&copy.events);
        self.outcomes.clone_from(&copy.outcomes);
        self.scrolls.clone_from(&copy.scrolls);
        self.settings.inputs.clone_from(&copy.inputs);
        self.settings.lines.clone_from(&copy.lines);
        self.typing.clone_from(&copy.typing);
        self.random.clone_from(&copy.random);
        self.clock_us = copy.clock_us;
        self.ahead_us = copy.ahead_us;
        self.skipped = copy.skipped;
        self.operations = copy.operations;
        self.trace.cut(copy.traced);
        self.told_before = std::mem::replace(&mut self.told, copy.told);
        self.stepping.take_changed();
    }
}
