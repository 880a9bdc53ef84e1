//! The indicators by the rules of docs/indicators.md, counted from log lines without any code of the database.

use std::collections::{BTreeMap, BTreeSet};

use digilab_usage::code::Code;
use digilab_usage::event::{Event, Record};
use digilab_usage::indicators::{Indicators, Period};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::MINUTE_MS;

/// A session in the independent count.
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

/// Counts the events of log files.
///
/// # Arguments
/// - `school`: only this school, if given.
pub fn counted(records: &[Record], period: Period, school: Option<&str>) -> Indicators {
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
