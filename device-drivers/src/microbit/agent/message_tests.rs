//! Tests of the lines of the agent protocol, both ways.

use super::*;
use proptest::prelude::*;

#[track_caller]
fn check_order(order: Order, body: &str) {
    let line = order.encode(0x0a);
    assert_eq!(std::str::from_utf8(&line[..line.len() - 5]).unwrap(), format!("0a{body}"));
    assert!(line.len() <= MAX_ORDER_BYTES, "{} bytes", line.len());
    assert_eq!(Order::parse(&line[..line.len() - 1]), Ok((0x0a, order)));
}

#[test]
fn orders_go_there_and_back() {
    let mut leds = Leds::default();
    leds[0][1] = 9;
    leds[4][4] = 1;
    check_order(Order::Ping, "?");
    check_order(Order::Begin("def f():| pass|".to_owned()), "Ddef f():| pass|");
    check_order(Order::Append("x".repeat(MAX_TEXT_CHARS)), &format!("A{}", "x".repeat(52)));
    check_order(Order::Run, "E");
    check_order(Order::Watch(Slot::sensor(10).unwrap(), Probe::Gesture(7)), "Wag7");
    check_order(Order::Watch(Slot::sensor(0).unwrap(), Probe::Logo), "W0o0");
    check_order(Order::Unwatch(Slot::sensor(61).unwrap()), "UZ");
    check_order(Order::UnwatchAll, "U");
    check_order(Order::Refresh, "F");
    check_order(Order::Interval(1000), "I1000");
    check_order(Order::Image(leds), "L09000:00000:00000:00000:00001");
    check_order(Order::Led { x: 2, y: 3, brightness: 9 }, "p2,3,9");
    check_order(Order::ReadLeds, "G");
    check_order(Order::Scroll { delay_ms: 150, steps: 1234 }, "s150,1234");
    check_order(Order::Digital { pin: 8, high: true }, "w8,1");
    check_order(Order::Pwm { pin: 1, duty: 1023 }, "a1,1023");
    check_order(Order::Input { pin: 16, pull_up: false }, "i16,0");
    check_order(Order::Read(Probe::Digital(2)), "r100,2");
    check_order(
        Order::Tone { pin: 0, frequency_hz: 20_000, duration_ms: Some(u32::MAX) },
        "t0,20000,4294967295",
    );
    check_order(Order::Tone { pin: 0, frequency_hz: 440, duration_ms: None }, "t0,440,-1");
    check_order(Order::Quiet(0), "q0");
    check_order(Order::Play { pin: 0, duration_ms: 4000 }, "m0,4000");
    check_order(Order::Pixels(1), "x1");
    check_order(Order::WriteI2c(0x60), "o96");
    check_order(Order::ReadI2c { address: 0x60, register: Some(0), count: 32 }, "j96,0,32");
    check_order(Order::ReadI2c { address: 0x60, register: None, count: 1 }, "j96,-1,1");
}

#[track_caller]
fn check_board_line(line: BoardLine, whole: &str) {
    assert_eq!(std::str::from_utf8(&line.encode()).unwrap(), whole);
    assert_eq!(BoardLine::parse(whole.trim_end().as_bytes()), Ok(line));
}

/// The checksums were computed by the agent on a board.
#[test]
fn board_lines_go_there_and_back() {
    let boot = BoardLine::Boot { protocol: 1, version: 1, expected: 0, free_bytes: 5488 };
    check_board_line(boot, "B1,1,00,5488e653\n");
    check_board_line(BoardLine::Refused { seq: 0, why: Refusal::Unknown }, "E00u1810\n");
    check_board_line(BoardLine::Done { seq: 2, value: "4848".to_owned() }, "K0248480d15\n");
    check_board_line(BoardLine::Done { seq: 0x56, value: String::new() }, "K56202c\n");
    check_board_line(BoardLine::Heartbeat { reports: 0, free_bytes: 1616 }, "H00,161679ee\n");
}

#[track_caller]
fn check_refused(line: &str, error: LineError) {
    let line = if error == LineError::Unknown { sealed(line.to_owned()) } else { line.as_bytes().to_vec() };
    assert_eq!(BoardLine::parse(line.strip_suffix(b"\n").unwrap_or(&line)), Err(error));
}

#[test]
fn other_lines_are_refused() {
    for damaged in
        ["", "K", "1810", "E00u1811", "E01u1810", "e00u1810", "Traceback (most recent call last):\r"]
    {
        check_refused(damaged, LineError::Damaged);
    }
    for unknown in
        ["Z", "K", "K0", "Kxx", "E00", "E00z", "R00", "R00,", "R00,a", "R00,aé", "H00", "C1", "B1,1,00", "N"]
    {
        check_refused(unknown, if unknown.is_ascii() { LineError::Unknown } else { LineError::Damaged });
    }
}

proptest! {
    #[test]
    fn any_bytes_are_taken_without_a_panic(line in proptest::collection::vec(any::<u8>(), 0..500)) {
        let _ = BoardLine::parse(&line);
        let _ = Order::parse(&line);
    }

    #[test]
    fn any_sealed_text_is_taken_without_a_panic(body in "[BKENRHCDAWILpswart0-9a-f,:<>-]{1,40}") {
        let line = sealed(body);
        let line = line.strip_suffix(b"\n").unwrap_or(&line);
        if let Ok(parsed) = BoardLine::parse(line) {
            prop_assert_eq!(BoardLine::parse(parsed.encode().trim_ascii_end()), Ok(parsed));
        }
        let _ = Order::parse(line);
    }

    #[test]
    fn one_wrong_byte_is_noticed(at in 0usize..16, wrong in 1u8..=255) {
        let mut line = BoardLine::Boot { protocol: 1, version: 1, expected: 0, free_bytes: 5488 }.encode();
        line.pop();
        if let Some(byte) = line.get_mut(at) {
            *byte ^= wrong;
        }
        prop_assert_eq!(BoardLine::parse(&line), Err(LineError::Damaged));
    }
}
