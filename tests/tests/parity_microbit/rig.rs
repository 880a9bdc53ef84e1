//! The two boards behind one interface: a driver in front, inputs and observations from outside.

use std::time::{Duration, Instant};

use digilab_devices::board::{BoardKind, Leds, PinMode};
use digilab_devices::clock::{Clock, RealClock, Signal, VirtualClock};
use digilab_devices::command::Button;
use digilab_devices::link;
use digilab_devices::microbit::{BAUD, MicrobitDriver};
use digilab_devices::session::Session;
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::link::{Bench, SimulatedLink};
use digilab_devices::sim::microbit::SimulatedMicrobit;
use digilab_tests::emulator_memory::Pulses;
use digilab_tests::emulator_microbit::MicrobitEmulator;

/// Period of MicroPython's PWM and servos, in microseconds.
const PWM_PERIOD_US: u32 = 20_000;
/// The step in which MicroPython V1 counts periods, in microseconds.
const TICK_US: u32 = 16;
/// The duty of MicroPython's tones: `MUSIC_OUTPUT_AMPLITUDE_ON`.
const TONE_DUTY: u16 = 128;

/// A board in front of its driver.
pub trait Rig {
    fn session(&mut self) -> (&mut Session<MicrobitDriver>, &mut dyn Clock);
    /// Time on the board's own clock: it does not run while a machine under load stalls the board.
    fn board_ms(&mut self) -> u64;
    fn press(&mut self, button: Button, down: bool);
    fn drive(&mut self, pin: u8, high: bool);
    fn reset(&mut self);
    /// The image shown, with its brightness.
    fn picture(&mut self) -> Leds;
    /// The lit LEDs.
    fn lit(&mut self) -> [[bool; 5]; 5];
    /// The level the board drives a pin with.
    fn pin(&mut self, pin: u8) -> Option<bool>;
    /// The pulses a pin gets.
    fn pulses(&mut self, pin: u8) -> Option<Pulses>;
    /// True if a pin that gets pulses goes up and down.
    fn swings(&mut self, pin: u8) -> bool;

    /// Pumps the session for a moment.
    fn turn(&mut self) {
        let (session, clock) = self.session();
        session.pump(clock.now_us()).unwrap();
        clock.wait_until_us(clock.now_us() + 1000);
        session.pump(clock.now_us()).unwrap();
    }
}

pub struct Simulated {
    session: Session<MicrobitDriver>,
    clock: VirtualClock,
    bench: Bench,
}

impl Simulated {
    pub fn start() -> Self {
        let (link, bench) = SimulatedLink::new(Box::new(SimulatedMicrobit::new(BoardKind::MicrobitV1)));
        // The fixed values of QEMU's sensors.
        let tilt = PhysicalInput::Tilt { x_mg: -736, y_mg: -736, z_mg: 736 };
        for input in [tilt, PhysicalInput::Light { level: 255 }, PhysicalInput::Temperature { celsius: 23 }] {
            bench.input(0, &input).unwrap();
        }
        Self {
            session: Session::new(MicrobitDriver::new("sim"), Box::new(link)),
            clock: VirtualClock::new(),
            bench,
        }
    }

    fn input(&mut self, input: &PhysicalInput) {
        self.bench.input(self.clock.now_us(), input).unwrap();
    }

    fn value(&mut self, pin: u8) -> Option<(PinMode, u16)> {
        self.bench.run(self.clock.now_us());
        self.bench.seen().pins.get(&pin).map(|state| (state.mode, state.value))
    }
}

impl Rig for Simulated {
    fn session(&mut self) -> (&mut Session<MicrobitDriver>, &mut dyn Clock) {
        (&mut self.session, &mut self.clock)
    }

    fn board_ms(&mut self) -> u64 {
        self.clock.now_us() / 1000
    }

    fn press(&mut self, button: Button, down: bool) {
        let button = button.name().to_owned();
        self.input(&if down { PhysicalInput::Press { button } } else { PhysicalInput::Release { button } });
    }

    fn drive(&mut self, pin: u8, high: bool) {
        self.input(&PhysicalInput::PinLevel { pin, level: if high { 1023 } else { 0 } });
    }

    fn reset(&mut self) {
        self.bench.reset(self.clock.now_us());
    }

    fn picture(&mut self) -> Leds {
        self.bench.run(self.clock.now_us());
        self.bench.seen().leds.unwrap()
    }

    fn lit(&mut self) -> [[bool; 5]; 5] {
        self.picture().map(|row| row.map(|led| led > 0))
    }

    fn pin(&mut self, pin: u8) -> Option<bool> {
        self.value(pin)
            .filter(|(mode, _)| matches!(mode, PinMode::Output | PinMode::Pwm))
            .map(|(_, value)| value > 0)
    }

    fn pulses(&mut self, pin: u8) -> Option<Pulses> {
        match self.value(pin)? {
            (PinMode::Pwm, duty) if duty > 0 => Some(Pulses { duty, period_us: PWM_PERIOD_US }),
            (PinMode::Tone, _) => {
                let hz = self.bench.seen().tone_hz?;
                Some(Pulses { duty: TONE_DUTY, period_us: 1_000_000 / hz / TICK_US * TICK_US })
            }
            _ => None,
        }
    }

    fn swings(&mut self, pin: u8) -> bool {
        self.pulses(pin).is_some()
    }
}

pub struct Emulated {
    session: Session<MicrobitDriver>,
    clock: RealClock,
    board: MicrobitEmulator,
}

impl Emulated {
    pub fn start() -> Self {
        let mut board = MicrobitEmulator::start().unwrap();
        // QEMU opens its debugger's socket a moment after its others.
        let end = Instant::now() + Duration::from_secs(20);
        while board.set_temperature(23).is_err() {
            assert!(Instant::now() < end, "the thermometer's hook cannot be set");
            std::thread::sleep(Duration::from_millis(20));
        }
        let signal = Signal::new();
        let port = board.port().to_str().unwrap().to_owned();
        let link = link::open(&port, BAUD, signal.clone()).unwrap();
        Self { session: Session::new(MicrobitDriver::new(&port), link), clock: RealClock::new(signal), board }
    }
}

impl Rig for Emulated {
    fn session(&mut self) -> (&mut Session<MicrobitDriver>, &mut dyn Clock) {
        (&mut self.session, &mut self.clock)
    }

    fn board_ms(&mut self) -> u64 {
        self.board.clock_ms().unwrap().into()
    }

    fn press(&mut self, button: Button, down: bool) {
        match button {
            Button::A => self.board.set_button_a(down),
            _ => self.board.set_button_b(down),
        }
        .unwrap();
    }

    fn drive(&mut self, pin: u8, high: bool) {
        self.board.set_pin(pin, high).unwrap();
    }

    fn reset(&mut self) {
        self.board.reset().unwrap();
    }

    fn picture(&mut self) -> Leds {
        self.board.picture().unwrap()
    }

    fn lit(&mut self) -> [[bool; 5]; 5] {
        self.board.lit_leds().unwrap()
    }

    fn pin(&mut self, pin: u8) -> Option<bool> {
        self.board.driven_pin(pin).unwrap()
    }

    fn pulses(&mut self, pin: u8) -> Option<Pulses> {
        self.board.pulses(pin).unwrap()
    }

    fn swings(&mut self, pin: u8) -> bool {
        self.board.swings(pin).unwrap()
    }
}
