//! Scripts on a real Arduino (StandardFirmata 2.4 in simavr) that is reset, unplugged, held by another program,
//! dead, of another speed or with other firmware, or whose run is stopped.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]
#![allow(clippy::print_stdout, reason = "`--nocapture` tells how fast a run ends")]

use std::path::Path;
use std::time::Duration;

use digilab_devices::board::{PinMode, PinState};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::firmata::BAUD;
use digilab_lab::text::{Language, Texts};
use digilab_lab::transcript::EndReason;
use digilab_tests::emulator_uno::{UnoFirmware, UnoOptions};
use digilab_tests::faults::{NOW, replay, run_and_stop, run_with, transcript};
use digilab_tests::parity::Channel;
use digilab_tests::program::{self, ProgramRan};
use digilab_tests::scripts::{Ran, Script, run};
use digilab_tests::scripts_uno::UnoOnStage;
use digilab_tests::steady::steady;

/// Longer than anything takes, even on a busy machine.
const LONG: Duration = Duration::from_secs(20);

/// Starts a board that is reset when its port is opened, as a real one is: two seconds of blinking.
fn board() -> UnoOnStage {
    UnoOnStage::start(UnoOptions::default()).unwrap()
}

/// Starts a board that is not reset when its port is opened.
fn quick_board() -> UnoOnStage {
    UnoOnStage::start(UnoOptions { reset_on_open: false, ..UnoOptions::default() }).unwrap()
}

fn ran(board: &UnoOnStage, text: &str) -> Ran {
    run(&Script::new("test", text), board.stage()).unwrap()
}

/// Checks that a run came to its end and printed these lines.
#[track_caller]
fn check_done(ran: &Ran, lines: &[&str]) {
    assert_eq!((ran.end, &ran.error), (EndReason::Done, &None), "{:?}", ran.console);
    assert_eq!(ran.console, lines);
}

/// Checks that a run ended with this error of the board, at this line of the script.
#[track_caller]
fn check_failed(ran: &Ran, code: DeviceErrorCode, line: usize) {
    let error = ran.error.as_deref().unwrap_or_default();
    let said = error.split(' ').next().unwrap_or_default();
    assert_eq!((ran.end, said, ran.error_line), (EndReason::Error, code.id(), Some(line)), "{error}");
}

/// Runs `script` through the program, on the board at `port`.
fn run_program(port: &str, script: &str, more: &[&str]) -> ProgramRan {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), script);
    program::run(&[&["--board", "arduino", "--port", port, &path], more].concat()).unwrap()
}

fn written(folder: &Path, script: &str) -> String {
    let path = folder.join("run.rhai");
    std::fs::write(&path, script).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Checks that the program ended because of its board, and said so.
#[track_caller]
fn check_told(ran: &ProgramRan, error: &DeviceError) {
    let texts = Texts::new(Language::En);
    let sentence = texts.get(&format!("device-{}", error.code.id()), &error.args);
    assert_eq!(ran.status, Some(3), "{ran:?}");
    assert!(ran.errors.contains(&sentence), "{sentence:?} is not in {ran:?}");
}

#[test]
fn a_board_pulled_out_in_mid_script_ends_it_and_works_when_it_is_back() {
    steady("a board pulled out in mid script ends it and works when it is back", || {
        let board = board();
        let text = "let led = arduino().pin(13);\nprint(\"now\");\nloop {\n    led.toggle();\n    led.read_back();\n}";
        let pulled = board.clone();
        let first = run_with(text, board.stage(), move || pulled.emulator().kill().unwrap()).unwrap();
        assert!((4..=5).contains(&first.error_line.unwrap_or(0)), "{first:?}");
        check_failed(&first, DeviceErrorCode::Gone, first.error_line.unwrap());
        // There is no board yet.
        check_failed(&ran(&board, "\narduino();"), DeviceErrorCode::PortMissing, 2);
        board.emulator().restart().unwrap();
        check_done(&ran(&board, "let led = arduino().pin(13); led.on(); print(led.read_back());"), &["1"]);
        // Unplugged while the script sleeps and its board has nothing to do.
        let pulled = board.clone();
        let text = "let uno = arduino();\nprint(\"now\");\nsleep(60000);";
        let asleep = run_with(text, board.stage(), move || pulled.emulator().kill().unwrap()).unwrap();
        check_failed(&asleep, DeviceErrorCode::Gone, 3);
    });
}

/// The program itself: its exit status tells the cause of the failure.
#[test]
fn the_program_tells_that_the_board_is_gone_and_works_when_it_is_back() {
    steady("the program tells that the board is gone and works when it is back", || {
        let board = board();
        let folder = tempfile::tempdir().unwrap();
        let port = board.port();
        let script = written(folder.path(), "let led = arduino().pin(12);\nloop { led.on(); sleep(50); }");
        let running = program::start_run(&["--board", "arduino", "--port", &port, &script]).unwrap();
        assert!(board.emulator().wait_pin(12, true, LONG).is_some(), "the script does not run");
        board.emulator().kill().unwrap();
        let ran = ProgramRan::from(running.wait_with_output().unwrap());
        check_told(&ran, &DeviceError::new(DeviceErrorCode::Gone).with("port", &port));
        assert!(ran.errors.contains("run.rhai:2"), "the line is not told: {ran:?}");
        board.emulator().restart().unwrap();
        let ran = run_program(&port, "let led = arduino().pin(12); led.on(); print(led.read_back());", &[]);
        assert_eq!((ran.status, ran.output.lines().next()), (Some(0), Some("1")), "{ran:?}");
    });
}

/// As the driver documents: modes of inputs, dimmed pins and reports are set up again, outputs are off until the
/// script writes them again, and the script notices nothing else.
#[test]
fn a_reset_in_mid_script_is_mended() {
    steady("a reset in mid script is mended", || {
        let board = board();
        let text =
            "let uno = arduino(); let knob = uno.pin(\"A0\"); let button = uno.pin(7); let led = uno.pin(12);
        knob.analog(); button.pull_up(); led.on(); uno.pin(9).pwm(77); uno.pin(4).on();
        print(led.read_back()); print(button.digital());
        print(\"now\");
        let waited = 0;
        while led.read_back() == 1 && waited < 200 { sleep(50); waited += 1; }
        print(led.read_back()); print(uno.pin(9).read_back());
        print(button.digital()); print(\"turn\");
        while knob.analog() != 512 && waited < 200 { sleep(50); waited += 1; }
        print(knob.analog());
        led.on(); uno.pin(9).pwm(88);
        print(led.read_back()); print(uno.pin(9).read_back()); print(uno.pin(4).read_back());";
        let script = Script::new("reset", text).with_inputs("after \"turn\" 0ms pin A0 512").unwrap();
        let mut stage = board.stage();
        let reset = board.clone();
        stage.on_line = Box::new(move |line| {
            if line == NOW {
                let mut emulator = reset.emulator();
                emulator.forget_events();
                emulator.reset().unwrap();
            }
        });
        let ran = run(&script, stage).unwrap();
        check_done(&ran, &["1", "1", "now", "0", "0", "1", "turn", "512", "1", "88", "0"]);
        let (_, state) = ran.boards.first().unwrap();
        let known = |pin| state.pins.get(&pin).copied();
        let is = |mode, value| Some(PinState { mode, value });
        assert_eq!((known(12), known(4)), (is(PinMode::Output, 1), is(PinMode::Output, 0)));
        assert_eq!((known(9), known(7)), (is(PinMode::Pwm, 88), is(PinMode::InputPullup, 1)));
        // The pins show the same.
        let mut emulator = board.emulator();
        assert!(emulator.wait_pin(12, true, LONG).is_some() && emulator.wait_pwm(9, 88, LONG).is_some());
    });
}

/// The most common kind of script: it writes repeatedly, and continues by itself.
#[test]
fn a_blinking_light_blinks_on_after_a_reset() {
    steady("a blinking light blinks on after a reset", || {
        let board = board();
        let text = "let led = arduino().pin(12); print(\"now\");
        for n in 0..60 { led.toggle(); sleep(100); } led.on(); print(led.read_back());";
        let reset = board.clone();
        let ran = run_with(text, board.stage(), move || {
            let mut emulator = reset.emulator();
            emulator.forget_events();
            emulator.reset().unwrap();
        });
        check_done(&ran.unwrap(), &["now", "1"]);
        let sights = board.sightings(&[]);
        let edges = sights.0.get(&Channel::Pin(12)).map_or(0, Vec::len);
        println!("a reset takes a blinking light {} of 60 changes", 60_usize.saturating_sub(edges));
        assert!(edges >= 15, "{edges} changes: {sights:?}");
    });
}

#[test]
fn a_wrong_speed_and_another_firmware_are_told() {
    steady("a wrong speed and another firmware are told", || {
        let strict = UnoOptions { strict_baud: true, ..UnoOptions::default() };
        let board = UnoOnStage::start(strict).unwrap();
        let text = "print(\"hello\");\nlet uno = arduino();";
        let ran_at = |baud| run(&Script::new("test", text), board.stage_at(baud)).unwrap();
        let wrong = ran_at(9600);
        check_failed(&wrong, DeviceErrorCode::WrongBaud, 2);
        assert!(wrong.error.unwrap().contains("baud=57600"), "{:?}", wrong.console);
        // The same board at its own speed, right after.
        check_done(&ran_at(BAUD), &["hello"]);
        // A board that sends nothing, as with any program that does not use its port.
        let board = UnoOnStage::start(UnoOptions { firmware: UnoFirmware::Blink, ..strict }).unwrap();
        check_failed(&ran(&board, text), DeviceErrorCode::NoAnswer, 2);
        let told = run_program(&board.port(), text, &[]);
        check_told(&told, &DeviceError::new(DeviceErrorCode::NoAnswer).with("port", board.port()));
    });
}

#[test]
fn a_port_that_another_program_holds_is_busy() {
    steady("a port that another program holds is busy", || {
        let board = quick_board();
        let port = board.port();
        let folder = tempfile::tempdir().unwrap();
        let script = written(folder.path(), "let led = arduino().pin(12); led.on(); loop { sleep(1000); }");
        let mut other = program::start_run(&["--board", "arduino", "--port", &port, &script]).unwrap();
        assert!(board.emulator().wait_pin(12, true, LONG).is_some(), "the other program does not run");
        check_failed(&ran(&board, "\n\narduino();"), DeviceErrorCode::PortBusy, 3);
        let told = run_program(&port, "arduino();", &[]);
        check_told(&told, &DeviceError::new(DeviceErrorCode::PortBusy).with("port", &port));
        // It did not disturb the other one, and the port is free once that has ended.
        assert_eq!(other.try_wait().unwrap(), None);
        let interrupted = std::process::Command::new("kill").args(["-INT", &other.id().to_string()]).status();
        assert!(interrupted.unwrap().success());
        assert_eq!(ProgramRan::from(other.wait_with_output().unwrap()).status, Some(130));
        assert!(board.emulator().wait_pin(12, false, LONG).is_some(), "Ctrl-C left the light on");
        check_done(&ran(&board, "print(arduino().pin(12).read_back());"), &["0"]);
    });
}

/// Pins that one run leaves on are off in the next one.
#[test]
fn fifty_scripts_one_after_another() {
    let check = |board: &UnoOnStage, rounds: u8| {
        for round in 1..=rounds {
            let text = format!(
                "let uno = arduino(); print(uno.pin(9).read_back()); uno.pin(9).pwm({round});
                 print(uno.pin(9).read_back()); uno.pin(13).on();"
            );
            steady("a run of fifty", || check_done(&ran(board, &text), &["0", &round.to_string()]));
        }
    };
    check(&quick_board(), 50);
    check(&board(), 5);
}

#[test]
fn a_run_on_the_board_is_replayed_without_it() {
    steady("a run on the board is replayed without it", || {
        let board = quick_board();
        let text = "let uno = arduino(); let knob = uno.pin(\"A0\"); knob.analog(); let led = uno.pin(9);
        print(\"turn\"); while knob.analog() < 500 { led.pwm(random(1, 99)); sleep(20); }
        print(knob.analog()); plot(\"knob\", knob.analog()); print(led.read_back());
        every(70, || print(random(1, 6))); sleep(300); exit();";
        let script = Script { seed: 5, ..Script::new("test", text) };
        let script = script.with_inputs("after \"turn\" 200ms pin A0 700").unwrap();
        let mut stage = board.stage();
        stage.is_recorded = true;
        let first = run(&script, stage).unwrap();
        assert_eq!((first.end, first.console.get(1).map(String::as_str)), (EndReason::Done, Some("700")));
        let written = transcript(&script, &first).unwrap();
        // No inputs: their effects are in the bytes.
        let alone = Script { cues: Vec::new(), ..script };
        let again = replay(&alone, &written, board.stage()).unwrap();
        assert_eq!((again.difference.as_deref(), again.told()), (None, first.told()));
        assert_eq!(again.trace, first.trace);
        // A different script is detected, at the first thing it does differently.
        let other = |from: &str, to: &str| Script { text: text.replace(from, to), ..alone.clone() };
        let difference = |script: Script| replay(&script, &written, board.stage()).unwrap().difference;
        let console = difference(other("print(knob.analog())", "print(\"x\")")).unwrap_or_default();
        assert!(["Console", "700", "x"].iter().all(|part| console.contains(part)), "{console}");
        let bytes = difference(other("random(1, 99)", "random(1, 98)")).unwrap_or_default();
        assert!(bytes.contains("Bytes"), "{bytes}");
    });
}

/// The same through the program: its files, its exit status.
#[test]
fn the_program_records_and_replays() {
    steady("the program records and replays", || {
        let board = quick_board();
        let folder = tempfile::tempdir().unwrap();
        let transcript = folder.path().join("run.jsonl");
        let transcript = transcript.to_str().unwrap();
        let text =
            "let led = arduino().pin(9); for n in 0..5 { led.pwm(random(1, 255)); print(led.read_back()); }";
        let first = run_program(&board.port(), text, &["--record", transcript]);
        assert_eq!((first.status, first.output.lines().count() >= 5), (Some(0), true), "{first:?}");
        let replayed = program::run(&["--replay", transcript]).unwrap();
        assert_eq!((replayed.status, &replayed.output), (Some(0), &first.output), "{replayed:?}");
        let other = written(folder.path(), &text.replace("print(led", "print(1 + led"));
        let differs = program::run(&["--replay", transcript, &other]).unwrap();
        let line = first.output.lines().next().unwrap();
        assert_eq!(differs.status, Some(1), "{differs:?}");
        assert!(differs.errors.contains(line), "the first difference is not told: {differs:?}");
    });
}

/// A run must end soon after Stop. How soon exactly depends on the machine; a run that waits for its board's time
/// limits or for the script takes far longer.
fn check_stop(what: &str, body: &str, happens: fn(&UnoOnStage)) {
    steady(what, || {
        let board = quick_board();
        let text = format!("let led = arduino().pin(13); led.on(); print(\"now\"); {body}");
        let happened = board.clone();
        let (ran, took) = run_and_stop(&text, board.stage(), move || happens(&happened)).unwrap();
        println!("Stop during {what}: {} ms", took.as_millis());
        assert_eq!((ran.end, &ran.error), (EndReason::Stopped, &None), "{what}");
        assert!(took < Duration::from_secs(5), "{what}: {took:?}");
    });
}

#[test]
fn stop_works_whatever_the_script_does() {
    let nothing = |_: &UnoOnStage| {};
    let dies = |board: &UnoOnStage| board.emulator().freezer().freeze().unwrap();
    check_stop("a long sleep", "sleep(3600000);", nothing);
    check_stop("a tight loop", "let n = 0; loop { n += 1; }", nothing);
    check_stop("blinking", "loop { led.toggle(); }", nothing);
    check_stop("reading back", "loop { led.read_back(); }", nothing);
    check_stop("handlers", "forever(|| led.toggle()); every(5, || led.read_back());", nothing);
    check_stop("a wait for a dead board", "led.read_back();", dies);
    check_stop("writing to a dead board", "loop { led.toggle(); }", dies);
    check_stop("a sensor of a dead board", "arduino().pin(\"A0\").analog();", dies);
}

/// Stop is pressed during the detection on a board that sends nothing.
#[test]
fn stop_works_while_a_board_is_looked_for() {
    steady("stop works while a board is looked for", || {
        let options = UnoOptions { firmware: UnoFirmware::Blink, ..UnoOptions::default() };
        let board = UnoOnStage::start(options).unwrap();
        let stage = board.stage();
        let stop = stage.stop.clone();
        let pressed = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(1000));
            stop.stop();
            std::time::Instant::now()
        });
        let ran = run(&Script::new("test", "arduino();"), stage).unwrap();
        let took = pressed.join().unwrap().elapsed();
        println!("Stop while a board is looked for: {} ms", took.as_millis());
        assert_eq!((ran.end, &ran.error), (EndReason::Stopped, &None));
        assert!(took < Duration::from_secs(5), "{took:?}");
    });
}
