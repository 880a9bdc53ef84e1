//! The state of stepping through a script.

use super::control::Pace;
use crate::trace::shortened;

/// Maximum number of variables noted between two pauses; a script has few, and a loop changes the same ones.
const MAX_CHANGED: usize = 200;

/// State of stepping through a script.
#[derive(Debug)]
pub(super) struct Stepping {
    pub pace: Pace,
    /// True while the run is paused.
    pub is_paused: bool,
    changed: Vec<(String, String)>,
}

impl Stepping {
    pub fn new(pace: Pace) -> Self {
        Self { pace, is_paused: false, changed: Vec::new() }
    }

    /// Notes the new value of a variable, while stepping.
    pub fn changed(&mut self, name: &str, value: &str) {
        if self.pace != Pace::Step {
            return;
        }
        let value = shortened(value);
        let is_full = self.changed.len() >= MAX_CHANGED;
        match self.changed.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None if is_full => {}
            None => self.changed.push((name.to_owned(), value)),
        }
    }

    /// Takes the variables that changed since the last call, with their new values.
    pub fn take_changed(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.changed)
    }
}
