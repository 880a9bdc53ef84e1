//! Everything that could be seen or heard of a run of a scenario, with its time.

use std::collections::BTreeMap;
use std::rc::Rc;

use digilab_devices::board::{Leds, Pin, PinState};

use crate::mistakes::Mistake;

/// Visible state of a board. Unchanged parts are shared with the previous state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seen {
    pub leds: Option<Leds>,
    pub tone_hz: Option<u32>,
    pub pins: Rc<BTreeMap<Pin, PinState>>,
    pub pixels: Rc<BTreeMap<Pin, Vec<[u8; 3]>>>,
}

/// Observations of a run. Times are microseconds since the script's first line.
#[derive(Debug)]
pub(super) struct ObservedRun {
    /// Visible states of the board, each with the time since when, from 0.
    pub states: Vec<(u64, Seen)>,
    /// Lines of the console, with their times.
    pub lines: Vec<(u64, String)>,
    /// Points of the plot: time, curve and value.
    pub points: Vec<(u64, String, f64)>,
    /// Lines of the script, each with the time at which it began; only with
    /// [`Keep::ScriptLines`](super::run::Keep::ScriptLines).
    pub script_lines: Vec<(u64, u32)>,
    /// Time at which the script ended, unless it was cut off.
    pub ended_us: Option<u64>,
    pub mistake: Option<Mistake>,
}
