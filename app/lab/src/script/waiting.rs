//! Waits of a script, during which its handlers run.

use rhai::{Dynamic, EvalAltResult, FnPtr, NativeCallContext};

use super::run::ScriptRun;

/// Time that passes in each round of `forever` bodies that never wait: a frame of the simplest game.
const TURN_US: u64 = 1_000;

/// A time that never comes, and to which others can be added without overflow.
pub(crate) const NEVER_US: u64 = u64::MAX / 2;

impl ScriptRun {
    /// Waits until `deadline_us`, running event handlers meanwhile unless one is running already.
    ///
    /// # Errors
    /// Errors of a handler or a board; `Stopped`, `TimeOver`.
    pub(crate) fn wait_until_us(
        &self,
        context: &NativeCallContext<'_>,
        deadline_us: u64,
    ) -> Result<(), Box<EvalAltResult>> {
        let is_over = || self.with_lab(|lab| Ok((lab.now_us() >= deadline_us).then_some(())));
        self.wait_for(context, deadline_us, is_over)
    }

    /// Waits until `ready` returns a value, running event handlers meanwhile unless one is running already.
    ///
    /// # Arguments
    /// - `deadline_us`: time at which `ready` is called again, if nothing happens before.
    ///
    /// # Errors
    /// Errors of a handler, a board or `ready`; `Stopped`, `TimeOver`.
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
            // Checked after each handler: one that is always due must not keep the waiting script for ever.
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

    /// Runs what is left after the main script: `forever` bodies take turns, events are handled, until Stop. Returns
    /// at once if there are no handlers.
    ///
    /// # Errors
    /// As [`wait_until_us`](Self::wait_until_us).
    pub(crate) fn run_handlers(&self, context: &NativeCallContext<'_>) -> Result<(), Box<EvalAltResult>> {
        let mut turn = 0;
        loop {
            if self.handlers.borrow().is_empty() {
                return Ok(());
            }
            let (body, next_turn) = self.handlers.borrow().forever(turn);
            turn = next_turn;
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

    /// Runs one handler that is due. Returns false if there is none.
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
