//! The states of a run to which it can go back: copies between which it is repeated.
//!
//! A copy is made when what has been done since the last one is worth many times the copy, so that copies cost little
//! of the time. They are kept as long as one of the last [`STEPS`] lines may need them, and as long as all of them
//! are small enough.

use super::copy::Copy;

/// Number of the newest lines to which a run can go back.
const STEPS: u64 = 10_000;

/// Maximum memory of all copies and observations, in bytes.
const MAX_BYTES: usize = 64 << 20;

/// Minimum operations between two copies; repeating them takes a few milliseconds. In tests there are more copies, so
/// that short runs have some.
const MIN_OPERATIONS: u64 = if cfg!(test) { 500 } else { 50_000 };

/// Operations that take as long as an observation of the boards.
const OPERATIONS_PER_OBSERVATION: u64 = 50;

/// Returns the operations that take a hundred times as long as copying `bytes` bytes; in tests, about as long.
fn worth(bytes: u64) -> u64 {
    if cfg!(test) { bytes / 25 } else { bytes.saturating_mul(4) }
}

/// A copy, and what it takes.
struct Kept {
    copy: Copy,
    bytes: usize,
}

/// The copies of a run, oldest first.
#[derive(Default)]
pub(super) struct History {
    kept: Vec<Kept>,
    /// Work that had been done at the newest copy, in operations.
    worked: u64,
    /// Size of the newest copy, in bytes.
    newest_bytes: usize,
}

/// Work done by a run, in operations.
pub(super) fn work(operations: u64, observations: u64) -> u64 {
    operations.saturating_add(observations.saturating_mul(OPERATIONS_PER_OBSERVATION))
}

impl History {
    /// True if a copy is due once so much [work](work) has been done.
    pub(super) fn is_due(&self, worked: u64) -> bool {
        let cost = worth(self.newest_bytes as u64).max(MIN_OPERATIONS);
        self.kept.is_empty() && self.newest_bytes == 0 || worked.saturating_sub(self.worked) >= cost
    }

    /// Keeps a copy of `bytes` bytes, and forgets those that are no longer needed or too many.
    ///
    /// # Arguments
    /// - `worked`: [work](work) that has been done.
    /// - `observed_bytes`: memory of the observations, in bytes.
    pub(super) fn keep(&mut self, copy: Copy, bytes: usize, worked: u64, observed_bytes: usize) {
        let steps = copy.steps();
        self.worked = worked;
        self.newest_bytes = bytes.max(1);
        self.kept.push(Kept { copy, bytes });
        let oldest_needed = steps.saturating_sub(STEPS);
        // The last copy before the first line that is needed.
        let needed = self.kept.partition_point(|kept| kept.copy.steps() < oldest_needed).saturating_sub(1);
        self.kept.drain(..needed);
        while self.bytes() + observed_bytes > MAX_BYTES && self.drop_one() {}
    }

    /// Forgets all copies: the run cannot be copied now.
    pub(super) fn clear(&mut self, worked: u64) {
        self.kept.clear();
        self.worked = worked;
        self.newest_bytes = 1;
    }

    /// Drops a copy: one of those that are closest together compared with their age. Of the last two, the older one
    /// goes once the newer one has served for a while. Returns false if there is none.
    fn drop_one(&mut self) -> bool {
        let steps: Vec<u64> = self.kept.iter().map(|kept| kept.copy.steps()).collect();
        let (Some(oldest), Some(newest)) = (steps.first(), steps.last()) else { return false };
        let gaps = steps.windows(3).enumerate().map(|(index, steps)| {
            let age = newest.saturating_sub(steps[1]) + 1;
            (index + 1, (steps[2] - steps[0]) as f64 / age as f64)
        });
        let closest = gaps.min_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(index, _)| index);
        let is_newer_useless = newest - oldest < 2 * STEPS;
        let last = self.kept.len() - 1;
        self.kept.remove(closest.unwrap_or(if is_newer_useless { last } else { 0 }));
        true
    }

    /// Returns the memory that the copies take, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.kept.iter().map(|kept| kept.bytes).sum()
    }

    /// Returns the newest copy before line number `step` was reached.
    pub(super) fn before(&self, step: u64) -> Option<&Copy> {
        self.kept.iter().rev().map(|kept| &kept.copy).find(|copy| copy.steps() < step)
    }

    /// Returns the oldest copy.
    pub(super) fn oldest(&self) -> Option<&Copy> {
        self.kept.first().map(|kept| &kept.copy)
    }

    /// Forgets the copies of states after line number `step` was reached, which are no longer the run's.
    pub(super) fn cut(&mut self, step: u64, worked: u64) {
        self.kept.retain(|kept| kept.copy.steps() < step);
        self.worked = self.worked.min(worked);
    }
}
