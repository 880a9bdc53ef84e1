//! Functions of the micro:bit's sensors and buttons.

use digilab_devices::command::{Button, Gesture, Sensor};
use rhai::{Dynamic, EvalAltResult};

use super::arguments::Implementations;
use super::table::GESTURES;
use super::{Call, Receiver};
use crate::api_error::{ApiErrorCode, Raise};
use crate::lab::BoardId;
use crate::script::run::{Answer, Next, Pending, ScriptRun, Wait};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Functions of the table that are implemented in this file.
pub(super) const IMPLEMENTATIONS: Implementations = &[
    (Receiver::Board, "button_a", button_a),
    (Receiver::Board, "button_b", button_b),
    (Receiver::Board, "logo", logo),
    (Receiver::Board, "presses", presses),
    (Receiver::Board, "gesture", gesture),
    (Receiver::Board, "temperature", temperature),
    (Receiver::Board, "light", light),
    (Receiver::Board, "sound", sound),
    (Receiver::Board, "heading", heading),
    (Receiver::Board, "tilt_x", tilt_x),
    (Receiver::Board, "tilt_y", tilt_y),
    (Receiver::Board, "tilt_z", tilt_z),
];

impl Call<'_> {
    /// Reads a sensor: its newest value, or the first one if the board did not report it yet; `then` makes the call's
    /// result of the value.
    pub(super) fn read(&self, sensor: Sensor, then: impl Fn(i64) -> Dynamic + 'static) -> Result {
        self.read_with(sensor, move |_, value| then(value))
    }

    fn read_with(&self, sensor: Sensor, then: impl Fn(&ScriptRun, i64) -> Dynamic + 'static) -> Result {
        let board = self.board()?;
        self.run.with_lab(|lab| lab.watch(board.id, sensor))?;
        let reading = Wait::Reading(board.id, sensor);
        self.run.wait(Pending::new(reading, move |run, answer| match answer {
            Answer::Reading(value) => Ok(Next::Value(then(run, i64::from(value)))),
            _ => Ok(Next::Value(Dynamic::UNIT)),
        }))
    }

    pub(super) fn button(&self, index: usize) -> Result<Button> {
        match self.text(index)?.as_str() {
            "A" => Ok(Button::A),
            "B" => Ok(Button::B),
            "logo" => Ok(Button::Logo),
            _ => Err(self.api_error(ApiErrorCode::UnknownChoice).raise()),
        }
    }

    pub(super) fn movement(&self, index: usize) -> Result<(&'static str, Gesture)> {
        let name = self.text(index)?;
        let gestures = [
            Gesture::Shake,
            Gesture::Up,
            Gesture::Down,
            Gesture::Left,
            Gesture::Right,
            Gesture::FaceUp,
            Gesture::FaceDown,
            Gesture::Freefall,
        ];
        let found = GESTURES.iter().zip(gestures).find(|(known, _)| **known == name.as_str());
        found
            .map(|(name, gesture)| (*name, gesture))
            .ok_or_else(|| self.api_error(ApiErrorCode::UnknownChoice).raise())
    }
}

/// Returns the growth of a count since the script last read it.
fn since_last(run: &ScriptRun, board: BoardId, name: &'static str, count: i64) -> i64 {
    let now = i32::try_from(count).unwrap_or(i32::MAX);
    let before = run.told.borrow_mut().insert((board, name), now).unwrap_or(0);
    // A board that restarted counts from 0 again.
    i64::from(if now >= before { now - before } else { now })
}

fn button_a(call: &mut Call<'_>) -> Result {
    call.read(Sensor::Button(Button::A), |value| Dynamic::from(value != 0))
}

fn button_b(call: &mut Call<'_>) -> Result {
    call.read(Sensor::Button(Button::B), |value| Dynamic::from(value != 0))
}

fn logo(call: &mut Call<'_>) -> Result {
    call.read(Sensor::Button(Button::Logo), |value| Dynamic::from(value != 0))
}

fn presses(call: &mut Call<'_>) -> Result {
    let button = call.button(0)?;
    let board = call.board()?.id;
    call.read_with(Sensor::Presses(button), move |run, count| {
        Dynamic::from(since_last(run, board, button.name(), count))
    })
}

fn gesture(call: &mut Call<'_>) -> Result {
    let (name, gesture) = call.movement(0)?;
    let board = call.board()?.id;
    call.read_with(Sensor::Gestures(gesture), move |run, count| {
        Dynamic::from(since_last(run, board, name, count) > 0)
    })
}

fn temperature(call: &mut Call<'_>) -> Result {
    call.read(Sensor::Temperature, Dynamic::from)
}

fn light(call: &mut Call<'_>) -> Result {
    call.read(Sensor::Light, Dynamic::from)
}

fn sound(call: &mut Call<'_>) -> Result {
    call.read(Sensor::SoundLevel, Dynamic::from)
}

fn heading(call: &mut Call<'_>) -> Result {
    call.read(Sensor::Heading, Dynamic::from)
}

fn tilt_x(call: &mut Call<'_>) -> Result {
    call.read(Sensor::AccelerometerX, Dynamic::from)
}

fn tilt_y(call: &mut Call<'_>) -> Result {
    call.read(Sensor::AccelerometerY, Dynamic::from)
}

fn tilt_z(call: &mut Call<'_>) -> Result {
    call.read(Sensor::AccelerometerZ, Dynamic::from)
}
