//! The replay of a scenario: the output and the plot of its program up to a point in time.

use digilab_devices::board::BoardKind;
use digilab_lab::lesson::Recording;
use digilab_lessons::language::LocalText;

use crate::window::console::Console;
use crate::window::lesson::replay::Replay;
use crate::window::plot::Plot;

/// A replayed scenario, with a console and a plot of its own: those of the pupil's last run stay as they are.
pub struct Replayed {
    /// The recorded scenario and its time line.
    pub replay: Replay,
    /// Output of the program up to that time.
    pub console: Console,
    /// Plot of the program up to that time.
    pub plot: Plot,
    /// Revision of the text that was checked.
    revision: u64,
    /// Number of recorded lines in the console, and of recorded points in the plot.
    held: (usize, usize),
}

impl Replayed {
    /// Opens a scenario at a point in time.
    ///
    /// # Arguments
    /// - `at_us`: the time to show, in microseconds since the script's first line.
    /// - `revision`: revision of the text that was checked.
    pub fn new(recording: Recording, at_us: u64, scenario: LocalText, revision: u64) -> Self {
        let replay = Replay::new(recording, at_us, scenario);
        let mut replayed =
            Self { replay, console: Console::new(), plot: Plot::new(), revision, held: (0, 0) };
        replayed.follow();
        replayed
    }

    /// Brings console and plot to the displayed time.
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

    /// Returns the kind of the displayed board.
    pub fn kind(&self) -> BoardKind {
        self.replay.kind()
    }

    /// Returns the line that ran, if `revision` is the text that was checked.
    pub fn line(&self, revision: u64) -> Option<u32> {
        self.replay.script_line().filter(|_| revision == self.revision)
    }
}
