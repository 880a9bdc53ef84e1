//! The Firmata driver against StandardFirmata itself, on an emulated Uno in real time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::time::Duration;

use digilab_devices::board::{PinMode, PinState};
use digilab_devices::clock::{Clock, RealClock, Signal};
use digilab_devices::command::{Command, CommandId, Reply, Sensor};
use digilab_devices::driver::{BoardEvent, Driver, Phase};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::firmata::{BAUD, FirmataDriver};
use digilab_devices::link::open;
use digilab_devices::session::Session;
use digilab_tests::emulator_uno::{UnoEmulator, UnoFirmware, UnoOptions};

/// Longer than anything takes, even on a busy machine.
const LONG_US: u64 = 20_000_000;
const LONG: Duration = Duration::from_secs(20);

/// A session with its clock.
struct Lab {
    session: Session<FirmataDriver>,
    clock: RealClock,
}

impl Lab {
    fn open(board: &UnoEmulator, baud: u32) -> Self {
        let signal = Signal::new();
        let port = board.port().to_str().unwrap();
        let link = open(port, baud, signal.clone()).unwrap();
        Self { session: Session::new(FirmataDriver::new(port), link), clock: RealClock::new(signal) }
    }

    fn connect(board: &UnoEmulator) -> Self {
        let mut lab = Self::open(board, BAUD);
        lab.ready().unwrap();
        lab
    }

    fn ready(&mut self) -> Result<(), DeviceError> {
        self.wait(|driver| (*driver.phase() == Phase::Ready).then_some(()))
    }

    fn wait<T>(&mut self, ready: impl FnMut(&mut FirmataDriver) -> Option<T>) -> Result<T, DeviceError> {
        self.session.wait(&mut self.clock, LONG_US, ready)
    }

    fn give(&mut self, command: Command) -> CommandId {
        let now_us = self.clock.now_us();
        self.session.driver_mut().command(now_us, command).unwrap()
    }

    fn outcome(&mut self, id: CommandId) -> Result<Reply, DeviceError> {
        self.wait(|driver| driver.outcome(id)).unwrap()
    }

    fn done(&mut self, command: Command) {
        let id = self.give(command);
        assert_eq!(self.outcome(id), Ok(Reply::Done));
    }

    fn pin(&mut self, pin: u8) -> PinState {
        let id = self.give(Command::ReadPinState { pin });
        match self.outcome(id) {
            Ok(Reply::Pin(state)) => state,
            other => panic!("{other:?}"),
        }
    }

    fn watch(&mut self, sensor: Sensor) {
        let now_us = self.clock.now_us();
        self.session.driver_mut().watch(now_us, sensor).unwrap();
    }

    /// Waits until `sensor` reads `value`.
    fn reads(&mut self, sensor: Sensor, value: i32) {
        let mut last = None;
        let outcome = self.wait(|driver| {
            last = driver.reading(sensor);
            last.filter(|reading| reading.value == value)
        });
        assert!(outcome.is_ok(), "{outcome:?}, last {last:?}");
    }

    /// The first value of `sensor` that arrives.
    fn first(&mut self, sensor: Sensor) -> i32 {
        self.wait(|driver| driver.reading(sensor)).unwrap().value
    }

    fn settle(&mut self) {
        self.wait(|driver| driver.is_idle().then_some(())).unwrap();
    }

    fn close(mut self) {
        let now_us = self.clock.now_us();
        self.session.driver_mut().close(now_us);
        self.wait(|driver| driver.is_closed().then_some(())).unwrap();
    }
}

fn state(mode: PinMode, value: u16) -> PinState {
    PinState { mode, value }
}

#[test]
fn connects_and_knows_the_board() {
    let board = UnoEmulator::start().unwrap();
    let lab = Lab::connect(&board);
    let driver = lab.session.driver();
    let firmware = driver.firmware().unwrap();
    assert_eq!((firmware.name.as_str(), firmware.protocol), ("StandardFirmata.ino", (2, 4)));
    assert_eq!(driver.pin_by_name("A5"), Ok(19));
    assert_eq!(driver.pin_by_name("1").unwrap_err().arg("allowed"), Some("2–13, A0–A5"));
    assert_eq!(driver.damage(), Default::default());
    lab.close();
}

#[test]
fn outputs_are_seen_on_the_pins() {
    let mut board = UnoEmulator::start().unwrap();
    let mut lab = Lab::connect(&board);
    board.forget_events();

    lab.done(Command::WriteDigital { pin: 13, high: true });
    assert!(board.wait_pin(13, true, LONG).is_some());
    lab.done(Command::WriteDigital { pin: 12, high: true });
    assert!(board.wait_pin(12, true, LONG).is_some());
    board.forget_events();
    lab.done(Command::WriteDigital { pin: 12, high: false });
    assert!(board.wait_pin(12, false, LONG).is_some());
    assert_eq!(lab.pin(13), state(PinMode::Output, 1));
    assert_eq!(lab.pin(12), state(PinMode::Output, 0));
    assert!(board.events().iter().all(|event| !format!("{event:?}").contains("pin: 13")));

    lab.done(Command::WritePwm { pin: 9, duty: 77 });
    assert!(board.wait_pwm(9, 77, LONG).is_some());
    assert_eq!(lab.pin(9), state(PinMode::Pwm, 77));

    // A servo pulse every 20 ms, 1472 µs long at 90 degrees (544 to 2400 µs are 0 to 180 degrees).
    lab.done(Command::WriteServo { pin: 6, angle_deg: 90 });
    lab.settle();
    board.forget_events();
    let up_us = board.wait_pin(6, true, LONG).unwrap();
    let down_us = board.wait_pin(6, false, LONG).unwrap();
    let pulse_us = (down_us as i64 - up_us as i64).rem_euclid(20_000);
    assert!((1400..1550).contains(&pulse_us), "{pulse_us}");
    assert_eq!(lab.pin(6), state(PinMode::Servo, 90));

    let expected = [
        (6, state(PinMode::Servo, 90)),
        (9, state(PinMode::Pwm, 77)),
        (12, state(PinMode::Output, 0)),
        (13, state(PinMode::Output, 1)),
    ];
    assert_eq!(lab.session.driver().state().pins, expected.into());

    board.forget_events();
    lab.close();
    assert!(board.wait_pin(13, false, LONG).is_some());
}

#[test]
fn inputs_are_read_after_they_were_injected() {
    let mut board = UnoEmulator::start().unwrap();
    let mut lab = Lab::connect(&board);
    board.set_analog_mv(0, 2500).unwrap();
    board.set_analog_mv(5, 5000).unwrap();
    lab.watch(Sensor::Analog(14));
    assert_eq!(lab.session.driver().reading(Sensor::Analog(14)), None);
    lab.reads(Sensor::Analog(14), 511);
    lab.watch(Sensor::Analog(19));
    lab.reads(Sensor::Analog(19), 1023);
    board.set_analog_mv(0, 1000).unwrap();
    lab.reads(Sensor::Analog(14), 204);

    // Levels from outside reach the emulated pin while it is an input.
    for pin in [2, 3, 16] {
        lab.done(Command::SetMode { pin, mode: PinMode::Input });
    }
    lab.settle();
    board.set_digital(2, false).unwrap();
    board.set_digital(3, true).unwrap();
    board.set_digital(16, true).unwrap();
    board.wait_pin(16, true, LONG).unwrap();
    lab.watch(Sensor::Digital(2));
    assert_eq!(lab.session.driver().reading(Sensor::Digital(2)), None);
    assert_eq!(lab.first(Sensor::Digital(2)), 0);
    // On a port that is reported already, and high from the start: the first reading is right.
    lab.watch(Sensor::Digital(3));
    assert_eq!(lab.first(Sensor::Digital(3)), 1);
    board.set_digital(2, true).unwrap();
    lab.reads(Sensor::Digital(2), 1);
    // An analog pin as a digital input.
    lab.watch(Sensor::Digital(16));
    assert_eq!(lab.first(Sensor::Digital(16)), 1);
    lab.close();
}

#[test]
fn a_pull_up_holds_an_input_high() {
    let mut board = UnoEmulator::start().unwrap();
    let mut lab = Lab::connect(&board);
    lab.done(Command::SetMode { pin: 7, mode: PinMode::InputPullup });
    lab.watch(Sensor::Digital(7));
    assert_eq!(lab.first(Sensor::Digital(7)), 1);
    // This firmware has pull-ups only by writing to the port: a neighbour's write must not remove it.
    lab.done(Command::WriteDigital { pin: 5, high: true });
    assert_eq!(lab.pin(7), state(PinMode::InputPullup, 1));
    assert_eq!(lab.first(Sensor::Digital(7)), 1);
    board.set_digital(7, false).unwrap();
    lab.reads(Sensor::Digital(7), 0);
    lab.close();
}

#[test]
fn a_burst_of_queries_gets_all_its_answers() {
    let board = UnoEmulator::start().unwrap();
    let mut lab = Lab::connect(&board);
    lab.watch(Sensor::Analog(14));
    lab.done(Command::WritePwm { pin: 9, duty: 200 });
    let ids: Vec<CommandId> = (0..100).map(|_| lab.give(Command::ReadPinState { pin: 9 })).collect();
    for id in ids {
        assert_eq!(lab.outcome(id), Ok(Reply::Pin(state(PinMode::Pwm, 200))));
    }
    // Writes are not acknowledged, and yet none is lost.
    let ids: Vec<CommandId> = (1..=200).map(|duty| lab.give(Command::WritePwm { pin: 9, duty })).collect();
    for id in ids {
        assert_eq!(lab.outcome(id), Ok(Reply::Done));
    }
    assert_eq!(lab.pin(9), state(PinMode::Pwm, 200));
    assert_eq!(lab.session.driver().damage(), Default::default());
    lab.close();
}

#[test]
fn connects_fifty_times_in_a_row() {
    let board = UnoOptions { reset_on_open: false, ..UnoOptions::default() }.start().unwrap();
    for _ in 0..50 {
        let mut lab = Lab::connect(&board);
        assert_eq!(lab.pin(13), state(PinMode::Output, 0));
        lab.done(Command::WriteDigital { pin: 13, high: true });
        lab.watch(Sensor::Analog(14));
        assert_eq!(lab.pin(13), state(PinMode::Output, 1));
        lab.close();
    }
}

#[test]
fn a_wrong_speed_and_a_mute_board_are_told_apart() {
    let options = UnoOptions { strict_baud: true, ..UnoOptions::default() };
    let board = options.start().unwrap();
    let error = Lab::open(&board, 9600).ready().unwrap_err();
    assert_eq!((error.code, error.arg("baud")), (DeviceErrorCode::WrongBaud, Some("57600")));

    let board = UnoOptions { firmware: UnoFirmware::Blink, ..options }.start().unwrap();
    let error = Lab::open(&board, BAUD).ready().unwrap_err();
    assert_eq!(error.code, DeviceErrorCode::NoAnswer);
}

#[test]
fn a_reset_in_mid_run_is_mended() {
    let mut board = UnoEmulator::start().unwrap();
    let mut lab = Lab::connect(&board);
    lab.watch(Sensor::Analog(14));
    lab.watch(Sensor::Digital(2));
    lab.done(Command::SetMode { pin: 7, mode: PinMode::InputPullup });
    lab.done(Command::WriteDigital { pin: 13, high: true });
    lab.done(Command::WritePwm { pin: 9, duty: 77 });
    lab.settle();
    board.reset().unwrap();
    // Given while the board is deaf.
    let id = lab.give(Command::ReadPinState { pin: 9 });
    assert_eq!(lab.wait(|driver| driver.next_event()), Ok(BoardEvent::Restarted));
    assert_eq!(lab.outcome(id), Ok(Reply::Pin(state(PinMode::Pwm, 0))));
    assert_eq!(lab.pin(7).mode, PinMode::InputPullup);
    assert_eq!(lab.pin(13), state(PinMode::Output, 0));
    assert_eq!(lab.session.driver().state().pins[&13], state(PinMode::Output, 0));
    board.set_analog_mv(0, 5000).unwrap();
    lab.reads(Sensor::Analog(14), 1023);
    board.set_digital(2, true).unwrap();
    lab.reads(Sensor::Digital(2), 1);
    lab.close();
}

#[test]
fn a_board_that_vanishes_is_gone_and_comes_back() {
    let mut board = UnoEmulator::start().unwrap();
    let mut lab = Lab::connect(&board);
    lab.watch(Sensor::Analog(14));
    lab.first(Sensor::Analog(14));
    board.kill().unwrap();
    let error = lab.wait(|_| None::<()>).unwrap_err();
    assert_eq!(error.code, DeviceErrorCode::Gone);
    board.restart().unwrap();
    let mut lab = Lab::connect(&board);
    assert_eq!(lab.pin(13), state(PinMode::Output, 0));
    lab.close();
}

#[test]
fn an_i2c_device_that_is_not_there_is_an_error() {
    let board = UnoEmulator::start().unwrap();
    let mut lab = Lab::connect(&board);
    lab.done(Command::WriteI2c { address: 0x1D, bytes: vec![0x2A; 30] });
    let id = lab.give(Command::ReadI2c { address: 0x1D, register: Some(1), count: 2 });
    let error = lab.outcome(id).unwrap_err();
    assert_eq!(error.code, DeviceErrorCode::BoardError);
    assert_eq!(error.arg("reason"), Some("I2C: Too few bytes received"));
    assert_eq!(lab.pin(18).mode, PinMode::I2c);
    // The pins are free again for other uses.
    lab.watch(Sensor::Analog(18));
    lab.first(Sensor::Analog(18));
    lab.close();
}
