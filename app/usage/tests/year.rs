//! A school year of sixty schools, from each device's own log through files to the city's report: the numbers are those of
//! a count that knows nothing of the database.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use std::collections::{BTreeMap, BTreeSet};

use digilab_usage::actor::PseudonymKey;
use digilab_usage::code::Code;
use digilab_usage::event::{Edition, Event, Record};
use digilab_usage::indicators::{Indicators, Period, indicators};
use digilab_usage::lines::{merge, parse_line, write_json};
use digilab_usage::session::Session;
use digilab_usage::settings::UsageSettings;
use digilab_usage::store::Store;
use digilab_usage::time::date_of;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rand_core::Rng;
use rand_pcg::Pcg32;
use uuid::Uuid;

const SCHOOLS: u64 = 60;
const SEED: u64 = 2026;
const MINUTE_MS: i64 = 60_000;

/// Numbers by chance that are the same each time.
struct Chance(Pcg32);

impl Chance {
    fn below(&mut self, end: u32) -> u32 {
        self.0.next_u32() % end
    }

    fn is(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

/// A device of a school, with its own log.
struct Device {
    store: Store,
    settings: UsageSettings,
    key: Option<PseudonymKey>,
}

fn at_ms(day: Date, minute: i64) -> i64 {
    let zone = TimeZone::get("Europe/Helsinki").unwrap();
    let morning = day.at(8, 0, 0, 0).to_zoned_datetime(zone).unwrap().timestamp().as_millisecond();
    morning + minute * MINUTE_MS
}

fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

impl Device {
    fn new(school: u64, persons: u8, is_pseudonymous: bool, day: Date) -> Self {
        let key = is_pseudonymous.then(|| PseudonymKey::new(day).unwrap());
        let settings = UsageSettings {
            school: Code::new(&format!("school-{school}")),
            persons_per_seat: persons,
            ..UsageSettings::default()
        };
        Self { store: Store::in_memory().unwrap(), settings, key }
    }

    /// A lesson on the device; `first` is what happens when it begins, `last` before its end.
    fn sit(&mut self, chance: &mut Chance, begin_ms: i64, minutes: i64, first: Vec<Event>, last: Vec<Event>) {
        let started = Session::start(&self.settings, self.key.as_ref(), Edition::Desktop, "0.1.0", begin_ms);
        let (mut session, record) = started.unwrap();
        let mut records = vec![record];
        records.extend(first.into_iter().map(|event| session.note(event, begin_ms + 1_000)));
        // Somebody forgets it now and then, for longer than a pause may be.
        let forgotten = if chance.is(10) { 7 } else { 0 };
        for minute in 1..=minutes {
            let now_ms = begin_ms + minute * MINUTE_MS;
            if minute > forgotten {
                session.input(now_ms - 20_000);
            }
            if chance.is(20) {
                let step = Event::StepAttempted { pack: code("door-counter"), step: 1 };
                records.push(session.note(step, now_ms - 10_000));
            }
            records.extend(session.checkpoint(now_ms));
        }
        let end_ms = begin_ms + minutes * MINUTE_MS;
        records.extend(last.into_iter().map(|event| session.note(event, end_ms)));
        // Some never end: the battery is empty.
        if !chance.is(5) {
            records.push(session.end(end_ms));
        }
        self.store.append(&records, true).unwrap();
    }
}

/// What happens in a school in a year, from one workshop day to the next.
fn live(chance: &mut Chance, school: u64, first_day: Date) -> Vec<Device> {
    let is_pseudonymous = school.is_multiple_of(3);
    let persons = if school.is_multiple_of(5) { 2 } else { 1 };
    let mut devices: Vec<Device> =
        (0..8).map(|_| Device::new(school, persons, is_pseudonymous, first_day)).collect();
    // Half of those that registered a pilot never hold one.
    let (has_pilot, has_ai) = (school.is_multiple_of(4), !school.is_multiple_of(8));
    if has_pilot {
        let pilot = Event::AiPilotRegistered { pilot: code("gestures") };
        devices[0].sit(chance, at_ms(first_day, 600), 2, vec![pilot], vec![]);
    }
    let mut day = first_day;
    for number in 0..25 {
        day = day.checked_add(jiff::Span::new().days(7 + i64::from(chance.below(5)))).unwrap();
        let is_workshop = chance.is(30);
        let workshop = code(&format!("s{school}w{number}"));
        let length = i64::from(5 + chance.below(50));
        let come = chance.below(8) as usize;
        for (seat, device) in devices.iter_mut().enumerate() {
            let begin_ms = at_ms(day, i64::from(chance.below(10)));
            if is_workshop && seat == 0 {
                let opened = Event::WorkshopOpened { workshop: workshop.clone(), expected: 16 };
                let headcount = if chance.is(50) { u16::try_from(chance.below(20)).unwrap() } else { 0 };
                let closed = Event::WorkshopClosed { workshop: workshop.clone(), headcount };
                device.sit(chance, begin_ms, length, vec![opened], vec![closed]);
            } else if is_workshop && seat <= come {
                let joined = Event::WorkshopJoined { workshop: workshop.clone() };
                let pack = Event::PackOpened { pack: code("teach-gestures"), is_ai: has_ai && chance.is(60) };
                device.sit(chance, begin_ms, length, vec![joined, pack], vec![]);
            } else if chance.is(40) {
                let minutes = i64::from(chance.below(45));
                device.sit(chance, begin_ms, minutes, vec![], vec![]);
            }
        }
    }
    devices
}

/// A session, as the count by hand sees it.
#[derive(Default)]
struct Seen {
    date: Option<Date>,
    school: String,
    actor: Uuid,
    is_pseudonym: bool,
    persons: u64,
    active_s: u64,
    attempts: u64,
    workshop: Option<(Code, i64)>,
    is_teacher: bool,
    has_ai: bool,
    last_activity_ms: i64,
}

/// Counts by the rules of docs/indicators.md, from the lines of the files.
fn counted(records: &[Record], period: Period, school: Option<&str>) -> Indicators {
    let mut sessions: BTreeMap<Uuid, Seen> = BTreeMap::new();
    let mut headcounts: BTreeMap<(Code, Date), (String, u64)> = BTreeMap::new();
    let mut pilots: BTreeSet<String> = BTreeSet::new();
    for record in records {
        let seen = sessions.entry(record.session).or_default();
        let is_activity = match &record.event {
            Event::SessionCheckpoint { active_s } | Event::SessionEnded { active_s } => {
                let is_more = u64::from(*active_s) > seen.active_s;
                seen.active_s = seen.active_s.max(u64::from(*active_s));
                is_more
            }
            _ => true,
        };
        if is_activity {
            seen.last_activity_ms = record.at_ms;
        }
        match &record.event {
            Event::SessionStarted { actor, is_pseudonym, school, persons_per_seat, .. } => {
                let moment = Timestamp::from_millisecond(record.at_ms).unwrap();
                seen.date = Some(moment.in_tz("Europe/Helsinki").unwrap().date());
                (seen.actor, seen.is_pseudonym) = (*actor, *is_pseudonym);
                seen.school = school.as_ref().map(ToString::to_string).unwrap_or_default();
                seen.persons = u64::from(*persons_per_seat);
            }
            Event::StepAttempted { .. } => seen.attempts += 1,
            Event::PackOpened { is_ai, .. } => seen.has_ai |= is_ai,
            Event::WorkshopJoined { workshop } => seen.workshop = Some((workshop.clone(), record.at_ms)),
            Event::WorkshopOpened { workshop, .. } => {
                (seen.workshop, seen.is_teacher) = (Some((workshop.clone(), record.at_ms)), true);
                headcounts.entry((workshop.clone(), seen.date.unwrap())).or_insert((seen.school.clone(), 0));
            }
            Event::WorkshopClosed { workshop, headcount } => {
                let known = headcounts.entry((workshop.clone(), seen.date.unwrap())).or_default();
                known.1 = known.1.max(u64::from(*headcount));
            }
            Event::AiPilotRegistered { .. } if seen.date.unwrap() <= period.to => {
                pilots.insert(seen.school.clone());
            }
            _ => {}
        }
    }
    let is_in = |seen: &&Seen| seen.date.is_some_and(|date| date >= period.from && date <= period.to);
    let sessions: Vec<&Seen> = sessions.values().filter(is_in).collect();
    let mut held: BTreeMap<(Code, Date), (String, u64, bool)> = BTreeMap::new();
    for (workshop, (of_school, headcount)) in &headcounts {
        let is_of = |seen: &&&Seen| {
            seen.workshop.as_ref().is_some_and(|(code, _)| (code.clone(), seen.date.unwrap()) == *workshop)
        };
        let came: Vec<&&Seen> = sessions.iter().filter(is_of).collect();
        let took_part =
            came.iter().filter(|seen| !seen.is_teacher && (seen.active_s >= 60 || seen.attempts > 0));
        let actors: BTreeSet<Uuid> = took_part.map(|seen| seen.actor).collect();
        let participants = (*headcount).max(actors.len() as u64);
        let first_ms = came.iter().filter_map(|seen| seen.workshop.as_ref()).map(|(_, at_ms)| *at_ms).min();
        let last_ms = came.iter().map(|seen| seen.last_activity_ms).max();
        let is_long = first_ms.zip(last_ms).is_some_and(|(first, last)| last - first >= 20 * MINUTE_MS);
        if participants >= 3 && is_long && school.is_none_or(|school| school == of_school) {
            let has_ai = came.iter().any(|seen| seen.has_ai);
            held.insert(workshop.clone(), (of_school.clone(), participants, has_ai));
        }
    }
    let long: Vec<&&Seen> = sessions
        .iter()
        .filter(|seen| seen.active_s >= 60 && school.is_none_or(|school| school == seen.school))
        .collect();
    let (mut actor_days, mut by_chance) = (BTreeSet::new(), 0);
    for seen in &long {
        let workshop = seen.workshop.as_ref().map(|(code, _)| (code.clone(), seen.date.unwrap()));
        if workshop.is_some_and(|workshop| held.contains_key(&workshop)) {
            continue;
        }
        if seen.is_pseudonym {
            actor_days.insert((seen.actor, seen.date));
        } else {
            by_chance += seen.persons;
        }
    }
    let participants: u64 = held.values().map(|(_, participants, _)| participants).sum();
    let is_pilot = |school: &&String| {
        let with_ai = || held.iter().filter(|(_, (of, _, has_ai))| of == *school && *has_ai);
        let days: BTreeSet<Date> = with_ai().map(|((_, date), _)| *date).collect();
        days.len() >= 2 && with_ai().map(|(_, (_, participants, _))| participants).sum::<u64>() >= 10
    };
    let hours = |seconds: u64| seconds as f64 / 3600.0;
    Indicators {
        sessions: long.len() as u64,
        visits: actor_days.len() as u64 + by_chance + participants,
        device_hours: hours(long.iter().map(|seen| seen.active_s).sum()),
        person_hours: hours(long.iter().map(|seen| seen.active_s * seen.persons).sum()),
        workshops: held.len() as u64,
        participants,
        ai_pilots: pilots.iter().filter(is_pilot).count() as u64,
    }
}

#[test]
fn a_year_of_sixty_schools_is_counted_as_by_hand() {
    let mut chance = Chance(Pcg32::new(SEED, 0));
    let first_day: Date = "2025-08-11".parse().unwrap();
    let mut city = Store::in_memory().unwrap();
    let mut lines = String::new();
    for school in 0..SCHOOLS {
        let mut stick = Store::in_memory().unwrap();
        for mut device in live(&mut chance, school, first_day) {
            // Opened once more in June: what had no end has one.
            device.store.end_abandoned(at_ms("2026-06-30".parse().unwrap(), 0)).unwrap();
            let mut file = Vec::new();
            write_json(&device.store, &mut file).unwrap();
            // From the device to the school's stick, twice by mistake.
            for _ in 0..2 {
                merge(&mut stick, &mut file.as_slice()).unwrap();
            }
        }
        let mut file = Vec::new();
        write_json(&stick, &mut file).unwrap();
        merge(&mut city, &mut file.as_slice()).unwrap();
        lines += std::str::from_utf8(&file).unwrap();
    }
    let records: Vec<Record> = lines.lines().map(|line| parse_line(line).unwrap()).collect();
    assert_eq!(city.count(), Ok(records.len() as u64));
    let period = |from: &str, to: &str| Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
    let year = period("2025-08-01", "2026-07-31");
    let all = indicators(&city, year, None).unwrap();
    // The year has something of everything, or the comparison would prove nothing.
    assert!(all.workshops > 100 && all.participants > 500 && all.ai_pilots > 1, "{all:?}");
    assert!((all.ai_pilots as u64) < SCHOOLS / 4, "{all:?}");
    for (period, school) in [
        (year, None),
        (period("2025-09-01", "2025-12-31"), None),
        (period("2026-01-01", "2026-01-31"), None),
        (year, Some("school-12")),
        (year, Some("school-5")),
        (period("2024-08-01", "2025-07-31"), None),
    ] {
        let (by_log, by_hand) =
            (indicators(&city, period, school).unwrap(), counted(&records, period, school));
        let close = |one: f64, other: f64| (one - other).abs() < 1e-6;
        assert!(close(by_log.device_hours, by_hand.device_hours), "{by_log:?} {by_hand:?}");
        assert!(close(by_log.person_hours, by_hand.person_hours), "{by_log:?} {by_hand:?}");
        let whole = |all: Indicators| Indicators { device_hours: 0.0, person_hours: 0.0, ..all };
        assert_eq!(whole(by_log), whole(by_hand), "{period:?} {school:?}");
    }
    let first = records.iter().map(|record| date_of(record.at_ms)).min().unwrap();
    assert_eq!(first, first_day);
}
