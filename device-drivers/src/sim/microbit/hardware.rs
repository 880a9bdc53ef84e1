//! The board around the program: display, buttons, sensors, pins and sound, as MicroPython's `microbit` module
//! offers them to a program.

use std::collections::VecDeque;

use super::display::Display;
use super::motion::Motion;
use super::notes::{Sound, melody};
use crate::board::{BoardKind, BoardState, Leds, Pin, PinMode, PinState};
use crate::command::Button;
use crate::error::{DeviceError, DeviceErrorCode};
use crate::microbit::agent::message::{Probe, Refusal};
use crate::sim::input::PhysicalInput;

/// Number of pins: the edge connector goes up to 20; 17 and 18 are supply pins.
const PINS: usize = 21;

/// Level from which a digital input reads 1.
const HIGH_LEVEL: u16 = 512;

/// MicroPython on V1 updates animations and music at each tick of this length; V2 at every millisecond.
const V1_TICK_MS: u64 = 6;

#[derive(Clone, Copy, Debug, Default)]
struct PushButton {
    down: bool,
    presses: i32,
}

/// The board's sensors and outputs.
#[derive(Clone, Debug)]
pub struct Hardware {
    kind: BoardKind,
    display: Display,
    motion: Motion,
    buttons: [PushButton; 3],
    touched: [bool; PINS],
    /// The level to which an outside source drives each pin.
    outside: [Option<u16>; PINS],
    celsius: i16,
    light: u8,
    sound: u8,
    heading_deg: u16,
    sounds: VecDeque<Sound>,
    tone_pin: Pin,
    /// Time at which the present sound ends; `None` while it continues without end or none sounds.
    sound_ends_us: Option<u64>,
    seen: BoardState,
}

fn button_index(button: Button) -> usize {
    match button {
        Button::A => 0,
        Button::B => 1,
        Button::Logo => 2,
    }
}

impl Hardware {
    /// Creates a board lying on a table, face up, in an ordinary room: 21 °C, light 128, quiet, pointing north.
    pub fn new(kind: BoardKind) -> Self {
        let seen = BoardState { leds: Some(Leds::default()), ..BoardState::default() };
        Self {
            kind,
            display: Display::default(),
            motion: Motion::default(),
            buttons: [PushButton::default(); 3],
            touched: [false; PINS],
            outside: [None; PINS],
            celsius: 21,
            light: 128,
            sound: 0,
            heading_deg: 0,
            sounds: VecDeque::new(),
            tone_pin: 0,
            sound_ends_us: None,
            seen,
        }
    }

    /// The visible state.
    pub fn seen(&self) -> &BoardState {
        &self.seen
    }

    /// Restarts the board: outputs off, counts at zero.
    pub fn restart(&mut self) {
        self.forget();
        self.display.show(Leds::default());
        self.seen = BoardState { leds: Some(Leds::default()), ..BoardState::default() };
    }

    /// Restarts only the program. A pixel strip keeps its colours, as it keeps its power; a V1 keeps its LEDs lit
    /// and its pins driven as well.
    pub fn soft_restart(&mut self) {
        self.forget();
        if self.kind == BoardKind::MicrobitV1 {
            let leds = *self.display.leds();
            self.display.show(leds);
            self.seen.tone_hz = None;
            self.seen.pins.retain(|_, state| state.mode != PinMode::Tone);
        } else {
            let pixels = std::mem::take(&mut self.seen.pixels);
            self.restart();
            self.seen.pixels = pixels;
        }
    }

    /// Clears the display and releases the pins. A pixel strip keeps its colours.
    pub fn clear(&mut self) {
        self.display.show(Leds::default());
        let pixels = std::mem::take(&mut self.seen.pixels);
        self.seen = BoardState { leds: Some(Leds::default()), pixels, ..BoardState::default() };
    }

    fn forget(&mut self) {
        self.motion.restart();
        for button in &mut self.buttons {
            button.presses = 0;
        }
        self.sounds.clear();
        self.sound_ends_us = None;
    }

    /// Advances display, music and motion to `now_us`.
    pub fn advance(&mut self, now_us: u64) {
        self.display.advance(now_us);
        self.motion.advance(now_us);
        while let Some(ends_us) = self.sound_ends_us
            && ends_us <= now_us
        {
            self.next_sound(ends_us);
        }
        self.seen.leds = Some(*self.display.leds());
    }

    /// Time at which something visible or audible next changes by itself. Motion is sampled when a program asks.
    pub fn next_wake_us(&self) -> Option<u64> {
        [self.display.next_wake_us(), self.sound_ends_us].into_iter().flatten().min()
    }

    // Inputs from outside.

    /// Applies an input to the board.
    ///
    /// # Errors
    /// `pin-unknown`, `lacking` or `out-of-range`.
    pub fn input(&mut self, now_us: u64, input: &PhysicalInput) -> Result<(), DeviceError> {
        match input {
            PhysicalInput::Press { button } => self.push(button, true)?,
            PhysicalInput::Release { button } => self.push(button, false)?,
            PhysicalInput::Tilt { x_mg, y_mg, z_mg } => {
                for (what, mg) in [("x", *x_mg), ("y", *y_mg), ("z", *z_mg)] {
                    in_range(what, mg.into(), -2048, 2047)?;
                }
                self.motion.hold([*x_mg, *y_mg, *z_mg]);
            }
            PhysicalInput::Shake => self.motion.shake(now_us),
            PhysicalInput::Temperature { celsius } => {
                in_range("temperature", (*celsius).into(), -40, 105)?;
                self.celsius = *celsius;
            }
            PhysicalInput::Light { level } => self.light = *level,
            PhysicalInput::Sound { level } => {
                if self.kind == BoardKind::MicrobitV1 {
                    return Err(self.lacking("microphone"));
                }
                self.sound = *level;
            }
            PhysicalInput::Heading { heading_deg } => {
                in_range("heading", (*heading_deg).into(), 0, 359)?;
                self.heading_deg = *heading_deg;
            }
            PhysicalInput::Touch { pin, touched } => {
                if *pin > 2 {
                    return Err(self.lacking("touch"));
                }
                if let Some(slot) = self.touched.get_mut(usize::from(*pin)) {
                    *slot = *touched;
                }
                self.show_input(*pin);
            }
            PhysicalInput::PinLevel { pin, level } => {
                in_range("level", (*level).into(), 0, 1023)?;
                self.drive_from_outside(*pin, Some(*level))?;
            }
            PhysicalInput::PinFree { pin } => self.drive_from_outside(*pin, None)?,
            PhysicalInput::Distance { .. } => return Err(self.lacking("distance")),
        }
        Ok(())
    }

    fn push(&mut self, name: &str, down: bool) -> Result<(), DeviceError> {
        let button = [Button::A, Button::B, Button::Logo]
            .into_iter()
            .find(|button| button.name() == name)
            .filter(|button| *button != Button::Logo || self.kind == BoardKind::MicrobitV2)
            .ok_or_else(|| self.lacking(if name == "logo" { "logo" } else { "button" }))?;
        if let Some(state) = self.buttons.get_mut(button_index(button)) {
            state.presses += i32::from(down && !state.down);
            state.down = down;
        }
        // Buttons A and B are wired to pins 5 and 11.
        self.show_input(if button == Button::A { 5 } else { 11 });
        Ok(())
    }

    fn drive_from_outside(&mut self, pin: Pin, level: Option<u16>) -> Result<(), DeviceError> {
        let slot = self.outside.get_mut(usize::from(pin)).filter(|_| pin_exists(pin)).ok_or_else(|| {
            DeviceError::new(DeviceErrorCode::PinUnknown)
                .with("pin", pin)
                .with("board", self.kind.id())
                .with("allowed", "0..=16, 19, 20")
        })?;
        *slot = level;
        self.show_input(pin);
        Ok(())
    }

    fn lacking(&self, what: &str) -> DeviceError {
        DeviceError::new(DeviceErrorCode::Lacking).with("board", self.kind.id()).with("what", what)
    }

    // Actions of a program.

    /// Shows an image.
    pub fn show(&mut self, leds: Leds) {
        self.display.show(leds);
        self.seen.leds = Some(*self.display.leds());
    }

    /// Sets one LED.
    pub fn set_led(&mut self, x: u8, y: u8, brightness: u8) -> Result<(), Refusal> {
        if brightness > 9 || !self.display.set(x, y, brightness) {
            return Err(Refusal::NotAllowed);
        }
        self.seen.leds = Some(*self.display.leds());
        Ok(())
    }

    /// The LEDs as a program reads them back.
    pub fn leds(&self) -> &Leds {
        self.display.leds()
    }

    /// Scrolls a text in the background.
    pub fn scroll(&mut self, now_us: u64, text: &[u8], delay_ms: u16) {
        let tick_ms = if self.kind == BoardKind::MicrobitV1 { V1_TICK_MS } else { 1 };
        self.display.scroll(now_us, text, delay_ms, tick_ms);
        self.seen.leds = Some(*self.display.leds());
    }

    /// Checks that a program may use the pin freely: it exists and belongs neither to the display nor to a button
    /// nor to the I2C bus.
    fn free_pin(&self, pin: Pin) -> Result<Pin, Refusal> {
        let free = matches!(pin, 0 | 1 | 2 | 8 | 12..=16) || (pin == 9 && self.kind == BoardKind::MicrobitV2);
        if free { Ok(pin) } else { Err(Refusal::NotAllowed) }
    }

    fn set_pin(&mut self, pin: Pin, mode: PinMode, value: u16) {
        if mode != PinMode::Tone && self.tone_pin == pin && self.seen.tone_hz.is_some() {
            self.silence();
        }
        self.seen.pins.insert(pin, PinState { mode, value });
    }

    /// Drives a pin high or low.
    pub fn write_digital(&mut self, pin: Pin, high: bool) -> Result<(), Refusal> {
        let pin = self.free_pin(pin)?;
        self.set_pin(pin, PinMode::Output, u16::from(high));
        Ok(())
    }

    /// Drives a pulse-width signal, 0..=1023.
    pub fn write_pwm(&mut self, pin: Pin, duty: u16) -> Result<(), Refusal> {
        let pin = self.free_pin(pin)?;
        if duty > 1023 {
            return Err(Refusal::NotAllowed);
        }
        self.set_pin(pin, PinMode::Pwm, duty);
        Ok(())
    }

    /// Makes a pin an input that is pulled high or low inside the board. The buttons' pins stay as they are.
    pub fn set_pull(&mut self, pin: Pin, pull_up: bool) -> Result<(), Refusal> {
        if matches!(pin, 5 | 11) {
            return Ok(());
        }
        let pin = self.free_pin(pin)?;
        self.set_pin(pin, if pull_up { PinMode::InputPullup } else { PinMode::Input }, 0);
        self.show_input(pin);
        Ok(())
    }

    /// Sets the colours of a pixel strip.
    pub fn set_pixels(&mut self, pin: Pin, colors: Vec<[u8; 3]>) -> Result<(), Refusal> {
        let pin = self.free_pin(pin)?;
        if colors.is_empty() {
            return Err(Refusal::NotAllowed);
        }
        self.set_pin(pin, PinMode::Pixels, u16::try_from(colors.len()).unwrap_or(u16::MAX));
        self.seen.pixels.insert(pin, colors);
        Ok(())
    }

    /// Sounds a tone in the background; 0 Hz is silence.
    pub fn tone(
        &mut self,
        now_us: u64,
        pin: Pin,
        frequency_hz: u32,
        duration_ms: Option<u32>,
    ) -> Result<(), Refusal> {
        let pin = self.free_pin(pin)?;
        self.silence();
        self.tone_pin = pin;
        self.sound(Some(frequency_hz).filter(|hz| *hz > 0));
        self.sound_ends_us = duration_ms.map(|ms| now_us.saturating_add(self.ticked_us(ms)));
        Ok(())
    }

    /// Ends the sound on a pin.
    pub fn quiet(&mut self, pin: Pin) -> Result<(), Refusal> {
        let pin = self.free_pin(pin)?;
        if self.tone_pin == pin {
            self.silence();
        }
        Ok(())
    }

    /// Plays notes in the background.
    pub fn play(&mut self, now_us: u64, pin: Pin, notes: &[&str]) -> Result<(), Refusal> {
        let pin = self.free_pin(pin)?;
        let sounds = melody(notes).ok_or(Refusal::NotAllowed)?;
        self.silence();
        self.tone_pin = pin;
        self.sounds = sounds.into();
        self.next_sound(now_us);
        Ok(())
    }

    /// True if no LED is lit.
    pub fn is_dark(&self) -> bool {
        self.display.leds().as_flattened().iter().all(|led| *led == 0)
    }

    /// True while the music module holds the pin: for a tone, or a melody and its rests.
    pub fn plays(&self) -> bool {
        self.seen.pins.get(&self.tone_pin).is_some_and(|state| state.mode == PinMode::Tone)
    }

    fn ticked_us(&self, ms: u32) -> u64 {
        let tick_ms = if self.kind == BoardKind::MicrobitV1 { V1_TICK_MS } else { 1 };
        u64::from(ms).next_multiple_of(tick_ms) * 1000
    }

    fn next_sound(&mut self, now_us: u64) {
        match self.sounds.pop_front() {
            Some(sound) => {
                self.sound(sound.frequency_hz);
                self.sound_ends_us = Some(now_us.saturating_add(self.ticked_us(sound.duration_ms)));
            }
            None => self.silence(),
        }
    }

    fn sound(&mut self, frequency_hz: Option<u32>) {
        self.seen.tone_hz = frequency_hz;
        let value = frequency_hz.map_or(0, |hz| u16::try_from(hz).unwrap_or(u16::MAX));
        self.seen.pins.insert(self.tone_pin, PinState { mode: PinMode::Tone, value });
    }

    fn silence(&mut self) {
        self.sounds.clear();
        self.sound_ends_us = None;
        self.seen.tone_hz = None;
        if self.seen.pins.get(&self.tone_pin).is_some_and(|state| state.mode == PinMode::Tone) {
            self.seen.pins.remove(&self.tone_pin);
        }
    }

    // Sensors as a program reads them.

    /// Checks that a sensor exists and that the program may use it, as Python does when it looks up the function
    /// that reads it.
    pub fn has(&self, probe: Probe) -> Result<(), Refusal> {
        let is_v2 = self.kind == BoardKind::MicrobitV2;
        let there = match probe {
            Probe::Digital(pin) => pin_exists(pin),
            Probe::Analog(pin) => matches!(pin, 0..=4 | 10),
            Probe::Touch(pin) => pin <= 2,
            Probe::Logo | Probe::Sound => is_v2,
            Probe::Button(_) | Probe::Temperature | Probe::Light | Probe::Heading => true,
            Probe::Acceleration(axis) => axis <= 2,
            Probe::Gesture(number) => number <= 7,
        };
        if there { Ok(()) } else { Err(Refusal::NotAllowed) }
    }

    /// Reads a sensor. Counts (presses, gestures) are the program's own work and not read here: they give 0.
    pub fn read(&mut self, now_us: u64, probe: Probe) -> Result<i32, Refusal> {
        self.has(probe)?;
        Ok(match probe {
            Probe::Digital(pin) => self.read_digital(pin)?.into(),
            Probe::Analog(pin) => {
                let pin = self.free_pin(pin)?;
                self.set_pin(pin, PinMode::Analog, 0);
                self.show_input(pin).into()
            }
            Probe::Touch(pin) => {
                self.set_pin(pin, PinMode::Touch, 0);
                self.show_input(pin).into()
            }
            Probe::Acceleration(axis) => {
                self.motion.watch(now_us);
                self.motion.reading_mg(now_us).get(usize::from(axis)).copied().unwrap_or(0).into()
            }
            Probe::Temperature => self.celsius.into(),
            Probe::Light => self.light.into(),
            Probe::Heading => self.heading_deg.into(),
            Probe::Sound => self.sound.into(),
            Probe::Button(_) | Probe::Logo | Probe::Gesture(_) => 0,
        })
    }

    fn read_digital(&mut self, pin: Pin) -> Result<u16, Refusal> {
        if matches!(pin, 5 | 11) {
            return Ok(self.level(pin, PinMode::InputPullup));
        }
        let pin = self.free_pin(pin)?;
        let mode = self.seen.pins.get(&pin).map(|state| state.mode);
        if !matches!(mode, Some(PinMode::Input | PinMode::InputPullup)) {
            self.set_pin(pin, PinMode::Input, 0);
        }
        Ok(self.show_input(pin))
    }

    /// Returns whether a button is pressed, and the number of presses since the last call.
    pub fn take_presses(&mut self, button: Button) -> (bool, i32) {
        let state = self.buttons.get_mut(button_index(button));
        state.map_or((false, 0), |state| (state.down, std::mem::take(&mut state.presses)))
    }

    /// The motion sensor, for its gestures.
    pub fn motion(&mut self) -> &mut Motion {
        &mut self.motion
    }

    /// The value that `pin` reads in `mode`.
    fn level(&self, pin: Pin, mode: PinMode) -> u16 {
        let index = usize::from(pin);
        let outside = self.outside.get(index).copied().flatten();
        let touched = self.touched.get(index).copied().unwrap_or(false);
        let is_down = |button| self.buttons.get(button_index(button)).is_some_and(|state| state.down);
        match mode {
            PinMode::Analog => outside.unwrap_or(0),
            // A finger bridges the pin to ground; a wire there is taken for one.
            PinMode::Touch => u16::from(touched || outside.is_some_and(|level| level < HIGH_LEVEL)),
            _ if (pin == 5 && is_down(Button::A)) || (pin == 11 && is_down(Button::B)) => 0,
            PinMode::InputPullup => u16::from(!touched && outside.is_none_or(|level| level >= HIGH_LEVEL)),
            _ => u16::from(!touched && outside.is_some_and(|level| level >= HIGH_LEVEL)),
        }
    }

    /// Updates the visible state of an input pin, and returns its level.
    fn show_input(&mut self, pin: Pin) -> u16 {
        let Some(mode) = self.seen.pins.get(&pin).map(|state| state.mode) else { return 0 };
        if !matches!(mode, PinMode::Input | PinMode::InputPullup | PinMode::Analog | PinMode::Touch) {
            return 0;
        }
        let value = self.level(pin, mode);
        self.seen.pins.insert(pin, PinState { mode, value });
        value
    }
}

fn pin_exists(pin: Pin) -> bool {
    matches!(pin, 0..=16 | 19 | 20)
}

fn in_range(what: &str, given: i32, min: i32, max: i32) -> Result<(), DeviceError> {
    if (min..=max).contains(&given) {
        return Ok(());
    }
    Err(DeviceError::new(DeviceErrorCode::OutOfRange)
        .with("what", what)
        .with("given", given)
        .with("min", min)
        .with("max", max))
}
