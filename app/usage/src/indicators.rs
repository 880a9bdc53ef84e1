//! What a city reports of its lab. Each rule is one SQL query, explained with an example in `docs/indicators.md`.

use jiff::civil::Date;
use rusqlite::params;
use serde::Serialize;

use crate::error::UsageError;
use crate::store::Store;

/// The days that are counted, both included, in Helsinki.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Period {
    /// The same days a year before.
    pub fn year_before(self) -> Self {
        let before = |date: Date| date.checked_sub(jiff::Span::new().years(1)).unwrap_or(date);
        Self { from: before(self.from), to: before(self.to) }
    }
}

/// The numbers of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Indicators {
    /// Sessions with a minute of active use or more.
    pub sessions: u64,
    /// Visits: outside workshops, and the participants of workshops.
    pub visits: u64,
    /// Hours that devices were in active use.
    pub device_hours: f64,
    /// Hours that persons used them.
    pub person_hours: f64,
    /// Workshops held.
    pub workshops: u64,
    /// Their participants.
    pub participants: u64,
    /// Schools with an AI pilot.
    pub ai_pilots: u64,
}

/// The workshops that were held: the beginning of queries that ask for them. `?1` and `?2` are the first and the last day, `?3`
/// is the school or NULL.
pub const HELD: &str = "\
WITH members AS (
    SELECT workshop, date, joined_ms, activity_ms, has_ai,
        CASE WHEN NOT is_teacher AND (active_s >= 60 OR attempts >= 1) THEN hex(actor) END AS participant
    FROM sessions WHERE workshop IS NOT NULL AND date BETWEEN ?1 AND ?2
), held AS (
    SELECT workshops.workshop, workshops.date, workshops.school, max(has_ai) AS has_ai,
        max(max(headcount), count(DISTINCT participant)) AS participants
    FROM workshops JOIN members USING (workshop, date)
    WHERE ?3 IS NULL OR workshops.school = ?3
    GROUP BY workshops.workshop, workshops.date, workshops.school
    HAVING participants >= 3 AND max(activity_ms) - min(joined_ms) >= 20 * 60 * 1000
)";

/// Sessions and hours.
pub const HOURS: &str = "\
SELECT count(*), coalesce(sum(active_s), 0) / 3600.0, coalesce(sum(active_s * persons), 0) / 3600.0
FROM sessions WHERE active_s >= 60 AND date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR school = ?3)";

/// Visits outside the workshops that were held; behind [`HELD`].
pub const VISITS: &str = "\
SELECT count(DISTINCT CASE WHEN is_pseudonym THEN hex(actor) || date END)
    + coalesce(sum(CASE WHEN is_pseudonym THEN 0 ELSE persons END), 0)
FROM sessions WHERE active_s >= 60 AND date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR school = ?3)
    AND NOT EXISTS (SELECT 1 FROM held WHERE held.workshop = sessions.workshop AND held.date = sessions.date)";

/// Workshops and their participants; behind [`HELD`].
pub const WORKSHOPS: &str = "SELECT count(*), coalesce(sum(participants), 0) FROM held";

/// AI pilots; behind [`HELD`].
pub const AI_PILOTS: &str = "\
SELECT count(*) FROM (
    SELECT held.school FROM held JOIN (SELECT DISTINCT school FROM pilots WHERE date <= ?2) USING (school)
    WHERE has_ai GROUP BY held.school HAVING count(DISTINCT date) >= 2 AND sum(participants) >= 10
)";

/// The numbers of a period.
///
/// # Arguments
/// - `school`: of this school only.
///
/// # Errors
/// The database's.
pub fn indicators(store: &Store, period: Period, school: Option<&str>) -> Result<Indicators, UsageError> {
    let (from, to) = (period.from.to_string(), period.to.to_string());
    let asked = params![from, to, school];
    let connection = store.connection();
    let behind_held = |query: &str| format!("{HELD}\n{query}");
    let (sessions, device_hours, person_hours) =
        connection.query_row(HOURS, asked, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let outside: u64 = connection.query_row(&behind_held(VISITS), asked, |row| row.get(0))?;
    let (workshops, participants): (u64, u64) =
        connection.query_row(&behind_held(WORKSHOPS), asked, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let ai_pilots = connection.query_row(&behind_held(AI_PILOTS), asked, |row| row.get(0))?;
    Ok(Indicators {
        sessions,
        visits: outside + participants,
        device_hours,
        person_hours,
        workshops,
        participants,
        ai_pilots,
    })
}

#[cfg(test)]
#[path = "indicator_tests.rs"]
mod tests;
