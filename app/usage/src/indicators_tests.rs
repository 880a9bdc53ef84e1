//! Tests of each indicator's rule, on logs that were counted by hand.

use uuid::Uuid;

use super::*;
use crate::code::Code;
use crate::event::{Edition, Event, Record};
use crate::time::read;

/// A log built by hand.
struct Log {
    store: Store,
    sessions: u128,
}

/// A session as the tests describe it.
struct Sat {
    day: &'static str,
    /// Minutes after 10:00 in Helsinki's winter.
    from_min: i64,
    active_s: u32,
    actor: u128,
    persons: u8,
    school: Option<&'static str>,
    events: Vec<(i64, Event)>,
}

impl Default for Sat {
    fn default() -> Self {
        Self {
            day: "2026-01-15",
            from_min: 0,
            active_s: 600,
            actor: 0,
            persons: 1,
            school: None,
            events: Vec::new(),
        }
    }
}

impl Log {
    fn new() -> Self {
        Self { store: Store::in_memory().unwrap(), sessions: 0 }
    }

    /// Appends a session; actor 0 stands for a random one.
    fn sit(&mut self, sat: Sat) {
        self.sessions += 1;
        let start_ms = read(&format!("{}T08:00:00Z", sat.day)).unwrap() + sat.from_min * 60_000;
        let is_pseudonym = sat.actor != 0;
        let actor = Uuid::from_u128(if is_pseudonym { sat.actor } else { 1_000_000 + self.sessions });
        let started = Event::SessionStarted {
            actor,
            is_pseudonym,
            school: sat.school.and_then(Code::new),
            persons_per_seat: sat.persons,
            edition: Edition::Desktop,
            version: Code::or_other("0.1.0"),
        };
        let last_ms = i64::from(sat.active_s) * 1000;
        let ended = Event::SessionEnded { active_s: sat.active_s };
        let events = [(0, started)]
            .into_iter()
            .chain(sat.events.into_iter().map(|(at_min, event)| (at_min * 60_000, event)))
            .chain([(last_ms, ended)]);
        let session = Uuid::from_u128(self.sessions);
        let records: Vec<Record> = events
            .enumerate()
            .map(|(index, (after_ms, event))| Record {
                session,
                sequence: u32::try_from(index).unwrap(),
                at_ms: start_ms + after_ms,
                event,
            })
            .collect();
        self.store.append(&records, true).unwrap();
    }

    /// Adds sessions of `count` pupils who join a workshop.
    fn join(&mut self, workshop: &str, count: u32, sat: impl Fn() -> Sat) {
        for _ in 0..count {
            let joined = (0, Event::WorkshopJoined { workshop: code(workshop) });
            let mut sat = sat();
            sat.events.insert(0, joined);
            self.sit(sat);
        }
    }

    /// Adds the teacher's session, which opens and closes a workshop.
    fn teach(&mut self, workshop: &str, headcount: u16, mut sat: Sat) {
        let last_min = i64::from(sat.active_s) / 60;
        sat.events.insert(0, (0, Event::WorkshopOpened { workshop: code(workshop), expected: 10 }));
        sat.events.push((last_min, Event::WorkshopClosed { workshop: code(workshop), headcount }));
        self.sit(sat);
    }

    fn count(&self, from: &str, to: &str, school: Option<&str>) -> Indicators {
        let period = Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
        indicators(&self.store, period, school).unwrap()
    }

    fn all(&self) -> Indicators {
        self.count("2026-01-01", "2026-12-31", None)
    }
}

fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

#[test]
fn sessions_count_from_a_minute_on_and_belong_to_the_day_they_began() {
    let mut log = Log::new();
    log.sit(Sat { active_s: 59, ..Sat::default() });
    log.sit(Sat { active_s: 60, ..Sat::default() });
    log.sit(Sat { active_s: 3_600, ..Sat::default() });
    // 23:50 in Helsinki, until after midnight.
    log.sit(Sat { from_min: 830, active_s: 3_600, ..Sat::default() });
    assert_eq!(log.all().sessions, 3);
    assert_eq!(log.count("2026-01-15", "2026-01-15", None).sessions, 3);
    assert_eq!(log.count("2026-01-16", "2026-01-16", None).sessions, 0);
}

#[test]
fn hours_are_those_of_devices_and_of_persons() {
    let mut log = Log::new();
    log.sit(Sat { active_s: 3_600, persons: 2, ..Sat::default() });
    log.sit(Sat { active_s: 1_800, ..Sat::default() });
    // By hand: 1.0 + 0.5 hours of devices, 2.0 + 0.5 of persons; less than a minute is not counted.
    log.sit(Sat { active_s: 59, persons: 8, ..Sat::default() });
    let all = log.all();
    assert_eq!((all.device_hours, all.person_hours), (1.5, 2.5));
}

#[test]
fn visits_are_persons_a_day() {
    let mut log = Log::new();
    // One pseudonym three times on one day and once on another: two visits.
    for from_min in [0, 30, 60] {
        log.sit(Sat { actor: 7, from_min, ..Sat::default() });
    }
    log.sit(Sat { actor: 7, day: "2026-01-16", ..Sat::default() });
    // Another pseudonym: one. Without pseudonyms: a session with two persons, and one with one: three.
    log.sit(Sat { actor: 8, ..Sat::default() });
    log.sit(Sat { persons: 2, ..Sat::default() });
    log.sit(Sat::default());
    assert_eq!(log.all().visits, 2 + 1 + 3);
}

#[test]
fn a_workshop_needs_three_participants_and_twenty_minutes() {
    let check = |pupils: u32, active_s: u32, headcount: u16, expected: (u64, u64, u64)| {
        let mut log = Log::new();
        log.teach("k7m2qx", headcount, Sat { active_s, ..Sat::default() });
        log.join("k7m2qx", pupils, || Sat { active_s, ..Sat::default() });
        let all = log.all();
        assert_eq!(
            (all.workshops, all.participants, all.visits),
            expected,
            "{pupils} {active_s} {headcount}"
        );
    };
    // Two pupils are not a workshop yet; their sessions and the teacher's are visits like any other.
    check(2, 1_500, 0, (0, 0, 3));
    check(3, 1_500, 0, (1, 3, 3));
    // The teacher counted more, or fewer: the larger number holds.
    check(3, 1_500, 20, (1, 20, 20));
    check(5, 1_500, 4, (1, 5, 5));
    check(2, 1_500, 18, (1, 18, 18));
    // A quarter of an hour is not enough; twenty minutes are.
    check(5, 900, 5, (0, 0, 6));
    check(5, 1_200, 5, (1, 5, 5));
}

#[test]
fn who_took_part_in_a_workshop() {
    let mut log = Log::new();
    log.teach("k7m2qx", 0, Sat { active_s: 1_500, actor: 99, ..Sat::default() });
    // Active for less than a minute, but a step attempted: took part. Neither: did not.
    let attempted = || (0, Event::StepAttempted { pack: code("door-counter"), step: 1 });
    log.join("k7m2qx", 1, || Sat { active_s: 30, actor: 1, events: vec![attempted()], ..Sat::default() });
    log.join("k7m2qx", 1, || Sat { active_s: 59, actor: 2, ..Sat::default() });
    log.join("k7m2qx", 1, || Sat { active_s: 60, actor: 3, ..Sat::default() });
    // The same actor twice is one.
    log.join("k7m2qx", 2, || Sat { actor: 4, ..Sat::default() });
    assert_eq!((log.all().workshops, log.all().participants), (1, 3));
    // Opened again on the same day it is the same workshop; on another day it is another.
    log.teach("k7m2qx", 0, Sat { from_min: 120, active_s: 1_500, actor: 99, ..Sat::default() });
    log.join("k7m2qx", 1, || Sat { from_min: 120, actor: 5, ..Sat::default() });
    assert_eq!((log.all().workshops, log.all().participants), (1, 4));
    log.teach("k7m2qx", 6, Sat { day: "2026-01-16", active_s: 1_500, ..Sat::default() });
    assert_eq!((log.all().workshops, log.all().participants), (2, 10));
}

#[test]
fn a_device_that_lies_there_forgotten_makes_no_workshop_longer() {
    let mut log = Log::new();
    log.teach("k7m2qx", 5, Sat { active_s: 300, ..Sat::default() });
    log.join("k7m2qx", 3, || {
        let idle = (10..60).map(|minute| (minute, Event::SessionCheckpoint { active_s: 300 }));
        Sat { active_s: 300, events: idle.collect(), ..Sat::default() }
    });
    assert_eq!(log.all().workshops, 0);
}

#[test]
fn an_ai_pilot_is_registered_and_held() {
    let school = Some("oulu-17");
    let pilot = || (0, Event::AiPilotRegistered { pilot: code("gestures") });
    let ai = || (1, Event::PackOpened { pack: code("teach-gestures"), is_ai: true });
    let other = || (1, Event::PackOpened { pack: code("door-counter"), is_ai: false });
    // Arguments: days, participants of each, packs, whether the pilot was registered.
    let check = |days: &[&'static str], pupils: u32, is_ai: bool, is_registered: bool, expected: u64| {
        let mut log = Log::new();
        if is_registered {
            log.sit(Sat { school, events: vec![pilot()], ..Sat::default() });
        }
        for (index, day) in days.iter().enumerate() {
            let workshop = format!("abcde{index}");
            log.teach(&workshop, 0, Sat { day, school, active_s: 1_500, ..Sat::default() });
            let events = || vec![if is_ai { ai() } else { other() }];
            log.join(&workshop, pupils, || Sat { day, school, events: events(), ..Sat::default() });
        }
        assert_eq!(log.all().ai_pilots, expected, "{days:?} {pupils} {is_ai} {is_registered}");
        assert_eq!(log.count("2026-01-01", "2026-12-31", Some("oulu-18")), Indicators::default());
    };
    check(&["2026-02-01", "2026-02-08"], 5, true, true, 1);
    check(&["2026-02-01", "2026-02-08"], 5, true, false, 0);
    check(&["2026-02-01", "2026-02-08"], 5, false, true, 0);
    check(&["2026-02-01", "2026-02-08"], 4, true, true, 0);
    check(&["2026-02-01"], 12, true, true, 0);
    check(&["2026-02-01", "2026-02-01"], 12, true, true, 0);
    check(&["2026-02-01", "2026-02-08", "2026-02-15"], 4, true, true, 1);
}

#[test]
fn a_school_and_the_year_before() {
    let mut log = Log::new();
    for (day, school) in [("2026-01-15", "a"), ("2026-01-15", "b"), ("2025-01-15", "a"), ("2024-02-29", "a")]
    {
        log.sit(Sat { day, school: Some(school), ..Sat::default() });
    }
    assert_eq!(log.count("2026-01-01", "2026-12-31", Some("a")).visits, 1);
    let period = Period { from: "2026-01-01".parse().unwrap(), to: "2026-12-31".parse().unwrap() };
    assert_eq!(indicators(&log.store, period.year_before(), None).unwrap().visits, 1);
    let leap = Period { from: "2024-02-29".parse().unwrap(), to: "2024-02-29".parse().unwrap() };
    assert_eq!(leap.year_before().to.to_string(), "2023-02-28");
}

#[test]
fn the_guide_has_each_query_as_it_is() {
    let guide = include_str!("../../../docs/indicators.md");
    for query in [HELD, HOURS, VISITS, WORKSHOPS, AI_PILOTS] {
        assert!(guide.contains(query), "{query}");
    }
}
