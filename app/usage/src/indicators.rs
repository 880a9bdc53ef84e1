//! The indicators that a city reports of its lab. Each rule is one SQL query, explained with an example in
//! `docs/indicators.md`.

use jiff::civil::Date;
use rusqlite::params;

use crate::error::UsageError;
pub use crate::report::Indicators;
use crate::report::{Report, Span, Targets};
use crate::store::Store;
use crate::time::{SCHOOL_YEAR_MONTH, school_year};

/// A range of days, both ends included, in Helsinki.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Period {
    /// Returns the same days a year earlier.
    pub fn year_before(self) -> Self {
        let before = |date: Date| date.checked_sub(jiff::Span::new().years(1)).unwrap_or(date);
        Self { from: before(self.from), to: before(self.to) }
    }

    /// Returns the days of a span, up to today if it is not over.
    pub fn of(span: Span, today: Date) -> Self {
        let year = match span {
            Span::SchoolYear => school_year(today),
            Span::LastSchoolYear => school_year(today) - 1,
            Span::Year => today.year(),
            Span::LastYear => today.year() - 1,
        };
        let month = match span {
            Span::SchoolYear | Span::LastSchoolYear => SCHOOL_YEAR_MONTH,
            Span::Year | Span::LastYear => 1,
        };
        let first = |year| Date::new(year, month, 1);
        let from = first(year).unwrap_or(today);
        let last = first(year + 1).and_then(Date::yesterday).unwrap_or(today);
        Self { from, to: last.min(today) }
    }

    /// Splits the period into months; the last one ends with the period.
    fn months(self) -> Vec<Self> {
        let mut months = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let last = from.last_of_month();
            months.push(Self { from, to: last.min(self.to) });
            let Ok(next) = last.tomorrow() else { break };
            from = next;
        }
        months
    }
}

/// SQL prefix that selects the workshops that were held, for the queries that need them. `?1` and `?2` are the first
/// and the last day, `?3` is the school or NULL.
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

/// Query for sessions, device-hours and person-hours.
pub const HOURS: &str = "\
SELECT count(*), coalesce(sum(active_s), 0) / 3600.0, coalesce(sum(active_s * persons), 0) / 3600.0
FROM sessions WHERE active_s >= 60 AND date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR school = ?3)";

/// Query for visits outside the workshops that were held; to be appended to [`HELD`].
pub const VISITS: &str = "\
SELECT count(DISTINCT CASE WHEN is_pseudonym THEN hex(actor) || date END)
    + coalesce(sum(CASE WHEN is_pseudonym THEN 0 ELSE persons END), 0)
FROM sessions WHERE active_s >= 60 AND date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR school = ?3)
    AND NOT EXISTS (SELECT 1 FROM held WHERE held.workshop = sessions.workshop AND held.date = sessions.date)";

/// Query for workshops and their participants; to be appended to [`HELD`].
pub const WORKSHOPS: &str = "SELECT count(*), coalesce(sum(participants), 0) FROM held";

/// Query for AI pilots; to be appended to [`HELD`].
pub const AI_PILOTS: &str = "\
SELECT count(*) FROM (
    SELECT held.school FROM held JOIN (SELECT DISTINCT school FROM pilots WHERE date <= ?2) USING (school)
    WHERE has_ai GROUP BY held.school HAVING count(DISTINCT date) >= 2 AND sum(participants) >= 10
)";

/// Computes the indicators of a period.
///
/// # Arguments
/// - `school`: counts this school only.
///
/// # Errors
/// Any database error.
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

/// Computes the indicators of a span of days, of its months, and of the same days a year earlier.
///
/// # Errors
/// Any database error.
pub fn report(store: &Store, span: Span, today: Date, targets: Targets) -> Result<Report, UsageError> {
    let period = Period::of(span, today);
    let mut months = Vec::new();
    for month in period.months() {
        months.push((month.from.strftime("%Y-%m").to_string(), indicators(store, month, None)?));
    }
    Ok(Report {
        span,
        from: period.from.to_string(),
        to: period.to.to_string(),
        period: indicators(store, period, None)?,
        year_before: indicators(store, period.year_before(), None)?,
        months,
        targets,
    })
}

#[cfg(test)]
#[path = "indicators_tests.rs"]
mod tests;
