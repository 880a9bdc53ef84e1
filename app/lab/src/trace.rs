//! The trace of a run: every line, change, output and byte, each with its time.
//!
//! Stepping back, lesson checks, transcripts and bug reports all read a trace. Its memory is bounded: the newest
//! entries are all kept, older ones are thinned evenly, more the longer the run.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use digilab_devices::board::BoardState;
use digilab_devices::sim::input::PhysicalInput;

/// Number of newest entries that are all kept.
const RECENT_ENTRIES: usize = 50_000;
/// Number of older entries that are kept, thinned.
const OLD_ENTRIES: usize = 50_000;
/// Maximum length of an entry's text, in bytes: a console line, a value.
const TEXT_BYTES: usize = 300;

/// A trace event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum TraceEvent {
    /// The script reached a line.
    Line {
        /// The line, from 1.
        line: u32,
    },
    /// A variable got a new value.
    Changed {
        /// Name of the variable.
        name: String,
        /// Value as `print` shows it, shortened.
        value: String,
    },
    /// The visible state of a board has changed.
    Board {
        /// Index of the board in the run, from 0.
        board: usize,
        /// The complete visible state.
        state: BoardState,
    },
    /// A line appeared on the console.
    Console {
        /// The line, shortened.
        text: String,
    },
    /// The script got a line that was typed.
    Typed {
        /// The line, shortened.
        text: String,
    },
    /// A value was plotted.
    Sample {
        /// Name of the curve.
        name: String,
        /// Value of the point.
        value: f64,
    },
    /// An input was made to a simulated board.
    Input {
        /// Index of the board in the run, from 0.
        board: usize,
        /// The input.
        input: PhysicalInput,
    },
    /// Bytes were sent to a board.
    Sent {
        /// Index of the board in the run, from 0.
        board: usize,
        /// The bytes in hexadecimal, shortened.
        hex: String,
    },
    /// Bytes were received from a board.
    Received {
        /// Index of the board in the run, from 0.
        board: usize,
        /// The bytes in hexadecimal, shortened.
        hex: String,
    },
}

/// A trace event with its time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceEntry {
    /// Microseconds since the run began.
    pub at_us: u64,
    /// The event.
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
    /// Makes an empty trace.
    pub fn new() -> Self {
        Self { stride: 1, ..Self::default() }
    }

    /// Adds an event at `at_us`; times must not go back.
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
            // Every second entry is dropped, and from now on only half as many are added.
            let mut keep = false;
            self.old.retain(|_| {
                keep = !keep;
                keep
            });
            self.stride *= 2;
        }
        self.old.push(oldest);
    }

    /// Returns the number of entries that were added.
    pub(crate) fn count(&self) -> u64 {
        self.left_recent + self.recent.len() as u64
    }

    /// Forgets the entries after the first `count`.
    pub(crate) fn cut(&mut self, count: u64) {
        let recent = usize::try_from(count.saturating_sub(self.left_recent)).unwrap_or(usize::MAX);
        self.recent.truncate(recent);
        if count < self.left_recent {
            self.left_recent = count;
            self.old.truncate(usize::try_from(count / self.stride).unwrap_or(usize::MAX));
        }
    }

    /// Returns the entries, oldest first; beyond the newest 50,000 only a sample.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &TraceEntry> {
        self.old.iter().chain(&self.recent)
    }

    /// True if entries were left out.
    pub fn is_thinned(&self) -> bool {
        self.stride > 1
    }
}

/// Returns `text`, cut at a character boundary if it is too long for an entry.
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
        // Old entries are thinned evenly: no gap is more than four times the mean one.
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

    #[track_caller]
    fn check_cut(pushed: u64, count: u64, expected: u64) {
        let mut trace = Trace::new();
        for at_us in 0..pushed {
            trace.push(at_us, TraceEvent::Line { line: 1 });
        }
        trace.cut(count);
        assert_eq!(trace.count(), count);
        let times: Vec<u64> = trace.entries().map(|entry| entry.at_us).collect();
        assert_eq!(times.len() as u64, expected);
        assert!(times.last().is_some_and(|last| *last < count));
        trace.push(count, TraceEvent::Line { line: 1 });
        assert!(trace.entries().map(|entry| entry.at_us).is_sorted());
    }

    #[test]
    fn what_came_later_is_cut() {
        check_cut(10, 4, 4);
        check_cut(60_000, 55_000, 55_000);
        check_cut(60_000, 3_000, 3_000);
        // Of these, one in four was kept.
        check_cut(150_000, 30_000, 7_500);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened("moi"), "moi");
        let long = "ä".repeat(400);
        assert_eq!(shortened(&long), "ä".repeat(150) + "…");
    }
}
