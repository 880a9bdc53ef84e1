//! Detection against boards that answer as real firmware and emulators were seen to do.

use super::*;
use crate::clock::{Clock, VirtualClock};
use crate::discovery::detect_through;
use crate::link::Link;

/// The bytes a board sends: unasked (time after opening in milliseconds), and in answer to what it receives.
#[derive(Clone, Default)]
struct Script {
    /// The speed it talks at; its bytes are damaged at any other. `None`: any speed (a network address).
    baud: Option<u32>,
    unasked: Vec<(u64, &'static [u8])>,
    answers: Vec<(&'static [u8], &'static [u8])>,
    /// Time after opening at which it disappears, in milliseconds.
    gone_ms: Option<u64>,
}

struct ScriptedLink {
    script: Script,
    opened_us: u64,
    damaged: bool,
    heard: Vec<u8>,
    answers: Vec<u8>,
}

impl ScriptedLink {
    fn say(&self, bytes: &[u8], into: &mut Vec<u8>) {
        let garble = |byte: &u8| byte.wrapping_mul(0x5D).wrapping_add(0x81);
        match self.damaged {
            true => into.extend(bytes.iter().map(garble)),
            false => into.extend(bytes),
        }
    }
}

impl Link for ScriptedLink {
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        let since_us = now_us - self.opened_us;
        if self.script.gone_ms.is_some_and(|at_ms| since_us >= at_ms * 1_000) {
            return Err(DeviceError::new(DeviceErrorCode::Gone));
        }
        while let Some((at_ms, bytes)) = self.script.unasked.first().copied()
            && since_us >= at_ms * 1_000
        {
            self.say(bytes, into);
            self.script.unasked.remove(0);
        }
        let answers = std::mem::take(&mut self.answers);
        self.say(&answers, into);
        Ok(())
    }

    fn send(&mut self, _now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        if !self.damaged {
            self.heard.extend(bytes);
            for (question, answer) in &self.script.answers {
                if self.heard.ends_with(question) {
                    self.answers.extend(*answer);
                }
            }
        }
        Ok(bytes.len())
    }

    fn next_wake_us(&self) -> Option<u64> {
        let unasked = self.script.unasked.first().map(|(at_ms, _)| self.opened_us + at_ms * 1_000);
        let gone = self.script.gone_ms.map(|at_ms| self.opened_us + at_ms * 1_000);
        let answer = (!self.answers.is_empty()).then_some(self.opened_us);
        [unasked, gone, answer].into_iter().flatten().min()
    }

    fn name(&self) -> &str {
        "scripted"
    }
}

/// Runs a detection against the board; returns the board found, or the error as a log shows it, and the seconds it
/// took.
fn ask_script(expected: Expected, script: &Script) -> (Result<FoundBoard, String>, u64) {
    let mut clock = VirtualClock::new();
    let open = |now_us, baud| {
        Ok(Box::new(ScriptedLink {
            damaged: script.baud.is_some_and(|own| own != baud),
            script: script.clone(),
            opened_us: now_us,
            heard: Vec::new(),
            answers: Vec::new(),
        }) as Box<dyn Link>)
    };
    let result =
        pollster::block_on(detect_through("scripted", expected, &mut clock, open, &|| false)).unwrap();
    (result.map_err(|error| error.to_string().replace(" port=scripted", "")), clock.now_us() / 1_000_000)
}

/// `StandardFirmata.ino` 2.4, as an Uno reports it 1.9 s after a reset.
const FIRMATA_REPORT: &[u8] =
    b"\xF9\x02\x04\xF0\x79\x02\x04S\0t\0a\0n\0d\0a\0r\0d\0F\0i\0r\0m\0a\0t\0a\0.\0i\0n\0o\0\xF7";
const MICROBIT_V1: &[u8] = b"\0MicroPython v1.9.2-34-gd64154c73 on 2017-09-01; micro:bit v1.0.1 with nRF51822\r\nType \"help()\" for more information.\r\n>>> ";
const MICROBIT_V2: &[u8] = b"MicroPython v1.18 on 2022-07-01; micro:bit v2.1.1 with nRF52833\r\nType \"help()\" for more information.\r\n>>> ";

fn firmata() -> Firmware {
    Firmware::Firmata { protocol: (2, 4), name: "StandardFirmata.ino".into() }
}

#[track_caller]
fn check_found(expected: Expected, script: &Script, kind: BoardKind, baud: u32, firmware: Firmware) {
    assert_eq!(ask_script(expected, script).0, Ok(FoundBoard { kind, firmware, baud }));
}

#[test]
fn firmata_by_itself_or_when_asked() {
    let reports = Script { baud: Some(57_600), unasked: vec![(1_900, FIRMATA_REPORT)], ..Script::default() };
    check_found(Expected::Anything, &reports, BoardKind::Arduino, 57_600, firmata());
    check_found(Expected::Only(BoardKind::Arduino), &reports, BoardKind::Arduino, 57_600, firmata());

    let answers =
        Script { baud: Some(57_600), answers: vec![(b"\xF0\x79\xF7", FIRMATA_REPORT)], ..Script::default() };
    check_found(Expected::Anything, &answers, BoardKind::Arduino, 57_600, firmata());
    assert_eq!(ask_script(Expected::Anything, &answers).1, 0, "a board that answers is not kept waiting");

    let version_only = Script { unasked: vec![(1_900, b"\xF9\x02\x03")], ..Script::default() };
    let nameless = Firmware::Firmata { protocol: (2, 3), name: String::new() };
    check_found(Expected::Anything, &version_only, BoardKind::Arduino, 57_600, nameless);
}

#[test]
fn micropython_of_both_versions() {
    let check = |banner: &'static [u8], kind, version: &str, machine: &str| {
        let script = Script {
            baud: Some(115_200),
            unasked: vec![(0, b"\r\nTraceback (most recent call last):\r\nKeyboardInterrupt: \r\n>>> ")],
            answers: vec![(b"\x02", banner)],
            ..Script::default()
        };
        let firmware = Firmware::MicroPython { version: version.into(), machine: machine.into() };
        check_found(Expected::Anything, &script, kind, 115_200, firmware.clone());
        check_found(Expected::Only(BoardKind::MicrobitV2), &script, kind, 115_200, firmware);
    };
    check(MICROBIT_V1, BoardKind::MicrobitV1, "1.9.2-34-gd64154c73", "micro:bit v1.0.1 with nRF51822");
    check(MICROBIT_V2, BoardKind::MicrobitV2, "1.18", "micro:bit v2.1.1 with nRF52833");
}

#[test]
fn micropython_is_left_running_its_own_program() {
    let mut detector = BoardDetector::new(Expected::Likely(BoardKind::MicrobitV2));
    detector.opened(0);
    let mut said = Vec::new();
    detector.take_output(0, &mut said);
    detector.take_output(150_000, &mut said);
    detector.push(160_000, MICROBIT_V2);
    assert_eq!(detector.step(), DetectorStep::Talk);
    detector.take_output(160_000, &mut said);
    assert_eq!(said, b"\r\x03\x03\x02\x04");
    detector.push(160_000, b"");
    assert!(matches!(detector.step(), DetectorStep::Finished(Ok(_))));
}

#[test]
fn text_at_any_of_the_speeds() {
    let check = |baud, tells: Option<u32>, expected| {
        let unasked =
            vec![(500, b"temp:21.5\r\n".as_slice()), (1_500, b"temp:21.6\r\n"), (2_400, b"temp:21.7\r\n")];
        let script = Script { baud: tells, unasked, ..Script::default() };
        let line = if baud == 9_600 { "temp:21.6" } else { "temp:21.7" };
        check_found(expected, &script, BoardKind::Text, baud, Firmware::Text { line: line.into() });
    };
    check(9_600, Some(9_600), Expected::Anything);
    check(115_200, Some(115_200), Expected::Anything);
    check(57_600, Some(57_600), Expected::Anything);
    check(9_600, None, Expected::Likely(BoardKind::Text));
}

#[test]
fn why_there_is_no_board_to_use() {
    #[track_caller]
    fn check(expected: Expected, script: &Script, error: &str) {
        assert_eq!(ask_script(expected, script).0, Err(error.to_owned()));
    }
    check(Expected::Anything, &Script::default(), "no-answer");
    check(Expected::Anything, &Script { unasked: vec![(0, b"\0\0")], ..Script::default() }, "no-answer");

    let other_speed = Script {
        baud: Some(38_400),
        unasked: vec![(100, b"temperature:21.5,light:300\r\n")],
        ..Script::default()
    };
    check(Expected::Anything, &other_speed, "wrong-baud baud=57600, 115200, 9600");

    let firmata = Script { unasked: vec![(1_900, FIRMATA_REPORT)], ..Script::default() };
    check(Expected::Only(BoardKind::MicrobitV2), &firmata, "other-firmware expected=microbit found=firmata");

    let micropython = Script { answers: vec![(b"\x02", MICROBIT_V2)], ..Script::default() };
    check(
        Expected::Only(BoardKind::Arduino),
        &micropython,
        "other-firmware expected=arduino found=micropython",
    );

    let prompt = Script { unasked: vec![(100, b"boot> ")], ..Script::default() };
    check(Expected::Anything, &prompt, "other-firmware expected=any found=boot>");

    let unplugged = Script { gone_ms: Some(2_000), ..Script::default() };
    check(Expected::Anything, &unplugged, "gone");
}

#[test]
fn asking_in_vain_ends() {
    assert_eq!(ask_script(Expected::Anything, &Script::default()).1, 10);
    let flood: Vec<(u64, &'static [u8])> =
        (0..2_000).map(|nth| (nth * 5, b"\xF0\x79garbage\xFF".as_slice())).collect();
    let (result, seconds) = ask_script(Expected::Anything, &Script { unasked: flood, ..Script::default() });
    assert!(result.is_err() && seconds == 10, "{result:?} after {seconds} s");
}
