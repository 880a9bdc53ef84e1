//! Observes clock and boards.

use digilab_devices::driver::BoardEvent;
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::text::samples::parse_samples;

use super::error::end_error;
use super::{BoardId, Lab, LabBoard, LabError};
use crate::trace::{TraceEvent, shortened};
use crate::transcript::{Record, to_hex};

/// Minimum time between two observations by calls. A millisecond is the resolution of boards, serial lines and
/// pupils.
const LOOK_INTERVAL_US: u64 = 1_000;

/// Maximum number of events kept for a script that does not read them.
const MAX_EVENTS: usize = 1_000;

impl Lab {
    /// Observes clock and boards if a millisecond has passed since the last observation. Every call of a script that
    /// needs the time or a board's events begins with it.
    ///
    /// # Errors
    /// A board's failure, `Stopped`, `TimeOver`.
    pub fn sync(&mut self) -> Result<(), LabError> {
        let due = match (&self.settings.replay, self.observed_here()) {
            (Some(replay), _) => replay.observes_after(self.skipped),
            (None, Some(is_observed)) => is_observed,
            (None, None) => self.now_on_clock_us().saturating_sub(self.clock_us) >= LOOK_INTERVAL_US,
        };
        if due {
            return self.observe();
        }
        self.skipped += 1;
        Ok(())
    }

    /// Observes clock and boards now.
    pub(super) fn observe(&mut self) -> Result<(), LabError> {
        let before_us = self.clock_us;
        let again = self.observe_again();
        self.clock_us = match &mut self.settings.replay {
            Some(replay) => {
                if let Some(difference) = replay.difference() {
                    return Err(LabError::Differs(difference));
                }
                let end = replay.end();
                match replay.observe() {
                    Some(at_us) => at_us,
                    None => {
                        let error = end_error(end, before_us);
                        if let LabError::Differs(difference) = &error {
                            replay.went_on(difference);
                        }
                        return Err(error);
                    }
                }
            }
            None if self.settings.stop.is_stopped() => return Err(LabError::Stopped),
            None => again.as_ref().map_or_else(|| self.now_on_clock_us(), |again| again.at_us),
        };
        match again {
            Some(_) => self.arrive_in_present(),
            None => self.note_observation(),
        }
        self.do_inputs()?;
        self.do_lines();
        match again {
            Some(again) => again.commands.into_iter().try_for_each(|command| self.do_command(command))?,
            None => self.do_live()?,
        }
        self.pump_boards()?;
        if self.is_over(self.clock_us) {
            return Err(LabError::TimeOver);
        }
        Ok(())
    }

    pub(super) fn is_over(&self, clock_us: u64) -> bool {
        match (self.start_us, self.settings.end_us) {
            (Some(start_us), Some(end_us)) => clock_us >= start_us.saturating_add(end_us),
            _ => false,
        }
    }

    /// Moves every board's bytes, records them, and collects the boards' events.
    pub(super) fn pump_boards(&mut self) -> Result<(), LabError> {
        let now_us = self.clock_us;
        let (mut inbound, mut failed, mut sent) = (Vec::new(), Vec::new(), Vec::new());
        let mut lines = Vec::new();
        let mut result = Ok(());
        for (index, board) in self.boards.iter_mut().enumerate() {
            if let Err(error) = board.session.pump(now_us)
                && result.is_ok()
            {
                result = Err(LabError::Device(error));
            }
            while let Some(event) = board.session.driver_mut().next_event() {
                if let BoardEvent::Line(text) = &event {
                    lines.push(text.clone());
                }
                if self.events.len() == MAX_EVENTS {
                    self.events.pop_front();
                }
                self.events.push_back((BoardId(index), event));
            }
            let passed = board.tap.take();
            if !passed.inbound.is_empty() {
                inbound.push((index, to_hex(&passed.inbound)));
            }
            if let Some(error) = passed.failure {
                failed.push((index, error));
            }
            if !passed.outbound.is_empty() {
                sent.push((index, to_hex(&passed.outbound)));
            }
        }
        let at_us = self.now_us();
        for (board, hex) in &inbound {
            self.trace.push(at_us, TraceEvent::Received { board: *board, hex: shortened(hex) });
        }
        for (board, hex) in &sent {
            self.trace.push(at_us, TraceEvent::Sent { board: *board, hex: shortened(hex) });
        }
        let skipped = std::mem::take(&mut self.skipped);
        self.record_with(|| Record::Observed { at_us: now_us, skipped, inbound, failed });
        for (board, hex) in sent {
            self.record_with(|| Record::Sent { at_us: now_us, board, hex });
        }
        for index in 0..self.boards.len() {
            self.show(BoardId(index));
        }
        for text in lines {
            self.board_said(&text);
        }
        result
    }

    fn do_inputs(&mut self) -> Result<(), LabError> {
        let now_us = self.now_us();
        // Before the script begins, nobody touches its boards.
        if self.start_us.is_none() {
            return Ok(());
        }
        while let Some(due) = self.settings.inputs.next_due(now_us) {
            let fits = |board: &LabBoard| board.bench.is_some() && due.is_for(board.kind);
            let Some(index) = self.boards.iter().position(fits) else { continue };
            let Some(board) = self.boards.get(index) else { continue };
            let Some(bench) = board.bench.clone() else { continue };
            let input = due.for_board(board.session.driver())?;
            let at_us = due.at_us.saturating_add(self.start_us.unwrap_or(0));
            bench.input(at_us, &input)?;
            self.trace.push(now_us, TraceEvent::Input { board: index, input: input.clone() });
            self.record_with(|| Record::Input { at_us, board: index, input });
        }
        Ok(())
    }

    /// Handles a line that a board printed: it goes to the console, and its numbers to the plot.
    fn board_said(&mut self, text: &str) {
        if self.is_finished {
            return;
        }
        self.print(text);
        for (index, (name, value)) in parse_samples(text).into_iter().enumerate() {
            let name = name.unwrap_or_else(|| (index + 1).to_string());
            self.plot(&name, value);
        }
    }

    /// Observes clock and boards. Returns true at `deadline_us` on the clock, at an event of a board, when the input
    /// that the script asks for was typed, or if `is_over`.
    pub(super) fn observe_until(
        &mut self,
        deadline_us: u64,
        is_over: &mut impl FnMut(&mut Self) -> bool,
    ) -> Result<bool, LabError> {
        self.observe()?;
        Ok(self.clock_us >= deadline_us || !self.events.is_empty() || self.has_answer() || is_over(self))
    }

    /// Converts a time of the script to the clock's own scale.
    pub(super) fn on_clock_us(&self, at_us: u64) -> u64 {
        at_us.saturating_add(self.start_us.unwrap_or(0))
    }

    /// Returns the time on the clock until which nothing can happen but what wakes it, at most `deadline_us`. `None`
    /// if nothing is to be waited for.
    ///
    /// # Errors
    /// `silent` if nothing ever can happen, which only a virtual clock knows.
    pub(super) fn idle_until(&mut self, deadline_us: u64) -> Result<Option<u64>, LabError> {
        if self.settings.replay.is_some() || self.is_redoing() {
            return Ok(None);
        }
        if self.is_in_past() {
            return Ok(Some(u64::MAX));
        }
        // The script's times count from its first line to its end. Before and after they may lie in the past, and a
        // virtual clock would advance in the smallest steps.
        let begun_us = self.start_us.filter(|_| !self.is_finished);
        let on_clock = |at_us: Option<u64>| Some(at_us?.saturating_add(begun_us?));
        let wake_us = self
            .boards
            .iter()
            .filter_map(|board| board.session.next_wake_us())
            .chain(on_clock(self.settings.end_us))
            .chain(on_clock(self.settings.inputs.next_us()))
            .chain(on_clock(self.settings.lines.front().map(|(at_us, _)| *at_us)))
            .min()
            .unwrap_or(u64::MAX)
            // A time that is not in the future means "right away"; a virtual clock must advance all the same.
            .max(self.clock_us.saturating_add(1))
            .min(deadline_us);
        if wake_us == u64::MAX && self.clock.is_virtual() {
            return Err(LabError::Device(DeviceError::new(DeviceErrorCode::Silent).with("port", "sim")));
        }
        // Simulated boards start up unseen before the script begins: that takes no real time.
        let is_unseen = self.start_us.is_none() && self.boards.iter().all(|board| board.bench.is_some());
        if is_unseen && wake_us != u64::MAX && !self.clock.is_virtual() {
            self.skipped_us += wake_us.saturating_sub(self.now_on_clock_us());
            return Ok(None);
        }
        Ok(Some(wake_us.saturating_add(self.behind_us).saturating_sub(self.skipped_us)))
    }

    /// Returns the clock's time, including the skipped time, and without the time that was spent looking back.
    pub(super) fn now_on_clock_us(&self) -> u64 {
        self.clock.now_us().saturating_add(self.skipped_us).saturating_sub(self.behind_us)
    }
}
