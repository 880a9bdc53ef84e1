//! Functions of the micro:bit's sensors and buttons.

use digilab_devices::command::{Button, Gesture, Sensor};
use rhai::{Dynamic, EvalAltResult};

use super::arguments::Implementations;
use super::table::GESTURES;
use super::{Call, Receiver};
use crate::api_error::{ApiErrorCode, Raise};
use crate::lab::BoardId;

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

impl Call<'_, '_> {
    pub(super) fn read(&self, sensor: Sensor) -> Result<i64> {
        let board = self.board()?;
        self.run.with_lab(|lab| lab.read(board.id, sensor)).map(i64::from)
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

    /// Returns the growth of a count since the script last read it.
    fn since_last(&self, board: BoardId, name: &'static str, count: i64) -> i64 {
        let now = i32::try_from(count).unwrap_or(i32::MAX);
        let before = self.run.told.borrow_mut().insert((board, name), now).unwrap_or(0);
        // A board that restarted counts from 0 again.
        i64::from(if now >= before { now - before } else { now })
    }
}

fn button_a(call: &mut Call<'_, '_>) -> Result {
    Ok(Dynamic::from(call.read(Sensor::Button(Button::A))? != 0))
}

fn button_b(call: &mut Call<'_, '_>) -> Result {
    Ok(Dynamic::from(call.read(Sensor::Button(Button::B))? != 0))
}

fn logo(call: &mut Call<'_, '_>) -> Result {
    Ok(Dynamic::from(call.read(Sensor::Button(Button::Logo))? != 0))
}

fn presses(call: &mut Call<'_, '_>) -> Result {
    let button = call.button(0)?;
    let count = call.read(Sensor::Presses(button))?;
    Ok(Dynamic::from(call.since_last(call.board()?.id, button.name(), count)))
}

fn gesture(call: &mut Call<'_, '_>) -> Result {
    let (name, gesture) = call.movement(0)?;
    let count = call.read(Sensor::Gestures(gesture))?;
    Ok(Dynamic::from(call.since_last(call.board()?.id, name, count) > 0))
}

fn temperature(call: &mut Call<'_, '_>) -> Result {
    call.read(Sensor::Temperature).map(Dynamic::from)
}

fn light(call: &mut Call<'_, '_>) -> Result {
    call.read(Sensor::Light).map(Dynamic::from)
}

fn sound(call: &mut Call<'_, '_>) -> Result {
    call.read(Sensor::SoundLevel).map(Dynamic::from)
}

fn heading(call: &mut Call<'_, '_>) -> Result {
    call.read(Sensor::Heading).map(Dynamic::from)
}

fn tilt_x(call: &mut Call<'_, '_>) -> Result {
    call.read(Sensor::AccelerometerX).map(Dynamic::from)
}

fn tilt_y(call: &mut Call<'_, '_>) -> Result {
    call.read(Sensor::AccelerometerY).map(Dynamic::from)
}

fn tilt_z(call: &mut Call<'_, '_>) -> Result {
    call.read(Sensor::AccelerometerZ).map(Dynamic::from)
}
