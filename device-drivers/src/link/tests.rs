//! Links to real ports, checked from the other end: pseudo terminals and local sockets.
#![allow(clippy::unwrap_used, reason = "a test's helpers fail by a panic too")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use crate::clock::{Clock, RealClock, Signal};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::link::{self, Link};
use serialport::{SerialPort, TTYPort};

/// Opens a pseudo terminal; returns the board's end, and the path of the other.
fn pty() -> (TTYPort, String) {
    let (mut board, other) = TTYPort::pair().unwrap();
    board.set_timeout(Duration::from_secs(20)).unwrap();
    (board, other.name().unwrap())
}

/// Waits until `link` has delivered `count` bytes or an error.
fn receive(link: &mut dyn Link, signal: &Signal, count: usize) -> Result<Vec<u8>, DeviceError> {
    let mut clock = RealClock::new(signal.clone());
    let mut bytes = Vec::new();
    while bytes.len() < count {
        link.receive(clock.now_us(), &mut bytes)?;
        if bytes.len() < count {
            clock.wait_until_us(clock.now_us() + 20_000_000);
        }
    }
    Ok(bytes)
}

/// Sends all of `bytes` as a session does, offering the untaken rest again.
fn send(link: &mut dyn Link, signal: &Signal, bytes: &[u8]) {
    let mut clock = RealClock::new(signal.clone());
    let mut sent = 0;
    while sent < bytes.len() {
        let now_us = clock.now_us();
        sent += link.send(now_us, &bytes[sent..]).unwrap();
        if let Some(wake_us) = link.next_wake_us() {
            clock.wait_until_us(wake_us);
        }
    }
}

/// All byte values, several times: a terminal that interprets anything would change them.
fn every_byte() -> Vec<u8> {
    (0..=255).cycle().take(3 * 256).collect()
}

#[test]
fn a_pseudo_terminal_carries_every_byte_both_ways() {
    let (mut board, path) = pty();
    let signal = Signal::new();
    let mut link = link::open(&path, 57_600, signal.clone()).unwrap();
    assert_eq!(link.name(), path);

    board.write_all(&every_byte()).unwrap();
    assert_eq!(receive(&mut *link, &signal, 768).unwrap(), every_byte());

    send(&mut *link, &signal, &every_byte());
    let mut arrived = vec![0; 768];
    board.read_exact(&mut arrived).unwrap();
    assert_eq!(arrived, every_byte());
}

#[test]
fn a_socket_carries_every_byte_both_ways() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let signal = Signal::new();
    let mut link = link::open(&address, 0, signal.clone()).unwrap();
    let (mut board, _) = listener.accept().unwrap();

    board.write_all(&every_byte()).unwrap();
    assert_eq!(receive(&mut *link, &signal, 768).unwrap(), every_byte());

    send(&mut *link, &signal, &every_byte());
    let mut arrived = vec![0; 768];
    board.read_exact(&mut arrived).unwrap();
    assert_eq!(arrived, every_byte());

    drop(board);
    assert_eq!(receive(&mut *link, &signal, 1).unwrap_err().code, DeviceErrorCode::Gone);
}

#[test]
fn a_pseudo_terminal_has_no_modem_lines() {
    let (_board, path) = pty();
    let mut link = link::open(&path, 115_200, Signal::new()).unwrap();
    assert_eq!(link.reset_board(0), Ok(false));
    assert_eq!(link.next_wake_us(), None);
}

#[test]
fn a_vanished_board_is_gone() {
    let (board, path) = pty();
    let signal = Signal::new();
    let mut link = link::open(&path, 57_600, signal.clone()).unwrap();
    drop(board);
    let error = receive(&mut *link, &signal, 1).unwrap_err();
    assert_eq!((error.code, error.arg("port")), (DeviceErrorCode::Gone, Some(path.as_str())));
    assert_eq!(link.send(0, b"x").unwrap_err().code, DeviceErrorCode::Gone);
}

/// A board that takes nothing must not block the run: `send` takes what fits, the rest is offered again, and the
/// link still closes.
#[test]
fn a_board_that_takes_nothing_holds_nobody() {
    let (board, path) = pty();
    let mut link = link::open(&path, 57_600, Signal::new()).unwrap();
    let flood = vec![0x55; 1 << 20];
    let mut sent = 0;
    for _ in 0..100 {
        sent += link.send(0, &flood[sent..]).unwrap();
    }
    assert!(sent < flood.len() / 2, "a terminal's buffer is some kilobytes, {sent} bytes were taken");
    assert!(link.next_wake_us().is_some());
    drop(link);
    drop(board);
}

#[cfg(target_os = "linux")]
#[test]
fn fifty_connections_leave_nothing_open() {
    let (mut board, path) = pty();
    let open_files = || {
        let fds = std::fs::read_dir("/proc/self/fd").unwrap().flatten();
        fds.filter(|fd| std::fs::read_link(fd.path()).is_ok_and(|file| file.as_os_str() == path.as_str()))
            .count()
    };
    let before = open_files();
    for _ in 0..50 {
        let signal = Signal::new();
        let mut link = link::open(&path, 57_600, signal.clone()).unwrap();
        board.write_all(b"hello").unwrap();
        assert_eq!(receive(&mut *link, &signal, 5).unwrap(), b"hello");
        assert_eq!(open_files(), before + 2, "one to write, one for the reader");
    }
    assert_eq!(open_files(), before);
}

#[test]
fn why_a_port_does_not_open() {
    #[track_caller]
    fn check(port: &str, expected: DeviceErrorCode) {
        let error = link::open(port, 57_600, Signal::new()).err().expect(port);
        assert_eq!((error.code, error.arg("port")), (expected, Some(port)), "{error}");
    }
    let folder = std::env::temp_dir();
    check("", DeviceErrorCode::PortMissing);
    check("/dev/no-such-port", DeviceErrorCode::PortMissing);
    check("COM999", DeviceErrorCode::PortMissing);
    check(folder.to_str().unwrap(), DeviceErrorCode::PortMissing);
    check("/dev/null", DeviceErrorCode::PortMissing);
    check("/dev/pts/99999", DeviceErrorCode::PortMissing);
    check("bad\0name", DeviceErrorCode::PortMissing);
    check(&format!("/dev/{}", "x".repeat(5_000)), DeviceErrorCode::PortMissing);

    check("tcp://", DeviceErrorCode::PortMissing);
    check("tcp://localhost", DeviceErrorCode::PortMissing);
    check("tcp://localhost:70000", DeviceErrorCode::PortMissing);
    check("tcp://no-such-host.invalid:1", DeviceErrorCode::PortMissing);
    // A port that was free a moment ago: nothing listens there.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    check(&format!("tcp://{free}"), DeviceErrorCode::PortMissing);

    let (_board, path) = pty();
    let _held = link::open(&path, 57_600, Signal::new()).unwrap();
    check(&path, DeviceErrorCode::PortBusy);
}
