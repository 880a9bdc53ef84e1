//! Adds one event to the tables, and reads it back.

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use uuid::Uuid;

use super::fate;
use crate::event::{Event, Record};
use crate::time::date_of;

/// Result of adding an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// The event is new.
    New,
    /// The event was there already.
    Known,
    /// The start of its session is not there.
    Orphaned,
}

/// Adds an event and updates the tables that are derived from it.
///
/// The result is the same in any order of events, except that a session's start must come first.
pub(super) fn add(connection: &Connection, record: &Record, is_own: bool) -> rusqlite::Result<Added> {
    if let Event::SessionStarted { actor, is_pseudonym, school, persons_per_seat, .. } = &record.event {
        let mut insert = connection.prepare_cached(
            "INSERT OR IGNORE INTO sessions (session, actor, is_pseudonym, school, persons, date, started_ms, last_ms,
                last_sequence, active_s, attempts, activity_ms, is_teacher, has_ai, is_over, is_own)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 0, 0, 0, ?7, 0, 0, 0, ?8)",
        )?;
        insert.execute(params![
            record.session.as_bytes(),
            actor.as_bytes(),
            is_pseudonym,
            school.as_ref().map_or("", |school| school.as_str()),
            persons_per_seat,
            date_of(record.at_ms).to_string(),
            record.at_ms,
            is_own,
        ])?;
    }
    let Some((key, date, school)) = session_of(connection, record.session)? else {
        return Ok(Added::Orphaned);
    };
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO events (session, sequence, at_ms, detail, fate) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    // Numbers, truth values and words of closed sets always serialize.
    let detail = serde_json::to_string(&record.event)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    if insert.execute(params![key, record.sequence, record.at_ms, detail, first_state(&record.event)])? == 0 {
        return Ok(Added::Known);
    }
    follow(connection, record, key, &date, &school)?;
    Ok(Added::New)
}

/// Returns the first sending state of an event. Checkpoints only guard against a crash and are not sent; a store
/// gets the session's end.
fn first_state(event: &Event) -> u16 {
    match event {
        Event::SessionCheckpoint { .. } => fate::NOT_SENT,
        _ => fate::WAITS,
    }
}

fn session_of(connection: &Connection, session: Uuid) -> rusqlite::Result<Option<(i64, String, String)>> {
    let mut select =
        connection.prepare_cached("SELECT key, date, school FROM sessions WHERE session = ?1")?;
    select.query_row([session.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()
}

/// Returns the seconds of active use that an event reports, if it does.
pub(super) fn active_s(event: &Event) -> Option<u32> {
    match event {
        Event::SessionCheckpoint { active_s }
        | Event::SessionEnded { active_s }
        | Event::SessionAbandoned { active_s } => Some(*active_s),
        _ => None,
    }
}

/// Updates the derived tables for a new event.
fn follow(
    connection: &Connection,
    record: &Record,
    key: i64,
    date: &str,
    school: &str,
) -> rusqlite::Result<()> {
    let active_s = active_s(&record.event);
    // A forgotten device still writes checkpoints; they are not activity.
    let mut seen = connection.prepare_cached(
        "UPDATE sessions SET last_ms = max(last_ms, ?2), last_sequence = max(last_sequence, ?3),
            activity_ms = CASE WHEN ?4 IS NULL OR ?4 > active_s THEN max(activity_ms, ?2) ELSE activity_ms END,
            active_s = max(active_s, coalesce(?4, 0))
         WHERE key = ?1",
    )?;
    seen.execute(params![key, record.at_ms, record.sequence, active_s])?;
    let set = |what: &str, values: &[&dyn ToSql]| {
        let mut update = connection.prepare_cached(&format!("UPDATE sessions SET {what} WHERE key = ?1"))?;
        let all: Vec<&dyn ToSql> = [&key as &dyn ToSql].into_iter().chain(values.iter().copied()).collect();
        update.execute(all.as_slice()).map(drop)
    };
    match &record.event {
        Event::SessionEnded { .. } | Event::SessionAbandoned { .. } => set("is_over = 1", &[]),
        Event::StepAttempted { .. } => set("attempts = attempts + 1", &[]),
        Event::PackOpened { is_ai: true, .. } => set("has_ai = 1", &[]),
        Event::WorkshopJoined { workshop } => {
            set("workshop = ?2, joined_ms = ?3", &[&workshop.as_str(), &record.at_ms])
        }
        Event::WorkshopOpened { workshop, .. } => {
            set("workshop = ?2, joined_ms = ?3, is_teacher = 1", &[&workshop.as_str(), &record.at_ms])?;
            workshop_of(connection, workshop.as_str(), date, school, 0, record.at_ms)
        }
        Event::WorkshopClosed { workshop, headcount } => {
            workshop_of(connection, workshop.as_str(), date, school, *headcount, record.at_ms)
        }
        Event::AiPilotRegistered { pilot } => {
            let mut insert = connection.prepare_cached(
                "INSERT INTO pilots (pilot, school, date, at_ms) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET date = min(date, excluded.date), at_ms = max(at_ms, excluded.at_ms)",
            )?;
            insert.execute(params![pilot.as_str(), school, date, record.at_ms]).map(drop)
        }
        _ => Ok(()),
    }
}

fn workshop_of(
    connection: &Connection,
    workshop: &str,
    date: &str,
    school: &str,
    headcount: u16,
    at_ms: i64,
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO workshops (workshop, date, school, headcount, last_ms) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET headcount = max(headcount, excluded.headcount), last_ms = max(last_ms, excluded.last_ms)",
    )?;
    insert.execute(params![workshop, date, school, headcount, at_ms]).map(drop)
}

/// Reads the event of a row with session, number, time and detail.
pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        session: Uuid::from_bytes(row.get(0)?),
        sequence: row.get(1)?,
        at_ms: row.get(2)?,
        event: event(row, 3)?,
    })
}

/// Reads the event in a row's column.
pub(super) fn event(row: &Row<'_>, column: usize) -> rusqlite::Result<Event> {
    let detail: String = row.get(column)?;
    serde_json::from_str(&detail).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}
