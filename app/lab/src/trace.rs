//! What a run leaves behind: every line, change, output and byte, each with its time.
//!
//! Stepping back, lesson checks, transcripts and bug reports are all reads of a trace. Its memory is bounded:
//! the newest entries are kept whole, older ones are thinned, evenly, more the longer the run.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use digilab_devices::board::BoardState;
use digilab_devices::sim::input::PhysicalInput;

/// Newest entries that are kept whole.
const RECENT_ENTRIES: usize = 50_000;
/// Older entries that are kept, thinned.
const OLD_ENTRIES: usize = 50_000;
/// Longest text kept of one entry, in bytes: a console line, a value.
const TEXT_BYTES: usize = 300;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum TraceEvent {
    /// The script came to a line.
    Line {
        /// Counted from 1.
        line: u32,
    },
    /// A variable got a new value.
    Changed {
        /// The variable.
        name: String,
        /// Its value, as `print` would show it, shortened.
        value: String,
    },
    /// A board shows, drives or reads something new.
    Board {
        /// Which board of the run, from 0.
        board: usize,
        /// All that can be seen of it.
        state: BoardState,
    },
    /// A line appeared on the console.
    Console {
        /// The line, shortened.
        text: String,
    },
    /// The script got a line that somebody typed.
    Typed {
        /// The line, shortened.
        text: String,
    },
    /// A value was plotted.
    Sample {
        /// The curve.
        name: String,
        /// The value.
        value: f64,
    },
    /// Something was done to a simulated board.
    Input {
        /// Which board.
        board: usize,
        /// What was done.
        input: PhysicalInput,
    },
    /// Bytes went to the board.
    Sent {
        /// Which board.
        board: usize,
        /// The bytes in hexadecimal, shortened.
        hex: String,
    },
    /// Bytes came from the board.
    Received {
        /// Which board.
        board: usize,
        /// The bytes in hexadecimal, shortened.
        hex: String,
    },
}

/// One thing that happened, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceEntry {
    /// Microseconds since the run began.
    pub at_us: u64,
    /// What happened.
    #[serde(flatten)]
    pub event: TraceEvent,
}

/// A run's trace.
#[derive(Debug, Default)]
pub struct Trace {
    old: Vec<TraceEntry>,
    recent: VecDeque<TraceEntry>,
    /// Of the entries leaving `recent`, one in this many is kept.
    stride: u64,
    left_recent: u64,
}

impl Trace {
    /// An empty trace.
    pub fn new() -> Self {
        Self { stride: 1, ..Self::default() }
    }

    /// Adds what happened at `at_us`; times do not go back.
    pub fn push(&mut self, at_us: u64, event: TraceEvent) {
        if self.recent.len() == RECENT_ENTRIES {
            self.thin_oldest();
        }
        self.recent.push_back(TraceEntry { at_us, event });
    }

    fn thin_oldest(&mut self) {
        let Some(oldest) = self.recent.pop_front() else { return };
        self.left_recent += 1;
        if !self.left_recent.is_multiple_of(self.stride) {
            return;
        }
        if self.old.len() == OLD_ENTRIES {
            // Every second one goes, and from now on only half as many come.
            let mut keep = false;
            self.old.retain(|_| {
                keep = !keep;
                keep
            });
            self.stride *= 2;
        }
        self.old.push(oldest);
    }

    /// What happened, oldest first; beyond the newest 50,000 entries only a sample.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &TraceEntry> {
        self.old.iter().chain(&self.recent)
    }

    /// Whether entries were left out.
    pub fn is_thinned(&self) -> bool {
        self.stride > 1
    }
}

/// `text`, cut at a character's end where it is too long for an entry.
pub(crate) fn shortened(text: &str) -> String {
    let mut end = TEXT_BYTES.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let ellipsis = if end < text.len() { "…" } else { "" };
    [&text[..end], ellipsis].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pushed: u64, kept_at_most: usize, thinned: bool) {
        let mut trace = Trace::new();
        for at_us in 0..pushed {
            trace.push(at_us, TraceEvent::Line { line: 1 });
        }
        let times: Vec<u64> = trace.entries().map(|entry| entry.at_us).collect();
        assert!(times.is_sorted());
        assert!(times.len() <= kept_at_most);
        assert_eq!(trace.is_thinned(), thinned);
        let newest: Vec<u64> = times.iter().rev().take(RECENT_ENTRIES).rev().copied().collect();
        let first_whole = pushed.saturating_sub(RECENT_ENTRIES as u64);
        assert!(newest.iter().copied().eq(first_whole..pushed), "the newest are whole");
        // What is old is thinned evenly: no gap is more than four times the mean one.
        let old = &times[..times.len() - newest.len()];
        if thinned {
            let mean_gap = first_whole / old.len() as u64 + 1;
            assert!(old.windows(2).all(|pair| pair[1] - pair[0] <= 4 * mean_gap));
        }
    }

    #[test]
    fn keeps_the_newest_and_thins_the_oldest() {
        check(10, 10, false);
        check(100_000, 100_000, false);
        check(100_001, 100_000, true);
        check(1_000_000, 100_000, true);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened("moi"), "moi");
        let long = "ä".repeat(400);
        assert_eq!(shortened(&long), "ä".repeat(150) + "…");
    }
}
