//! Tests of conversations with the raw REPL, in pieces of any size.

use super::*;

/// Plays a conversation: the board's answer to each thing it is sent, in pieces of `chunk` bytes. Returns the
/// REPL's events.
fn talk(chunk: usize, script: &[(&[u8], &[u8])], act: impl FnOnce(&mut Repl)) -> Vec<ReplEvent> {
    let mut repl = Repl::new();
    act(&mut repl);
    let (mut now_us, mut events, mut sent) = (0, Vec::new(), Vec::new());
    for (heard, says) in script {
        // The bytes leave at their own pace.
        while !sent.ends_with(heard) {
            let wake_us =
                repl.next_wake_us().unwrap_or_else(|| panic!("never sent: {heard:?} after {sent:?}"));
            now_us = wake_us.max(now_us);
            repl.take_output(now_us, &mut sent);
            events.extend(repl.push(now_us, b""));
            assert!(now_us < 30_000_000, "{heard:?} after {sent:?}");
        }
        sent.clear();
        for piece in says.chunks(chunk) {
            events.extend(repl.push(now_us, piece));
        }
    }
    events
}

const TRACEBACK: &[u8] = b"21\r\n22\r\nTraceback (most recent call last):\r\nKeyboardInterrupt: \r\n>>> ";
const BANNER: &[u8] = b"\r\nraw REPL; CTRL-B to exit\r\n>";
const V1_RESET: &[u8] = b"OK\r\nsoft reboot\r\n\r\nraw REPL; CTRL-B to exit\r\n>";

#[track_caller]
fn check_enter(script: &[(&[u8], &[u8])], told: &[ReplEvent]) {
    for chunk in [1, 3, 1000] {
        assert_eq!(talk(chunk, script, |repl| repl.enter(0, true)), told, "in pieces of {chunk}");
    }
}

#[test]
fn gets_to_a_prompt() {
    // V1, busy; it has no raw paste.
    check_enter(
        &[(b"\x03\x03", TRACEBACK), (b"\x01", BANNER), (b"\x04", V1_RESET), (b"\x05A\x01", BANNER)],
        &[ReplEvent::Ready],
    );
    // Just reset: the first bytes got lost, and the banner starts with a NUL.
    check_enter(
        &[
            (b"\x03\x03\x01", b"\0MicroPython v1.9.2\r\n>>> "),
            (b"\x03\x03\x01", BANNER),
            (b"\x04", V1_RESET),
            (b"\x05A\x01", BANNER),
        ],
        &[ReplEvent::Ready],
    );
    // With raw paste, a window of 128.
    check_enter(
        &[
            (b"\x03\x03\x01", BANNER),
            (b"\x04", b"OK\r\nMPY: soft reboot\r\nraw REPL; CTRL-B to exit\r\n>"),
            (b"\x05A\x01", b"R\x01\x80\0\x01"),
            (b"\x04", b"\x04\x04\x04>"),
        ],
        &[ReplEvent::Ready],
    );
}

#[test]
fn a_board_that_says_nothing_is_given_up() {
    let mut repl = Repl::new();
    repl.enter(0, true);
    let mut event = None;
    let mut now_us = 0;
    while event.is_none() {
        now_us = repl.next_wake_us().unwrap().max(now_us + 1);
        repl.take_output(now_us, &mut Vec::new());
        event = repl.push(now_us, b"");
    }
    assert_eq!(event, Some(ReplEvent::NoPrompt));
    assert!((ENTER_LIMIT_US..ENTER_LIMIT_US + ATTEMPT_US).contains(&now_us));
}

#[track_caller]
fn check_run(answer: &[u8], output: &str, error: &str) {
    for chunk in [1, 2, 1000] {
        let events = talk(chunk, &[(b"print(1)\x04", answer)], |repl| {
            repl.at_prompt();
            repl.run(0, "print(1)");
        });
        assert_eq!(events, [ReplEvent::Ended { output: output.to_owned(), error: error.to_owned() }]);
    }
}

#[test]
fn runs_code() {
    check_run(b"OK1\r\n\x04\x04>", "1\r\n", "");
    check_run(b"OK\x04NameError\r\n\x04>", "", "NameError\r\n");
    // An answer to something older comes first.
    check_run(b"\r\nraw REPL; CTRL-B to exit\r\n>OK1\x04\x04>", "1", "");
}

#[test]
fn pastes_as_the_board_gives_room() {
    let script: [(&[u8], &[u8]); 4] = [
        (b"\x05A\x01", b"R\x01\x04\0"),
        (b"abcd", b"\x01"),
        (b"efgh", b"\x01"),
        (b"ij\x04", b"\x01\x04ok\x04\x04>"),
    ];
    for chunk in [1, 1000] {
        let events = talk(chunk, &script, |repl| {
            repl.at_prompt();
            repl.raw_paste = Some(true);
            repl.run(0, "abcdefghij");
        });
        assert_eq!(events, [ReplEvent::Ended { output: "ok".to_owned(), error: String::new() }]);
    }
}
