//! Compares the simulated micro:bit with the real one: the same driver gives the same commands to the simulated V1
//! and to MicroPython 1.1.1 in QEMU, both get the same inputs, and they must answer the same and look the same.
//!
//! Nothing here is measured by the machine's clock, which tells more about the machine's load than about the board:
//! the firmware's settings are read from its memory, and its time is its own.
//!
//! The limits of QEMU cannot be compared and are not faked:
//!
//! | QEMU's micro:bit | so here |
//! |---|---|
//! | no thermometer: a hook in the harness puts a value in | compared through the hook |
//! | no compass, microphone, logo, speaker | not compared |
//! | accelerometer fixed at (-736, -736, 736) | the simulated board is held that way; of gestures only their absence is compared |
//! | light is always 255 | the simulated board gets that light |
//! | analog inputs read 0 | only 0 is compared |
//! | pull-ups and pull-downs of pins do nothing | pins are driven from outside before they are read |
//! | the I2C bus takes and answers everything, though it has no devices | not compared |
//! | duty 1023, a gap of 16 µs, stops its PWM for good: the timer passes the next comparison before it is set | what was programmed is compared, in a test of its own |
//! | a pixel strip's bits are too fast to watch | only the answer is compared |
//! | speech and radio hang it | the lab does not use them |
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

mod rig;

use digilab_devices::command::{Button, Command, Gesture, Sensor};
use digilab_devices::driver::{BoardEvent, Driver, Phase};
use digilab_devices::microbit::MicrobitDriver;

use rig::{Emulated, Rig, Simulated};

/// Generous: builds may run beside the tests. On the virtual clock it costs nothing.
const ANSWER_US: u64 = 30_000_000;

/// Maximum difference between the boards in how long something is visible. MicroPython V1 advances images and notes
/// at ticks of 6 ms, and a board may be sampled some of them too late.
const STEP_MS: f64 = 40.0;

/// Observations shorter than this are ignored: the gap of 10 ms between two notes can be missed, and the firmware
/// sets duty and period of a tone one after the other.
const BRIEF_MS: u64 = 40;

/// The steps in which a servo's pulse can be set.
const SERVO_STEP_DEG: f64 = 1.8;

/// An action of a scenario, on both boards alike.
enum Step {
    /// A command; its reply is compared.
    Do(Command),
    /// A text to scroll: all images until the answer are compared, and how long each is shown.
    Pictures(Command),
    /// Notes to play on a pin: all its pulses until the answer are compared, and how long each sounds.
    Sounds(Command, u8),
    /// A command whose answer is not awaited.
    Begin(Command),
    Watch(Sensor),
    /// The newest value of a watched sensor is compared.
    Read(Sensor),
    Press(Button),
    Release(Button),
    /// An outside source drives a pin.
    Drive(u8, bool),
    Wait(u64),
    /// The lit LEDs are compared.
    Leds,
    /// The image with its brightness is compared.
    Picture,
    /// The level the board drives a pin with is compared.
    Pin(u8),
    /// The pulses that a pin gets are compared: their duty and period.
    Pulses(u8),
    /// A pin that gets pulses must go up and down.
    Swings(u8),
    /// The servo on a pin must have this angle.
    Angle(u8, u8),
    /// The board's reset button; waits until the driver has set it up again.
    Reset,
}

/// An observation of a board.
#[derive(Debug, PartialEq)]
enum Seen {
    Exactly(String),
    /// A measurement, and the tolerance for the other board's.
    About(f64, f64),
}

impl Seen {
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Exactly(one), Self::Exactly(two)) => one == two,
            (Self::About(one, tolerance), Self::About(two, _)) => (one - two).abs() <= *tolerance,
            _ => false,
        }
    }
}

/// Waits until the board's clock has advanced by this time.
fn wait(rig: &mut dyn Rig, wait_ms: u64) {
    let end_ms = rig.board_ms() + wait_ms;
    while rig.board_ms() < end_ms {
        rig.turn();
    }
}

/// Gives a command and returns its result; meanwhile `look` is called repeatedly.
fn command(rig: &mut dyn Rig, command: &Command, mut look: impl FnMut(&mut dyn Rig)) -> String {
    let (session, clock) = rig.session();
    let id = match session.driver_mut().command(clock.now_us(), command.clone()) {
        Ok(id) => id,
        Err(error) => return error.code.id().to_owned(),
    };
    let end_us = clock.now_us() + ANSWER_US;
    loop {
        look(rig);
        let (session, clock) = rig.session();
        assert!(clock.now_us() < end_us, "no answer to {command:?}");
        match session.driver_mut().outcome(id) {
            Some(Ok(reply)) => return format!("{reply:?}"),
            Some(Err(error)) => {
                return format!("{} {}", error.code.id(), error.arg("reason").unwrap_or_default());
            }
            None => rig.turn(),
        }
    }
}

/// Gives a command and records what `look` returns until its answer: each observation, and how long it lasted. The
/// first is the state before; the last continues.
fn record<T: PartialEq + std::fmt::Debug>(
    rig: &mut dyn Rig,
    order: &Command,
    mut look: impl FnMut(&mut dyn Rig) -> T,
) -> Vec<Seen> {
    let mut sights: Vec<(u64, T)> = Vec::new();
    let answer = command(rig, order, |rig| {
        let at_ms = rig.board_ms();
        let sight = look(rig);
        if sights.last().is_none_or(|(_, last)| *last != sight) {
            sights.push((at_ms, sight));
        }
    });
    let mut steady: Vec<(u64, T)> = Vec::new();
    let ends: Vec<u64> = sights.iter().skip(1).map(|(at_ms, _)| *at_ms).chain([u64::MAX]).collect();
    for ((at_ms, sight), end_ms) in sights.into_iter().zip(ends) {
        let is_long = steady.is_empty() || end_ms.saturating_sub(at_ms) >= BRIEF_MS;
        if is_long && steady.last().is_none_or(|(_, last)| *last != sight) {
            steady.push((at_ms, sight));
        }
    }
    let sights = steady;
    let mut seen = vec![Seen::Exactly(answer)];
    for (index, (at_ms, sight)) in sights.iter().enumerate() {
        seen.push(Seen::Exactly(format!("{sight:?}")));
        if let Some((next_ms, _)) = sights.get(index + 1).filter(|_| index > 0) {
            seen.push(Seen::About(next_ms.saturating_sub(*at_ms) as f64, STEP_MS));
        }
    }
    seen
}

fn step(rig: &mut dyn Rig, step: &Step) -> Vec<Seen> {
    let exactly = |seen: &dyn std::fmt::Debug| vec![Seen::Exactly(format!("{seen:?}"))];
    match step {
        Step::Do(order) => vec![Seen::Exactly(command(rig, order, |_| ()))],
        Step::Pictures(order) => record(rig, order, |rig| rig.picture()),
        Step::Sounds(order, pin) => record(rig, order, |rig| rig.pulses(*pin)),
        Step::Begin(order) => {
            let (session, clock) = rig.session();
            session.driver_mut().command(clock.now_us(), order.clone()).unwrap();
            session.pump(clock.now_us()).unwrap();
            Vec::new()
        }
        Step::Watch(sensor) => {
            let (session, clock) = rig.session();
            if let Err(error) = session.driver_mut().watch(clock.now_us(), *sensor) {
                return vec![Seen::Exactly(error.code.id().to_owned())];
            }
            session.wait(clock, ANSWER_US, |driver| driver.reading(*sensor)).unwrap();
            Vec::new()
        }
        Step::Read(sensor) => {
            // Events noticed before this is answered have been reported before the answer.
            command(rig, &Command::ReadLeds, |_| ());
            let (session, _) = rig.session();
            exactly(&(sensor, session.driver().reading(*sensor).map(|reading| reading.value)))
        }
        Step::Press(button) => {
            rig.press(*button, true);
            Vec::new()
        }
        Step::Release(button) => {
            rig.press(*button, false);
            Vec::new()
        }
        Step::Drive(pin, high) => {
            rig.drive(*pin, *high);
            Vec::new()
        }
        Step::Wait(ms) => {
            wait(rig, *ms);
            Vec::new()
        }
        Step::Leds => exactly(&rig.lit().map(|row| row.map(u8::from))),
        Step::Picture => exactly(&rig.picture()),
        Step::Pin(pin) => exactly(&rig.pin(*pin)),
        Step::Pulses(pin) => exactly(&rig.pulses(*pin)),
        Step::Swings(pin) => {
            assert!(rig.swings(*pin), "pin {pin} stands still");
            Vec::new()
        }
        Step::Angle(pin, angle_deg) => {
            let pulses = rig.pulses(*pin).unwrap();
            let pulse_us = f64::from(pulses.duty) / 1024.0 * f64::from(pulses.period_us);
            let stands_deg = (pulse_us - 500.0) / 2000.0 * 180.0;
            assert!(
                (stands_deg - f64::from(*angle_deg)).abs() <= SERVO_STEP_DEG,
                "{stands_deg}° for {angle_deg}°"
            );
            exactly(&pulses)
        }
        Step::Reset => {
            rig.reset();
            let (session, clock) = rig.session();
            let restarted = |driver: &mut MicrobitDriver| {
                std::iter::from_fn(|| driver.next_event()).find(|event| *event == BoardEvent::Restarted)
            };
            session.wait(clock, ANSWER_US, restarted).unwrap();
            Vec::new()
        }
    }
}

fn run(rig: &mut dyn Rig, steps: &[Step]) -> Vec<Seen> {
    let (session, clock) = rig.session();
    let ready = |driver: &mut MicrobitDriver| (*driver.phase() == Phase::Ready).then_some(());
    session.wait(clock, ANSWER_US, ready).unwrap();
    steps.iter().flat_map(|one| step(rig, one)).collect()
}

/// Does `steps` on both boards and compares the observations, in order.
fn check(steps: &[Step]) {
    let simulated = run(&mut Simulated::start(), steps);
    let real = run(&mut Emulated::start(), steps);
    assert_eq!(simulated.len(), real.len(), "simulated {simulated:#?}\nreal {real:#?}");
    for (index, (simulated, real)) in simulated.iter().zip(&real).enumerate() {
        assert!(simulated.agrees(real), "observation {index}: simulated {simulated:?}, real {real:?}");
    }
}

const HEART: [[u8; 5]; 5] =
    [[0, 9, 0, 9, 0], [9, 9, 9, 9, 9], [9, 9, 9, 9, 9], [0, 9, 9, 9, 0], [0, 0, 9, 0, 0]];

fn show(leds: [[u8; 5]; 5]) -> Step {
    Step::Do(Command::ShowLeds { leds })
}

fn scroll(text: &str, delay_ms: u16) -> Command {
    Command::Scroll { text: text.to_owned(), delay_ms }
}

fn digital(pin: u8, high: bool) -> Step {
    Step::Do(Command::WriteDigital { pin, high })
}

#[test]
fn a_picture() {
    check(&[Step::Leds, show(HEART), Step::Leds, Step::Do(Command::ReadLeds), show([[0; 5]; 5]), Step::Leds]);
}

#[test]
fn steps_of_brightness() {
    let steps = [[9, 8, 7, 6, 5], [4, 0, 4, 5, 6], [7, 8, 9, 8, 7], [6, 5, 4, 0, 4], [5, 6, 7, 8, 9]];
    check(&[show(steps), Step::Do(Command::ReadLeds), Step::Picture]);
}

#[test]
fn single_leds() {
    let led = |x, y, brightness| Step::Do(Command::SetLed { x, y, brightness });
    check(&[
        led(0, 0, 9),
        led(4, 4, 9),
        led(3, 1, 9),
        Step::Leds,
        led(0, 0, 0),
        Step::Leds,
        Step::Do(Command::ReadLeds),
    ]);
}

#[test]
fn every_picture_of_a_text_that_scrolls_by() {
    check(&[show(HEART), Step::Pictures(scroll("Hi", 300)), Step::Leds, Step::Do(Command::ReadLeds)]);
    check(&[Step::Pictures(scroll("W .~i", 200)), show(HEART), Step::Leds]);
}

#[test]
fn a_text_has_gone_when_its_answer_comes() {
    check(&[Step::Do(scroll("Hello, World!", 60)), Step::Picture, Step::Leds]);
    // Light is measured with the display's LEDs: the text pauses meanwhile, and from outside a column that is
    // measured looks like one that is lit. So only the firmware's image is compared.
    check(&[Step::Watch(Sensor::Light), Step::Do(scroll("Hi!", 30)), Step::Picture]);
}

#[test]
fn pins_driven_high_and_low() {
    let mut steps = Vec::new();
    for pin in [0, 1, 2, 8, 12, 13, 14, 15, 16] {
        steps.extend([
            Step::Pin(pin),
            digital(pin, true),
            Step::Pin(pin),
            digital(pin, false),
            Step::Pin(pin),
        ]);
    }
    check(&steps);
}

#[test]
fn pins_of_display_buttons_and_bus_are_refused() {
    check(&[3, 4, 5, 6, 7, 9, 10, 11, 17, 18, 19, 20].map(|pin| digital(pin, true)));
}

#[test]
fn a_pin_read_from_outside() {
    let pin = Sensor::Digital(1);
    check(&[
        Step::Drive(1, true),
        Step::Watch(pin),
        Step::Wait(200),
        Step::Read(pin),
        Step::Drive(1, false),
        Step::Wait(200),
        Step::Read(pin),
        Step::Drive(1, true),
        Step::Wait(200),
        Step::Read(pin),
    ]);
}

#[test]
fn a_button_held_and_let_go() {
    let button = Sensor::Button(Button::A);
    check(&[
        Step::Watch(button),
        Step::Read(button),
        Step::Press(Button::A),
        Step::Wait(300),
        Step::Read(button),
        Step::Release(Button::A),
        Step::Wait(300),
        Step::Read(button),
    ]);
}

#[test]
fn presses_are_counted_also_between_two_readings() {
    let (a, b) = (Sensor::Presses(Button::A), Sensor::Presses(Button::B));
    let mut steps = vec![Step::Watch(a), Step::Watch(b)];
    for _ in 0..3 {
        steps.extend([Step::Press(Button::A), Step::Wait(60), Step::Release(Button::A), Step::Wait(60)]);
    }
    steps.extend([Step::Press(Button::B), Step::Wait(300), Step::Read(a), Step::Read(b)]);
    check(&steps);
}

#[test]
fn pulse_width() {
    let pulses = |duty| [Step::Do(Command::WritePwm { pin: 0, duty }), Step::Pulses(0)];
    let mut steps = Vec::from(pulses(0));
    for duty in [1, 26, 256, 512, 900, 0, 300] {
        steps.extend(pulses(duty));
        steps.extend((duty > 0).then_some(Step::Swings(0)));
    }
    check(&steps);
    check(&pulses(1023));
}

#[test]
fn a_servo_gets_its_pulses() {
    let mut steps = Vec::new();
    for angle_deg in [0, 45, 90, 135, 180, 1] {
        let turn = Command::WriteServo { pin: 1, angle_deg };
        steps.extend([Step::Do(turn), Step::Angle(1, angle_deg), Step::Swings(1)]);
    }
    check(&steps);
}

#[test]
fn a_tone_sounds_until_it_is_ended() {
    let mut steps = Vec::new();
    for frequency_hz in [110, 60, 440, 1500, 3906] {
        let tone = Command::Tone { pin: None, frequency_hz, duration_ms: None };
        steps.extend([Step::Do(tone), Step::Pulses(0), Step::Swings(0)]);
    }
    steps.extend([Step::Do(Command::NoTone { pin: None }), Step::Pulses(0)]);
    check(&steps);
}

#[test]
fn a_tone_ends_by_itself() {
    let tone = Command::Tone { pin: Some(1), frequency_hz: 990, duration_ms: Some(1500) };
    check(&[Step::Do(tone), Step::Pulses(1), Step::Wait(2000), Step::Pulses(1)]);
}

#[test]
fn notes_take_their_time() {
    let play =
        |notes: &[&str]| Command::Play { notes: notes.iter().map(|note| (*note).to_owned()).collect() };
    check(&[Step::Sounds(play(&["c4:4", "d", "r:2", "e5:2"]), 0), Step::Pulses(0), Step::Do(play(&["h"]))]);
    check(&[Step::Begin(play(&["a1:16"])), Step::Wait(800), Step::Pulses(0)]);
}

#[test]
fn sensors() {
    for sensor in [
        Sensor::AccelerometerX,
        Sensor::AccelerometerY,
        Sensor::AccelerometerZ,
        Sensor::Gestures(Gesture::Shake),
        Sensor::Gestures(Gesture::FaceUp),
        Sensor::Temperature,
        Sensor::Light,
        Sensor::Analog(0),
        Sensor::SoundLevel,
        Sensor::Button(Button::Logo),
    ] {
        check(&[Step::Watch(sensor), Step::Wait(500), Step::Read(sensor)]);
    }
}

#[test]
fn a_touched_pin() {
    // A finger closes the circuit to ground.
    let touch = Sensor::Touch(2);
    check(&[
        Step::Drive(2, true),
        Step::Watch(touch),
        Step::Wait(300),
        Step::Read(touch),
        Step::Drive(2, false),
        Step::Wait(300),
        Step::Read(touch),
    ]);
}

#[test]
fn a_pixel_strip_is_told_its_colors() {
    check(&[Step::Do(Command::SetPixels { pin: 0, colors: vec![[1, 2, 3], [0, 0, 0], [255, 255, 255]] })]);
}

#[test]
fn what_a_reset_by_the_driver_leaves() {
    check(&[
        show(HEART),
        digital(0, true),
        Step::Do(Command::WritePwm { pin: 1, duty: 512 }),
        Step::Do(Command::Reset),
        Step::Wait(100),
        Step::Leds,
        Step::Pulses(0),
        Step::Pulses(1),
        Step::Pin(0),
        show(HEART),
        Step::Leds,
    ]);
}

#[test]
fn what_the_reset_button_leaves() {
    let button = Sensor::Button(Button::A);
    check(&[
        show(HEART),
        digital(0, true),
        Step::Watch(button),
        Step::Reset,
        Step::Wait(500),
        Step::Leds,
        Step::Pin(0),
        Step::Press(Button::A),
        Step::Wait(300),
        Step::Read(button),
    ]);
}
