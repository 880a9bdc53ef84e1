//! Benchmarks of the usage log: appending an event, and computing the indicators over a year of a million events.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark tells by printing, and ends when it cannot run"
)]

use std::fs::{File, metadata};
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use digilab_codes::board::BoardFamily;
use digilab_usage::code::Code;
use digilab_usage::event::{Edition, Event, Record};
use digilab_usage::indicators::{Period, indicators};
use digilab_usage::lines::json_line;
use digilab_usage::store::Store;
use tempfile::tempdir;
use uuid::Uuid;

const EVENTS: usize = 1_000_000;
const PER_SESSION: u32 = 50;
const APPENDED: u32 = 5_000;

fn event(sequence: u32, session: u128) -> Event {
    let pack = || Code::or_other("door-counter");
    let workshop = || Code::or_other(&format!("w{}", session / 20));
    match sequence {
        0 => Event::SessionStarted {
            actor: Uuid::from_u128(session ^ 0x5a5a),
            is_pseudonym: session.is_multiple_of(2),
            school: Code::new(&format!("school-{}", session % 60)),
            persons_per_seat: 1,
            edition: Edition::Desktop,
            version: Code::or_other("0.1.0"),
        },
        1 if session.is_multiple_of(20) => Event::WorkshopOpened { workshop: workshop(), expected: 20 },
        1 if session % 20 < 10 => Event::WorkshopJoined { workshop: workshop() },
        49 => Event::SessionEnded { active_s: 2_700 },
        _ if sequence.is_multiple_of(10) => Event::StepAttempted { pack: pack(), step: 1 },
        _ if sequence.is_multiple_of(7) => Event::ScriptRun {
            family: Some(BoardFamily::Microbit),
            is_simulated: true,
            duration_ms: u64::from(sequence) * 1_000,
            outcome: Code::or_other("done"),
        },
        _ => Event::SessionCheckpoint { active_s: sequence * 55 },
    }
}

/// The record of an event in one of a year's sessions, from September 2025 on.
fn record(session: u128, sequence: u32) -> Record {
    let begin_ms = 1_756_700_000_000 + i64::try_from(session).unwrap() * 1_500_000;
    let at_ms = begin_ms + i64::from(sequence) * 60_000;
    Record { session: Uuid::from_u128(session), sequence, at_ms, event: event(sequence, session) }
}

fn quantile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share) as usize]
}

fn main() {
    let folder = tempdir().unwrap();
    let (mut store, _) = Store::open(&folder.path().join("usage.sqlite3"), 0).unwrap();
    let mut file = File::create(folder.path().join("lines.jsonl")).unwrap();
    store.append(&[record(0, 0)], true).unwrap();
    let (mut kept, mut written) = (Vec::new(), Vec::new());
    for sequence in 1..APPENDED {
        let record = Record { sequence, ..record(0, 3) };
        let begun = Instant::now();
        store.append(std::slice::from_ref(&record), true).unwrap();
        kept.push(begun.elapsed());
        let begun = Instant::now();
        writeln!(file, "{}", json_line(&record).unwrap()).unwrap();
        written.push(begun.elapsed());
    }
    println!("an event written down, of {APPENDED}; the peer is a line at a file's end");
    println!("{:<8}{:>14}{:>14}{:>10}", "", "log", "file", "ratio");
    for (name, share) in [("median", 0.5), ("p99", 0.99), ("worst", 1.0)] {
        let (log, line) = (quantile(&mut kept, share), quantile(&mut written, share));
        let ratio = log.as_secs_f64() / line.as_secs_f64();
        println!("{name:<8}{log:>14.1?}{line:>14.1?}{ratio:>10.1}");
    }
    drop(store);

    let path = folder.path().join("year.sqlite3");
    let (mut store, _) = Store::open(&path, 0).unwrap();
    let begun = Instant::now();
    let mut batch = Vec::new();
    for session in 0..EVENTS as u128 / u128::from(PER_SESSION) {
        batch.extend((0..PER_SESSION).map(|sequence| record(session, sequence)));
        if batch.len() >= 10_000 {
            store.append(&batch, false).unwrap();
            batch.clear();
        }
    }
    let taken_in = begun.elapsed();
    let period = Period { from: "2025-08-01".parse().unwrap(), to: "2027-07-31".parse().unwrap() };
    let begun = Instant::now();
    let counted = black_box(indicators(&store, period, None).unwrap());
    let indicators_took = begun.elapsed();
    let begun = Instant::now();
    let mut peer = 0_u64;
    store
        .read(|record| {
            peer += u64::from(matches!(record.event, Event::SessionEnded { .. }));
            Ok::<(), digilab_usage::error::UsageError>(())
        })
        .unwrap();
    let read_took = begun.elapsed();
    assert_eq!(counted.sessions, peer);
    drop(store);
    let mib = metadata(&path).unwrap().len() as f64 / f64::from(1 << 20);
    println!("\n{} events in {} sessions; the peer reads every event once", EVENTS, counted.sessions);
    println!("taken in        {taken_in:>10.1?}");
    println!("all indicators  {indicators_took:>10.1?}");
    let ratio = indicators_took.as_secs_f64() / read_took.as_secs_f64();
    println!("the peer        {read_took:>10.1?}   ratio {ratio:.3}");
    println!("the database    {mib:>7.1} MiB");
}
