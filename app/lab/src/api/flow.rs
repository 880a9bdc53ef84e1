//! Functions for time and events.

use digilab_devices::board::BoardFamily;
use digilab_devices::command::Sensor;
use rhai::{Dynamic, EvalAltResult, FnPtr};

use super::arguments::{Implementations, On};
use super::{Board, Call, Receiver};
use crate::api_error::Raise;
use crate::lab::BoardId;
use crate::script::handlers::Trigger;
use crate::script::run::{Answer, Pending, ScriptRun, Wait};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Functions of the table that are implemented in this file.
pub(super) const IMPLEMENTATIONS: Implementations = &[
    (Receiver::Lab, "sleep", sleep),
    (Receiver::Lab, "forever", forever),
    (Receiver::Lab, "every", every),
    (Receiver::Lab, "on_press", on_press),
    (Receiver::Lab, "on_gesture", on_gesture),
    (Receiver::Lab, "now", now),
    (Receiver::Lab, "ask", ask),
    (Receiver::Board, "on_press", on_press),
    (Receiver::Board, "on_gesture", on_gesture),
    (Receiver::Board, "on_line", on_line),
];

fn sleep(call: &mut Call<'_>) -> Result {
    let wait_ms: u64 = call.int(0)?;
    let deadline_us = now_us(call)?.saturating_add(wait_ms * 1000);
    call.run.wait(Pending::value(Wait::Until(deadline_us), |_| Dynamic::UNIT))
}

fn now_us(call: &Call<'_>) -> Result<u64> {
    call.run.with_lab(|lab| {
        lab.sync()?;
        Ok(lab.now_us())
    })
}

fn now(call: &mut Call<'_>) -> Result {
    let now_ms = now_us(call)? / 1000;
    Ok(Dynamic::from(i64::try_from(now_ms).unwrap_or(i64::MAX)))
}

fn forever(call: &mut Call<'_>) -> Result {
    let body = call.function(0)?;
    let now_us = now_us(call)?;
    call.run.handlers.borrow_mut().add_forever(now_us, body).map_err(|error| error.raise())?;
    Ok(Dynamic::UNIT)
}

fn every(call: &mut Call<'_>) -> Result {
    let (period_ms, body): (u64, _) = (call.int(0)?, call.function(1)?);
    let now_us = now_us(call)?;
    let mut handlers = call.run.handlers.borrow_mut();
    handlers.add_timer(now_us, period_ms * 1000, body).map_err(|error| error.raise())?;
    Ok(Dynamic::UNIT)
}

fn on_press(call: &mut Call<'_>) -> Result {
    let (button, body) = (call.button(0)?, call.function(1)?);
    on_event(call, Sensor::Button(button), move |board| Trigger::Press(board, button), body)
}

fn on_gesture(call: &mut Call<'_>) -> Result {
    let ((_, gesture), body) = (call.movement(0)?, call.function(1)?);
    on_event(call, Sensor::Gestures(gesture), move |board| Trigger::Gesture(board, gesture), body)
}

/// Adds a handler of an event of the board that the function is called on, otherwise of the micro:bit.
fn on_event(
    call: &Call<'_>,
    sensor: Sensor,
    trigger: impl Fn(BoardId) -> Trigger + 'static,
    body: FnPtr,
) -> Result {
    let add = move |run: &ScriptRun, board: Board| {
        run.with_lab(|lab| lab.watch(board.id, sensor))?;
        let mut handlers = run.handlers.borrow_mut();
        handlers.add_trigger(trigger(board.id), body.clone()).map_err(|error| error.raise())?;
        Ok(Dynamic::UNIT)
    };
    match call.on {
        On::Board(board) => add(call.run, board),
        _ => call.connect(BoardFamily::Microbit, add),
    }
}

fn on_line(call: &mut Call<'_>) -> Result {
    let (board, body) = (call.board()?, call.function(0)?);
    let mut handlers = call.run.handlers.borrow_mut();
    handlers.add_trigger(Trigger::Line(board.id), body).map_err(|error| error.raise())?;
    Ok(Dynamic::UNIT)
}

fn ask(call: &mut Call<'_>) -> Result {
    if call.has(0) {
        let question = call.text(0)?;
        call.run.print(&question)?;
    }
    call.run.wait(Pending::value(Wait::Line, |answer| match answer {
        Answer::Line(line) => Dynamic::from(line),
        _ => Dynamic::UNIT,
    }))
}
