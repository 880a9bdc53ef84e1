//! Goes back to earlier lines of a run, through its past again, and on from there.

use std::collections::BTreeMap;

use super::past::{Observation, Past};
use super::{BoardId, Lab, LabError, LabOutput, LiveCommand, Pace};

impl Lab {
    /// Counts a line that the script reaches. Returns true if the trace must know it: the run pauses there, or did.
    pub(crate) fn begin_line(&mut self) -> bool {
        let is_paused_there = self.past.as_mut().is_some_and(Past::begin_line);
        is_paused_there || self.is_stepping() && !self.is_redoing()
    }

    /// True while the run goes through its past.
    pub(super) fn is_redoing(&self) -> bool {
        self.past.as_ref().is_some_and(Past::is_redoing)
    }

    /// True if the run pauses at a line of its past.
    pub(super) fn is_in_past(&self) -> bool {
        self.past.as_ref().is_some_and(|past| !past.is_present())
    }

    /// Tells the window what happens, unless it knows.
    pub(super) fn tell(&mut self, output: LabOutput) {
        if !self.past.as_ref().is_some_and(Past::is_silent) {
            (self.output)(output);
        }
    }

    /// Returns true if a call of the script made an observation here. `None` in the present.
    pub(super) fn observed_here(&self) -> Option<bool> {
        let past = self.past.as_ref().filter(|past| past.is_redoing())?;
        Some(past.observes_after(self.skipped))
    }

    /// Takes the next observation of the past. `None` in the present.
    pub(super) fn observe_again(&mut self) -> Option<Observation> {
        let past = self.past.as_mut().filter(|past| past.is_redoing())?;
        let observation = past.take_next();
        match observation {
            Some(_) => self.ahead_us = 0,
            None => self.go_on_from_here(),
        }
        observation
    }

    /// Goes on in the present, if somebody steps and this was the last observation.
    pub(super) fn arrive_in_present(&mut self) {
        if self.past.as_ref().is_some_and(|past| !past.is_silent() && !past.has_next()) {
            self.go_on_from_here();
        }
    }

    /// Notes an observation of the present.
    pub(super) fn note_observation(&mut self) {
        let is_part = self.start_us.is_some() && !self.is_finished;
        let (at_us, skipped, is_paused) = (self.clock_us, self.skipped, self.is_paused());
        let Some(past) = self.past.as_mut().filter(|_| is_part) else { return };
        let paused_at = is_paused.then(|| past.steps());
        past.observe(Observation { at_us, skipped, paused_at, commands: Vec::new() });
    }

    /// Returns true at a line of the past where the run does not pause now. What was observed while it paused there
    /// is observed again.
    pub(super) fn passes_line(&mut self, line: u32) -> bool {
        let Some(past) = self.past.as_mut().filter(|past| past.is_redoing()) else { return false };
        if past.is_at_target() {
            let is_silent = past.is_silent();
            past.arrive();
            self.stepping.pace = Pace::Step;
            if is_silent {
                self.tell_restored(line);
            }
            return is_silent;
        }
        self.observe_pause_again();
        true
    }

    /// Takes the variables, if the run has come back to a line whose variables somebody waits for.
    pub(crate) fn know_variables(&mut self, variables: impl FnOnce() -> BTreeMap<String, String>) {
        if self.past.as_ref().is_some_and(|past| past.is_silent() && past.is_at_target()) {
            self.variables = variables().into_iter().collect();
        }
    }

    fn observe_pause_again(&mut self) {
        while self.past.as_ref().is_some_and(Past::was_paused_here) {
            // A board's failure was the script's mistake then, and comes again at its next call.
            let _ = self.observe();
        }
    }

    fn tell_restored(&mut self, line: u32) {
        self.stepping.is_paused = true;
        for (index, board) in self.boards.iter().enumerate() {
            let (kind, state) = (board.kind, board.shown.clone());
            (self.output)(LabOutput::Board { board: BoardId(index), kind, state });
        }
        let restored = LabOutput::Restored {
            step: self.step(),
            line,
            variables: std::mem::take(&mut self.variables),
            lines: self.told_before.lines.saturating_sub(self.told.lines),
            samples: self.told_before.samples.saturating_sub(self.told.samples),
            is_asking: self.typing.is_asking(),
            can_go_back: self.can_go_back(),
        };
        (self.output)(restored);
    }

    /// Returns the number of lines that the script has reached; 0 if the run keeps no past.
    pub(super) fn step(&self) -> u64 {
        self.past.as_ref().map_or(0, Past::steps)
    }

    /// True if the run can go back from the line where it is. Real boards cannot.
    pub(super) fn can_go_back(&self) -> bool {
        let Some(past) = self.past.as_ref().filter(|past| past.can_go_back()) else { return false };
        self.boards.iter().skip(past.copied_boards()).all(|board| board.bench.is_some())
    }

    /// Handles what somebody does while the script pauses. In the present the boards go on meanwhile.
    ///
    /// # Errors
    /// A board's failure, `Stopped`, `TimeOver`.
    pub(super) fn attend_pause(&mut self) -> Result<(), LabError> {
        if !self.is_in_past() {
            return self.observe();
        }
        if self.settings.stop.is_stopped() {
            return Err(LabError::Stopped);
        }
        while self.is_paused()
            && let Some(command) = self.next_command()
        {
            match command {
                LiveCommand::Back { lines } => self.want_back(lines),
                LiveCommand::Pace(Pace::Step) => {
                    if let Some(past) = &mut self.past {
                        past.step();
                    }
                    self.resume();
                    self.observe_pause_again();
                }
                LiveCommand::Pace(Pace::Run) => {
                    self.stepping.pace = Pace::Run;
                    self.go_on_from_here();
                    self.resume();
                    return self.observe();
                }
                command => {
                    // What somebody does to the boards begins another future.
                    self.go_on_from_here();
                    self.unhandled = Some(command);
                    return self.observe();
                }
            }
        }
        Ok(())
    }

    /// Takes the next live command.
    pub(super) fn next_command(&mut self) -> Option<LiveCommand> {
        let unhandled = self.unhandled.take();
        unhandled.or_else(|| self.settings.control.as_mut()?.next_command())
    }

    /// Ends a pause.
    pub(super) fn resume(&mut self) {
        if std::mem::take(&mut self.stepping.is_paused) {
            self.tell(LabOutput::Resumed);
        }
    }

    /// Notes that somebody wants to go back, from a pause.
    pub(super) fn want_back(&mut self, lines: u64) {
        if self.is_paused()
            && self.can_go_back()
            && let Some(past) = &mut self.past
            && past.want_back(lines)
        {
            self.stepping.is_paused = false;
        }
    }

    /// Forgets what came later, and goes on in the present from the time of the last observation.
    pub(super) fn go_on_from_here(&mut self) {
        let Some(past) = self.past.as_mut().filter(|past| !past.is_present()) else { return };
        past.cut();
        let then_us = self.clock_us.saturating_add(std::mem::take(&mut self.ahead_us));
        self.behind_us += self.now_on_clock_us().saturating_sub(then_us);
    }

    /// Takes the line to which the run shall go back.
    pub(crate) fn take_wanted(&mut self) -> Option<u64> {
        self.past.as_mut()?.take_wanted()
    }

    /// Takes notice of the copies of the run: the observations before number `observed` are no longer needed, and it
    /// can go back to line number `reach`.
    pub(crate) fn keep_past(&mut self, observed: u64, reach: Option<u64>) {
        let boards = self.boards.len();
        if let Some(past) = &mut self.past {
            past.keep_from(observed, reach, boards);
        }
    }

    /// Returns the past, if the run is in the present and keeps one.
    pub(crate) fn present(&self) -> Option<Present> {
        let past = self.past.as_ref().filter(|past| past.is_present())?;
        Some(Present { steps: past.steps(), observed: past.observed(), bytes: past.bytes() })
    }
}

/// What a run in the present has behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Present {
    /// Number of lines that the script has reached.
    pub steps: u64,
    /// Number of observations.
    pub observed: u64,
    /// Memory of the observations, in bytes.
    pub bytes: usize,
}
