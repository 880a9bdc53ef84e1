//! Handles live commands: inputs to a simulated board while a run goes on, and stepping through the script.

use digilab_devices::error::DeviceError;

use super::{BenchAction, BoardId, Lab, LabError, LabOutput, LiveCommand, Pace};
use crate::trace::TraceEvent;
use crate::transcript::Record;

impl Lab {
    /// True if the run pauses at the next line.
    pub fn is_stepping(&self) -> bool {
        self.stepping.pace == Pace::Step
    }

    /// True if the script pauses at a line.
    pub(super) fn is_paused(&self) -> bool {
        self.stepping.is_paused
    }

    /// True if the script must be [held](Self::hold) before it goes on.
    pub fn is_held(&self) -> bool {
        self.is_paused() || self.settings.control.as_ref().is_some_and(|control| control.wants_turn())
    }

    /// Applies the bench setup of a simulated board.
    pub(super) fn set_bench(&mut self, id: BoardId) {
        let Some(kind) = self.boards.get(id.0).map(|board| board.kind) else { return };
        let setups = self.settings.benches.iter().filter(|setup| setup.want.fits(kind));
        let actions: Vec<BenchAction> = setups.flat_map(|setup| setup.actions.clone()).collect();
        for action in &actions {
            // Actions on parts that this version lacks (such as a V1's microphone) are skipped.
            let _ = self.act(id, action);
        }
    }

    fn act(&mut self, id: BoardId, action: &BenchAction) -> Result<(), DeviceError> {
        let at_us = self.clock_us;
        let bench = self.boards.get(id.0).and_then(|board| board.bench.clone());
        let Some(bench) = bench else { return Ok(()) };
        match action {
            BenchAction::Input(input) => bench.input(at_us, input),
            BenchAction::Attach { pin, part } => bench.attach(at_us, *pin, *part),
            BenchAction::Detach { pin } => {
                bench.detach(at_us, *pin);
                Ok(())
            }
        }
    }

    /// Handles the live commands since the last call.
    pub(super) fn do_live(&mut self) -> Result<(), LabError> {
        // Commands before the script begins wait: its boards may not be there yet.
        if self.start_us.is_none() {
            return Ok(());
        }
        while let Some(command) = self.next_command() {
            match command {
                LiveCommand::Pace(pace) => {
                    self.stepping.pace = pace;
                    self.resume();
                }
                LiveCommand::Back { lines } => {
                    self.want_back(lines);
                    if !self.is_paused() {
                        return Ok(());
                    }
                }
                command => {
                    if let Some(past) = &mut self.past {
                        past.act(command.clone());
                    }
                    self.do_command(command)?;
                }
            }
        }
        Ok(())
    }

    /// Does what somebody does: types a line, or acts on a board.
    pub(super) fn do_command(&mut self, command: LiveCommand) -> Result<(), LabError> {
        match command {
            LiveCommand::Line { text } => self.typed(text),
            LiveCommand::Bench(want, action) => {
                let Some(index) = self.boards.iter().position(|board| want.fits(board.kind)) else {
                    return Ok(());
                };
                self.act(BoardId(index), &action)?;
                if let BenchAction::Input(input) = action {
                    let at_us = self.clock_us;
                    let event = TraceEvent::Input { board: index, input: input.clone() };
                    self.trace.push(self.now_us(), event);
                    self.record_with(|| Record::Input { at_us, board: index, input });
                }
            }
            LiveCommand::Pace(_) | LiveCommand::Back { .. } => {}
        }
        Ok(())
    }

    /// Begins a pause before `line`, which lasts until somebody steps on.
    pub(super) fn pause_at(&mut self, line: u32) {
        // A run does not pause if nobody can step on.
        if self.settings.control.is_none() || self.settings.replay.is_some() {
            return;
        }
        self.stepping.is_paused = true;
        let changed = self.stepping.take_changed();
        let can_go_back = self.can_go_back();
        let step = self.step();
        self.tell(LabOutput::Paused { step, line, changed, can_go_back });
    }
}
