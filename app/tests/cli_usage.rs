//! Tests the usage log on the command line: merging files and counting them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use std::fs;
use std::path::Path;

use common::{Ran, digilab, folder, run};
use digilab_usage::code::Code;
use digilab_usage::event::{Edition, Event, Record};
use digilab_usage::lines::json_line;
use digilab_usage::time::read;
use uuid::Uuid;

/// Returns a school's file: sessions of half an hour on these days, with two persons each.
fn school(code: &str, days: &[&str]) -> String {
    let sessions = days.iter().zip(1_u128..).flat_map(|(day, number)| {
        let session = Uuid::new_v5(&Uuid::nil(), format!("{code}{number}").as_bytes());
        let at_ms = read(&format!("{day}T08:00:00Z")).unwrap();
        let started = Event::SessionStarted {
            actor: session,
            is_pseudonym: false,
            school: Code::new(code),
            persons_per_seat: 2,
            edition: Edition::Desktop,
            version: Code::or_other("0.1.0"),
        };
        let ended = Event::SessionEnded { active_s: 1_800 };
        [(0, started), (1, ended)].map(|(sequence, event)| {
            json_line(&Record { session, sequence, at_ms: at_ms + 1_800_000 * i64::from(sequence), event })
                .unwrap()
                + "\n"
        })
    });
    sessions.collect()
}

#[track_caller]
fn log(folder: &Path, arguments: &[&str]) -> Ran {
    run(folder, &[&["usage"], arguments, &["--log", "city.sqlite3", "--lang", "en"]].concat())
}

#[test]
fn files_of_schools_become_a_citys_report() {
    let first = school("a", &["2026-01-15", "2026-01-16", "2025-01-15"]);
    let second = school("b", &["2026-02-01"]);
    let folder = folder(&[("a.jsonl", first.as_bytes()), ("b.jsonl", second.as_bytes())]);
    let at = folder.path();
    let merged = log(at, &["merge", "a.jsonl", "b.jsonl", "a.jsonl"]);
    assert_eq!(merged.status, 0, "{merged:?}");
    let expected = ["a.jsonl: 6 new events, 0 known", "b.jsonl: 2 new", "a.jsonl: 0 new events, 6 known"];
    assert!(merged.out.lines().zip(expected).all(|(line, start)| line.starts_with(start)), "{merged:?}");

    let period = ["report", "--from", "2026-01-01", "--to", "2026-12-31"];
    let csv = log(at, &[&period[..], &["--csv"]].concat());
    assert_eq!(csv.status, 0, "{csv:?}");
    // Counted by hand: three sessions of two persons this year, half an hour each; one the year before.
    for line in [
        "visits,2026-01-01,2026-12-31,,6,2,",
        "sessions,2026-01-01,2026-12-31,,3,1,",
        "device-hours,2026-01-01,2026-12-31,,1.5,0.5,",
        "person-hours,2026-01-01,2026-12-31,,3.0,1.0,",
    ] {
        assert!(csv.out.lines().any(|there| there == line), "{line} in {csv:?}");
    }
    let text = log(at, &period);
    assert!(text.out.starts_with("The lab from 2026-01-01 to 2026-12-31\n"), "{text:?}");
    assert!(text.out.contains("Person-hours"), "{text:?}");
    let school = log(at, &[&period[..], &["--school", "a", "--json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&school.out).unwrap();
    assert_eq!((&json["period"]["visits"], &json["year_before"]["visits"]), (&4.into(), &2.into()), "{json}");
    assert!(log(at, &[&period[..], &["--md"]].concat()).out.contains("| Visits | 6 | 2 | – |"));

    // The merged events are exported again, without loss.
    let exported = log(at, &["export"]);
    let mut lines: Vec<&str> = exported.out.lines().collect();
    let all = first + &second;
    let mut expected: Vec<&str> = all.lines().collect();
    lines.sort_unstable();
    expected.sort_unstable();
    assert_eq!(lines, expected);
    let csv = log(at, &["export", "--csv", "--output", "all.csv"]);
    assert_eq!((csv.status, csv.out.as_str()), (0, ""), "{csv:?}");
    assert_eq!(fs::read_to_string(at.join("all.csv")).unwrap().lines().count(), 9);

    let open = ["open-data", "--year", "2026", "--publisher", "Oulu", "--output", "open"];
    let published = log(at, &open);
    assert_eq!((published.status, published.out.as_str()), (0, "The tables are in open.\n"), "{published:?}");
    let schools = fs::read_to_string(at.join("open").join("digilab-2026-schools.csv")).unwrap();
    // Four persons and two persons are too few to publish.
    assert_eq!(schools, "school,visits,person_hours,workshops,participants\na,,,0,0\nb,,,0,0\n");
    let about = fs::read_to_string(at.join("open").join("digilab-2026.jsonld")).unwrap();
    assert!(about.contains("dcat:Dataset") && about.contains("Oulu"), "{about}");

    assert_eq!(log(at, &["delete"]).status, 2);
    assert_eq!(log(at, &["delete", "--all"]).out, "8 events were deleted.\n");
    assert_eq!(log(at, &["export"]).out, "");
}

/// Before the lab is first used, its own log counts as empty, which is no error.
#[test]
fn a_lab_that_was_never_used_has_an_empty_log() {
    let folder = folder(&[]);
    let at = folder.path();
    let own = |arguments: &[&str]| {
        let mut command = digilab(at, &[&["usage"], arguments].concat());
        // Variables by which each system locates it.
        for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"] {
            command.env(variable, at);
        }
        let output = command.output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        let told = "Nothing is logged yet: the usage log begins when the lab is first used.\n";
        assert!(err.starts_with(told), "{arguments:?}: {err}");
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (status, json) = own(&["report", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (status, &json["period"]["visits"], &json["year_before"]["visits"]),
        (Some(0), &0.into(), &0.into())
    );
    let (status, text) = own(&["report"]);
    assert_eq!(status, Some(0));
    assert!(text.contains("Person-hours"), "{text}");
    assert_eq!(own(&["export"]), (Some(0), String::new()));
    assert_eq!(own(&["delete", "--all"]), (Some(0), "0 events were deleted.\n".to_owned()));
    assert_eq!(own(&["send"]).0, Some(2), "nowhere to send to");
    let left: Vec<_> = fs::read_dir(at).unwrap().collect();
    assert!(left.is_empty(), "asking begins no log: {left:?}");
}

#[test]
fn what_is_wrong_is_one_sentence_and_costs_nothing() {
    let good = school("a", &["2026-01-15"]);
    let bad = format!("{good}{{\"event\":\"session-ended\",\"name\":\"Aino\"}}\n");
    let folder = folder(&[("good.jsonl", good.as_bytes()), ("bad.jsonl", bad.as_bytes())]);
    let at = folder.path();
    let check = |arguments: &[&str], status: i32, says: &str| {
        let ran = log(at, arguments);
        assert_eq!(ran.status, status, "{ran:?}");
        assert!(ran.err.contains(says), "{says:?} in {ran:?}");
    };
    check(&["report"], 2, "There is no usage log at city.sqlite3");
    check(&["merge", "bad.jsonl", "good.jsonl", "none.jsonl"], 2, "bad.jsonl: line 3");
    assert_eq!(log(at, &["export"]).out, good, "the good one was taken");
    check(&["report", "--from", "1.8.2026"], 2, "“1.8.2026” is not a date");
    check(&["report", "--from", "2026-02-30"], 2, "is not a date");
    check(&["report", "--from", "2026-02-01", "--to", "2026-01-01"], 2, "Swap them");
    check(&["report", "--school", "Aino Virtanen"], 2, "not a school's code");
    check(&["report", "--json", "--csv"], 2, "--csv");
    check(&["open-data", "--year", "26", "--publisher", "x", "--output", "open"], 2, "“26” is not a year");
    check(&["open-data", "--year", "2026"], 2, "Something is missing");
    check(&["merge"], 2, "digilab usage merge");
    check(&["send"], 2, "No store is set, so nothing is sent");
    check(&["count"], 2, "Choose “report”, “export”, “merge”, “open-data”, “fields”, “send” or “delete”");
    fs::write(at.join("city.sqlite3"), "no database, but a text of some length: nothing of it may be lost")
        .unwrap();
    check(&["report"], 0, "The usage log was damaged");
    let kept = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(kept.into_iter().any(|name| name.starts_with("city-damaged-")));
}
