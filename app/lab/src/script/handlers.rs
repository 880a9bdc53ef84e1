//! Event handlers of a script, and the order in which they run.
//!
//! The main script runs first. Handlers of events (`every`, `on_press`, `on_gesture`, `on_line`) run while the script
//! waits, in `sleep` and the like, and after its end; each to its end before the next one begins, never inside
//! another handler: events meanwhile wait their turn. The bodies of `forever` begin when the main script has ended,
//! and take turns: each runs once from beginning to end, then the next. While one of them waits, event handlers run.

use std::collections::VecDeque;

use digilab_devices::command::{Button, Gesture};
use digilab_devices::driver::BoardEvent;
use rhai::FnPtr;

use super::limits::{MAX_HANDLERS, MAX_WAITING_EVENTS};
use crate::api_error::{ApiError, ApiErrorCode};
use crate::lab::BoardId;

/// Event that a handler waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// A button was pressed.
    Press(BoardId, Button),
    /// A gesture was recognised.
    Gesture(BoardId, Gesture),
    /// A board printed a line, which is passed to the handler.
    Line(BoardId),
}

impl Trigger {
    fn is_met_by(self, board: BoardId, event: &BoardEvent) -> bool {
        match (self, event) {
            (Self::Press(on, wanted), BoardEvent::Button { button, pressed }) => {
                on == board && wanted == *button && *pressed
            }
            (Self::Gesture(on, wanted), BoardEvent::Gesture(gesture)) => on == board && wanted == *gesture,
            (Self::Line(on), BoardEvent::Line(_)) => on == board,
            _ => false,
        }
    }
}

struct Timer {
    period_us: u64,
    next_us: u64,
    body: FnPtr,
}

/// All handlers of a run.
#[derive(Default)]
pub(crate) struct Handlers {
    forevers: Vec<FnPtr>,
    timers: Vec<Timer>,
    triggers: Vec<(Trigger, FnPtr)>,
    waiting: VecDeque<(FnPtr, Option<String>)>,
    /// True while one of them runs.
    pub(super) is_handling: bool,
}

impl Handlers {
    fn check_room(&self) -> Result<(), ApiError> {
        if self.forevers.len() + self.timers.len() + self.triggers.len() >= MAX_HANDLERS {
            return Err(ApiError::new(ApiErrorCode::TooManyHandlers).with("max", MAX_HANDLERS));
        }
        Ok(())
    }

    /// Adds the body of a `forever`.
    ///
    /// # Errors
    /// `TooManyHandlers`.
    pub(crate) fn add_forever(&mut self, body: FnPtr) -> Result<(), ApiError> {
        self.check_room()?;
        self.forevers.push(body);
        Ok(())
    }

    /// Adds a handler that runs every `period_us`, first after one period.
    ///
    /// # Errors
    /// `TooManyHandlers`.
    pub(crate) fn add_timer(&mut self, now_us: u64, period_us: u64, body: FnPtr) -> Result<(), ApiError> {
        self.check_room()?;
        self.timers.push(Timer { period_us, next_us: now_us.saturating_add(period_us), body });
        Ok(())
    }

    /// Adds a handler of a board's event.
    ///
    /// # Errors
    /// `TooManyHandlers`.
    pub(crate) fn add_trigger(&mut self, trigger: Trigger, body: FnPtr) -> Result<(), ApiError> {
        self.check_room()?;
        self.triggers.push((trigger, body));
        Ok(())
    }

    /// Removes all handlers, so that nothing the script made outlives it.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Returns the body of the `forever` whose turn it is, and the next turn.
    pub(super) fn forever(&self, turn: usize) -> (Option<FnPtr>, usize) {
        let index = if self.forevers.is_empty() { 0 } else { turn % self.forevers.len() };
        (self.forevers.get(index).cloned(), index + 1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.forevers.is_empty() && self.timers.is_empty() && self.triggers.is_empty()
    }

    pub(super) fn take_event(&mut self, board: BoardId, event: &BoardEvent) {
        for (trigger, body) in &self.triggers {
            if trigger.is_met_by(board, event) && self.waiting.len() < MAX_WAITING_EVENTS {
                let text = if let BoardEvent::Line(text) = event { Some(text.clone()) } else { None };
                self.waiting.push_back((body.clone(), text));
            }
        }
    }

    /// Takes the next handler that is due: events in the order they happened, then timers.
    pub(super) fn next_due(&mut self, now_us: u64) -> Option<(FnPtr, Option<String>)> {
        if let Some(due) = self.waiting.pop_front() {
            return Some(due);
        }
        let timer = self
            .timers
            .iter_mut()
            .filter(|timer| timer.next_us <= now_us)
            .min_by_key(|timer| timer.next_us)?;
        // Missed ticks are skipped, so that a slow handler does not fall behind for ever.
        let missed = (now_us - timer.next_us) / timer.period_us;
        timer.next_us = timer.next_us.saturating_add(timer.period_us.saturating_mul(missed + 1));
        Some((timer.body.clone(), None))
    }

    pub(super) fn next_timer_us(&self) -> Option<u64> {
        self.timers.iter().map(|timer| timer.next_us).min()
    }
}
