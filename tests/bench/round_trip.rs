//! Benchmark of script → Uno → script: writes a pin and reads it back from the board, next to npm `firmata-io` on
//! the same board.
//!
//! `cargo bench -p digilab_tests --bench round_trip` starts the emulated Uno and measures our driver; with
//! `DIGILAB_PEERS` set to a folder made by `tests/bench/peers` it measures the other library in the same run.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a program for the developer's eyes"
)]

use std::process::Command as Process;
use std::time::Instant;

use digilab_devices::board::Pin;
use digilab_devices::clock::{Clock, RealClock, Signal};
use digilab_devices::command::{Command, Reply};
use digilab_devices::driver::{Driver, Phase};
use digilab_devices::firmata::{BAUD, FirmataDriver};
use digilab_devices::link::open;
use digilab_devices::session::Session;
use digilab_tests::emulator_uno::UnoOptions;

const PIN: Pin = 13;
const LONG_US: u64 = 20_000_000;
const ROUNDS: usize = 500;
/// Number of passes of each library, alternating, so that both see the same machine load.
const PASSES: usize = 3;

/// Time on the wire: `90 port values` (3 bytes) and `F0 6D pin F7` (4) out, `F0 6E pin mode state F7` (6) back, ten
/// bits a byte.
const WIRE_MS: f64 = (3 + 4 + 6) as f64 * 10.0 * 1000.0 / BAUD as f64;

fn main() {
    let board = UnoOptions::default().start().unwrap();
    let port = board.port().to_str().unwrap().to_owned();
    let peers = std::env::var("DIGILAB_PEERS").ok();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..PASSES {
        ours.push(our_median_ms(&port));
        if let Some(folder) = &peers {
            theirs.push(their_median_ms(folder, &port));
        }
    }
    println!("round trip on an emulated Uno, median of {ROUNDS}, passes in milliseconds");
    println!("{:<22} {:>7.3}", "the bytes' own time", WIRE_MS);
    println!("{:<22} {ours:.3?}", "DigiLab");
    println!("{:<22} {theirs:.3?}", "firmata-io");
    let ours = median(&mut ours);
    println!("DigiLab / wire: {:.2}", ours / WIRE_MS);
    if peers.is_some() {
        println!("DigiLab / firmata-io: {:.2}", ours / median(&mut theirs));
    }
}

fn our_median_ms(port: &str) -> f64 {
    let signal = Signal::new();
    let link = open(port, BAUD, signal.clone()).unwrap();
    let mut clock = RealClock::new(signal);
    let mut session = Session::new(FirmataDriver::new(port), link);
    session.wait(&mut clock, LONG_US, |driver| (*driver.phase() == Phase::Ready).then_some(())).unwrap();
    let mut times_ms = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        let high = round % 2 == 0;
        let start = Instant::now();
        session.driver_mut().command(clock.now_us(), Command::WriteDigital { pin: PIN, high }).unwrap();
        let id = session.driver_mut().command(clock.now_us(), Command::ReadPinState { pin: PIN }).unwrap();
        let reply = session.wait(&mut clock, LONG_US, |driver| driver.outcome(id)).unwrap();
        times_ms.push(start.elapsed().as_secs_f64() * 1000.0);
        let Ok(Reply::Pin(state)) = reply else { panic!("{reply:?}") };
        assert_eq!(state.value, u16::from(high), "the board does not say what was written");
    }
    median(&mut times_ms)
}

fn their_median_ms(folder: &str, port: &str) -> f64 {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/bench/round_trip.cjs");
    let rounds = ROUNDS.to_string();
    let output = Process::new("node").args([script, port, &rounds]).current_dir(folder).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
