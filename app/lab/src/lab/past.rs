//! The past of a run: what it observed, by which a copy of an earlier state is brought to any line after it. The
//! script, its seed and its boards are the same then, so all the rest happens again by itself.

use std::collections::VecDeque;

use super::LiveCommand;

/// Number of console lines and of points for the plot that a run has told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// Lines that were printed or typed.
    pub lines: u64,
    /// Points.
    pub samples: u64,
}

/// An observation of the clock and the boards.
#[derive(Clone, Debug)]
pub(super) struct Observation {
    /// Time on the clock, in microseconds.
    pub at_us: u64,
    /// Number of opportunities before it that were not taken.
    pub skipped: u64,
    /// The line, by its number, at which the script paused meanwhile.
    pub paused_at: Option<u64>,
    /// What somebody did.
    pub commands: Vec<LiveCommand>,
}

/// A line to which the run goes through its past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Target {
    step: u64,
    /// True if nothing is told on the way: the window has seen it.
    is_silent: bool,
}

/// The past of a run, and its place in it. At its end, the run goes on in the present.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// Number of lines that the script has reached.
    steps: u64,
    observations: VecDeque<Observation>,
    /// Number of the oldest observation that is kept.
    first: u64,
    /// Number of the next observation that is made again.
    next: u64,
    target: Option<Target>,
    /// Number of the first line to which the run can go back.
    reach: Option<u64>,
    /// Number of boards at the last copy.
    copied_boards: usize,
    /// Line to which somebody wants to go back.
    wanted: Option<u64>,
}

impl Past {
    /// Returns the number of lines that the script has reached.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Returns the number of observations that were made, up to the run's place in the past.
    pub fn observed(&self) -> u64 {
        self.next
    }

    fn end(&self) -> u64 {
        self.first + self.observations.len() as u64
    }

    /// True if the run is in the present.
    pub fn is_present(&self) -> bool {
        self.target.is_none() && self.next == self.end()
    }

    /// True if there is an observation that is made again.
    pub fn has_next(&self) -> bool {
        self.next < self.end()
    }

    /// True while the run goes through its past.
    pub fn is_redoing(&self) -> bool {
        self.target.is_some()
    }

    /// True while nothing is told, because it was told before.
    pub fn is_silent(&self) -> bool {
        self.target.is_some_and(|target| target.is_silent)
    }

    /// Counts a line. Returns true if the run pauses there, or did.
    pub fn begin_line(&mut self) -> bool {
        self.steps += 1;
        self.is_at_target() || self.was_paused_here()
    }

    /// True at the line to which the run goes.
    pub fn is_at_target(&self) -> bool {
        self.target.is_some_and(|target| target.step == self.steps)
    }

    /// True if the next observation was made while the run paused at this line.
    pub fn was_paused_here(&self) -> bool {
        self.peek().is_some_and(|next| next.paused_at == Some(self.steps))
    }

    /// Ends the way through the past: the run has arrived.
    pub fn arrive(&mut self) {
        self.target = None;
    }

    /// Notes an observation in the present.
    pub fn observe(&mut self, observation: Observation) {
        self.observations.push_back(observation);
        self.next = self.end();
    }

    /// Notes what somebody did at the last observation.
    pub fn act(&mut self, command: LiveCommand) {
        if let Some(last) = self.observations.back_mut() {
            last.commands.push(command);
        }
    }

    fn peek(&self) -> Option<&Observation> {
        self.observations.get(usize::try_from(self.next.checked_sub(self.first)?).ok()?)
    }

    /// True if an observation was made after `skipped` opportunities were not taken.
    pub fn observes_after(&self, skipped: u64) -> bool {
        self.peek().is_some_and(|next| next.paused_at.is_none() && next.skipped <= skipped)
    }

    /// Takes the next observation that is made again. `None` in the present.
    pub fn take_next(&mut self) -> Option<Observation> {
        let observation = self.peek().cloned()?;
        self.next += 1;
        Some(observation)
    }

    /// Forgets what comes after the run's place: it goes on in the present from here.
    pub fn cut(&mut self) {
        self.target = None;
        let kept = self.next.saturating_sub(self.first);
        self.observations.truncate(usize::try_from(kept).unwrap_or(usize::MAX));
    }

    /// Goes through the past to the next line, telling what happens.
    pub fn step(&mut self) {
        self.target = Some(Target { step: self.steps + 1, is_silent: false });
    }

    /// Goes back to where the script had reached `steps` lines and made `observed` observations, and from there to
    /// line number `step`.
    pub fn go_back(&mut self, steps: u64, observed: u64, step: u64) {
        self.steps = steps;
        self.next = observed;
        self.target = Some(Target { step, is_silent: true });
    }

    /// Forgets the observations before number `observed`, and takes notice that the run can go back to line number
    /// `reach`. `None` if it cannot go back at all.
    pub fn keep_from(&mut self, observed: u64, reach: Option<u64>, boards: usize) {
        self.reach = reach;
        self.copied_boards = boards;
        while self.first < observed && self.observations.pop_front().is_some() {
            self.first += 1;
        }
    }

    /// Returns the number of boards that could be copied.
    pub fn copied_boards(&self) -> usize {
        self.copied_boards
    }

    /// True if the run can go back from the line where it is.
    pub fn can_go_back(&self) -> bool {
        self.reach.is_some_and(|reach| reach < self.steps)
    }

    /// Takes notice that somebody wants to go back by a number of lines. Returns false if it cannot.
    pub fn want_back(&mut self, lines: u64) -> bool {
        let Some(reach) = self.reach.filter(|reach| *reach < self.steps) else { return false };
        self.wanted = Some(self.steps.saturating_sub(lines).max(reach));
        true
    }

    /// Takes the line to which somebody wants to go back.
    pub fn take_wanted(&mut self) -> Option<u64> {
        self.wanted.take()
    }

    /// Returns the memory that the observations take, in bytes.
    pub fn bytes(&self) -> usize {
        self.observations.capacity() * size_of::<Observation>()
    }
}
