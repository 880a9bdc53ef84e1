//! The behaviour of the simulated Uno; `tests/tests/parity_uno.rs` compares it with a real one.

use super::SimulatedUno;
use crate::board::{PinMode, PinState};
use crate::error::DeviceErrorCode;
use crate::sim::SimulatedBoard;
use crate::sim::input::PhysicalInput;

/// Time at which the version report is over and the firmware listens.
const READY_US: u64 = 2_000_000;

fn ready() -> SimulatedUno {
    let mut board = SimulatedUno::new();
    board.advance(READY_US);
    let mut report = Vec::new();
    board.take_output(&mut report);
    assert_eq!(&report[..5], [0xF9, 2, 4, 0xF0, 0x79]);
    board
}

/// Sends bytes at the pace of the line from `now_us` on, lets `for_us` pass, and returns the answer.
fn exchange(board: &mut SimulatedUno, now_us: u64, bytes: &[u8], for_us: u64) -> Vec<u8> {
    for (count, byte) in (1..).zip(bytes) {
        board.advance(now_us + count * 175);
        board.receive(now_us + count * 175, *byte);
    }
    board.advance(now_us + for_us);
    let mut answer = Vec::new();
    board.take_output(&mut answer);
    answer
}

/// Sends `bytes` to a board that has just started and compares its answer.
fn check(bytes: &[u8], answer: &[u8]) {
    assert_eq!(exchange(&mut ready(), READY_US, bytes, 50_000), answer, "to {bytes:02x?}");
}

/// Sends `bytes` and compares the visible state of a pin.
fn check_seen(bytes: &[u8], pin: u8, mode: PinMode, value: u16) {
    let mut board = ready();
    exchange(&mut board, READY_US, bytes, 50_000);
    assert_eq!(board.seen().pins.get(&pin), Some(&PinState { mode, value }), "after {bytes:02x?}");
}

#[test]
fn answers() {
    check(&[0xF9], &[0xF9, 2, 4]);
    check(&[0xF0, 0x6D, 13, 0xF7], &[0xF0, 0x6E, 13, 1, 0, 0xF7]);
    check(&[0xF0, 0x6D, 20, 0xF7], &[0xF0, 0x6E, 20, 0xF7]);
    check(&[0xD1, 1], &[0x91, 0, 0]);
    check(&[0xF0, 0x71, 65, 0, 0xF7], &[]);
    check(&[0x00, 0x7F, 0xF3, 0xF5, 13, 1], &[]);
    // A query within another command's data is answered, and the command still done.
    check(&[0x91, 0xF9, 0x20, 0, 0xF0, 0x6D, 13, 0xF7], &[0xF9, 2, 4, 0xF0, 0x6E, 13, 1, 1, 0xF7]);
}

#[test]
fn pins() {
    check_seen(&[0x91, 0x20, 0], 13, PinMode::Output, 1);
    check_seen(&[0xF4, 9, 3, 0xE9, 0x64, 1], 9, PinMode::Pwm, 228);
    check_seen(&[0xF4, 5, 4], 5, PinMode::Servo, 93);
    check_seen(&[0xF4, 5, 4, 0xE5, 45, 0], 5, PinMode::Servo, 45);
    check_seen(&[0xF4, 2, 0, 0x90, 4, 0], 2, PinMode::InputPullup, 1);
    check_seen(&[0xF4, 14, 0], 14, PinMode::Input, 0);
}

#[test]
fn a_wake_is_never_needed_when_idle() {
    let mut board = ready();
    assert_eq!(board.next_wake_us(), None);
    exchange(&mut board, READY_US, &[0xC0, 1], 1000);
    assert!(board.next_wake_us().is_some());
}

#[test]
fn a_burst_overflows_the_receive_buffer_and_nothing_else() {
    let mut board = ready();
    let burst: Vec<u8> = [0xF0, 0x6B, 0xF7].repeat(500);
    let answer = exchange(&mut board, READY_US, &burst, 60_000_000);
    assert!(!answer.is_empty());
    board.reset(100_000_000);
    assert_eq!(exchange(&mut board, 103_000_000, &[0xF9], 50_000)[..3], [0xF9, 2, 4]);
}

#[test]
fn inputs_that_an_uno_lacks() {
    let mut board = ready();
    let refused = |board: &mut SimulatedUno, input| board.input(READY_US, &input).map_err(|error| error.code);
    assert_eq!(refused(&mut board, PhysicalInput::Shake), Err(DeviceErrorCode::Lacking));
    let level = |pin, level| PhysicalInput::PinLevel { pin, level };
    assert_eq!(refused(&mut board, level(20, 0)), Err(DeviceErrorCode::PinUnknown));
    assert_eq!(refused(&mut board, level(14, 1024)), Err(DeviceErrorCode::OutOfRange));
    assert_eq!(refused(&mut board, level(14, 1023)), Ok(()));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_survived(bytes: Vec<u8>) {
        let mut board = ready();
        exchange(&mut board, READY_US, &bytes, 2_000_000);
    }
}
