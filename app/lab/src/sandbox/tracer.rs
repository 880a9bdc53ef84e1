//! The variables of a run as its trace last told them.

use std::collections::BTreeMap;

use super::shown::{Limited, write_value};
use crate::machine::Variables;

/// Number of lines that are reported fully between two moments of the lab's time.
const FULL_LINES: u32 = 100;

/// Interval of the lines that are reported after those: one in this many.
const THINNED: u32 = 1024;

/// Maximum length of a noted value, in bytes.
const MAX_VALUE_BYTES: usize = 200;

/// The variables of one call.
#[derive(Clone, Debug)]
struct Level {
    depth: usize,
    /// Names and values as `print` shows them.
    variables: Vec<(String, String)>,
}

/// Lines and variables of a run, for the trace.
#[derive(Clone, Debug, Default)]
pub(super) struct Tracer {
    /// The calls of each fiber.
    fibers: BTreeMap<usize, Vec<Level>>,
    moment_us: u64,
    lines: u32,
}

impl Tracer {
    /// Counts a line. Returns true if it is reported: calm code that runs very often between two moments of the lab's
    /// time is thinned.
    pub fn wants_line(&mut self, now_us: u64) -> bool {
        if self.moment_us != now_us {
            self.moment_us = now_us;
            self.lines = 0;
        }
        self.lines = self.lines.wrapping_add(1);
        self.lines <= FULL_LINES || self.lines.is_multiple_of(THINNED)
    }

    /// Returns the variables that changed since the last line of this call, with their new values; the outermost first.
    pub fn changed(
        &mut self,
        fiber: usize,
        depth: usize,
        variables: &Variables<'_>,
    ) -> Vec<(String, String)> {
        // Variables of calls that have returned are dropped.
        let levels = self.fibers.entry(fiber).or_default();
        levels.retain(|level| level.depth <= depth);
        let known = levels.iter().position(|level| level.depth == depth);
        let index = known.unwrap_or_else(|| {
            levels.push(Level { depth, variables: Vec::new() });
            levels.len() - 1
        });
        let mut changed = Vec::new();
        let Some(level) = levels.get_mut(index) else { return changed };
        variables(&mut |name, value| {
            let mut text = Limited::new(MAX_VALUE_BYTES);
            write_value(&mut text, value, true);
            let text = text.into_text();
            match level.variables.iter_mut().find(|(known, _)| known == name) {
                Some((_, before)) if *before == text => return,
                Some((_, before)) => before.clone_from(&text),
                None => level.variables.push((name.to_owned(), text.clone())),
            }
            changed.push((name.to_owned(), text));
        });
        changed.reverse();
        changed
    }

    /// Returns all variables as they were last told, by their names; of several with the same name, that of the
    /// innermost call of the newest fiber.
    pub fn variables(&self) -> BTreeMap<String, String> {
        let levels = self.fibers.values().flatten();
        levels.flat_map(|level| level.variables.iter().rev().cloned()).collect()
    }

    /// Forgets a fiber: each call of a handler is a new one, and a run may have millions.
    pub fn ended(&mut self, fiber: usize) {
        self.fibers.remove(&fiber);
    }
}

#[cfg(test)]
mod tests {
    use rhai::Dynamic;

    use super::Tracer;

    #[test]
    fn a_fiber_that_has_ended_leaves_nothing() {
        let mut tracer = Tracer::default();
        let variables = |visit: &mut dyn FnMut(&str, &Dynamic)| visit("n", &Dynamic::from(1_i64));
        for fiber in 0..1000 {
            assert_eq!(tracer.changed(fiber, 1, &variables), [("n".to_owned(), "1".to_owned())]);
            assert_eq!(tracer.changed(fiber, 1, &variables), []);
            tracer.ended(fiber);
        }
        assert!(tracer.fibers.is_empty());
    }
}
