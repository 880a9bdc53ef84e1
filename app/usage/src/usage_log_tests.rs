//! Tests of the events that the usage log writes and of its answers.

use super::*;
use crate::report::Span;
use crate::store::ABANDONED_AFTER_MS;
use crate::time::read;

fn now_ms() -> i64 {
    read("2026-11-25T10:00:00Z").unwrap()
}

fn settings() -> UsageSettings {
    UsageSettings { school: Code::new("oulu-17"), ..UsageSettings::default() }
}

fn log(settings: UsageSettings) -> UsageLog {
    let (log, told) =
        UsageLog::begin(Store::in_memory().unwrap(), settings, Edition::Desktop, "0.1.0", now_ms());
    assert_eq!(told, None);
    log
}

fn ask(log: &mut UsageLog, ask: UsageRequest) -> Option<Answer> {
    log.ask(ask, now_ms(), now_ms()).unwrap()
}

fn held(log: &mut UsageLog) -> Held {
    match ask(log, UsageRequest::Held) {
        Some(Answer::Held(held)) => held,
        other => panic!("{other:?}"),
    }
}

/// Returns the names of the events, oldest first.
fn names(log: &mut UsageLog) -> Vec<String> {
    held(log).newest.into_iter().rev().map(|entry| entry.event).collect()
}

fn choose(log: &mut UsageLog, change: impl FnOnce(&mut Choices)) {
    let mut choices = Choices::from(log.settings());
    change(&mut choices);
    assert!(matches!(ask(log, UsageRequest::Choose(choices)), Some(Answer::Held(_))));
}

fn connected() -> UsageRequest {
    UsageRequest::Note(Event::BoardConnected { family: digilab_codes::board::BoardFamily::Arduino })
}

#[test]
fn a_workshop_from_its_opening_to_its_report() {
    let mut log = log(settings());
    let Some(Answer::WorkshopOpened(code)) =
        ask(&mut log, UsageRequest::OpenWorkshop { expected: 20, code: None })
    else {
        panic!("no code");
    };
    assert_eq!(workshop::parse(code.as_str()), Some(code.clone()));
    // The same teacher goes on after a break; it is the same workshop.
    let again = ask(&mut log, UsageRequest::OpenWorkshop { expected: 20, code: Some(code.clone()) });
    assert_eq!(again, Some(Answer::WorkshopOpened(code.clone())));
    let later_ms = now_ms() + 21 * 60_000;
    let closed = Event::WorkshopClosed { workshop: code, headcount: 18 };
    log.ask(UsageRequest::Note(closed), later_ms, later_ms).unwrap();
    // Choices made afterwards do not open it again.
    choose(&mut log, |choices| choices.persons_per_seat = 2);
    assert_eq!(names(&mut log).iter().filter(|name| *name == "workshop-opened").count(), 2);
    let Some(Answer::Report(report)) = ask(&mut log, UsageRequest::Report(Span::SchoolYear)) else {
        panic!("no report")
    };
    assert_eq!((report.from.as_str(), report.to.as_str()), ("2026-08-01", "2026-11-25"));
    assert_eq!((report.period.workshops, report.period.participants), (1, 18));
    let months: Vec<(&str, u64)> =
        report.months.iter().map(|(month, numbers)| (month.as_str(), numbers.participants)).collect();
    assert_eq!(months, [("2026-08", 0), ("2026-09", 0), ("2026-10", 0), ("2026-11", 18)]);
    let Some(Answer::Report(year)) = ask(&mut log, UsageRequest::Report(Span::LastYear)) else {
        panic!("no report")
    };
    assert_eq!((year.to.as_str(), year.months.len()), ("2025-12-31", 12));
}

#[test]
fn a_choice_takes_effect_at_once_and_a_workshop_goes_on() {
    let mut log = log(settings());
    assert_eq!(held(&mut log).pseudonym, None);
    ask(&mut log, UsageRequest::OpenWorkshop { expected: 3, code: None });
    choose(&mut log, |choices| choices.is_pseudonymous = true);
    let pseudonym = held(&mut log).pseudonym.unwrap();
    let started = held(&mut log).newest.into_iter().find(|entry| entry.event == "session-started").unwrap();
    assert!(started.fields.contains(&format!("actor={pseudonym}")), "{started:?}");
    assert_eq!(
        names(&mut log),
        ["session-started", "workshop-opened", "session-ended", "session-started", "workshop-opened"]
    );
    // Off: nothing more is recorded, and the key is deleted.
    choose(&mut log, |choices| choices.is_on = false);
    ask(&mut log, connected());
    assert_eq!((held(&mut log).events, held(&mut log).pseudonym), (6, None));
    assert_eq!(log.due_ms(), None);
    for asked in [UsageRequest::OpenWorkshop { expected: 3, code: None }, UsageRequest::RegisterPilot] {
        assert_eq!(log.ask(asked, now_ms(), now_ms()).unwrap_err().code, UsageErrorCode::Off);
    }
    choose(&mut log, |choices| choices.is_on = true);
    assert_ne!(held(&mut log).pseudonym, Some(pseudonym));
}

#[test]
fn windows_that_start_at_once_have_one_pseudonym() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("usage.sqlite3");
    let start = || {
        let settings = UsageSettings { is_pseudonymous: true, ..settings() };
        let (mut log, told) =
            UsageLog::begin(Store::open(&path, 0).unwrap().0, settings, Edition::Desktop, "1", now_ms());
        assert_eq!(told, None);
        let newest = held(&mut log).newest;
        let own = newest.iter().find(|entry| entry.event == "session-started").unwrap();
        let actor = own.fields.split(' ').find(|field| field.starts_with("actor=")).unwrap();
        actor.to_owned()
    };
    let actors: std::collections::BTreeSet<String> = std::thread::scope(|scope| {
        let windows: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
        windows.into_iter().map(|window| window.join().unwrap()).collect()
    });
    assert_eq!(actors.len(), 1, "{actors:?}");
}

#[test]
fn what_is_deleted_is_gone_and_another_session_begins() {
    let mut log = log(UsageSettings { is_pseudonymous: true, ..settings() });
    let before = held(&mut log).pseudonym;
    ask(&mut log, connected());
    ask(&mut log, UsageRequest::Delete);
    assert_eq!(names(&mut log), ["session-started"]);
    assert_ne!(held(&mut log).pseudonym, before);
    // Deleted from outside, by the command line.
    log.store.clear().unwrap();
    ask(&mut log, connected());
    assert_eq!(names(&mut log), ["session-started", "board-connected"]);
    let Some(Answer::Exported(lines)) = ask(&mut log, UsageRequest::Export) else { panic!("no export") };
    assert_eq!(lines.lines().count(), 2);
    log.store.clear().unwrap();
    log.end(now_ms()).unwrap();
    assert_eq!(log.store.count(), Ok(0), "a session that only ends is none");
}

#[test]
fn a_session_that_was_thought_over_goes_on() {
    let mut log = log(settings());
    log.store.end_abandoned(now_ms() + ABANDONED_AFTER_MS + 1).unwrap();
    ask(&mut log, connected());
    log.end(now_ms()).unwrap();
    assert_eq!(names(&mut log), ["session-started", "session-abandoned", "board-connected", "session-ended"]);
}

#[test]
fn what_could_not_be_written_is_written_later() {
    let mut log = log(settings());
    let limit = |log: &UsageLog, pages: u32| {
        log.store.connection().pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    };
    let pages: u32 = log.store.connection().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    limit(&log, pages);
    let mut failed = 0;
    while failed < 3 {
        if let Err(error) = log.ask(connected(), now_ms(), now_ms()) {
            assert_eq!(error.code, UsageErrorCode::DiskFull);
            failed += 1;
        }
    }
    let before = log.store.count().unwrap();
    limit(&log, pages * 100);
    ask(&mut log, connected());
    assert_eq!(log.store.count(), Ok(before + 4));
}

#[test]
fn a_pilot_is_registered_under_a_code() {
    let mut log = log(settings());
    let Some(Answer::PilotRegistered(code)) = ask(&mut log, UsageRequest::RegisterPilot) else {
        panic!("no code")
    };
    assert_eq!(workshop::parse(code.as_str()), Some(code));
    assert_eq!(names(&mut log), ["session-started", "ai-pilot-registered"]);
}

#[test]
fn a_key_of_the_store_is_not_told() {
    let send = crate::settings::SendSettings {
        address: "https://lrs.example.fi/".to_owned(),
        key: "lab".to_owned(),
        secret: "hush".to_owned(),
    };
    let mut log = log(UsageSettings { send: Some(send), ..settings() });
    let held = held(&mut log);
    assert_eq!(held.sending.as_ref().map(|sending| sending.waiting), Some(1));
    assert!(!format!("{held:?} {}", serde_json::to_string(&held).unwrap()).contains("hush"));
}
