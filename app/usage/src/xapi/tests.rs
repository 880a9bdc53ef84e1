//! Tests of the statements' contents and of the way they are sent.

use proptest::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use super::outbox::{Batch, Reply};
use super::*;
use crate::event::{Record, one_of_each};
use crate::store::Store;

const NOW_MS: i64 = 1_795_623_502_000;

fn log(sessions: u128) -> Store {
    let mut store = Store::in_memory().unwrap();
    for session in 0..sessions {
        let record = |(sequence, event)| Record {
            session: Uuid::from_u128(session),
            sequence,
            at_ms: NOW_MS + 1_000 * i64::from(sequence),
            event,
        };
        let records: Vec<Record> = (0..).zip(one_of_each()).map(record).collect();
        store.append(&records, true).unwrap();
    }
    store
}

fn statements(batch: &Batch) -> Vec<Value> {
    serde_json::from_str(&batch.body).unwrap()
}

fn by_verb<'a>(all: &'a [Value], verb: &str, object: &str) -> &'a Value {
    let is_it = |one: &&Value| {
        one["verb"]["id"].as_str().unwrap().ends_with(verb)
            && one["object"]["id"].as_str().unwrap().ends_with(object)
    };
    all.iter().find(is_it).unwrap_or_else(|| panic!("{verb} {object}"))
}

#[test]
fn each_event_but_checkpoints_is_a_statement() {
    let store = log(1);
    let all = statements(&Outbox::default().next(&store).unwrap().unwrap());
    assert_eq!(all.len(), one_of_each().len() - 1);
    let started = by_verb(&all, "initialized", "/lab");
    assert_eq!(started["context"]["platform"], "desktop");
    let extension = |one: &Value, name: &str| {
        one["context"]["extensions"][format!("{PROFILE}/extensions/{name}")].clone()
    };
    assert_eq!(extension(started, "school"), "oulu-17");
    assert_eq!(extension(started, "sequence"), 0);
    assert_eq!(started["actor"]["account"]["name"], Uuid::from_u128(7).to_string());
    let ended = by_verb(&all, "terminated", "/lab");
    assert_eq!(ended["result"]["duration"], "PT75S");
    // The end reports more active use than the checkpoint before it, so it is activity itself.
    let last = &ended["result"]["extensions"][format!("{PROFILE}/extensions/last-activity")];
    assert_eq!(last.as_str(), Some(written(NOW_MS + 2_000).as_str()));
    let run = by_verb(&all, "completed", "/run");
    assert_eq!((&run["result"]["success"], &run["result"]["duration"]), (&true.into(), &"PT1.5S".into()));
    for (verb, object) in [
        ("abandoned", "/lab"),
        ("completed", "/connection"),
        ("failed", "/connection"),
        ("initialized", "/lesson/door-counter"),
        ("attempted", "/lesson/door-counter/1"),
        ("failed", "/lesson/door-counter/1"),
        ("passed", "/lesson/door-counter/1"),
        ("completed", "/lesson/door-counter"),
        ("initialized", "/workshop/k7m2qx"),
        ("attempted", "/workshop/k7m2qx"),
        ("terminated", "/workshop/k7m2qx"),
        ("initialized", "/pilot/gestures-2026"),
    ] {
        let one = by_verb(&all, verb, object);
        assert_eq!(one["context"]["registration"], Uuid::from_u128(0).to_string());
    }
}

#[test]
fn durations_have_two_decimals_at_most() {
    for (ms, text) in [(0, "PT0S"), (9, "PT0S"), (10, "PT0.01S"), (1_500, "PT1.5S"), (61_230, "PT61.23S")] {
        assert_eq!(duration(ms), text);
    }
}

/// Lets a store answer with these statuses, one after the other, and checks the meaning of each.
#[track_caller]
fn check(replies: &[(u16, Outcome)]) -> (Store, Outbox) {
    let (mut store, mut outbox) = (log(1), Outbox::default());
    for (status, expected) in replies {
        let batch = outbox.next(&store).unwrap().unwrap();
        let reply = match status {
            0 => Reply::Unreachable,
            _ => Reply::Status { status: *status, retry_after_ms: None },
        };
        assert_eq!(outbox.answered(&mut store, &batch, reply, NOW_MS), Ok(*expected), "{status}");
    }
    (store, outbox)
}

#[test]
fn what_a_stores_answers_mean() {
    for status in [200, 204] {
        let (store, outbox) = check(&[(status, Outcome::Acknowledged(15))]);
        assert!(outbox.next(&store).unwrap().is_none());
        assert_eq!(store.sending().unwrap().acknowledged, 15);
    }
    for status in [0, 301, 401, 403, 404, 408, 429, 500, 502, 503] {
        let (store, outbox) = check(&[(status, Outcome::Later(status))]);
        assert!(outbox.due_ms() >= NOW_MS + 5_000, "{status}");
        let sending = store.sending().unwrap();
        assert_eq!((sending.waiting, sending.last_refusal), (15, Some(status)));
    }
}

#[test]
fn the_one_that_is_not_wanted_is_found_and_set_aside() {
    for refused in [400, 409, 422] {
        let (mut store, mut outbox) = (log(20), Outbox::default());
        let bad =
            Record { session: Uuid::from_u128(7), sequence: 4, at_ms: 0, event: one_of_each().remove(4) }
                .id();
        let mut batches = 0;
        while let Some(batch) = outbox.next(&store).unwrap() {
            batches += 1;
            let has_bad = statements(&batch).iter().any(|one| one["id"] == bad.to_string());
            let status = if has_bad { refused } else { 204 };
            let reply = Reply::Status { status, retry_after_ms: None };
            outbox.answered(&mut store, &batch, reply, NOW_MS).unwrap();
        }
        let sending = store.sending().unwrap();
        assert_eq!((sending.waiting, sending.acknowledged), (0, 20 * 15 - 1));
        let [(entry, status)] = sending.set_aside.as_slice() else { panic!("{sending:?}") };
        assert_eq!((entry.event.as_str(), *status), ("script-run", refused));
        assert!(batches < 25, "{batches}");
        assert_eq!(store.send_again(), Ok(1));
    }
}

#[test]
fn pauses_grow_and_a_store_may_ask_for_longer_ones() {
    let (mut store, mut outbox) = (log(1), Outbox::default());
    let mut last_ms = 0;
    for _ in 0..30 {
        let batch = outbox.next(&store).unwrap().unwrap();
        outbox.answered(&mut store, &batch, Reply::Unreachable, 0).unwrap();
        last_ms = outbox.due_ms();
    }
    assert!((3_600_000..=7_200_000).contains(&last_ms), "{last_ms}");
    let batch = outbox.next(&store).unwrap().unwrap();
    let reply = Reply::Status { status: 503, retry_after_ms: Some(8_000_000) };
    outbox.answered(&mut store, &batch, reply, 0).unwrap();
    assert_eq!(outbox.due_ms(), 8_000_000);
    // A store that asks for an endless pause is tried again the next day.
    let reply = Reply::Status { status: 429, retry_after_ms: Some(i64::MAX) };
    outbox.answered(&mut store, &batch, reply, 0).unwrap();
    assert_eq!(outbox.due_ms(), 24 * 3_600_000);
    outbox.answered(&mut store, &batch, Reply::Status { status: 204, retry_after_ms: None }, 5).unwrap();
    assert_eq!(outbox.due_ms(), 5);
}

#[test]
fn a_pause_is_told_in_seconds_or_as_a_date() {
    let date_ms = crate::time::read("2026-11-25T16:18:30Z").unwrap();
    assert_eq!(retry_after(" 120 ", 0), Some(120_000));
    assert_eq!(retry_after("Wed, 25 Nov 2026 16:18:30 GMT", date_ms - 4_000), Some(4_000));
    assert_eq!(retry_after("Wed, 25 Nov 2026 16:18:30 GMT", date_ms + 4_000), Some(0));
    for nonsense in ["", "soon", "-5", "1e9", "99999999999999999999"] {
        assert_eq!(retry_after(nonsense, 0), None, "{nonsense}");
    }
}

proptest! {
    #[test]
    fn no_header_is_trouble(header in ".{0,60}", now_ms: i64) {
        let _ = retry_after(&header, now_ms);
    }
}

#[test]
fn a_statement_says_the_same_when_it_is_sent_again() {
    let mut store = log(1);
    let first = Outbox::default().next(&store).unwrap().unwrap().body;
    // The session was thought to be over, and goes on.
    let late = Record {
        session: Uuid::from_u128(0),
        sequence: 99,
        at_ms: NOW_MS + 9_000_000,
        event: Event::SessionEnded { active_s: 9_000 },
    };
    store.append(&[late], true).unwrap();
    let second = Outbox::default().next(&store).unwrap().unwrap();
    let (first, second): (Vec<Value>, _) = (serde_json::from_str(&first).unwrap(), statements(&second));
    assert_eq!(first[..], second[..first.len()]);
}
