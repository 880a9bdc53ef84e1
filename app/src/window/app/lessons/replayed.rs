//! A scenario that is looked at again: what its program wrote and plotted up to a time.

use digilab_devices::board::BoardKind;
use digilab_lab::lesson::Recording;
use digilab_lessons::language::LocalText;

use crate::window::console::Console;
use crate::window::lesson::replay::Replay;
use crate::window::plot::Plot;

/// A scenario, with a console and a plot of its own: those of the pupil's last run stay as they are.
pub struct Replayed {
    /// The scenario.
    pub replay: Replay,
    /// What the program had written by then.
    pub console: Console,
    /// What it had plotted by then.
    pub plot: Plot,
    /// The revision of the text that was checked.
    revision: u64,
    /// How much of the recording console and plot hold.
    held: (usize, usize),
}

impl Replayed {
    /// Shows a scenario as it was at a time.
    ///
    /// # Arguments
    /// - `revision`: of the text that was checked.
    pub fn new(recording: Recording, at_us: u64, scenario: LocalText, revision: u64) -> Self {
        let replay = Replay::new(recording, at_us, scenario);
        let mut replayed =
            Self { replay, console: Console::new(), plot: Plot::new(), revision, held: (0, 0) };
        replayed.follow();
        replayed
    }

    /// Brings console and plot to the time that is looked at.
    pub fn follow(&mut self) {
        let (lines, points) = (self.replay.lines(), self.replay.points());
        if lines.len() < self.held.0 {
            self.console = Console::new();
            self.held.0 = 0;
        }
        if points.len() < self.held.1 {
            self.plot = Plot::new();
            self.held.1 = 0;
        }
        for (_, line) in &lines[self.held.0..] {
            self.console.push_line(line);
        }
        for (at_us, name, value) in &points[self.held.1..] {
            self.plot.push(*at_us, name, *value);
        }
        self.held = (lines.len(), points.len());
    }

    /// The board that is seen.
    pub fn kind(&self) -> BoardKind {
        self.replay.kind()
    }

    /// The line that ran, in the text of `revision`.
    pub fn line(&self, revision: u64) -> Option<u32> {
        self.replay.script_line().filter(|_| revision == self.revision)
    }
}
