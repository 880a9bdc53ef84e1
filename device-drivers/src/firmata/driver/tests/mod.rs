//! The Firmata driver in situations a real board cannot be put into: lost bytes, silence, old protocols, other
//! programs; in virtual time. The workspace's firmware tests cover real firmware.

mod board;

use crate::board::{PinMode, PinState};
use crate::command::{Command, CommandId, Reply, Sensor};
use crate::driver::{BoardEvent, Driver, Phase};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::firmata::{FirmataDriver, HostMessage, Mode};
use board::{Board, Options, UNO};
use proptest::prelude::*;

/// A driver, its board, and the time.
struct Bench {
    driver: FirmataDriver,
    board: Board,
    now_us: u64,
}

impl Bench {
    fn new(options: Options) -> Self {
        Self { driver: FirmataDriver::new("p"), board: Board::new(options), now_us: 0 }
    }

    fn connected(options: Options) -> Self {
        let mut bench = Self::new(options);
        let seconds = 15;
        bench.run(seconds * 1_000_000, |driver| *driver.phase() != Phase::Connecting);
        assert_eq!(*bench.driver.phase(), Phase::Ready, "{options:?}");
        bench.board.heard.clear();
        bench
    }

    /// Runs until `done`, for at most `limit_us`.
    fn run(&mut self, limit_us: u64, done: impl FnMut(&mut FirmataDriver) -> bool) {
        self.now_us = self.board.run(&mut self.driver, self.now_us, self.now_us + limit_us, done);
    }

    fn settle(&mut self) {
        self.run(20_000_000, |driver| driver.is_idle());
        assert!(self.driver.is_idle());
    }

    fn give(&mut self, command: Command) -> CommandId {
        self.driver.command(self.now_us, command).unwrap()
    }

    fn outcome(&mut self, id: CommandId) -> Result<Reply, DeviceError> {
        let mut outcome = None;
        self.run(20_000_000, |driver| {
            outcome = outcome.take().or_else(|| driver.outcome(id));
            outcome.is_some()
        });
        outcome.unwrap()
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

    fn failure(&mut self) -> (DeviceErrorCode, u64) {
        let begun_us = self.now_us;
        self.run(30_000_000, |driver| matches!(driver.phase(), Phase::Failed(_)));
        match self.driver.phase() {
            Phase::Failed(error) => (error.code, (self.now_us - begun_us) / 1000),
            other => panic!("{other:?}"),
        }
    }
}

fn state(mode: PinMode, value: u16) -> PinState {
    PinState { mode, value }
}

#[test]
fn boards_of_all_ages_are_found() {
    // The queries it answers, and the bytes for `WriteDigital` and for a pull-up.
    let check = |options: Options, write: &[HostMessage], pullup: &[HostMessage], probe: HostMessage| {
        let mut bench = Bench::connected(options);
        assert_eq!(bench.driver.pin_by_name("A5"), Ok(19));
        bench.done(Command::WriteDigital { pin: 13, high: true });
        bench.settle();
        let mut expected = write.to_vec();
        expected.push(probe.clone());
        assert_eq!(bench.board.heard, expected, "{options:?}");
        bench.board.heard.clear();
        bench.done(Command::SetMode { pin: 7, mode: PinMode::InputPullup });
        bench.settle();
        assert_eq!(bench.board.heard, [pullup, &[probe]].concat(), "{options:?}");
    };
    let output = HostMessage::SetPinMode { pin: 13, mode: Mode::OUTPUT };
    let port = [output.clone(), HostMessage::DigitalPort { port: 1, levels: 0x20 }];
    let single = [output, HostMessage::SetDigitalPin { pin: 13, high: true }];
    let by_mode = [HostMessage::SetPinMode { pin: 7, mode: Mode::PULLUP }];
    let by_write = [
        HostMessage::SetPinMode { pin: 7, mode: Mode::INPUT },
        HostMessage::DigitalPort { port: 0, levels: 0x80 },
    ];
    let no_pin = HostMessage::PinStateQuery { pin: 127 };
    check(UNO, &port, &by_write, no_pin.clone());
    check(Options { minor: 5, ..UNO }, &single, &by_mode, no_pin.clone());
    check(Options { boot_us: 0, ..UNO }, &port, &by_write, no_pin.clone());
    check(Options { boot_us: 3_500_000, ..UNO }, &port, &by_write, no_pin.clone());
    check(Options { tells_pins: false, minor: 1, ..UNO }, &port, &by_write, no_pin);
    check(Options { tells_no_pin: false, ..UNO }, &port, &by_write, HostMessage::FirmwareQuery);
}

#[test]
fn a_byte_lost_anywhere_does_not_prevent_a_connection() {
    for boot_us in [UNO.boot_us, 0] {
        for lost in 0..420 {
            let to_host = Options { boot_us, lost_to_host: Some(lost), ..UNO };
            let to_board = Options { boot_us, lost_to_board: Some(lost), ..UNO };
            // Some fifty bytes go to the board.
            for options in [Some(to_host), (lost < 60).then_some(to_board)].into_iter().flatten() {
                let mut bench = Bench::connected(options);
                let error = bench.driver.command(bench.now_us, Command::WritePwm { pin: 14, duty: 1 });
                assert_eq!(error.unwrap_err().arg("allowed"), Some("3, 5, 6, 9, 10, 11"), "{options:?}");
                assert_eq!(bench.driver.pin_by_name("0").unwrap_err().arg("allowed"), Some("2–13, A0–A5"));
                assert_eq!(bench.pin(13), state(PinMode::Output, 0), "{options:?}");
            }
        }
    }
}

#[test]
fn a_byte_lost_in_mid_run_costs_no_answer() {
    // A connection takes some 310 bytes from the board and some 30 to it.
    let (before_host, before_board) = (300, 20);
    let check = |options: Options| {
        let mut bench = Bench::connected(options);
        let ids: Vec<CommandId> = (0..30)
            .map(|turn| match turn % 3 {
                0 => bench.give(Command::WritePwm { pin: 9, duty: turn }),
                1 => bench.give(Command::ReadPinState { pin: 9 }),
                _ => bench.give(Command::ReadPinState { pin: 3 }),
            })
            .collect();
        for id in ids {
            let outcome = bench.outcome(id);
            assert!(outcome.is_ok(), "{options:?} {id:?} {outcome:?}");
        }
        assert_eq!(*bench.driver.phase(), Phase::Ready);
    };
    for lost in 0..160 {
        check(Options { lost_to_host: Some(before_host + lost), ..UNO });
        check(Options { lost_to_board: Some(before_board + lost), ..UNO });
    }
}

#[test]
fn the_receive_buffer_never_overflows() {
    let mut bench = Bench::connected(UNO);
    for pin in 14..20 {
        bench.driver.watch(bench.now_us, Sensor::Analog(pin)).unwrap();
    }
    let ids: Vec<CommandId> = (0..100).map(|_| bench.give(Command::ReadPinState { pin: 9 })).collect();
    for id in ids {
        assert_eq!(bench.outcome(id), Ok(Reply::Pin(state(PinMode::Output, 0))));
    }
    let text = "ä".repeat(60);
    let mut ids = vec![bench.give(Command::SendLine { text: text.clone() })];
    ids.extend((0..300).map(|turn| bench.give(Command::WritePwm { pin: 9, duty: turn % 256 })));
    ids.push(bench.give(Command::WriteI2c { address: 0x1D, bytes: vec![7; 30] }));
    for id in ids {
        assert_eq!(bench.outcome(id), Ok(Reply::Done));
    }
    bench.settle();
    assert_eq!(bench.board.overflowed, 0);
    assert_eq!(bench.board.pin(9), (Mode::PWM, 299 % 256));
    let heard: String = bench
        .board
        .heard
        .iter()
        .filter_map(
            |message| if let HostMessage::String(part) = message { Some(part.as_str()) } else { None },
        )
        .collect();
    assert_eq!(heard, text);
    let duties = bench.board.heard.iter().filter(|m| matches!(m, HostMessage::Analog { pin: 9, .. })).count();
    assert_eq!(duties, 300);
}

#[test]
fn a_restart_sets_everything_up_again() {
    let mut bench = Bench::connected(UNO);
    bench.driver.watch(bench.now_us, Sensor::Analog(14)).unwrap();
    bench.driver.watch(bench.now_us, Sensor::Digital(2)).unwrap();
    bench.done(Command::SetSamplingInterval { interval_ms: 50 });
    bench.done(Command::SetMode { pin: 7, mode: PinMode::InputPullup });
    bench.done(Command::WriteDigital { pin: 13, high: true });
    bench.done(Command::WritePwm { pin: 9, duty: 77 });
    bench.done(Command::WriteServo { pin: 6, angle_deg: 45 });
    bench.settle();
    bench.board.reset(bench.now_us, UNO.boot_us);
    bench.board.heard.clear();
    let id = bench.give(Command::ReadPinState { pin: 9 });
    assert_eq!(bench.outcome(id), Ok(Reply::Pin(state(PinMode::Pwm, 0))));
    bench.settle();
    assert_eq!(bench.driver.next_event(), Some(BoardEvent::Restarted));
    assert_eq!(bench.driver.next_event(), None);
    assert_eq!(bench.board.pin(2), (Mode::INPUT, 0));
    assert_eq!(bench.board.pin(6), (Mode::OUTPUT, 0));
    assert_eq!(bench.board.pin(7), (Mode::INPUT, 1));
    assert_eq!(bench.board.pin(13), (Mode::OUTPUT, 0));
    assert!(bench.board.heard.contains(&HostMessage::SamplingInterval { interval_ms: 50 }));
    assert!(bench.board.heard.contains(&HostMessage::ReportAnalog { channel: 0, on: true }));
    assert!(bench.board.heard.contains(&HostMessage::ReportDigital { port: 0, on: true }));
    assert_eq!(bench.driver.state().pins.get(&6), None);
    assert_eq!(bench.driver.state().pins.get(&13), Some(&state(PinMode::Output, 0)));
    assert_eq!(bench.driver.reading(Sensor::Digital(2)).map(|reading| reading.value), Some(1));
}

#[test]
fn a_board_that_falls_silent_is_noticed() {
    // While something is watched, after a write, after a question: within about five seconds.
    let check = |prepare: fn(&mut Bench)| {
        let mut bench = Bench::connected(UNO);
        prepare(&mut bench);
        let (code, after_ms) = bench.failure();
        assert_eq!(code, DeviceErrorCode::Silent);
        assert!((3_000..6_000).contains(&after_ms), "{after_ms}");
    };
    check(|bench| {
        bench.driver.watch(bench.now_us, Sensor::Analog(14)).unwrap();
        bench.settle();
        bench.board.mute = true;
    });
    check(|bench| {
        bench.board.mute = true;
        bench.done(Command::WriteDigital { pin: 13, high: true });
    });
    check(|bench| {
        bench.board.mute = true;
        bench.give(Command::ReadPinState { pin: 13 });
    });
    // A question that was open gets the error too.
    let mut bench = Bench::connected(UNO);
    bench.board.mute = true;
    let id = bench.give(Command::ReadPinState { pin: 13 });
    bench.failure();
    assert_eq!(bench.outcome(id).unwrap_err().code, DeviceErrorCode::Silent);
    let id = bench.give(Command::ReadPinState { pin: 13 });
    assert_eq!(bench.outcome(id).unwrap_err().code, DeviceErrorCode::Silent);
}

#[test]
fn a_pin_that_becomes_something_else_is_no_longer_watched() {
    let check = |command: Command| {
        let mut bench = Bench::connected(UNO);
        let sensor = Sensor::Analog(18);
        bench.driver.watch(bench.now_us, sensor).unwrap();
        bench.run(1_000_000, |driver| driver.reading(sensor).is_some());
        assert_eq!(bench.driver.reading(sensor).map(|reading| reading.value), Some(504));
        bench.give(command);
        assert_eq!(bench.driver.reading(sensor), None);
        bench.settle();
        bench.driver.watch(bench.now_us, sensor).unwrap();
        bench.run(1_000_000, |driver| driver.reading(sensor).is_some());
        assert_eq!(bench.board.pin(18).0, Mode::ANALOG);
    };
    check(Command::WriteDigital { pin: 18, high: true });
    check(Command::SetMode { pin: 18, mode: PinMode::Input });
    check(Command::WriteI2c { address: 0x1D, bytes: vec![1] });
    check(Command::Reset);
}

#[test]
fn a_board_left_alone_is_not_bothered() {
    let mut bench = Bench::connected(UNO);
    bench.done(Command::WriteDigital { pin: 13, high: true });
    bench.settle();
    bench.board.heard.clear();
    assert_eq!(bench.driver.next_wake_us(), None);
    bench.run(60_000_000, |_| false);
    assert_eq!(bench.board.heard, []);
}

#[test]
fn closing_leaves_nothing() {
    let mut bench = Bench::connected(UNO);
    bench.driver.watch(bench.now_us, Sensor::Analog(14)).unwrap();
    bench.done(Command::SetSamplingInterval { interval_ms: 50 });
    bench.done(Command::WriteDigital { pin: 13, high: true });
    for _ in 0..100 {
        bench.give(Command::WriteDigital { pin: 12, high: true });
    }
    bench.driver.close(bench.now_us);
    assert!(!bench.driver.is_closed());
    bench.run(1_000_000, |driver| driver.is_closed());
    assert!(bench.driver.is_closed());
    assert_eq!(bench.board.pin(13), (Mode::OUTPUT, 0));
    let last: Vec<_> = bench.board.heard.iter().rev().take(3).cloned().collect();
    assert_eq!(
        last,
        [
            HostMessage::PinStateQuery { pin: 127 },
            HostMessage::SamplingInterval { interval_ms: 19 },
            HostMessage::SystemReset,
        ]
    );

    // A dead board does not delay the end for long, one never met not at all.
    let mut bench = Bench::connected(UNO);
    bench.board.mute = true;
    bench.driver.close(bench.now_us);
    bench.run(1_000_000, |driver| driver.is_closed());
    assert!(bench.driver.is_closed());
    let mut driver = FirmataDriver::new("p");
    driver.close(0);
    assert!(driver.is_closed());
}

#[test]
fn what_is_not_firmata_is_told_apart() {
    // `chunk` comes every half second from 0.3 s on.
    let check = |chunk: &[u8], expected: &str, limit_s: u64| {
        let mut driver = FirmataDriver::new("p");
        let mut out = Vec::new();
        for half_s in 0..2 * limit_s {
            driver.push(half_s * 500_000 + 300_000, chunk);
            driver.take_output(half_s * 500_000 + 300_000, &mut out);
        }
        let Phase::Failed(error) = driver.phase() else { panic!("{expected}: {:?}", driver.phase()) };
        assert_eq!(error.to_string(), expected);
        // Never sends so much that a board's buffer overflows.
        assert!(out.len() <= 63, "{}", out.len());
    };
    check(b"", "no-answer port=p", 9);
    check(b"temperature:21\r\n", "other-firmware port=p expected=firmata found=text", 6);
    check(b"h\xC3\xA4t\xC3\xA4!\r\n", "other-firmware port=p expected=firmata found=text", 6);
    check(b"MicroPython v1.9.2\r\n>>> ", "other-firmware port=p expected=firmata found=micropython", 6);
    check(&[0x80, 0x00, 0x78, 0xF8, 0x00, 0x80, 0xFE], "wrong-baud port=p baud=57600", 6);
    // Reports of a board that does not receive.
    check(&[0xE0, 0x10, 0x01].repeat(12), "no-answer port=p", 6);
}

#[test]
fn commands_are_checked_at_once() {
    let bench = Bench::connected(UNO);
    let mut driver = bench.driver;
    let mut check = |command: Command, expected: &str| {
        let error = driver.command(0, command).map_or_else(|error| error.to_string(), |_| "ok".to_owned());
        assert_eq!(error, expected);
    };
    let all = "2–13, A0–A5";
    check(
        Command::WriteDigital { pin: 1, high: true },
        &format!("pin-unknown pin=1 board=arduino allowed={all}"),
    );
    check(Command::ReadPinState { pin: 127 }, &format!("pin-unknown pin=127 board=arduino allowed={all}"));
    check(
        Command::SetMode { pin: 2, mode: PinMode::Pwm },
        "pin-cannot pin=2 board=arduino mode=pwm allowed=3, 5, 6, 9, 10, 11",
    );
    check(
        Command::SetMode { pin: 2, mode: PinMode::I2c },
        "pin-cannot pin=2 board=arduino mode=i2c allowed=A4, A5",
    );
    check(Command::WritePwm { pin: 9, duty: 256 }, "out-of-range what=duty given=256 min=0 max=255");
    check(Command::WritePwm { pin: 9, duty: 255 }, "ok");
    check(Command::WriteServo { pin: 9, angle_deg: 181 }, "out-of-range what=angle given=181 min=0 max=180");
    check(
        Command::SetSamplingInterval { interval_ms: 9 },
        "out-of-range what=interval given=9 min=10 max=1000",
    );
    check(
        Command::WriteI2c { address: 0x78, bytes: vec![] },
        "out-of-range what=address given=120 min=8 max=119",
    );
    check(
        Command::WriteI2c { address: 8, bytes: vec![0; 31] },
        "out-of-range what=bytes given=31 min=0 max=30",
    );
    check(
        Command::ReadI2c { address: 8, register: None, count: 0 },
        "out-of-range what=count given=0 min=1 max=32",
    );
    check(Command::SendLine { text: "a".repeat(61) }, "out-of-range what=text given=61 min=0 max=60");
    check(Command::ReadLeds, "lacking board=arduino what=display");
    check(Command::Play { notes: vec![] }, "lacking board=arduino what=play");
    check(Command::Reset, "ok");

    let mut check = |sensor: Sensor, expected: &str| {
        let error = driver.watch(0, sensor).map_or_else(|error| error.to_string(), |()| "ok".to_owned());
        assert_eq!(error, expected);
    };
    check(Sensor::Analog(13), "pin-cannot pin=13 board=arduino mode=analog allowed=A0–A5");
    check(Sensor::Light, "lacking board=arduino what=light");
    check(Sensor::Digital(2), "ok");
    driver.command(0, Command::WriteDigital { pin: 2, high: true }).unwrap();
    let error = driver.watch(0, Sensor::Digital(2)).unwrap_err();
    assert_eq!(error.to_string(), "pin-cannot pin=2 board=arduino mode=input allowed=3–13, A0–A5");
    assert_eq!(driver.reading(Sensor::Digital(2)), None);
}

fn any_command() -> impl Strategy<Value = Command> {
    let pin = || 0..24_u8;
    let mode = prop_oneof![
        Just(PinMode::Input),
        Just(PinMode::InputPullup),
        Just(PinMode::Output),
        Just(PinMode::Analog),
        Just(PinMode::Pwm),
        Just(PinMode::Servo),
        Just(PinMode::I2c),
    ];
    prop_oneof![
        (pin(), mode).prop_map(|(pin, mode)| Command::SetMode { pin, mode }),
        (pin(), any::<bool>()).prop_map(|(pin, high)| Command::WriteDigital { pin, high }),
        (pin(), 0..300_u16).prop_map(|(pin, duty)| Command::WritePwm { pin, duty }),
        (pin(), 0..200_u8).prop_map(|(pin, angle_deg)| Command::WriteServo { pin, angle_deg }),
        pin().prop_map(|pin| Command::ReadPinState { pin }),
        (any::<u8>(), 0..40_u8).prop_map(|(address, count)| Command::ReadI2c {
            address,
            register: None,
            count
        }),
        any::<String>().prop_map(|text| Command::SendLine { text }),
        Just(Command::Reset),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the commands, the board does them in order: its final state is the one the driver believes.
    #[test]
    fn the_driver_knows_what_the_board_does(
        commands in proptest::collection::vec(any_command(), 0..60),
        minor in 4..6_u8,
    ) {
        let mut bench = Bench::connected(Options { minor, ..UNO });
        for command in commands {
            let is_i2c_read = matches!(command, Command::ReadI2c { .. });
            if !is_i2c_read {
                let _ = bench.driver.command(bench.now_us, command);
            }
        }
        bench.settle();
        prop_assert_eq!(bench.board.overflowed, 0);
        for (pin, known) in bench.driver.state().pins.clone() {
            let told = bench.pin(pin);
            // Neither levels of inputs nor the bus pins have a value in the answer.
            let expected = if known.mode == PinMode::I2c { told } else { known };
            prop_assert_eq!(told, expected, "pin {}", pin);
        }
    }

    /// Any bytes at any time, with commands between: no panic, and never more output than a board can take.
    #[test]
    fn anything_may_arrive(
        chunks in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..60), 0..40),
        commands in proptest::collection::vec(any_command(), 0..20),
        connected in any::<bool>(),
    ) {
        let mut bench = if connected { Bench::connected(UNO) } else { Bench::new(UNO) };
        let mut commands = commands.into_iter();
        let mut out = Vec::new();
        for chunk in chunks {
            bench.now_us += 50_000;
            if let Some(command) = commands.next() {
                let _ = bench.driver.command(bench.now_us, command);
            }
            bench.driver.push(bench.now_us, &chunk);
            let before = out.len();
            bench.driver.take_output(bench.now_us, &mut out);
            // A line part is the longest message: 66 bytes.
            prop_assert!(out.len() - before <= 70, "{}", out.len() - before);
        }
    }
}
