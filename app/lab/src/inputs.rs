//! Scheduled inputs to a run's simulated boards, ordered by time.

use std::collections::VecDeque;

use digilab_devices::sim::script::ScheduledInput;

/// The inputs that are still to come; their times count from the script's first line.
#[derive(Clone, Debug, Default)]
pub struct Inputs(VecDeque<ScheduledInput>);

impl Inputs {
    /// Sorts inputs by time; those of the same time keep their order.
    pub fn new(mut inputs: Vec<ScheduledInput>) -> Self {
        inputs.sort_by_key(|input| input.at_us);
        Self(inputs.into())
    }

    /// Returns the time of the next input, in microseconds since the script began.
    pub(crate) fn next_us(&self) -> Option<u64> {
        self.0.front().map(|input| input.at_us)
    }

    /// Takes the next input that is due.
    pub(crate) fn next_due(&mut self, now_us: u64) -> Option<ScheduledInput> {
        self.0.pop_front_if(|input| input.at_us <= now_us)
    }
}
