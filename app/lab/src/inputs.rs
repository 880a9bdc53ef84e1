//! What is done to a run's simulated boards, in the order of its times.

use std::collections::VecDeque;

use digilab_devices::sim::script::ScheduledInput;

/// The inputs that are still to come; their times count from the script's first line.
#[derive(Debug, Default)]
pub struct Inputs(VecDeque<ScheduledInput>);

impl Inputs {
    /// Inputs given in any order; those of one moment keep theirs.
    pub fn new(mut inputs: Vec<ScheduledInput>) -> Self {
        inputs.sort_by_key(|input| input.at_us);
        Self(inputs.into())
    }

    /// The time of the next one, microseconds since the script began.
    pub(crate) fn next_us(&self) -> Option<u64> {
        self.0.front().map(|input| input.at_us)
    }

    /// Takes the next one whose time has come.
    pub(crate) fn next_due(&mut self, now_us: u64) -> Option<ScheduledInput> {
        self.0.pop_front_if(|input| input.at_us <= now_us)
    }
}
