//! Functions of the pins of a micro:bit or an Arduino.

use digilab_devices::board::{BoardProfile, PinMode};
use digilab_devices::command::{Command, Reply, Sensor};
use rhai::{Array, Dynamic, EvalAltResult};

use super::arguments::Implementations;
use super::{Call, Receiver};
use crate::api_error::{ApiErrorCode, Raise};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Functions of the table that are implemented in this file.
pub(super) const IMPLEMENTATIONS: Implementations = &[
    (Receiver::Pin, "on", on),
    (Receiver::Pin, "off", off),
    (Receiver::Pin, "toggle", toggle),
    (Receiver::Pin, "write", write),
    (Receiver::Pin, "pwm", pwm),
    (Receiver::Pin, "servo", servo),
    (Receiver::Pin, "digital", digital),
    (Receiver::Pin, "analog", analog),
    (Receiver::Pin, "pull_up", pull_up),
    (Receiver::Pin, "touched", touched),
    (Receiver::Pin, "read_back", read_back),
    (Receiver::Pin, "pixels", pixels),
];

fn write_level(call: &Call<'_>, high: bool) -> Result {
    call.done(Command::WriteDigital { pin: call.pin()?.pin, high })
}

fn on(call: &mut Call<'_>) -> Result {
    write_level(call, true)
}

fn off(call: &mut Call<'_>) -> Result {
    write_level(call, false)
}

fn write(call: &mut Call<'_>) -> Result {
    write_level(call, call.int::<i64>(0)? != 0)
}

/// Writes the opposite of the level last written; high if there was none.
fn toggle(call: &mut Call<'_>) -> Result {
    let handle = call.pin()?;
    let state = call.run.with_lab(|lab| {
        Ok(lab.state(handle.board.id).and_then(|state| state.pins.get(&handle.pin).copied()))
    })?;
    let is_high = state.is_some_and(|state| state.mode == PinMode::Output && state.value != 0);
    write_level(call, !is_high)
}

fn pwm(call: &mut Call<'_>) -> Result {
    let handle = call.pin()?;
    let duty: u16 = call.int(0)?;
    let max = BoardProfile::of(handle.board.kind).max_duty;
    if duty > max {
        let error = call.api_error(ApiErrorCode::OutOfRange).with("argument", "duty").with("given", duty);
        return Err(error.with("min", 0).with("max", max).raise());
    }
    call.done(Command::WritePwm { pin: handle.pin, duty })
}

fn servo(call: &mut Call<'_>) -> Result {
    call.done(Command::WriteServo { pin: call.pin()?.pin, angle_deg: call.int(0)? })
}

fn digital(call: &mut Call<'_>) -> Result {
    call.read(Sensor::Digital(call.pin()?.pin), Dynamic::from)
}

fn analog(call: &mut Call<'_>) -> Result {
    call.read(Sensor::Analog(call.pin()?.pin), Dynamic::from)
}

fn touched(call: &mut Call<'_>) -> Result {
    call.read(Sensor::Touch(call.pin()?.pin), |value| Dynamic::from(value != 0))
}

fn pull_up(call: &mut Call<'_>) -> Result {
    call.done(Command::SetMode { pin: call.pin()?.pin, mode: PinMode::InputPullup })
}

fn read_back(call: &mut Call<'_>) -> Result {
    call.perform(Command::ReadPinState { pin: call.pin()?.pin }, |reply| match reply {
        Reply::Pin(state) => Dynamic::from(i64::from(state.value)),
        _ => Dynamic::UNIT,
    })
}

fn pixels(call: &mut Call<'_>) -> Result {
    let list: Array = call.array(0)?;
    let part = |color: &Array, index: usize| {
        color.get(index).and_then(|part| u8::try_from(part.as_int().ok()?).ok()).unwrap_or(0)
    };
    let colors = list
        .into_iter()
        .filter_map(Dynamic::try_cast::<Array>)
        .map(|color| [part(&color, 0), part(&color, 1), part(&color, 2)])
        .collect();
    call.done(Command::SetPixels { pin: call.pin()?.pin, colors })
}
