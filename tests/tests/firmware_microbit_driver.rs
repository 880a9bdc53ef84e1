//! The micro:bit driver on the official MicroPython 1.1.1, in QEMU.
//!
//! QEMU's micro:bit has limits, which these tests therefore avoid: the compass, light, SPI and radio hang the
//! firmware, an analog read gives 0, the accelerometer always reads (-736, -736, 736), there is no touch.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::path::Path;
use std::time::{Duration, Instant};

use digilab_devices::board::{BoardKind, Leds, PinMode, PinState};
use digilab_devices::clock::{Clock, RealClock, Signal};
use digilab_devices::command::{Button, Command, CommandId, Reply, Sensor};
use digilab_devices::driver::{BoardEvent, Driver, Phase};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;
use digilab_devices::link::serial::SerialLink;
use digilab_devices::microbit::{BAUD, MicrobitDriver};
use digilab_devices::session::Session;
use digilab_tests::emulator_microbit::{MicrobitEmulator, MicrobitOptions};
use digilab_tests::emulator_micropython::MicroPythonUnix;
use digilab_tests::emulator_uno::UnoEmulator;

/// Generous: builds run beside the tests.
const TIMEOUT_US: u64 = 20_000_000;
const HEART: Leds = [[0, 9, 0, 9, 0], [9, 9, 9, 9, 9], [9, 9, 9, 9, 9], [0, 9, 9, 9, 0], [0, 0, 9, 0, 0]];

/// Opens a port, which the previously dropped link may still hold for a moment.
fn opened(port: &str, baud: u32, signal: &Signal) -> SerialLink {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        match SerialLink::open(port, baud, signal.clone()) {
            Ok(link) => return link,
            Err(error) if error.code != DeviceErrorCode::PortBusy || Instant::now() > deadline => {
                panic!("{error}")
            }
            Err(_) => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

struct Bench {
    session: Session<MicrobitDriver>,
    clock: RealClock,
}

impl Bench {
    fn open(port: &Path) -> Self {
        Self::open_at(port, BAUD)
    }

    fn open_at(port: &Path, baud: u32) -> Self {
        let signal = Signal::new();
        let name = port.to_str().unwrap();
        let link = opened(name, baud, &signal);
        Self {
            session: Session::new(MicrobitDriver::new(name), Box::new(link)),
            clock: RealClock::new(signal),
        }
    }

    fn connect(port: &Path) -> Self {
        let mut bench = Self::open(port);
        bench.ready().unwrap();
        bench
    }

    fn ready(&mut self) -> Result<(), DeviceError> {
        self.until(|driver| (*driver.phase() == Phase::Ready).then_some(()))
    }

    fn until<T>(&mut self, ready: impl FnMut(&mut MicrobitDriver) -> Option<T>) -> Result<T, DeviceError> {
        self.session.wait(&mut self.clock, TIMEOUT_US, ready)
    }

    fn run_for(&mut self, ms: u64) {
        let _ = self.session.wait(&mut self.clock, ms * 1000, |_| None::<()>);
        self.session.pump(self.clock.now_us()).unwrap();
    }

    fn give(&mut self, command: Command) -> CommandId {
        let now_us = self.clock.now_us();
        self.session.driver_mut().command(now_us, command).unwrap()
    }

    fn outcome(&mut self, id: CommandId) -> Result<Reply, DeviceError> {
        self.until(|driver| driver.outcome(id)).unwrap()
    }

    fn do_now(&mut self, command: Command) -> Reply {
        let id = self.give(command.clone());
        self.outcome(id).unwrap_or_else(|error| panic!("{command:?}: {error}"))
    }

    fn watch(&mut self, sensor: Sensor) {
        let now_us = self.clock.now_us();
        self.session.driver_mut().watch(now_us, sensor).unwrap();
    }

    fn until_reading(&mut self, sensor: Sensor, value: i32) {
        let reached = self.until(|driver| driver.reading(sensor).filter(|reading| reading.value == value));
        if let Err(error) = reached {
            panic!("{sensor:?}: {error}, read {:?}", self.session.driver().reading(sensor));
        }
    }

    fn events(&mut self) -> Vec<BoardEvent> {
        std::iter::from_fn(|| self.session.driver_mut().next_event()).collect()
    }

    fn until_event(&mut self, wanted: &BoardEvent) {
        self.until(|driver| driver.next_event().filter(|event| event == wanted)).unwrap();
    }

    fn close(mut self) {
        let now_us = self.clock.now_us();
        self.session.driver_mut().close(now_us);
        self.until(|driver| driver.is_closed().then_some(())).unwrap();
    }

    /// Sends bytes past the driver, as another program on the same board would.
    fn inject(&mut self, bytes: &[u8]) {
        let now_us = self.clock.now_us();
        assert_eq!(self.session.link_mut().send(now_us, bytes).unwrap(), bytes.len());
    }
}

/// A port without a driver, for putting a board into a state.
struct RawPort {
    link: SerialLink,
    clock: RealClock,
}

impl RawPort {
    fn open(port: &Path) -> Self {
        let signal = Signal::new();
        Self { link: opened(port.to_str().unwrap(), BAUD, &signal), clock: RealClock::new(signal) }
    }

    fn send(&mut self, bytes: &[u8]) {
        // The board's receive buffer holds 64 bytes.
        for chunk in bytes.chunks(30) {
            assert_eq!(self.link.send(self.clock.now_us(), chunk).unwrap(), chunk.len());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn until(&mut self, end: &str) -> String {
        let (mut got, deadline) = (Vec::new(), Instant::now() + Duration::from_micros(TIMEOUT_US));
        while !String::from_utf8_lossy(&got).contains(end) {
            assert!(
                Instant::now() < deadline,
                "{end:?} did not come after {:?}",
                String::from_utf8_lossy(&got)
            );
            self.link.receive(self.clock.now_us(), &mut got).unwrap();
            std::thread::sleep(Duration::from_millis(2));
        }
        String::from_utf8_lossy(&got).into_owned()
    }
}

fn lit(leds: &Leds) -> [[bool; 5]; 5] {
    leds.map(|row| row.map(|brightness| brightness > 0))
}

#[test]
fn shows_a_heart_and_reads_it_back() {
    let mut board = MicrobitEmulator::start().unwrap();
    let started = Instant::now();
    let mut bench = Bench::connect(board.port());
    println!("connected in {:?}, {:?} bytes free", started.elapsed(), bench.session.driver().free_bytes());
    assert_eq!(bench.session.driver().kind(), BoardKind::MicrobitV1);
    assert_eq!(bench.do_now(Command::ShowLeds { leds: HEART }), Reply::Done);
    assert_eq!(board.lit_leds().unwrap(), lit(&HEART));
    assert_eq!(bench.do_now(Command::ReadLeds), Reply::Leds(HEART));
    assert_eq!(bench.do_now(Command::SetLed { x: 4, y: 4, brightness: 5 }), Reply::Done);
    let mut leds = HEART;
    leds[4][4] = 5;
    assert_eq!(bench.do_now(Command::ReadLeds), Reply::Leds(leds));
    assert_eq!(bench.session.driver().state().leds, Some(leds));
    assert!(bench.session.driver().is_idle());
    let rounds = 50;
    let started = Instant::now();
    for _ in 0..rounds {
        bench.do_now(Command::SetLed { x: 0, y: 0, brightness: 1 });
    }
    println!("a command and its answer: {:?}", started.elapsed() / rounds);
    bench.do_now(Command::Reset);
    assert_eq!(board.lit_leds().unwrap(), [[false; 5]; 5]);
    bench.close();
}

#[test]
fn many_commands_in_one_burst_are_done_in_order() {
    let board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    let ids: Vec<CommandId> = (0..100u8)
        .map(|n| bench.give(Command::SetLed { x: n % 5, y: n / 5 % 5, brightness: n % 10 }))
        .collect();
    for id in ids {
        assert_eq!(bench.outcome(id), Ok(Reply::Done));
    }
    let mut leds = Leds::default();
    for n in 0..100u8 {
        leds[usize::from(n / 5 % 5)][usize::from(n % 5)] = n % 10;
    }
    assert_eq!(bench.do_now(Command::ReadLeds), Reply::Leds(leds));
}

#[test]
fn connects_fifty_times_in_a_row() {
    let board = MicrobitEmulator::start().unwrap();
    let mut longest = Duration::ZERO;
    for round in 0..50 {
        let started = Instant::now();
        let mut bench = Bench::connect(board.port());
        longest = longest.max(started.elapsed());
        bench.do_now(Command::ShowLeds { leds: HEART });
        // Closed, dropped without closing, dropped in the middle of a command.
        match round % 3 {
            0 => bench.close(),
            1 => {
                bench.give(Command::ReadLeds);
                bench.session.pump(bench.clock.now_us()).unwrap();
            }
            _ => {}
        }
    }
    println!("50 connections, the longest took {longest:?}");
}

#[test]
fn leaves_nothing_behind() {
    let board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    bench.watch(Sensor::Button(Button::A));
    bench.do_now(Command::ShowLeds { leds: HEART });
    bench.close();
    let mut port = RawPort::open(board.port());
    std::thread::sleep(Duration::from_millis(300));
    port.send(b"import os\rprint('files',os.listdir(),'run' in globals())\r");
    assert!(port.until("files [").contains("files ["));
    port.send(b"print('again',os.listdir(),'run' in globals())\r");
    let text = port.until("False\r\n");
    assert!(text.contains("again [] False"), "{text}");
}

#[test]
fn presses_between_two_looks_are_counted() {
    let mut board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    bench.watch(Sensor::Button(Button::A));
    bench.watch(Sensor::Presses(Button::A));
    bench.watch(Sensor::Button(Button::B));
    bench.until_reading(Sensor::Button(Button::A), 0);
    bench.until_reading(Sensor::Button(Button::B), 0);
    board.set_button_a(true).unwrap();
    bench.until_reading(Sensor::Button(Button::A), 1);
    bench.until_reading(Sensor::Presses(Button::A), 1);
    board.set_button_a(false).unwrap();
    bench.until_reading(Sensor::Button(Button::A), 0);
    let turn = |pressed| BoardEvent::Button { button: Button::A, pressed };
    assert_eq!(bench.events(), [turn(true), turn(false)]);
    // The agent looks once a second now; the firmware needs some 60 ms to be sure of a press.
    bench.do_now(Command::SetSamplingInterval { interval_ms: 1000 });
    bench.run_for(1100);
    for _ in 0..3 {
        board.set_button_a(true).unwrap();
        std::thread::sleep(Duration::from_millis(200));
        board.set_button_a(false).unwrap();
        std::thread::sleep(Duration::from_millis(200));
    }
    bench.until_reading(Sensor::Presses(Button::A), 4);
    bench.until_reading(Sensor::Button(Button::A), 0);
    assert_eq!(bench.events(), vec![[turn(true), turn(false)]; 3].concat());
}

#[test]
fn a_press_is_reported_soon() {
    let mut board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    bench.watch(Sensor::Digital(2));
    bench.until_reading(Sensor::Digital(2), 0);
    let (rounds, mut sum, mut longest) = (40, Duration::ZERO, Duration::ZERO);
    for round in 0..rounds {
        let level = (round + 1) % 2;
        let started = Instant::now();
        board.set_pin(2, level == 1).unwrap();
        bench.until_reading(Sensor::Digital(2), level);
        sum += started.elapsed();
        longest = longest.max(started.elapsed());
        bench.run_for(7);
    }
    println!("a pin's change is read after {:?} on average, {longest:?} at most", sum / rounds as u32);
}

#[test]
fn pins_are_written_and_read() {
    let mut board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    assert_eq!(bench.do_now(Command::WriteDigital { pin: 8, high: true }), Reply::Done);
    assert_eq!(board.driven_pin(8).unwrap(), Some(true));
    bench.do_now(Command::WriteDigital { pin: 8, high: false });
    assert_eq!(board.driven_pin(8).unwrap(), Some(false));
    let output = PinState { mode: PinMode::Output, value: 0 };
    assert_eq!(bench.do_now(Command::ReadPinState { pin: 8 }), Reply::Pin(output));
    bench.do_now(Command::SetMode { pin: 1, mode: PinMode::InputPullup });
    board.set_pin(1, true).unwrap();
    let high = PinState { mode: PinMode::InputPullup, value: 1 };
    assert_eq!(bench.do_now(Command::ReadPinState { pin: 1 }), Reply::Pin(high));
    board.set_pin(1, false).unwrap();
    bench.watch(Sensor::Digital(1));
    bench.until_reading(Sensor::Digital(1), 0);
    assert_eq!(bench.session.driver().state().pins[&1], PinState { mode: PinMode::InputPullup, value: 0 });
    bench.do_now(Command::SetMode { pin: 2, mode: PinMode::Analog });
    // Full duty is a level, so it can be checked from outside without a clock.
    bench.do_now(Command::WritePwm { pin: 16, duty: 1023 });
    bench.do_now(Command::WriteServo { pin: 12, angle_deg: 90 });
    assert!(board.driven_pin(16).unwrap().is_some() && board.driven_pin(12).unwrap().is_some());
    assert_eq!(bench.session.driver().state().pins[&12], PinState { mode: PinMode::Servo, value: 90 });
    bench.do_now(Command::Reset);
    assert_eq!(board.driven_pin(12).unwrap(), None);
    assert_eq!(board.driven_pin(8).unwrap(), None);
    assert!(bench.session.driver().state().pins.is_empty());
}

#[test]
fn text_scrolls_while_sensors_report() {
    let mut board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    bench.watch(Sensor::Button(Button::A));
    bench.until_reading(Sensor::Button(Button::A), 0);
    let started = Instant::now();
    let id = bench.give(Command::Scroll { text: "Hi! Moi! Hej!".into(), delay_ms: 60 });
    bench.run_for(200);
    board.set_button_a(true).unwrap();
    bench.until_reading(Sensor::Button(Button::A), 1);
    assert_eq!(bench.session.driver_mut().outcome(id), None, "still scrolling");
    assert!(!bench.session.driver().is_idle());
    assert_eq!(bench.outcome(id), Ok(Reply::Done));
    println!("scrolled in {:?}", started.elapsed());
    assert_eq!(board.lit_leds().unwrap(), [[false; 5]; 5]);
    // One that is cut off by another image has ended, too.
    let id = bench.give(Command::Scroll { text: "x".repeat(200), delay_ms: 1000 });
    bench.run_for(100);
    bench.do_now(Command::ShowLeds { leds: HEART });
    assert_eq!(bench.outcome(id), Ok(Reply::Done));
    assert_eq!(board.lit_leds().unwrap(), lit(&HEART));
}

#[test]
fn sounds_pixels_and_the_bus() {
    let board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    bench.do_now(Command::Tone { pin: None, frequency_hz: 440, duration_ms: None });
    assert_eq!(bench.session.driver().state().tone_hz, Some(440));
    bench.do_now(Command::NoTone { pin: None });
    assert_eq!(bench.session.driver().state().tone_hz, None);
    bench.do_now(Command::Play { notes: vec!["c4:1".into(), "e".into(), "r".into(), "g:2".into()] });
    bench.do_now(Command::Tone { pin: Some(1), frequency_hz: 880, duration_ms: Some(50) });
    bench.until(|driver| driver.state().tone_hz.is_none().then_some(())).unwrap();
    bench.do_now(Command::SetPixels { pin: 2, colors: vec![[255, 0, 17]; 64] });
    assert_eq!(bench.session.driver().state().pixels[&2].len(), 64);
    // The accelerometer: its WHO_AM_I register is the only one on the bus that QEMU answers for.
    let id = bench.give(Command::ReadI2c { address: 0x1D, register: Some(0x0D), count: 1 });
    assert!(matches!(bench.outcome(id), Ok(Reply::Bytes(bytes)) if bytes.len() == 1));
    // QEMU acknowledges for every address.
    bench.do_now(Command::WriteI2c { address: 0x1D, bytes: vec![0x2A, 1] });
}

#[test]
fn the_accelerometer_reports() {
    let board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    for (sensor, value) in
        [(Sensor::AccelerometerX, -736), (Sensor::AccelerometerY, -736), (Sensor::AccelerometerZ, 736)]
    {
        bench.watch(sensor);
        bench.until_reading(sensor, value);
    }
}

#[test]
fn the_temperature_reports() {
    let mut board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    board.set_temperature(-5).unwrap();
    bench.watch(Sensor::Temperature);
    bench.until_reading(Sensor::Temperature, -5);
    board.set_temperature(21).unwrap();
    bench.until_reading(Sensor::Temperature, 21);
}

#[track_caller]
fn check_connects_to(situation: &str, prepare: &[u8], after_prepare: &str) {
    let board = MicrobitEmulator::start().unwrap();
    let mut port = RawPort::open(board.port());
    std::thread::sleep(Duration::from_millis(300));
    port.send(prepare);
    if !after_prepare.is_empty() {
        port.until(after_prepare);
    }
    drop(port);
    let mut bench = Bench::open(board.port());
    if let Err(error) = bench.ready() {
        panic!("{situation}: {error}");
    }
    assert_eq!(bench.do_now(Command::ShowLeds { leds: HEART }), Reply::Done, "{situation}");
}

#[test]
fn connects_whatever_the_board_is_doing() {
    check_connects_to("busy", b"print('on')\rwhile True: pass\r\r", "on\r\n");
    check_connects_to("printing without end", b"while True: print('temp:21')\r\r", "temp:21\r\n");
    check_connects_to("asleep", b"from microbit import *\rsleep(100000)\r", "100000)");
    check_connects_to("waiting for input", b"input('name?')\r", "name?')\r\n");
    check_connects_to("in the middle of a line", b"x = [1, 2, (3", "(3");
    check_connects_to("in paste mode", b"\x05for i in range(3):\r\n", "===");
    check_connects_to("in the raw REPL", b"\x03\x01print(1", "CTRL-B to exit");
    check_connects_to(
        "stubborn",
        b"while 1:\rtry:\rwhile 1: pass\r\x08except KeyboardInterrupt as e: break\r\r\r\r",
        "break",
    );
    check_connects_to("scrolling", b"from microbit import *\rdisplay.scroll('x'*90,loop=True)\r", "True)");
}

#[test]
fn goes_on_after_ctrl_c() {
    let mut board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    bench.watch(Sensor::Button(Button::A));
    bench.do_now(Command::ShowLeds { leds: HEART });
    for _ in 0..5 {
        bench.inject(b"\x03");
        bench.run_for(700);
        assert_eq!(bench.do_now(Command::ReadLeds), Reply::Leds(HEART));
    }
    board.set_button_a(true).unwrap();
    bench.until_reading(Sensor::Button(Button::A), 1);
    assert!(!bench.events().contains(&BoardEvent::Restarted), "nothing was lost");
}

#[test]
fn goes_on_after_a_reset() {
    let mut board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    bench.watch(Sensor::Presses(Button::A));
    bench.do_now(Command::SetMode { pin: 1, mode: PinMode::InputPullup });
    bench.watch(Sensor::Digital(1));
    bench.do_now(Command::ShowLeds { leds: HEART });
    board.set_button_a(true).unwrap();
    bench.until_reading(Sensor::Presses(Button::A), 1);
    board.set_button_a(false).unwrap();
    bench.run_for(200);
    for round in 0..3 {
        board.reset().unwrap();
        // Given before the reset is noticed.
        let id = bench.give(Command::SetLed { x: 0, y: 0, brightness: 9 });
        bench.until_event(&BoardEvent::Restarted);
        assert_eq!(bench.outcome(id), Ok(Reply::Done));
        let mut leds = Leds::default();
        leds[0][0] = 9;
        assert_eq!(bench.do_now(Command::ReadLeds), Reply::Leds(leds));
        board.set_pin(1, true).unwrap();
        bench.until_reading(Sensor::Digital(1), 1);
        board.set_pin(1, false).unwrap();
        bench.until_reading(Sensor::Digital(1), 0);
        board.set_button_a(true).unwrap();
        bench.until_reading(Sensor::Presses(Button::A), round + 2);
        board.set_button_a(false).unwrap();
        bench.run_for(200);
    }
}

#[test]
fn bytes_lost_and_added_on_the_way_do_no_harm() {
    let board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    for n in 0..60u8 {
        let id = bench.give(Command::SetLed { x: n % 5, y: 0, brightness: n % 10 });
        // Garbage in the middle of lines, with line ends too.
        bench.inject(if n % 3 == 0 { b"#\n" } else { b"0a" });
        assert_eq!(bench.outcome(id), Ok(Reply::Done), "{n}");
    }
    let mut leds = Leds::default();
    leds[0] = [5, 6, 7, 8, 9];
    assert_eq!(bench.do_now(Command::ReadLeds), Reply::Leds(leds));
    assert!(!bench.events().contains(&BoardEvent::Restarted));
}

#[test]
fn a_board_that_vanishes_is_gone_and_can_come_back() {
    let mut board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    board.kill().unwrap();
    let error = bench.until(|_| None::<()>).unwrap_err();
    assert_eq!(error.code, DeviceErrorCode::Gone, "{error}");
    drop(bench);
    board.restart().unwrap();
    let mut bench = Bench::connect(board.port());
    assert_eq!(bench.do_now(Command::ShowLeds { leds: HEART }), Reply::Done);
}

#[test]
fn what_is_there_instead_is_told() {
    let board = MicrobitOptions { strict_baud: true }.start().unwrap();
    let error = Bench::open_at(board.port(), 9600).ready().unwrap_err();
    assert!(
        [DeviceErrorCode::WrongBaud, DeviceErrorCode::NoAnswer].contains(&error.code),
        "a board that cannot read what it is asked may stay silent: {error}"
    );
    let uno = UnoEmulator::start().unwrap();
    let error = Bench::open_at(uno.port(), 57_600).ready().unwrap_err();
    assert_eq!((error.code, error.arg("found")), (DeviceErrorCode::OtherFirmware, Some("Firmata")));
}

#[test]
fn every_part_of_the_agent_that_a_script_may_need_fits() {
    let mut board = MicrobitEmulator::start().unwrap();
    let mut bench = Bench::connect(board.port());
    board.set_temperature(20).unwrap();
    for sensor in [
        Sensor::Button(Button::A),
        Sensor::Button(Button::B),
        Sensor::AccelerometerX,
        Sensor::Temperature,
        Sensor::Digital(1),
        Sensor::Analog(2),
    ] {
        bench.watch(sensor);
        bench.until(|driver| driver.reading(sensor)).unwrap_or_else(|error| panic!("{sensor:?}: {error}"));
        println!("{sensor:?}: {:?} bytes free", bench.session.driver().free_bytes());
    }
    for command in [
        Command::ShowLeds { leds: HEART },
        Command::SetLed { x: 0, y: 0, brightness: 9 },
        Command::WriteDigital { pin: 8, high: true },
        Command::WriteServo { pin: 16, angle_deg: 90 },
        Command::Tone { pin: None, frequency_hz: 440, duration_ms: Some(10) },
        Command::Scroll { text: "Hello".into(), delay_ms: 20 },
    ] {
        bench.do_now(command.clone());
        println!("{command:?}: {:?} bytes free", bench.session.driver().free_bytes());
    }
}

#[test]
fn loads_its_agent_by_raw_paste_where_the_board_has_it() {
    let mut board = MicroPythonUnix::start().unwrap();
    for round in 0..5 {
        let mut bench = Bench::connect(board.port());
        let mut leds = HEART;
        leds[0][0] = round;
        bench.do_now(Command::ShowLeds { leds });
        let digits = |row: &[u8; 5]| row.map(|digit| digit.to_string()).concat();
        let shown = leds.iter().map(digits).collect::<Vec<_>>().join(":");
        assert_eq!(board.shown().last().unwrap(), &serde_json::json!(["show", shown]));
        bench.inject(b"\x03");
        bench.run_for(300);
        assert_eq!(bench.do_now(Command::SetLed { x: 1, y: 2, brightness: 3 }), Reply::Done);
        assert_eq!(board.shown().last().unwrap(), &serde_json::json!(["pixel", 1, 2, 3]));
        if round == 3 {
            bench.events();
            board.reset().unwrap();
            bench.until_event(&BoardEvent::Restarted);
            bench.do_now(Command::ShowLeds { leds: HEART });
        }
        bench.close();
    }
}
