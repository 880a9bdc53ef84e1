//! What a run of a scenario left: everything the world saw and heard, with its time.

use std::collections::BTreeMap;
use std::rc::Rc;

use digilab_devices::board::{Leds, Pin, PinState};

use crate::mistakes::Mistake;

/// What the world sees of a board. What did not change is shared with the state before.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seen {
    pub leds: Option<Leds>,
    pub tone_hz: Option<u32>,
    pub pins: Rc<BTreeMap<Pin, PinState>>,
    pub pixels: Rc<BTreeMap<Pin, Vec<[u8; 3]>>>,
}

/// What a run left. Times are microseconds since the script's first line.
#[derive(Debug)]
pub(super) struct ObservedRun {
    /// What the board looked like from a time on, from 0.
    pub states: Vec<(u64, Seen)>,
    /// The console, line by line.
    pub lines: Vec<(u64, String)>,
    /// The plot: curve and value.
    pub points: Vec<(u64, String, f64)>,
    /// The line of the script that began; only with [`Keep::ScriptLines`](super::run::Keep::ScriptLines).
    pub script_lines: Vec<(u64, u32)>,
    /// When the script was over, unless it was cut off.
    pub ended_us: Option<u64>,
    pub mistake: Option<Mistake>,
}
