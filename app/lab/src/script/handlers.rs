//! Event handlers of a script: `forever`, `every`, `on_press`, …
//!
//! Each call of a handler is a fiber of its own. A handler that is still running when its event comes again is not
//! called a second time: the event waits for it. The body of a `forever` is called again when it has ended.

use std::collections::VecDeque;

use digilab_devices::command::{Button, Gesture};
use digilab_devices::driver::BoardEvent;
use rhai::FnPtr;

use super::limits::{MAX_HANDLERS, MAX_WAITING_EVENTS};
use crate::api_error::{ApiError, ApiErrorCode};
use crate::lab::BoardId;

/// Time from the beginning of one round of a `forever` to that of the next, at least: a frame of the simplest game.
const ROUND_US: u64 = 1_000;

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

/// Reason why a handler is called.
#[derive(Clone, Debug)]
enum Occasion {
    /// Its turn, at this time.
    Forever { next_us: u64 },
    /// A tick, at this time.
    Every { period_us: u64, next_us: u64 },
    /// An event; those that happened and were not handled yet wait.
    On { trigger: Trigger, waiting: VecDeque<Option<String>> },
}

#[derive(Debug)]
struct Handler {
    occasion: Occasion,
    body: FnPtr,
    is_running: bool,
}

/// A call of a handler that is due.
pub(crate) struct Due {
    /// The handler's number.
    pub handler: usize,
    pub body: FnPtr,
    /// Argument of the call.
    pub text: Option<String>,
}

/// All handlers of a run.
#[derive(Debug, Default)]
pub(crate) struct Handlers(Vec<Handler>);

/// Handlers without their functions.
#[derive(Debug)]
pub(crate) struct Occasions(Vec<(Occasion, bool)>);

impl Occasions {
    /// Makes the handlers again, with functions in the order of [`bodies`](Handlers::bodies).
    pub(crate) fn with(&self, bodies: Vec<FnPtr>) -> Handlers {
        let handlers = self.0.iter().zip(bodies).map(|((occasion, is_running), body)| Handler {
            occasion: occasion.clone(),
            body,
            is_running: *is_running,
        });
        Handlers(handlers.collect())
    }
}

impl Handlers {
    /// Returns the functions that are called.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &FnPtr> {
        self.0.iter().map(|handler| &handler.body)
    }

    /// Copies all but the functions, which belong to the program.
    pub(crate) fn occasions(&self) -> Occasions {
        Occasions(self.0.iter().map(|handler| (handler.occasion.clone(), handler.is_running)).collect())
    }

    fn add(&mut self, occasion: Occasion, body: FnPtr) -> Result<(), ApiError> {
        if self.0.len() >= MAX_HANDLERS {
            return Err(ApiError::new(ApiErrorCode::TooManyHandlers).with("max", MAX_HANDLERS));
        }
        self.0.push(Handler { occasion, body, is_running: false });
        Ok(())
    }

    /// Adds the body of a `forever`.
    ///
    /// # Errors
    /// `TooManyHandlers`.
    pub(crate) fn add_forever(&mut self, now_us: u64, body: FnPtr) -> Result<(), ApiError> {
        self.add(Occasion::Forever { next_us: now_us }, body)
    }

    /// Adds a handler that runs every `period_us`, first after one period.
    ///
    /// # Errors
    /// `TooManyHandlers`.
    pub(crate) fn add_timer(&mut self, now_us: u64, period_us: u64, body: FnPtr) -> Result<(), ApiError> {
        self.add(Occasion::Every { period_us, next_us: now_us.saturating_add(period_us) }, body)
    }

    /// Adds a handler of a board's event.
    ///
    /// # Errors
    /// `TooManyHandlers`.
    pub(crate) fn add_trigger(&mut self, trigger: Trigger, body: FnPtr) -> Result<(), ApiError> {
        self.add(Occasion::On { trigger, waiting: VecDeque::new() }, body)
    }

    /// Removes all handlers, so that nothing the script made outlives it.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes notice of an event. Returns false if a handler has too many already, so that it never gets this one.
    pub(crate) fn take_event(&mut self, board: BoardId, event: &BoardEvent) -> bool {
        let mut is_taken = true;
        for handler in &mut self.0 {
            if let Occasion::On { trigger, waiting } = &mut handler.occasion
                && trigger.is_met_by(board, event)
            {
                if waiting.len() >= MAX_WAITING_EVENTS {
                    is_taken = false;
                    continue;
                }
                waiting.push_back(if let BoardEvent::Line(text) = event { Some(text.clone()) } else { None });
            }
        }
        is_taken
    }

    /// Returns the calls that are due, in the order in which the handlers were added; each is running from now on.
    pub(crate) fn take_due(&mut self, now_us: u64) -> Vec<Due> {
        let mut due = Vec::new();
        for (number, handler) in self.0.iter_mut().enumerate() {
            if handler.is_running {
                continue;
            }
            let text = match &mut handler.occasion {
                Occasion::Forever { next_us } if *next_us <= now_us => {
                    *next_us = now_us.saturating_add(ROUND_US);
                    None
                }
                Occasion::Every { period_us, next_us } if *next_us <= now_us => {
                    // Missed ticks are skipped, so that a slow handler does not fall behind for ever.
                    let missed = (now_us - *next_us) / *period_us;
                    *next_us = next_us.saturating_add(period_us.saturating_mul(missed + 1));
                    None
                }
                Occasion::On { waiting, .. } => match waiting.pop_front() {
                    Some(text) => text,
                    None => continue,
                },
                Occasion::Forever { .. } | Occasion::Every { .. } => continue,
            };
            handler.is_running = true;
            due.push(Due { handler: number, body: handler.body.clone(), text });
        }
        due
    }

    /// Takes notice that a call has ended.
    pub(crate) fn ended(&mut self, handler: usize) {
        if let Some(handler) = self.0.get_mut(handler) {
            handler.is_running = false;
        }
    }

    /// Returns the time of the next call that time alone brings.
    pub(crate) fn next_us(&self) -> Option<u64> {
        let waiting = self.0.iter().filter(|handler| !handler.is_running);
        let times = waiting.filter_map(|handler| match handler.occasion {
            Occasion::Forever { next_us } | Occasion::Every { next_us, .. } => Some(next_us),
            Occasion::On { .. } => None,
        });
        times.min()
    }
}
