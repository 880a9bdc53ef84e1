//! A reproducible school year of sixty schools, from each device's own log through files to the city's.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod asked;
mod count;

use digilab_usage::actor::PseudonymKey;
use digilab_usage::code::Code;
use digilab_usage::event::{Edition, Event};
use digilab_usage::lines::{merge, write_json};
use digilab_usage::session::Session;
use digilab_usage::settings::UsageSettings;
use digilab_usage::store::Store;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rand_core::Rng;
use rand_pcg::Pcg32;

pub use self::asked::{ASKED, Asked, YEAR, check_same};
pub use self::count::counted;

/// Number of schools.
pub const SCHOOLS: u64 = 60;
const SEED: u64 = 2026;
/// The first day of the year.
pub const FIRST_DAY: Date = jiff::civil::date(2025, 8, 11);

const MINUTE_MS: i64 = 60_000;

/// Reproducible random numbers.
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

    /// Adds a lesson on the device; `first` are its first events, `last` those before its end.
    fn sit(&mut self, chance: &mut Chance, begin_ms: i64, minutes: i64, first: Vec<Event>, last: Vec<Event>) {
        let started = Session::start(&self.settings, self.key.as_ref(), Edition::Desktop, "0.1.0", begin_ms);
        let (mut session, record) = started.unwrap();
        let mut records = vec![record];
        records.extend(first.into_iter().map(|event| session.note(event, begin_ms + 1_000)));
        // Now and then a user leaves it, for longer than a pause may be.
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

/// Generates a school's year, from one workshop day to the next.
fn live(chance: &mut Chance, school: u64, first_day: Date) -> Vec<Device> {
    let is_pseudonymous = school.is_multiple_of(3);
    let persons = if school.is_multiple_of(5) { 2 } else { 1 };
    let mut devices: Vec<Device> =
        (0..8).map(|_| Device::new(school, persons, is_pseudonymous, first_day)).collect();
    // Half of the schools that registered a pilot never hold one.
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

/// Creates the logs of the schools: each device's file came to its school's stick, twice by mistake.
pub fn schools() -> Vec<Store> {
    let mut chance = Chance(Pcg32::new(SEED, 0));
    (0..SCHOOLS)
        .map(|school| {
            let mut stick = Store::in_memory().unwrap();
            for mut device in live(&mut chance, school, FIRST_DAY) {
                // Opened once more in June: sessions without an end get one.
                device.store.end_abandoned(at_ms("2026-06-30".parse().unwrap(), 0)).unwrap();
                let file = file(&device.store);
                for _ in 0..2 {
                    merge(&mut stick, &mut file.as_bytes()).unwrap();
                }
            }
            stick
        })
        .collect()
}

/// Creates the city's log of the year, and the lines of the schools' files.
pub fn city() -> (Store, String) {
    let mut city = Store::in_memory().unwrap();
    let mut lines = String::new();
    for school in schools() {
        let file = file(&school);
        merge(&mut city, &mut file.as_bytes()).unwrap();
        lines += &file;
    }
    (city, lines)
}

fn file(store: &Store) -> String {
    let mut bytes = Vec::new();
    write_json(store, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}
