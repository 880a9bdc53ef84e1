//! What a script wants done when something happens, and when it is done.
//!
//! The main script runs first. Handlers of events (`every`, `on_press`, `on_gesture`, `on_line`) run while the
//! script waits, in `sleep` and the like, and after its end; each to its end before the next one begins, never
//! inside another handler: what happens meanwhile waits its turn. The bodies of `forever` begin when the main
//! script has ended, and take turns: each runs once from beginning to end, then the next. While one of them
//! waits, event handlers run.

use std::collections::VecDeque;

use digilab_devices::command::{Button, Gesture};
use digilab_devices::driver::BoardEvent;
use rhai::{Dynamic, EvalAltResult, FnPtr, NativeCallContext};

use super::limits::{MAX_HANDLERS, MAX_WAITING_EVENTS};
use super::run::Run;
use crate::fault::{Fault, FaultCode};
use crate::lab::BoardId;

/// A loop of `forever` bodies that never wait still lets time pass: a frame of the simplest game.
const TURN_US: u64 = 1_000;

/// A time that does not come, and to which others can be added.
pub(crate) const NEVER_US: u64 = u64::MAX / 2;

/// What a handler waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// A button went down.
    Press(BoardId, Button),
    /// A movement was recognised.
    Gesture(BoardId, Gesture),
    /// A board printed a line, which the handler is given.
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

/// Every handler of a run.
#[derive(Default)]
pub(crate) struct Handlers {
    forevers: Vec<FnPtr>,
    timers: Vec<Timer>,
    triggers: Vec<(Trigger, FnPtr)>,
    waiting: VecDeque<(FnPtr, Option<String>)>,
    is_handling: bool,
}

impl Handlers {
    fn check_room(&self) -> Result<(), Fault> {
        if self.forevers.len() + self.timers.len() + self.triggers.len() >= MAX_HANDLERS {
            return Err(Fault::new(FaultCode::TooManyHandlers).with("max", MAX_HANDLERS));
        }
        Ok(())
    }

    /// Adds the body of a `forever`.
    pub(crate) fn add_forever(&mut self, body: FnPtr) -> Result<(), Fault> {
        self.check_room()?;
        self.forevers.push(body);
        Ok(())
    }

    /// Adds a handler that runs every `period_us`, first after one period.
    pub(crate) fn add_timer(&mut self, now_us: u64, period_us: u64, body: FnPtr) -> Result<(), Fault> {
        self.check_room()?;
        self.timers.push(Timer { period_us, next_us: now_us.saturating_add(period_us), body });
        Ok(())
    }

    /// Adds a handler of a board's event.
    pub(crate) fn add_trigger(&mut self, trigger: Trigger, body: FnPtr) -> Result<(), Fault> {
        self.check_room()?;
        self.triggers.push((trigger, body));
        Ok(())
    }

    /// Forgets all, so that nothing the script made outlives it.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    fn is_empty(&self) -> bool {
        self.forevers.is_empty() && self.timers.is_empty() && self.triggers.is_empty()
    }

    fn take_event(&mut self, board: BoardId, event: &BoardEvent) {
        for (trigger, body) in &self.triggers {
            if trigger.is_met_by(board, event) && self.waiting.len() < MAX_WAITING_EVENTS {
                let text = if let BoardEvent::Line(text) = event { Some(text.clone()) } else { None };
                self.waiting.push_back((body.clone(), text));
            }
        }
    }

    /// The next handler whose time has come: events in the order they happened, then timers.
    fn next_due(&mut self, now_us: u64) -> Option<(FnPtr, Option<String>)> {
        if let Some(due) = self.waiting.pop_front() {
            return Some(due);
        }
        let timer = self
            .timers
            .iter_mut()
            .filter(|timer| timer.next_us <= now_us)
            .min_by_key(|timer| timer.next_us)?;
        // A tick that was missed is left out, so that a slow handler does not fall behind for ever.
        let missed = (now_us - timer.next_us) / timer.period_us;
        timer.next_us = timer.next_us.saturating_add(timer.period_us.saturating_mul(missed + 1));
        Some((timer.body.clone(), None))
    }

    fn next_timer_us(&self) -> Option<u64> {
        self.timers.iter().map(|timer| timer.next_us).min()
    }
}

impl Run {
    /// Waits until `deadline_us`, running event handlers meanwhile unless one is running already.
    ///
    /// # Errors
    /// A handler's, the board's, Stop, the end of the run's time.
    pub(crate) fn wait_until_us(
        &self,
        context: &NativeCallContext<'_>,
        deadline_us: u64,
    ) -> Result<(), Box<EvalAltResult>> {
        let is_over = || self.with_lab(|lab| Ok((lab.now_us() >= deadline_us).then_some(())));
        self.wait_for(context, deadline_us, is_over)
    }

    /// Waits until `ready` gives a value, running event handlers meanwhile unless one is running already.
    ///
    /// # Arguments
    /// - `deadline_us`: when to ask `ready` again, if nothing happens before.
    ///
    /// # Errors
    /// A handler's, the board's, Stop, the end of the run's time; those of `ready`.
    pub(crate) fn wait_for<T>(
        &self,
        context: &NativeCallContext<'_>,
        deadline_us: u64,
        ready: impl Fn() -> Result<Option<T>, Box<EvalAltResult>>,
    ) -> Result<T, Box<EvalAltResult>> {
        let handles = !self.handlers.borrow().is_handling;
        loop {
            self.collect_events()?;
            let has_run = handles && self.run_next_due(context)?;
            // Looked at after each handler: one that is always due must not keep the waiting script for ever.
            if let Some(value) = ready()? {
                return Ok(value);
            }
            if has_run {
                continue;
            }
            let timer_us = if handles { self.handlers.borrow().next_timer_us() } else { None };
            let wake_us = timer_us.map_or(deadline_us, |timer_us| timer_us.min(deadline_us));
            self.with_lab(|lab| lab.wait_until_us(wake_us))?;
        }
    }

    /// What is left after the main script: `forever` bodies take turns, events are handled, until Stop. Returns
    /// at once where there are no handlers.
    ///
    /// # Errors
    /// As [`wait_until_us`](Self::wait_until_us).
    pub(crate) fn run_handlers(&self, context: &NativeCallContext<'_>) -> Result<(), Box<EvalAltResult>> {
        let mut turn = 0;
        loop {
            if self.handlers.borrow().is_empty() {
                return Ok(());
            }
            let body = {
                let handlers = self.handlers.borrow();
                let index = if handlers.forevers.is_empty() { 0 } else { turn % handlers.forevers.len() };
                turn = index + 1;
                handlers.forevers.get(index).cloned()
            };
            let before_us = self.with_lab(|lab| Ok(lab.now_us()))?;
            match body {
                Some(body) => {
                    call(context, &body, None)?;
                    let deadline_us = before_us.saturating_add(TURN_US);
                    self.wait_until_us(context, deadline_us)?;
                }
                None => self.wait_until_us(context, NEVER_US)?,
            }
        }
    }

    fn collect_events(&self) -> Result<(), Box<EvalAltResult>> {
        while let Some((board, event)) = self.with_lab(|lab| Ok(lab.next_event()))? {
            self.handlers.borrow_mut().take_event(board, &event);
        }
        Ok(())
    }

    /// Runs one handler whose time has come, if there is one.
    fn run_next_due(&self, context: &NativeCallContext<'_>) -> Result<bool, Box<EvalAltResult>> {
        let now_us = self.with_lab(|lab| Ok(lab.now_us()))?;
        let Some((body, text)) = self.handlers.borrow_mut().next_due(now_us) else { return Ok(false) };
        self.handlers.borrow_mut().is_handling = true;
        let result = call(context, &body, text);
        self.handlers.borrow_mut().is_handling = false;
        result.map(|()| true)
    }
}

fn call(
    context: &NativeCallContext<'_>,
    body: &FnPtr,
    text: Option<String>,
) -> Result<(), Box<EvalAltResult>> {
    let result: Result<Dynamic, _> = match text {
        Some(text) => body.call_within_context(context, (text,)),
        None => body.call_within_context(context, ()),
    };
    result.map(drop)
}
