//! The usage log of a city in a real Learning Record Store: LaRS on PostgreSQL, which `tests/lrs/with` starts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use digilab::desktop::usage::{Connection, Sent, send};
use digilab_devices::board::BoardFamily;
use digilab_tests::program::program;
use digilab_tests::year::{ASKED, check_same, schools};
use digilab_usage::code::Code;
use digilab_usage::event::{Edition, Event, Record};
use digilab_usage::indicators::{Indicators, Period, indicators};
use digilab_usage::lines::{merge, write_json};
use digilab_usage::settings::SendSettings;
use digilab_usage::store::Store;
use digilab_usage::xapi::{Outbox, statement};
use serde_json::{Value, json};
use tempfile::tempdir;
use uuid::Uuid;

/// Schools whose devices send at the same time.
const AT_ONCE: usize = 6;

/// Maximum number of attempts to send a school's log, with pauses while the store is busy.
const TRIES: usize = 20;

fn told(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is missing: run this by `tests/lrs/with cargo test …`"))
}

fn settings() -> SendSettings {
    let key = told("DIGILAB_LRS_KEY");
    let bytes = STANDARD.decode(key.strip_prefix("Basic ").unwrap()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (key, secret) = text.split_once(':').unwrap();
    SendSettings { address: told("DIGILAB_LRS"), key: key.to_owned(), secret: secret.to_owned() }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {told}\n{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).unwrap()
}

/// Returns all statements in the store's database, one per line.
fn stored() -> String {
    let query = "SELECT exact FROM statement WHERE exact IS NOT NULL AND NOT voided";
    output(Command::new("psql").args(["-At", &told("DIGILAB_LRS_DATABASE"), "-c", query]))
}

/// Sends until nothing waits, with the pauses that the store needs.
fn send_all(store: &mut Store) -> Sent {
    let connection = Connection::new(&settings()).unwrap();
    let mut all = Sent::default();
    for _ in 0..TRIES {
        let sent = send(store, &mut Outbox::default(), &connection).unwrap();
        all.acknowledged += sent.acknowledged;
        all.set_aside += sent.set_aside;
        all.later = sent.later;
        if sent.later.is_none() {
            break;
        }
        std::thread::sleep(Duration::from_millis(300));
    }
    all
}

fn by_duckdb(file: &Path, period: Period, school: Option<&str>) -> Indicators {
    let mut command = Command::new(told("DIGILAB_DUCKDB"));
    command.arg(repository().join("tests/lrs/indicators.py")).arg(file);
    command.args([period.from.to_string(), period.to.to_string()]).args(school);
    let counted: Value = serde_json::from_str(&output(&mut command)).unwrap();
    let whole = |name: &str| counted[name].as_u64().unwrap_or_else(|| panic!("{name} in {counted}"));
    let hours = |name: &str| counted[name].as_f64().unwrap_or_else(|| panic!("{name} in {counted}"));
    Indicators {
        sessions: whole("sessions"),
        visits: whole("visits"),
        device_hours: hours("device_hours"),
        person_hours: hours("person_hours"),
        workshops: whole("workshops"),
        participants: whole("participants"),
        ai_pilots: whole("ai_pilots"),
    }
}

#[test]
fn a_year_of_sixty_schools_gives_the_same_report_through_files_and_through_lars() {
    let folder = tempdir().unwrap();
    let mut city = Store::in_memory().unwrap();
    let schools = schools();
    let mut statements = String::new();
    for school in &schools {
        let mut file = Vec::new();
        write_json(school, &mut file).unwrap();
        merge(&mut city, &mut file.as_slice()).unwrap();
    }
    let waiting = city.waiting(u32::MAX).unwrap();
    for one in waiting.iter().filter_map(statement) {
        statements += &one.to_string();
        statements.push('\n');
    }
    let file = folder.path().join("sent.jsonl");
    fs::write(&file, &statements).unwrap();
    output(Command::new("node").arg(repository().join("tests/lrs/validate.cjs")).arg(&file));

    // Every school sends for itself, some at the same time.
    let left = Mutex::new(schools);
    let acknowledged = std::thread::scope(|scope| {
        let run = || {
            let mut acknowledged = 0;
            loop {
                let Some(mut school) = left.lock().unwrap().pop() else { return acknowledged };
                let sent = send_all(&mut school);
                assert_eq!((sent.set_aside, sent.later), (0, None));
                acknowledged += sent.acknowledged;
            }
        };
        let threads: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(run)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum::<usize>()
    });
    assert_eq!(acknowledged, waiting.len());
    let file = folder.path().join("stored.jsonl");
    let there = stored();
    fs::write(&file, &there).unwrap();
    let year_in = |one: &Value| one["timestamp"].as_str().is_some_and(|at| at < "2026-08");
    let of_year = there.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).filter(year_in);
    assert_eq!(of_year.count(), waiting.len());

    for asked in ASKED {
        let (period, school) = (asked.period(), asked.school);
        check_same(indicators(&city, period, school).unwrap(), by_duckdb(&file, period, school), &asked);
    }
}

/// Makes a session of today with a random id.
fn session(events: &[Event]) -> (Store, Uuid) {
    let session = digilab_usage::actor::random_id().unwrap();
    let started = Event::SessionStarted {
        actor: session,
        is_pseudonym: false,
        school: Code::new("oulu-17"),
        persons_per_seat: 1,
        edition: Edition::Desktop,
        version: Code::or_other("0.1.0"),
    };
    let record = |(sequence, event)| Record { session, sequence, at_ms: 1_795_600_000_000, event };
    let records: Vec<Record> =
        (0..).zip([started].into_iter().chain(events.iter().cloned())).map(record).collect();
    let mut store = Store::in_memory().unwrap();
    store.append(&records, true).unwrap();
    (store, session)
}

fn copy(store: &Store) -> Store {
    let (mut file, mut other) = (Vec::new(), Store::in_memory().unwrap());
    write_json(store, &mut file).unwrap();
    merge(&mut other, &mut file.as_slice()).unwrap();
    other
}

fn connected(family: BoardFamily) -> Event {
    Event::BoardConnected { family }
}

#[test]
fn what_is_sent_twice_is_there_once() {
    let (mut store, session) =
        session(&[connected(BoardFamily::Arduino), Event::SessionEnded { active_s: 61 }]);
    let mut again = copy(&store);
    for store in [&mut store, &mut again] {
        assert_eq!(send_all(store), Sent { acknowledged: 3, set_aside: 0, later: None });
    }
    let session = session.to_string();
    assert_eq!(stored().lines().filter(|line| line.contains(&session)).count(), 3);
}

#[test]
fn what_the_store_does_not_want_is_set_aside_and_the_rest_arrives() {
    let (mut store, session) = session(&[connected(BoardFamily::Arduino)]);
    assert_eq!(send_all(&mut store).acknowledged, 2);
    // The same event with another content, and one more after it, as if the log was restored from an old copy.
    let mut other = Store::in_memory().unwrap();
    let mut lines = Vec::new();
    write_json(&store, &mut lines).unwrap();
    let lines = String::from_utf8(lines).unwrap().replace("arduino", "microbit");
    merge(&mut other, &mut lines.as_bytes()).unwrap();
    let late = Record {
        session,
        sequence: 2,
        at_ms: 1_795_600_001_000,
        event: Event::SessionEnded { active_s: 60 },
    };
    other.append(&[late], true).unwrap();
    assert_eq!(send_all(&mut other), Sent { acknowledged: 2, set_aside: 1, later: None });
    let sending = other.sending().unwrap();
    let [(entry, 409)] = sending.set_aside.as_slice() else { panic!("{sending:?}") };
    assert_eq!(entry.fields, "family=microbit");
}

#[test]
fn a_wrong_key_costs_nothing() {
    let (mut store, _) = session(&[connected(BoardFamily::Arduino)]);
    let wrong = SendSettings { secret: "nonsense".to_owned(), ..settings() };
    let connection = Connection::new(&wrong).unwrap();
    let sent = send(&mut store, &mut Outbox::default(), &connection).unwrap();
    assert_eq!(sent, Sent { acknowledged: 0, set_aside: 0, later: Some(401) });
    assert_eq!(send_all(&mut store).acknowledged, 2);
}

#[test]
fn the_program_sends_and_says_what_became_of_it() {
    let folder = tempdir().unwrap();
    let (config, log) = (folder.path().join("config"), folder.path().join("usage.sqlite3"));
    let (store, _) = session(&[connected(BoardFamily::Text)]);
    let mut file = Vec::new();
    write_json(&store, &mut file).unwrap();
    merge(&mut Store::open(&log, 0).unwrap().0, &mut file.as_slice()).unwrap();
    fs::create_dir_all(config.join("DigiLab")).unwrap();
    let run = |send: &SendSettings| {
        let text = json!({ "send": send }).to_string();
        fs::write(config.join("DigiLab/usage.json"), text).unwrap();
        let mut command = Command::new(program().unwrap());
        command.args(["usage", "send", "--lang", "en", "--log"]).arg(&log).env("XDG_CONFIG_HOME", &config);
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (status, _, told) = run(&SendSettings { secret: "nonsense".to_owned(), ..settings() });
    assert!(
        status == Some(3) && told.contains("does not accept the key (HTTP 401); 2 events wait"),
        "{told}"
    );
    let (status, _, told) = run(&SendSettings { address: "http://127.0.0.1:9/".to_owned(), ..settings() });
    assert!(status == Some(3) && told.contains("cannot be reached; 2 events wait"), "{told}");
    let (status, _, told) = run(&SendSettings { address: "http://lrs.example.fi/".to_owned(), ..settings() });
    assert!(status == Some(2) && told.contains("is not an address it may be sent to"), "{told}");
    let (status, out, _) = run(&settings());
    assert_eq!((status, out.as_str()), (Some(0), "The city’s store has received 2 more events.\n"));
    let (status, out, _) = run(&settings());
    assert_eq!((status, out.as_str()), (Some(0), "The city’s store has received 0 more events.\n"));
}
