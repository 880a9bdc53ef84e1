//! Scripts on a real micro:bit (MicroPython 1.1.1 in QEMU) that is busy, reset, unplugged, disturbed or dead, or
//! whose run is stopped.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]
#![allow(clippy::print_stdout, reason = "`--nocapture` tells how fast a run ends")]

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use digilab_devices::board::BoardKind;
use digilab_devices::clock::{Clock, RealClock, Signal};
use digilab_devices::discovery::{self, Expected, Firmware};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::serial::SerialLink;
use digilab_devices::link::{self, Link};
use digilab_devices::microbit::{BAUD, MicrobitDriver};
use digilab_devices::sim::script::ScheduledInput;
use digilab_lab::boards::OpenBoard;
use digilab_lab::stop::StopFlag;
use digilab_lab::text::{Language, Texts};
use digilab_lab::transcript::EndReason;
use digilab_tests::emulator_microbit::{MicrobitEmulator, MicrobitOptions};
use digilab_tests::faults::{NOW, replay, run_and_stop, run_with, transcript};
use digilab_tests::program::{self, ProgramRan};
use digilab_tests::scripts::{Ran, Script, Stage, World, run};

const HEART: [[bool; 5]; 5] = [
    [false, true, false, true, false],
    [true; 5],
    [true; 5],
    [false, true, true, true, false],
    [false, false, true, false, false],
];
const DARK: [[bool; 5]; 5] = [[false; 5]; 5];

/// A world without inputs.
struct Calm;

impl World for Calm {
    fn act(&mut self, _now_us: u64, input: &ScheduledInput) -> Result<(), String> {
        Err(format!("nobody does {input:?} here"))
    }
}

/// Opens a port, which its previous user may still hold for a moment.
fn open(port: &str, signal: &Signal) -> Result<Box<dyn Link>, DeviceError> {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        match link::open(port, BAUD, signal.clone()) {
            Err(error) if error.code == DeviceErrorCode::PortBusy && Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(10));
            }
            result => return result,
        }
    }
}

fn board_on(port: &str, link: Box<dyn Link>) -> OpenBoard {
    OpenBoard { kind: BoardKind::MicrobitV1, driver: Box::new(MicrobitDriver::new(port)), link, bench: None }
}

/// A stage with the micro:bit on `port`.
fn stage(port: &Path) -> Stage {
    let port = port.to_str().unwrap().to_owned();
    Stage {
        is_real_time: true,
        open: Box::new(move |_, signal| Ok(board_on(&port, open(&port, signal)?))),
        world: Box::new(Calm),
        stop: StopFlag::new(),
        on_line: Box::new(|_| {}),
        is_recorded: false,
        replay: None,
    }
}

fn ran(board: &MicrobitEmulator, text: &str) -> Ran {
    run(&Script::new("test", text), stage(board.port())).unwrap()
}

/// Runs a script during which `happens` is called after the line [`NOW`].
fn ran_with(
    board: &Arc<Mutex<MicrobitEmulator>>,
    text: &str,
    happens: impl Fn(&mut MicrobitEmulator) + Send + 'static,
) -> Ran {
    let stage = stage(board.lock().unwrap().port());
    let board = board.clone();
    run_with(text, stage, move || happens(&mut board.lock().unwrap())).unwrap()
}

fn shared() -> Arc<Mutex<MicrobitEmulator>> {
    Arc::new(Mutex::new(MicrobitEmulator::start().unwrap()))
}

#[test]
fn a_run_begins_on_a_dark_board_that_drives_nothing() {
    let mut board = MicrobitEmulator::start().unwrap();
    let lit = ran(
        &board,
        "let bit = microbit(); bit.show(HEART); bit.pin(0).on(); bit.pin(1).pwm(512); sleep(100);",
    );
    assert_eq!(lit.end, EndReason::Done, "{lit:?}");
    assert_eq!(board.lit_leds().unwrap(), HEART, "what a script lit stays lit");
    assert_eq!(board.driven_pin(0).unwrap(), Some(true));
    let next = ran(&board, "let bit = microbit(); sleep(100);");
    assert_eq!(next.end, EndReason::Done, "{next:?}");
    assert_eq!(board.lit_leds().unwrap(), DARK);
    for pin in [0, 1] {
        assert_eq!(board.driven_pin(pin).unwrap(), None, "pin {pin}");
    }
}

#[test]
fn a_program_without_end_is_taken_over() {
    let mut board = MicrobitEmulator::start().unwrap();
    let signal = Signal::new();
    let mut link = SerialLink::open(board.port().to_str().unwrap(), BAUD, signal.clone()).unwrap();
    let mut clock = RealClock::new(signal);
    std::thread::sleep(Duration::from_millis(300));
    link.send(0, b"from microbit import *\rwhile True: display.show('X'); print(7)\r\r").unwrap();
    let (mut got, deadline) = (Vec::new(), Instant::now() + Duration::from_secs(20));
    while !String::from_utf8_lossy(&got).contains("7\r\n7\r\n") {
        assert!(Instant::now() < deadline, "the board's own program does not run");
        let now_us = clock.now_us();
        link.receive(now_us, &mut got).unwrap();
        clock.wait_until_us(now_us + 5_000);
    }
    drop(link);
    let ran = ran(&board, "let bit = microbit(); bit.show(HEART); print(bit.pixel(1, 0));");
    assert_eq!(
        (ran.end, ran.console.as_slice()),
        (EndReason::Done, &["9".to_owned()][..]),
        "{:?}",
        ran.error
    );
    assert_eq!(board.lit_leds().unwrap(), HEART);
}

#[test]
fn a_reset_in_mid_script_is_mended() {
    let board = shared();
    let text = "let bit = microbit(); let presses = bit.presses(\"A\"); bit.pin(1).on(); print(\"now\");
        for n in 0..5 { bit.set_pixel(n, 0, 9); sleep(300); }
        print(bit.pixel(4, 0)); bit.show(HEART); print(bit.shown());";
    let ran = ran_with(&board, text, |board| board.reset().unwrap());
    let lines = ["now", "9", "09090:99999:99999:09990:00900"].map(str::to_owned);
    assert_eq!((ran.end, ran.console.as_slice()), (EndReason::Done, &lines[..]), "{:?}", ran.error);
    assert_eq!(board.lock().unwrap().lit_leds().unwrap(), HEART);
}

#[test]
fn a_board_pulled_out_in_mid_script_ends_it_and_works_when_it_is_back() {
    let board = shared();
    let text = "let bit = microbit();\nprint(\"now\");\nloop {\n    bit.show(HEART);\n}";
    let first = ran_with(&board, text, |board| board.kill().unwrap());
    assert_eq!((first.end, first.error_line), (EndReason::Error, Some(4)), "{first:?}");
    assert!(first.error.as_ref().unwrap().starts_with(DeviceErrorCode::Gone.id()), "{:?}", first.error);
    let mut board = Arc::into_inner(board).unwrap().into_inner().unwrap();
    board.restart().unwrap();
    assert_eq!(ran(&board, "microbit().show(HEART);").end, EndReason::Done);
    assert_eq!(board.lit_leds().unwrap(), HEART);
}

/// The program itself: its exit status tells the cause of the failure.
#[test]
fn the_program_tells_that_the_board_is_gone() {
    let mut board = MicrobitEmulator::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("run.rhai");
    std::fs::write(&script, "let bit = microbit();\nloop { bit.show(HEART); sleep(50); }").unwrap();
    let port = board.port().to_str().unwrap().to_owned();
    let script = script.to_str().unwrap();
    let running = program::start_run(&["--board", "microbit-v1", "--port", &port, script]).unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while board.lit_leds().unwrap() != HEART {
        assert!(Instant::now() < deadline, "the script does not run");
    }
    board.kill().unwrap();
    let ran = ProgramRan::from(running.wait_with_output().unwrap());
    let told = Texts::new(Language::En).get("device-gone", &[("port", &port)]);
    assert_eq!(ran.status, Some(3), "{ran:?}");
    assert!(ran.errors.contains(&told), "{ran:?}");
}

/// A link on which something else sends Ctrl-C as well.
struct Disturbed {
    link: Box<dyn Link>,
    wants_ctrl_c: Arc<AtomicBool>,
}

impl Link for Disturbed {
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        if self.wants_ctrl_c.swap(false, Ordering::Relaxed) {
            self.link.send(now_us, b"\x03")?;
        }
        self.link.receive(now_us, into)
    }

    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        self.link.send(now_us, bytes)
    }

    fn next_wake_us(&self) -> Option<u64> {
        self.link.next_wake_us()
    }

    fn reset_board(&mut self, now_us: u64) -> Result<bool, DeviceError> {
        self.link.reset_board(now_us)
    }

    fn name(&self) -> &str {
        self.link.name()
    }
}

#[test]
fn ctrl_c_from_outside_does_not_disturb_a_script() {
    let board = MicrobitEmulator::start().unwrap();
    let port = board.port().to_str().unwrap().to_owned();
    let wants_ctrl_c = Arc::new(AtomicBool::new(false));
    let mut stage = stage(board.port());
    let wants = wants_ctrl_c.clone();
    stage.open = Box::new(move |_, signal| {
        let link = Disturbed { link: open(&port, signal)?, wants_ctrl_c: wants.clone() };
        Ok(board_on(&port, Box::new(link)))
    });
    stage.on_line = Box::new(move |_| wants_ctrl_c.store(true, Ordering::Relaxed));
    // An agent that ends repeatedly without a sign of life in between is out of memory, reports the driver.
    let text = "let bit = microbit(); for n in 0..5 { print(n); bit.set_pixel(n, 2, 9); sleep(800); }
        print(bit.shown());";
    let ran = run(&Script::new("test", text), stage).unwrap();
    let lines = ["0", "1", "2", "3", "4", "00000:00000:99999:00000:00000"].map(str::to_owned);
    assert_eq!((ran.end, ran.console.as_slice()), (EndReason::Done, &lines[..]), "{:?}", ran.error);
}

#[test]
fn fifty_scripts_one_after_another() {
    let board = MicrobitEmulator::start().unwrap();
    for round in 0..50 {
        let text =
            format!("let bit = microbit(); bit.set_pixel(0, 0, {0}); print(bit.pixel(0, 0));", round % 10);
        let ran = ran(&board, &text);
        assert_eq!(ran.console, [(round % 10).to_string()], "{round}: {:?}", ran.error);
    }
}

#[test]
fn a_run_on_the_board_is_replayed_without_it() {
    let board = shared();
    let text =
        "let bit = microbit(); bit.on_press(\"A\", || { print(\"A\"); exit(); }); bit.show(random(1, 6));
        print(now() / 100000); print(\"now\"); every(70, || bit.set_pixel(0, 0, random(0, 9)));";
    let script = Script { seed: 5, ..Script::new("test", text) };
    let mut stage = stage(board.lock().unwrap().port());
    stage.is_recorded = true;
    let pressed = board.clone();
    stage.on_line = Box::new(move |line| {
        if line == NOW {
            pressed.lock().unwrap().set_button_a(true).unwrap();
        }
    });
    let first = run(&script, stage).unwrap();
    assert_eq!(first.console, ["0", "now", "A"], "{:?}", first.error);
    let written = transcript(&script, &first).unwrap();
    let replayed = |script: &Script| replay(script, &written, self::stage(Path::new("nowhere"))).unwrap();
    let again = replayed(&script);
    assert_eq!((again.difference.as_deref(), again.told()), (None, first.told()));
    // What the board still had to do when the script ended is no part of the run.
    let (run, after) = first.trace.split_at(again.trace.len());
    assert_eq!(again.trace, run);
    let end_us = run.last().unwrap().at_us;
    assert!(after.iter().all(|entry| entry.at_us > end_us), "{after:?}");
    // A different script is detected.
    let other = Script { text: text.replace("exit()", "print(1)"), ..script };
    assert!(replayed(&other).difference.is_some());
}

/// Presses Stop a while after the script has printed a line; the run must end by it, soon. How soon exactly depends
/// on the machine; a run that waits for its board's time limits or for the script takes far longer.
#[track_caller]
fn check_stop(what: &str, body: &str, is_dead: bool) {
    let mut board = MicrobitEmulator::start().unwrap();
    let freezer = board.freezer();
    let text = format!("let bit = microbit(); bit.show(HEART); print(\"now\"); {body}");
    let happens = move || {
        if is_dead {
            freezer.freeze().unwrap();
        }
    };
    let (ran, took) = run_and_stop(&text, stage(board.port()), happens).unwrap();
    println!("Stop during {what}: {} ms", took.as_millis());
    assert_eq!((ran.end, &ran.error), (EndReason::Stopped, &None), "{what}");
    assert!(took < Duration::from_secs(5), "{what}: {took:?}");
    // The board restarts, as it was found; it was told to before the run was over.
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_dead && board.lit_leds().unwrap() != DARK {
        assert!(Instant::now() < deadline, "{what}: the display is still lit");
    }
}

#[test]
fn stop_works_whatever_the_script_does() {
    check_stop("a long sleep", "sleep(3600000);", false);
    check_stop("a tight loop", "let n = 0; loop { n += 1; }", false);
    check_stop(
        "a scroll",
        "bit.scroll(\"a text that takes half a minute to run by, and more than that\");",
        false,
    );
    check_stop("drawing", "loop { bit.set_pixel(1, 1, 9); bit.set_pixel(1, 1, 0); }", false);
    check_stop("handlers", "forever(|| bit.show(HEART)); every(5, || bit.clear());", false);
    check_stop("a dead board", "bit.show(SAD); bit.show(HEART);", true);
}

#[test]
fn asking_tells_what_is_there() {
    let board = MicrobitOptions { strict_baud: true }.start().unwrap();
    let port = board.port().to_str().unwrap();
    for expected in
        [Expected::Anything, Expected::Likely(BoardKind::MicrobitV2), Expected::Only(BoardKind::MicrobitV1)]
    {
        let found = discovery::detect(port, expected).unwrap();
        assert_eq!((found.kind, found.baud), (BoardKind::MicrobitV1, BAUD), "{expected:?}");
        let Firmware::MicroPython { version, machine } = &found.firmware else { panic!("{found:?}") };
        assert!(version.starts_with("1.9.2") && machine.starts_with("micro:bit v1"), "{found:?}");
    }
    let error = discovery::detect(port, Expected::Only(BoardKind::Arduino)).unwrap_err();
    assert_eq!(error.code, DeviceErrorCode::OtherFirmware, "{error}");
    let text = |id: &str| Texts::new(Language::En).get(id, &error.args);
    let (sentence, advice) = (text("device-other-firmware"), text("device-other-firmware.advice"));
    assert!(sentence.contains(port) && sentence.contains("MicroPython"), "{sentence}");
    assert!(advice.contains("StandardFirmata"), "{advice}");
    // Detection leaves a board that scripts can use.
    assert_eq!(ran(&board, "microbit().show(HEART);").end, EndReason::Done);
}
