//! Parts that a pupil wires to a board's pins. They turn inputs into voltages on pins, and driven pins into the
//! visible state of the part. A part is only wiring: the board does not know of it.

use std::collections::BTreeMap;

use digilab_codes::closed_set;
use serde::{Deserialize, Serialize};

use super::input::PhysicalInput;
use crate::board::{BoardKind, BoardProfile, BoardState, Pin, PinMode};

/// The supply voltage as an analog reading.
const SUPPLY: u16 = 1023;

/// Speed of a small servo: 60 degrees in 0.15 s, as the SG90's data sheet rounds it.
const SERVO_US_PER_DEG: u64 = 2500;

closed_set! {
    /// A part wired to a pin; in the order of menus.
    #[derive(Serialize, Deserialize)]
    #[serde(tag = "part", rename_all = "kebab-case")]
    pub enum Part {
        /// A light-emitting diode with its resistor, to ground.
        Led = "led",
        /// A push button to ground. The pin needs a pull-up, the board's own or a resistor: pressed reads 0.
        ButtonToGround = "button-to-ground",
        /// A push button to the supply, with a resistor to ground: pressed reads 1.
        ButtonToSupply = "button-to-supply",
        /// A potentiometer between ground and supply.
        Potentiometer = "potentiometer",
        /// A servo.
        Servo = "servo",
        /// A buzzer without electronics of its own: it sounds at the frequency of the pin.
        Buzzer = "buzzer",
        /// A distance sensor with an analog output; see [`distance_level`].
        DistanceSensor = "distance-sensor",
        /// A strip of WS2812 pixels.
        PixelStrip = "pixel-strip",
    }
}

/// The visible state of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "kebab-case")]
pub enum PartView {
    /// An LED.
    Led {
        /// Brightness, 0..=255.
        brightness: u8,
    },
    /// A button.
    Button {
        /// True while it is pressed.
        pressed: bool,
    },
    /// A potentiometer.
    Potentiometer {
        /// The position, 0..=1023.
        level: u16,
    },
    /// A servo.
    Servo {
        /// The target angle, if it was given one: 0..=180 degrees.
        target_deg: Option<u8>,
        /// The present angle of the horn, which takes time to turn, in degrees.
        angle_deg: u8,
    },
    /// A buzzer.
    Buzzer {
        /// The tone it plays, in hertz.
        tone_hz: Option<u32>,
    },
    /// A distance sensor.
    Distance {
        /// Distance of the object in front of it, in centimetres.
        distance_cm: u16,
    },
    /// A pixel strip.
    Pixels {
        /// `[red, green, blue]` of each pixel that was ever set.
        colors: Vec<[u8; 3]>,
    },
}

/// Returns the reading that an analog distance sensor gives for a distance.
///
/// The sensor is an ultrasonic one whose output is a share of its supply voltage (like MaxBotix' LV-EZ series): a
/// 512th of the supply per inch, so the reading is the same on a 5 V Arduino and a 3 V micro:bit. Below six inches
/// (15 cm) it cannot tell distances apart. A script gets centimetres by `reading * 1.27`.
pub fn distance_level(distance_cm: u16) -> u16 {
    let hundredths = u32::from(distance_cm.clamp(15, 2000)) * 100;
    // reading = cm / 2.54 inches × 1023 / 512
    let level = (hundredths * 1023 + 254 * 256) / (254 * 512);
    u16::try_from(level).unwrap_or(SUPPLY).min(SUPPLY)
}

#[derive(Clone, Debug)]
struct Placed {
    part: Part,
    pressed: bool,
    level: u16,
    distance_cm: u16,
    /// The horn's angle when the servo got its latest target, and the time of that.
    servo: ServoMove,
}

#[derive(Clone, Copy, Debug)]
struct ServoMove {
    from_deg: u8,
    target_deg: Option<u8>,
    since_us: u64,
}

impl ServoMove {
    fn angle_deg(self, now_us: u64) -> u8 {
        let Some(target_deg) = self.target_deg else { return self.from_deg };
        let turned = now_us.saturating_sub(self.since_us) / SERVO_US_PER_DEG;
        let turned = u8::try_from(turned).unwrap_or(u8::MAX).min(self.from_deg.abs_diff(target_deg));
        if target_deg >= self.from_deg { self.from_deg + turned } else { self.from_deg - turned }
    }
}

/// The parts on one board.
#[derive(Clone, Debug, Default)]
pub struct Parts(BTreeMap<Pin, Placed>);

impl Parts {
    /// Creates a board without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Wires `part` to `pin`, in place of the part there, and returns the resulting input to the pin. A
    /// potentiometer starts in the middle, a distance sensor with 100 cm of free space, a servo at 90 degrees.
    pub fn attach(&mut self, pin: Pin, part: Part) -> PhysicalInput {
        let servo = ServoMove { from_deg: 90, target_deg: None, since_us: 0 };
        let placed = Placed { part, pressed: false, level: SUPPLY / 2, distance_cm: 100, servo };
        let does = placed.drives(pin);
        self.0.insert(pin, placed);
        does
    }

    /// Removes the part on `pin` and returns the resulting input to the pin; `None` if there was none.
    pub fn detach(&mut self, pin: Pin) -> Option<PhysicalInput> {
        self.0.remove(&pin).map(|_| PhysicalInput::PinFree { pin })
    }

    /// Converts `input` to its effect on the board: the voltage that a part makes of it, or `input` itself if no
    /// part is concerned. A button part is named by its pin: `"2"`, `"D2"`, `"A0"`, `"P8"`.
    pub fn translate(&mut self, kind: BoardKind, input: &PhysicalInput) -> PhysicalInput {
        let names = &BoardProfile::of(kind).pin_names;
        let (pin, change): (_, &dyn Fn(&mut Placed)) = match input {
            PhysicalInput::Press { button } => (names.pin(button), &|placed| placed.pressed = true),
            PhysicalInput::Release { button } => (names.pin(button), &|placed| placed.pressed = false),
            PhysicalInput::PinLevel { pin, level } => (Some(*pin), &|placed| placed.level = *level),
            PhysicalInput::Distance { pin, distance_cm } => {
                (Some(*pin), &|placed| placed.distance_cm = *distance_cm)
            }
            _ => (None, &|_| {}),
        };
        let Some((pin, placed)) = pin.and_then(|pin| Some((pin, self.0.get_mut(&pin)?))) else {
            return input.clone();
        };
        let fits = match input {
            PhysicalInput::Press { .. } | PhysicalInput::Release { .. } => placed.is_button(),
            PhysicalInput::Distance { .. } => placed.part == Part::DistanceSensor,
            // An input to the wire itself: the given level drives the pin, whatever part is there.
            _ => placed.part == Part::Potentiometer,
        };
        if !fits {
            return input.clone();
        }
        change(placed);
        placed.drives(pin)
    }

    /// Notes the pins that the board drives at `now_us`: a servo starts to turn when its target changes.
    pub fn note(&mut self, kind: BoardKind, now_us: u64, seen: &BoardState) {
        for (pin, placed) in &mut self.0 {
            let target_deg = match seen.pins.get(pin) {
                Some(state) if state.mode == PinMode::Servo => u8::try_from(state.value.min(180)).ok(),
                Some(state) if state.mode == PinMode::Pwm => pulse_angle_deg(kind, state.value),
                _ => None,
            };
            if target_deg != placed.servo.target_deg {
                // Without a signal the horn stays in its position.
                let from_deg = placed.servo.angle_deg(now_us);
                placed.servo = ServoMove { from_deg, target_deg, since_us: now_us };
            }
        }
    }

    /// The visible state of every part at `now_us`, while the board's is `seen`.
    pub fn view(&self, kind: BoardKind, now_us: u64, seen: &BoardState) -> BTreeMap<Pin, PartView> {
        self.0.iter().map(|(pin, placed)| (*pin, placed.view(*pin, kind, now_us, seen))).collect()
    }
}

/// The servo angle for a pulse-width signal: 0.5 ms is 0 degrees, 2.5 ms is 180. A micro:bit drives servos this
/// way, with a period of 20 ms; on an Arduino a pulse-width signal is much too fast for a servo.
fn pulse_angle_deg(kind: BoardKind, duty: u16) -> Option<u8> {
    let pulse_us = u32::from(duty) * 20_000 / 1023;
    // Slightly more than the range itself, because the duty comes in steps of 20 µs.
    if !kind.is_microbit() || !(480..=2520).contains(&pulse_us) {
        return None;
    }
    u8::try_from((pulse_us.clamp(500, 2500) - 500) * 180 / 2000).ok()
}

impl Placed {
    fn is_button(&self) -> bool {
        matches!(self.part, Part::ButtonToGround | Part::ButtonToSupply)
    }

    /// The part's effect on its pin.
    fn drives(&self, pin: Pin) -> PhysicalInput {
        match self.part {
            Part::ButtonToGround if self.pressed => PhysicalInput::PinLevel { pin, level: 0 },
            Part::ButtonToSupply => {
                PhysicalInput::PinLevel { pin, level: if self.pressed { SUPPLY } else { 0 } }
            }
            Part::Potentiometer => PhysicalInput::PinLevel { pin, level: self.level },
            Part::DistanceSensor => PhysicalInput::PinLevel { pin, level: distance_level(self.distance_cm) },
            Part::ButtonToGround | Part::Led | Part::Servo | Part::Buzzer | Part::PixelStrip => {
                PhysicalInput::PinFree { pin }
            }
        }
    }

    fn view(&self, pin: Pin, kind: BoardKind, now_us: u64, seen: &BoardState) -> PartView {
        let state = seen.pins.get(&pin);
        match self.part {
            Part::Led => {
                let full = BoardProfile::of(kind).max_duty.max(1);
                let brightness = state.map_or(0, |state| match state.mode {
                    PinMode::Output => state.value.min(1) * 255,
                    PinMode::Pwm => {
                        u16::try_from(u32::from(state.value.min(full)) * 255 / u32::from(full)).unwrap_or(255)
                    }
                    _ => 0,
                });
                PartView::Led { brightness: u8::try_from(brightness).unwrap_or(255) }
            }
            Part::ButtonToGround | Part::ButtonToSupply => PartView::Button { pressed: self.pressed },
            Part::Potentiometer => PartView::Potentiometer { level: self.level },
            Part::Servo => {
                PartView::Servo { target_deg: self.servo.target_deg, angle_deg: self.servo.angle_deg(now_us) }
            }
            Part::Buzzer => PartView::Buzzer {
                tone_hz: seen.tone_hz.filter(|_| state.is_some_and(|state| state.mode == PinMode::Tone)),
            },
            Part::DistanceSensor => PartView::Distance { distance_cm: self.distance_cm },
            Part::PixelStrip => {
                PartView::Pixels { colors: seen.pixels.get(&pin).cloned().unwrap_or_default() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, PartView, Parts, distance_level};
    use crate::board::{BoardKind, BoardState, PinMode, PinState};
    use crate::sim::input::PhysicalInput;

    #[test]
    fn parts_are_written_as_their_ids() {
        for part in Part::ALL {
            assert_eq!(serde_json::to_value(part).unwrap()["part"], part.id());
        }
    }

    /// Wires `part` to pin 3 of an Uno and gives it `inputs`; compares the level at the pin (`None`: nothing drives
    /// it).
    fn check_level(part: Part, inputs: &[PhysicalInput], level: Option<u16>) {
        let mut parts = Parts::new();
        let mut last = parts.attach(3, part);
        for input in inputs {
            last = parts.translate(BoardKind::Arduino, input);
        }
        let expected = level
            .map_or(PhysicalInput::PinFree { pin: 3 }, |level| PhysicalInput::PinLevel { pin: 3, level });
        assert_eq!(last, expected, "{part:?} {inputs:?}");
    }

    /// Wires `part` to pin 3, lets the pin be `mode` and `value` since time 0, and compares the view at `now_us`.
    fn check_view(kind: BoardKind, part: Part, mode: PinMode, value: u16, now_us: u64, view: &PartView) {
        let mut parts = Parts::new();
        parts.attach(3, part);
        let mut seen = BoardState { tone_hz: Some(440), ..BoardState::default() };
        seen.pins.insert(3, PinState { mode, value });
        seen.pixels.insert(3, vec![[1, 2, 3]]);
        parts.note(kind, 0, &seen);
        assert_eq!(parts.view(kind, now_us, &seen)[&3], *view);
    }

    #[test]
    fn levels() {
        let press = |button: &str| PhysicalInput::Press { button: button.to_owned() };
        let release = |button: &str| PhysicalInput::Release { button: button.to_owned() };
        check_level(Part::ButtonToGround, &[], None);
        check_level(Part::ButtonToGround, &[press("3")], Some(0));
        check_level(Part::ButtonToGround, &[press("D3"), release("D3")], None);
        check_level(Part::ButtonToSupply, &[], Some(0));
        check_level(Part::ButtonToSupply, &[press("3")], Some(1023));
        check_level(Part::Potentiometer, &[], Some(511));
        check_level(Part::Potentiometer, &[PhysicalInput::PinLevel { pin: 3, level: 7 }], Some(7));
        check_level(Part::DistanceSensor, &[PhysicalInput::Distance { pin: 3, distance_cm: 254 }], Some(200));
        check_level(Part::Led, &[], None);
    }

    #[test]
    fn inputs_for_nobody_pass_through() {
        let mut parts = Parts::new();
        parts.attach(3, Part::Led);
        for input in [
            PhysicalInput::Press { button: "A".to_owned() },
            PhysicalInput::Press { button: "3".to_owned() },
            PhysicalInput::Press { button: "é".to_owned() },
            PhysicalInput::Shake,
            PhysicalInput::PinLevel { pin: 3, level: 1 },
            PhysicalInput::Distance { pin: 4, distance_cm: 1 },
        ] {
            assert_eq!(parts.translate(BoardKind::Arduino, &input), input);
        }
    }

    #[test]
    fn distances() {
        let near: Vec<_> = [0, 15, 16, 100, 400, u16::MAX].into_iter().map(distance_level).collect();
        assert_eq!(near, [12, 12, 13, 79, 315, 1023]);
    }

    #[test]
    fn views() {
        use BoardKind::{Arduino, MicrobitV2};
        let led = |brightness| PartView::Led { brightness };
        check_view(Arduino, Part::Led, PinMode::Output, 1, 0, &led(255));
        check_view(Arduino, Part::Led, PinMode::Pwm, 128, 0, &led(128));
        check_view(MicrobitV2, Part::Led, PinMode::Pwm, 1023, 0, &led(255));
        check_view(Arduino, Part::Led, PinMode::Input, 1, 0, &led(0));
        let servo = |angle_deg| PartView::Servo { target_deg: Some(180), angle_deg };
        check_view(Arduino, Part::Servo, PinMode::Servo, 180, 0, &servo(90));
        check_view(Arduino, Part::Servo, PinMode::Servo, 180, 100_000, &servo(130));
        check_view(Arduino, Part::Servo, PinMode::Servo, 180, 1_000_000, &servo(180));
        let right = PartView::Servo { target_deg: Some(90), angle_deg: 90 };
        check_view(MicrobitV2, Part::Servo, PinMode::Pwm, 77, 1_000_000, &right);
        let still = PartView::Servo { target_deg: None, angle_deg: 90 };
        check_view(MicrobitV2, Part::Servo, PinMode::Pwm, 1023, 1_000_000, &still);
        check_view(Arduino, Part::Servo, PinMode::Pwm, 77, 1_000_000, &still);
        check_view(Arduino, Part::Buzzer, PinMode::Tone, 0, 0, &PartView::Buzzer { tone_hz: Some(440) });
        check_view(Arduino, Part::Buzzer, PinMode::Output, 0, 0, &PartView::Buzzer { tone_hz: None });
        let pixels = PartView::Pixels { colors: vec![[1, 2, 3]] };
        check_view(MicrobitV2, Part::PixelStrip, PinMode::Pixels, 1, 0, &pixels);
    }
}
