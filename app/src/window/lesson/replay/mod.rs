//! Replay of a scenario: a timeline to move on, and the state at its time.

mod bar;
#[cfg(test)]
mod tests;

use digilab_devices::board::{BoardKind, BoardState};
use digilab_lab::lesson::{Recording, Said};
use digilab_lessons::language::LocalText;

/// A scenario's recording, and the time that is shown.
pub struct Replay {
    recording: Recording,
    scenario: LocalText,
    /// Time that is shown, in microseconds since the script's first line.
    at_us: u64,
    /// Time of the failure, at which the replay was opened, in microseconds.
    failed_us: u64,
    /// While playing: the start in egui's seconds, and the time it started from in microseconds.
    playing: Option<(f64, u64)>,
    nothing: BoardState,
}

impl Replay {
    /// Creates a replay of a recording, at `at_us`.
    ///
    /// # Arguments
    /// - `scenario`: the name of the scenario in the pack.
    pub fn new(recording: Recording, at_us: u64, scenario: LocalText) -> Self {
        let at_us = at_us.min(recording.end_us);
        Self { recording, scenario, at_us, failed_us: at_us, playing: None, nothing: BoardState::default() }
    }

    /// Returns the time that is shown, in microseconds since the script's first line.
    pub fn at_us(&self) -> u64 {
        self.at_us
    }

    /// Returns the kind of the board.
    pub fn kind(&self) -> BoardKind {
        self.recording.kind
    }

    /// Returns the state of the board at this time.
    pub fn board(&self) -> &BoardState {
        let states = &self.recording.states;
        let until = states.partition_point(|(from_us, _)| *from_us <= self.at_us);
        until.checked_sub(1).and_then(|at| states.get(at)).map_or(&self.nothing, |(_, state)| state)
    }

    /// Returns the line of the script that runs at this time, from 1.
    pub fn script_line(&self) -> Option<u32> {
        let lines = &self.recording.script_lines;
        let until = lines.partition_point(|(from_us, _)| *from_us <= self.at_us);
        until.checked_sub(1).and_then(|at| lines.get(at)).map(|(_, line)| *line)
    }

    /// Returns the console lines up to this time.
    pub fn lines(&self) -> &[(u64, String)] {
        let lines = &self.recording.lines;
        &lines[..lines.partition_point(|(at_us, _)| *at_us <= self.at_us)]
    }

    /// Returns the points of the plot up to this time.
    pub fn points(&self) -> &[(u64, String, f64)] {
        let points = &self.recording.points;
        &points[..points.partition_point(|(at_us, ..)| *at_us <= self.at_us)]
    }

    /// Returns the last input to the board up to this time.
    fn last_input(&self) -> Option<&(u64, Said)> {
        let inputs = &self.recording.inputs;
        let until = inputs.partition_point(|(at_us, _)| *at_us <= self.at_us);
        until.checked_sub(1).and_then(|at| inputs.get(at))
    }

    /// Returns every time at which something changes, unordered.
    fn moments(&self) -> impl Iterator<Item = u64> {
        let recording = &self.recording;
        let states = recording.states.iter().map(|(at_us, _)| *at_us);
        let lines = recording.lines.iter().map(|(at_us, _)| *at_us);
        let points = recording.points.iter().map(|(at_us, ..)| *at_us);
        let inputs = recording.inputs.iter().map(|(at_us, _)| *at_us);
        states.chain(lines).chain(points).chain(inputs).chain([0, recording.end_us])
    }

    /// Goes to the next time at which something changes.
    fn forward(&mut self) {
        self.playing = None;
        let next = self.moments().filter(|at_us| *at_us > self.at_us).min();
        self.at_us = next.unwrap_or(self.recording.end_us).min(self.recording.end_us);
    }

    /// Goes to the time before.
    fn back(&mut self) {
        self.playing = None;
        self.at_us = self.moments().filter(|at_us| *at_us < self.at_us).max().unwrap_or(0);
    }

    /// Advances with real time while playing.
    fn play(&mut self, now_s: f64) {
        let Some((since_s, from_us)) = self.playing else { return };
        let passed_us = ((now_s - since_s).max(0.0) * 1e6) as u64;
        self.at_us = from_us.saturating_add(passed_us).min(self.recording.end_us);
        if self.at_us == self.recording.end_us {
            self.playing = None;
        }
    }

    /// Starts playing, from the beginning if it is at the end; or pauses.
    fn toggle(&mut self, now_s: f64) {
        if self.playing.take().is_none() {
            let from_us = if self.at_us >= self.recording.end_us { 0 } else { self.at_us };
            self.at_us = from_us;
            self.playing = Some((now_s, from_us));
        }
    }
}
