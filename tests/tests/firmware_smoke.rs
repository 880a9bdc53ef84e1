//! Smoke tests: each emulated board starts, answers, and does what the tests rely on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use digilab_tests::emulator_microbit::MicrobitEmulator;
use digilab_tests::emulator_micropython::MicroPythonUnix;
use digilab_tests::emulator_uno::{UnoEmulator, UnoEvent, UnoFirmware, UnoOptions};
use serde_json::json;

/// Generous: builds run beside the tests.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A port as a plain file: a thread reads the incoming bytes.
struct Port {
    file: File,
    arriving: Receiver<u8>,
}

impl Port {
    fn open(path: &Path) -> Self {
        let file = OpenOptions::new().read(true).write(true).open(path).unwrap();
        let mut reader = file.try_clone().unwrap();
        let (sender, arriving) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 256];
            while let Ok(count @ 1..) = reader.read(&mut chunk) {
                for byte in &chunk[..count] {
                    let _ = sender.send(*byte);
                }
            }
        });
        Self { file, arriving }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.file.write_all(bytes).unwrap();
    }

    fn read_until(&self, end: &[u8]) -> Vec<u8> {
        let (mut got, deadline) = (Vec::new(), Instant::now() + TIMEOUT);
        while !got.ends_with(end) {
            match self.arriving.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(byte) => got.push(byte),
                Err(error) => panic!("{error} after {:?}", String::from_utf8_lossy(&got)),
            }
        }
        got
    }

    /// Runs a line in a raw REPL and returns its output.
    fn run_raw(&mut self, code: &str) -> String {
        self.send(code.as_bytes());
        self.send(b"\x04");
        self.read_until(b"OK");
        let output = self.read_until(b"\x04");
        assert_eq!(self.read_until(b"\x04>"), b"\x04>", "no error expected");
        String::from_utf8_lossy(&output[..output.len() - 1]).into_owned()
    }

    fn enter_raw_repl(&mut self) {
        self.send(b"\r\x03\x03");
        self.read_until(b">>> ");
        self.send(b"\x01");
        self.read_until(b"raw REPL; CTRL-B to exit\r\n>");
    }
}

#[test]
fn uno_speaks_firmata_and_moves_its_pins() {
    let mut uno = UnoEmulator::start().unwrap();
    for run in 0..2 {
        let mut port = Port::open(uno.port());
        assert_eq!(port.read_until(&[0xF7])[..3], [0xF9, 2, 4], "run {run}");
        uno.forget_events();
        port.send(&[0xF4, 13, 1, 0x91, 0x20, 0]);
        uno.wait_pin(13, true, TIMEOUT).unwrap();
        port.send(&[0xF4, 9, 3, 0xE9, 100, 1]);
        uno.wait_pwm(9, 228, TIMEOUT).unwrap();
        // A0 at 2.5 V: half of 1023.
        uno.set_analog_mv(0, 2500).unwrap();
        port.send(&[0xC0, 1]);
        port.read_until(&[0xE0, 0x7F, 0x03]);
        // An unplugged cable, and the same board at the same path again.
        uno.restart().unwrap();
    }
}

#[test]
fn uno_with_other_firmware_says_nothing() {
    let options = UnoOptions { firmware: UnoFirmware::Blink, ..UnoOptions::default() };
    let mut uno = options.start().unwrap();
    let port = Port::open(uno.port());
    uno.wait_pin(13, true, TIMEOUT).unwrap();
    uno.wait_pin(13, false, TIMEOUT).unwrap();
    assert!(port.arriving.try_recv().is_err());
}

#[test]
fn uno_restarts_by_its_button_and_on_opening() {
    let mut uno = UnoEmulator::start().unwrap();
    let reset = |why: &'static str| {
        move |event: &UnoEvent| (*event == UnoEvent::Reset { why: why.into() }).then_some(())
    };
    uno.wait_event(TIMEOUT, reset("power-on")).unwrap();
    let port = Port::open(uno.port());
    uno.wait_event(TIMEOUT, reset("open")).unwrap();
    port.read_until(&[0xF7]);
    uno.reset().unwrap();
    uno.wait_event(TIMEOUT, reset("command")).unwrap();
    port.read_until(&[0xF7]);
}

#[test]
fn microbit_runs_python_and_shows_it() {
    const HEART: [[u8; 5]; 5] =
        [[0, 9, 0, 9, 0], [9, 9, 9, 9, 9], [9, 9, 9, 9, 9], [0, 9, 9, 9, 0], [0, 0, 9, 0, 0]];
    let mut bit = MicrobitEmulator::start().unwrap();
    for _ in 0..2 {
        let mut port = Port::open(bit.port());
        port.enter_raw_repl();
        assert_eq!(port.run_raw("from microbit import *\nprint(6*7)"), "42\r\n");
        port.run_raw("display.show(Image.HEART)");
        assert_eq!(bit.picture().unwrap(), HEART);
        bit.set_button_a(true).unwrap();
        assert_eq!(
            port.run_raw("sleep(50)\nprint(button_a.is_pressed(), button_b.is_pressed())"),
            "True False\r\n"
        );
        bit.set_pin(0, true).unwrap();
        assert_eq!(port.run_raw("print(pin0.read_digital(), pin1.read_digital())"), "1 0\r\n");
        port.run_raw("pin2.write_digital(1)");
        assert_eq!((bit.driven_pin(2).unwrap(), bit.driven_pin(1).unwrap()), (Some(true), None));
        for celsius in [21, -5] {
            bit.set_temperature(celsius).unwrap();
            assert_eq!(port.run_raw("print(temperature())"), format!("{celsius}\r\n"));
        }
        bit.reset().unwrap();
        port.enter_raw_repl();
        assert_eq!(bit.lit_leds().unwrap(), [[false; 5]; 5]);
        bit.restart().unwrap();
    }
}

#[test]
fn microbit_leds_are_where_they_are_seen() {
    let mut bit = MicrobitEmulator::start().unwrap();
    let mut port = Port::open(bit.port());
    port.enter_raw_repl();
    for place in 0..25usize {
        let (x, y) = (place % 5, place / 5);
        port.run_raw(&format!("from microbit import *\ndisplay.clear()\ndisplay.set_pixel({x},{y},9)"));
        let mut expected = [[false; 5]; 5];
        expected[y][x] = true;
        assert_eq!(bit.lit_leds().unwrap(), expected, "LED {x},{y}");
    }
}

#[test]
fn micropython_has_raw_paste() {
    let mut board = MicroPythonUnix::start().unwrap();
    let mut port = Port::open(board.port());
    port.enter_raw_repl();
    port.send(b"\x05A\x01");
    let answer = port.read_until(b"R\x01");
    assert_eq!(answer, b"R\x01");
    let window = [port.arriving.recv_timeout(TIMEOUT).unwrap(), port.arriving.recv_timeout(TIMEOUT).unwrap()];
    assert!(u16::from_le_bytes(window) >= 32);
    port.send(b"print(6*7)\x04");
    port.read_until(b"42\n\x04\x04>");
    board.set_state(&json!({"temperature": -3})).unwrap();
    assert_eq!(port.run_raw("from microbit import *\ndisplay.show('A')\nprint(temperature())"), "-3\n");
    assert_eq!(board.shown(), [json!(["show", "A"])]);
    // Ctrl-C ends a busy program.
    port.send(b"while True: pass\x04");
    port.read_until(b"OK");
    port.send(b"\x03");
    port.read_until(b"KeyboardInterrupt");
    board.restart().unwrap();
    Port::open(board.port()).enter_raw_repl();
}
