//! The effects of finished commands on the known state of the board.

use super::agent::message::{parse_hex, parse_leds};
use crate::board::{BoardState, Leds, PinMode, PinState};
use crate::command::{Command, Reply};

const SOUND_PIN: u8 = 0;

/// Notes in `state` that the board executed `command` and answered `value`; returns the reply for the script, or
/// `None` if the answer is invalid.
pub fn done(command: &Command, value: &str, state: &mut BoardState) -> Option<Reply> {
    let mut pin_is = |pin: u8, mode: PinMode, value: u16| {
        state.pins.insert(pin, PinState { mode, value });
    };
    match command {
        Command::SetMode { pin, mode } => pin_is(*pin, *mode, value.parse().unwrap_or_default()),
        Command::WriteDigital { pin, high } => pin_is(*pin, PinMode::Output, u16::from(*high)),
        Command::WritePwm { pin, duty } => pin_is(*pin, PinMode::Pwm, *duty),
        Command::WriteServo { pin, angle_deg } => pin_is(*pin, PinMode::Servo, u16::from(*angle_deg)),
        Command::ReadPinState { pin } => {
            let mode = state.pins.get(pin).map_or(PinMode::Input, |seen| seen.mode);
            let driven = state.pins.get(pin).map_or(0, |seen| seen.value);
            let read = if value.is_empty() { driven } else { value.parse().ok()? };
            let seen = PinState { mode, value: read };
            state.pins.insert(*pin, seen);
            return Some(Reply::Pin(seen));
        }
        Command::ShowLeds { leds } => state.leds = Some(*leds),
        Command::SetLed { x, y, brightness } => {
            let leds = state.leds.get_or_insert_with(Leds::default);
            if let Some(led) = leds.get_mut(usize::from(*y)).and_then(|row| row.get_mut(usize::from(*x))) {
                *led = *brightness;
            }
        }
        Command::Scroll { .. } => state.leds = Some(Leds::default()),
        Command::ReadLeds => {
            let leds = parse_leds(value)?;
            state.leds = Some(leds);
            return Some(Reply::Leds(leds));
        }
        Command::Tone { pin, frequency_hz, .. } => {
            pin_is(pin.unwrap_or(SOUND_PIN), PinMode::Tone, *frequency_hz);
            state.tone_hz = Some(u32::from(*frequency_hz));
        }
        Command::NoTone { .. } | Command::Play { .. } => {
            state.tone_hz = None;
            state.pins.retain(|_, seen| seen.mode != PinMode::Tone);
        }
        Command::SetPixels { pin, colors } => {
            pin_is(*pin, PinMode::Pixels, u16::try_from(colors.len()).unwrap_or_default());
            state.pixels.insert(*pin, colors.clone());
        }
        Command::ReadI2c { .. } => return parse_hex(value).map(Reply::Bytes),
        Command::Reset => *state = BoardState { leds: Some(Leds::default()), ..BoardState::default() },
        Command::SetSamplingInterval { .. } | Command::WriteI2c { .. } | Command::SendLine { .. } => {}
    }
    Some(Reply::Done)
}
