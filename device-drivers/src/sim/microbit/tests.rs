use proptest::prelude::*;

use super::{SimulatedMicrobit, StoredProgram};
use crate::board::BoardKind::{self, MicrobitV1, MicrobitV2};
use crate::link::Link;
use crate::microbit::agent::source::{LOADER, agent, load_call};
use crate::sim::link::{Bench, SimulatedLink};

const BANNER: &str = "MicroPython v1.9.2-34-gd64154c73 on 2017-09-01; micro:bit v1.1.1 with nRF51822\r\n\
                      Type \"help()\" for more information.\r\n>>> ";

fn open(kind: BoardKind, program: StoredProgram) -> (SimulatedLink, Bench) {
    SimulatedLink::new(Box::new(SimulatedMicrobit::with_program(kind, program)))
}

/// Sends `steps` one second apart, the first a second after power-on, and returns the answers of each second,
/// separated by `|`.
fn talk(kind: BoardKind, program: StoredProgram, steps: &[&[u8]]) -> String {
    let (mut link, _bench) = open(kind, program);
    let mut heard = Vec::new();
    link.receive(1_000_000, &mut heard).unwrap();
    for (step, second) in steps.iter().zip(1_u64..) {
        heard.push(b'|');
        assert_eq!(link.send(second * 1_000_000, step).unwrap(), step.len());
        link.receive((second + 1) * 1_000_000, &mut heard).unwrap();
    }
    // Byte by byte: the raw-paste window is not text.
    heard.into_iter().map(char::from).collect()
}

/// Sends `sent` to a V1 at its first prompt and compares its answer.
fn check(sent: &[&[u8]], heard: &str) {
    assert_eq!(talk(MicrobitV1, StoredProgram::None, sent), format!("\0{BANNER}|{heard}"));
}

#[test]
fn the_friendly_prompt() {
    check(&[b"\r"], "\r\n>>> ");
    check(&[b"\x03"], "\r\n>>> ");
    check(&[b"\x02"], &format!("\r\n{BANNER}"));
    check(&[b"\x04"], &format!("\r\nsoft reboot\r\n{BANNER}"));
    check(
        &[b"foo\r"],
        "foo\r\nTraceback (most recent call last):\r\n  File \"<stdin>\", line 1, in <module>\r\n\
         NameError: name 'foo' is not defined\r\n>>> ",
    );
    check(&[b"ab\x7f\x7f\x7f\r"], "ab\x08 \x08\x08 \x08\r\n>>> ");
    check(&[b"while True:\r", b"\x03"], "while True:\r\n... |\r\n>>> ");
    check(&[b"\x05", b"abc\x03"], "\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== |abc\r\n>>> ");
}

#[test]
fn the_raw_prompt() {
    let raw = "\r\nraw REPL; CTRL-B to exit\r\n>";
    check(&[b"\x01", b"\x01"], &format!("{raw}|raw REPL; CTRL-B to exit\r\n>"));
    check(&[b"\x01", b"\x05A\x01"], &format!("{raw}|raw REPL; CTRL-B to exit\r\n>"));
    check(&[b"\x01", b"abc\x03\x04"], &format!("{raw}|OK\r\nsoft reboot\r\nraw REPL; CTRL-B to exit\r\n>"));
    check(&[b"\x01", b"\x02"], &format!("{raw}|\r\n{BANNER}"));
    check(
        &[b"\x01", b"print(1\x04"],
        &format!(
            "{raw}|OK\x04Traceback (most recent call last):\r\n  File \"<stdin>\", line 1\r\n\
             SyntaxError: invalid syntax\r\n\x04>"
        ),
    );
    check(&[b"\x01", LOADER.as_bytes(), b"\x04"], &format!("{raw}||OK\x04\x04>"));
}

#[test]
fn raw_paste_on_v2() {
    let program = [LOADER.as_bytes(), b"\x04"].concat();
    let heard =
        talk(MicrobitV2, StoredProgram::None, &[b"\x01", b"\x05A\x01", &program, b"\x05B\x01", b"\x04"]);
    let (_, heard) = heard.split_once('|').unwrap();
    // 197 bytes fill one window of 128.
    let windows = "\x01".repeat(LOADER.len() / 128);
    assert_eq!(
        heard,
        format!(
            "\r\nraw REPL; CTRL-B to exit\r\n>|R\x01\u{80}\0\x01|{windows}\x04\x04\x04>|R\x00>\
             |OK\r\nMPY: soft reboot\r\nraw REPL; CTRL-B to exit\r\n>"
        )
    );
}

#[test]
fn a_stored_program_runs_until_it_is_interrupted() {
    let heard = talk(MicrobitV1, StoredProgram::Busy, &[b"x", b"\x03", b"\x04"]);
    let trace = "Traceback (most recent call last):\r\n  File \"__main__\", line 2, in <module>\r\n\
                 KeyboardInterrupt: \r\n";
    assert_eq!(heard, format!("\0||{trace}{BANNER}|\r\nsoft reboot\r\n"));
    let prints = StoredProgram::Prints { line: "t:1".to_owned(), interval_ms: 400 };
    assert_eq!(talk(MicrobitV1, prints, &[]), "\0t:1\r\nt:1\r\n");
}

/// Checks whether the agent's first piece arrives intact when it is sent `wait_us` after the loader.
fn check_pace(wait_us: u64, is_whole: bool) {
    let (mut link, _bench) = open(MicrobitV1, StoredProgram::None);
    let mut heard = Vec::new();
    link.receive(1_000_000, &mut heard).unwrap();
    link.send(1_000_000, ["\x01", LOADER, "\x04"].concat().as_bytes()).unwrap();
    let call = load_call(&agent().core()[0]);
    link.send(1_000_000 + wait_us, [&call, "\x04"].concat().as_bytes()).unwrap();
    link.receive(3_000_000, &mut heard).unwrap();
    let heard = String::from_utf8(heard).unwrap();
    assert_eq!(heard.contains("OKok "), is_whole, "{heard}");
}

#[test]
fn what_comes_while_the_board_is_busy_must_fit_its_buffer() {
    check_pace(100_000, true);
    check_pace(0, false);
}

proptest! {
    /// Whatever bytes arrive, the board goes on, and Ctrl-C brings its prompt back.
    #[test]
    fn any_bytes(
        is_v1 in any::<bool>(),
        chunks in prop::collection::vec(prop::collection::vec(
            prop_oneof![3 => any::<u8>(), 2 => 1..=5_u8, 2 => prop::sample::select(b"A\r\nload(1,0,'x')".to_vec())],
            0..80,
        ), 0..10),
    ) {
        let (mut link, _bench) = open(if is_v1 { MicrobitV1 } else { MicrobitV2 }, StoredProgram::None);
        let mut heard = Vec::new();
        let mut now_us = 1_000_000;
        for chunk in &chunks {
            link.send(now_us, chunk).unwrap();
            now_us += 500_000;
            link.receive(now_us, &mut heard).unwrap();
        }
        heard.clear();
        link.send(now_us, b"\x03\x03\x02").unwrap();
        link.receive(now_us + 1_000_000, &mut heard).unwrap();
        prop_assert!(heard.ends_with(b">>> "), "{:?}", String::from_utf8_lossy(&heard));
    }
}
