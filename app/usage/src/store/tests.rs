//! Tests that the log keeps its promises through crashes, full disks and damaged files.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, thread};

use tempfile::{TempDir, tempdir};

use super::*;
use crate::code::Code;
use crate::error::UsageErrorCode;
use crate::event::one_of_each;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("new").join("usage.sqlite3");
    (folder, path)
}

fn open(path: &Path) -> Store {
    let (store, told) = Store::open(path, 0).unwrap();
    assert_eq!(told, None);
    store
}

fn record(session: u128, sequence: u32, at_ms: i64, event: Event) -> Record {
    Record { session: Uuid::from_u128(session), sequence, at_ms, event }
}

fn started(session: u128, at_ms: i64) -> Record {
    record(session, 0, at_ms, one_of_each().remove(0))
}

fn checkpoint(session: u128, sequence: u32, at_ms: i64) -> Record {
    record(session, sequence, at_ms, Event::SessionCheckpoint { active_s: sequence })
}

fn events(store: &Store) -> Vec<Record> {
    let mut events = Vec::new();
    store
        .read(|record| {
            events.push(record);
            Ok::<(), UsageError>(())
        })
        .unwrap();
    events
}

#[test]
fn what_was_written_is_there_again() {
    let (_folder, path) = folder();
    let all: Vec<Record> =
        (0..).zip(one_of_each()).map(|(sequence, event)| record(1, sequence, 1_000, event)).collect();
    let new = Appended { added: all.len(), orphaned: 0 };
    assert_eq!(open(&path).append(&all, true), Ok(new));
    let mut store = open(&path);
    assert_eq!(events(&store), all);
    assert_eq!(store.append(&all, true), Ok(Appended::default()), "twice is once");
    assert_eq!(store.append(&[checkpoint(9, 1, 0)], true), Ok(Appended { added: 0, orphaned: 1 }));
    store.clear().unwrap();
    assert_eq!((events(&store), store.count()), (vec![], Ok(0)));
}

#[test]
fn a_session_without_an_end_is_found_at_the_next_start() {
    let (_folder, path) = folder();
    let mut store = open(&path);
    store.append(&[started(1, 0), checkpoint(1, 1, 60_000), started(2, 0)], true).unwrap();
    // A session of another device, whose end comes with its next file.
    store.append(&[started(3, 0)], false).unwrap();
    let over = record(2, 1, 5_000, Event::SessionEnded { active_s: 5 });
    store.append(&[over], true).unwrap();
    assert_eq!(store.end_abandoned(60_000 + ABANDONED_AFTER_MS), Ok(0), "another window may have it");
    assert_eq!(store.end_abandoned(60_001 + ABANDONED_AFTER_MS), Ok(1));
    assert_eq!(store.end_abandoned(i64::MAX), Ok(0));
    let found = events(&store).into_iter().find(|record| record.sequence == 2).unwrap();
    assert_eq!(found, record(1, 2, 60_000, Event::SessionAbandoned { active_s: 1 }));
}

#[test]
fn nothing_is_kept_for_longer_than_it_may_be() {
    let (_folder, path) = folder();
    let mut store = open(&path);
    let day = |number: i64| number * DAY_MS;
    for (session, at_ms) in [(1, day(0)), (2, day(395))] {
        let end = record(session, 1, at_ms, Event::SessionEnded { active_s: 60 });
        store.append(&[started(session, at_ms), end], true).unwrap();
    }
    assert_eq!(store.retain(400, 30, day(400)), Ok(0));
    assert_eq!(store.retain(400, 30, day(401)), Ok(2), "the first is 401 days old");
    let left: Vec<_> = events(&store).iter().map(|record| (record.session, record.sequence)).collect();
    assert_eq!(left, [(Uuid::from_u128(2), 0), (Uuid::from_u128(2), 1)]);
    let sessions: u32 =
        store.connection.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).unwrap();
    assert_eq!(sessions, 1);
}

#[test]
fn what_a_citys_store_has_goes_earlier_and_is_still_counted() {
    let mut store = Store::in_memory().unwrap();
    for session in [1, 2, 3] {
        let end = record(session, 2, 0, Event::SessionEnded { active_s: 60 });
        store.append(&[started(session, 0), checkpoint(session, 1, 0), end], true).unwrap();
    }
    let waiting: Vec<Record> =
        store.waiting(100).unwrap().into_iter().map(|waiting| waiting.record).collect();
    assert_eq!(waiting.len(), 6, "checkpoints are not sent");
    // All of the first, a part of the second; one of the third is rejected.
    store.settle(&waiting[..3], Fate::Acknowledged).unwrap();
    store.settle(&waiting[4..5], Fate::Acknowledged).unwrap();
    store.settle(&waiting[5..], Fate::SetAside(400)).unwrap();
    assert_eq!(store.retain(400, 30, 30 * DAY_MS), Ok(0));
    assert_eq!(store.retain(400, 30, 31 * DAY_MS), Ok(3));
    let sessions: u32 =
        store.connection.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).unwrap();
    assert_eq!((sessions, events(&store).len()), (3, 6), "this device's own report stays whole");
}

#[test]
fn whoever_follows_a_log_gets_what_is_new_in_it() {
    let mut store = Store::in_memory().unwrap();
    store.append(&[started(1, 0)], true).unwrap();
    assert_eq!(store.take_new(), [], "nobody follows it yet");
    store.follow();
    let new = [checkpoint(1, 1, 0), checkpoint(1, 2, 0)];
    store.append(&[&[started(1, 0)], new.as_slice(), &[checkpoint(9, 1, 0)]].concat(), true).unwrap();
    store.end_abandoned(i64::MAX).unwrap();
    let abandoned = record(1, 3, 0, Event::SessionAbandoned { active_s: 2 });
    assert_eq!(store.take_new(), [new.as_slice(), &[abandoned]].concat());
    assert_eq!(store.take_new(), []);
    store.keep("one", "0").unwrap();
    store.keep("one", "1").unwrap();
    store.keep("two", "2").unwrap();
    assert_eq!(store.keep_unless("two", "3", |there| there == "2"), Ok("2".to_owned()));
    assert_eq!(store.keep_unless("old", "new", |_| true), Ok("new".to_owned()));
    assert_eq!(store.keep_unless("old", "newer", |there| there != "new"), Ok("newer".to_owned()));
    store.forget("old").unwrap();
    let kept = [("one", "1"), ("two", "2")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(store.all_kept(), Ok(kept.into()));
}

#[test]
fn a_log_of_version_1_is_brought_up() {
    let (_folder, path) = folder();
    drop(open(&path));
    let old = Connection::open(&path).unwrap();
    old.execute_batch("DROP INDEX events_by_fate; ALTER TABLE events DROP COLUMN fate; DROP TABLE kept; PRAGMA user_version = 1;")
        .unwrap();
    for (sequence, event) in [(0, started(1, 0).event), (1, Event::SessionCheckpoint { active_s: 5 })] {
        let detail = serde_json::to_string(&event).unwrap();
        old.execute(
            "INSERT INTO events (session, sequence, at_ms, detail) VALUES (1, ?1, 0, ?2)",
            rusqlite::params![sequence, detail],
        )
        .unwrap();
    }
    old.execute(
        "INSERT INTO sessions VALUES (1, ?1, ?1, 0, '', 1, '2026-11-25', 0, 0, 1, 5, 0, NULL, NULL, 0, 0, 0, 0, 1)",
        [[7_u8; 16]],
    )
    .unwrap();
    drop(old);
    let store = open(&path);
    let waiting: Vec<u32> =
        store.waiting(100).unwrap().iter().map(|waiting| waiting.record.sequence).collect();
    assert_eq!((store.count(), waiting), (Ok(2), vec![0]));
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_computer_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = folder();
    let _store = open(&path);
    for file in [path.clone(), path.with_file_name("usage.sqlite3-wal")] {
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o77, 0, "{}", file.display());
    }
}

#[test]
fn a_damaged_file_is_kept_aside_and_a_new_log_begun() {
    for damage in [0, 100] {
        let (_folder, path) = folder();
        open(&path).append(&[started(1, 0)], true).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        bytes.iter_mut().skip(damage).take(4_000).for_each(|byte| *byte = 0x5a);
        fs::write(&path, &bytes).unwrap();
        let (mut store, told) = Store::open(&path, 1_795_623_502_000).unwrap();
        let told = told.unwrap();
        assert_eq!(told.code, UsageErrorCode::Damaged);
        assert!(told.value.contains("usage-damaged-2026"), "{told}");
        assert_eq!(fs::read(&told.value).unwrap(), bytes, "it is as it was");
        assert_eq!(store.append(&[started(2, 0)], true).unwrap().added, 1);
        drop(store);
        assert_eq!(events(&open(&path)).len(), 1);
    }
}

#[test]
fn what_a_newer_program_made_is_left_alone() {
    let (_folder, path) = folder();
    open(&path).connection.pragma_update(None, "user_version", 99).unwrap();
    assert_eq!(Store::open(&path, 0).unwrap_err().code, UsageErrorCode::Newer);
}

#[test]
fn a_folder_that_cannot_be_made_is_said_calmly() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Store::open(&file.join("usage.sqlite3"), 0).unwrap_err();
    assert_eq!(error.code, UsageErrorCode::ReadOnly, "{error}");
}

#[test]
fn a_full_disk_is_said_and_nothing_lost() {
    let (_folder, path) = folder();
    let mut store = open(&path);
    store.append(&[started(1, 0)], true).unwrap();
    let pages: u32 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    // SQLite's own way to simulate a small disk.
    store.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    let many: Vec<Record> = (1..10_000).map(|sequence| checkpoint(1, sequence, 0)).collect();
    assert_eq!(store.append(&many, true).unwrap_err().code, UsageErrorCode::DiskFull);
    assert_eq!(events(&store), [started(1, 0)]);
}

#[test]
fn several_windows_write_at_once() {
    let (_folder, path) = folder();
    let threads: Vec<_> = (0..4_u128)
        .map(|number| {
            let path = path.clone();
            thread::spawn(move || {
                let mut store = open(&path);
                store.append(&[started(number, 0)], true).unwrap();
                for sequence in 1..50 {
                    store.append(&[checkpoint(number, sequence, 0)], true).unwrap();
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(open(&path).count(), Ok(200));
}

/// Environment variable with the number of a child process and the path it writes to, for the next test.
const CHILD: &str = "DIGILAB_USAGE_TEST_CHILD";

/// Not a test but a child process of one: writes and reports what is written until it is killed.
#[test]
fn child_that_is_killed() {
    let Some(told) = std::env::var_os(CHILD) else { return };
    let told = told.into_string().unwrap();
    let (number, path) = told.split_once(' ').unwrap();
    let number: u128 = number.parse().unwrap();
    let mut store = open(Path::new(path));
    let pack = Event::PackOpened { pack: Code::or_other("door-counter"), is_ai: false };
    for sequence in 0.. {
        let event = if sequence == 0 { started(number, 0).event } else { pack.clone() };
        store.append(&[record(number, sequence, i64::from(sequence), event)], true).unwrap();
        println!("written {sequence}");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn a_program_killed_a_hundred_times_has_lost_nothing_that_it_promised() {
    let (_folder, path) = folder();
    let mut promised = Vec::new();
    for number in 0..100_u32 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::tests::child_that_is_killed", "--nocapture"])
            .env(CHILD, format!("{number} {}", path.display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Each child is killed a little later than the one before.
        let wanted = number % 17 + 1;
        let mut last = None;
        while let Some(Ok(line)) = lines.next() {
            if let Some(sequence) =
                line.rsplit_once("written ").and_then(|(_, number)| number.parse::<u32>().ok())
            {
                last = Some(sequence);
                if sequence >= wanted {
                    break;
                }
            }
        }
        // On Unix this is kill -9.
        child.kill().unwrap();
        child.wait().unwrap();
        // Lines that it printed until it was dead count, too.
        for line in lines.map_while(Result::ok) {
            last = line.rsplit_once("written ").and_then(|(_, number)| number.parse().ok()).or(last);
        }
        promised.push(last.expect("it has written"));
    }
    let store = open(&path);
    let sound: String = store.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    let there = events(&store);
    for (number, last) in promised.iter().enumerate() {
        let session = Uuid::from_u128(number as u128);
        let kept = there.iter().filter(|record| record.session == session).count();
        assert!(kept > *last as usize, "session {number} promised {last} and has {kept}");
    }
}
