//! Times in the log are UTC; days are those of Helsinki, where the lab's users are.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Time zone in which a day begins and ends.
const ZONE: &str = "Europe/Helsinki";

/// Month in which a school year begins.
pub(crate) const SCHOOL_YEAR_MONTH: i8 = 8;

/// Returns the day in Helsinki at a moment.
///
/// # Arguments
/// - `at_ms`: milliseconds since 1970, UTC.
pub fn date_of(at_ms: i64) -> Date {
    let moment = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    // Built in, if the system has no time zones.
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    moment.to_zoned_datetime(zone).date()
}

/// Returns the year in which the school year of a day began: 2026 for 2026-08-01 to 2027-07-31.
pub fn school_year(date: Date) -> i16 {
    if date.month() >= SCHOOL_YEAR_MONTH { date.year() } else { date.year() - 1 }
}

/// Formats a moment as in the log's files: `2026-11-25T16:18:22.123Z`.
pub fn written(at_ms: i64) -> String {
    let moment = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    format!("{moment:.3}")
}

/// Parses a moment that [`written`] formatted, in milliseconds since 1970.
pub fn read(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_helsinkis() {
        let check =
            |text: &str, day: &str| assert_eq!(date_of(read(text).unwrap()).to_string(), day, "{text}");
        check("2026-11-25T21:59:59.999Z", "2026-11-25");
        check("2026-11-25T22:00:00Z", "2026-11-26");
        // In summer the clocks are three hours ahead.
        check("2026-06-01T20:59:59Z", "2026-06-01");
        check("2026-06-01T21:00:00Z", "2026-06-02");
    }

    #[test]
    fn moments_are_written_and_read() {
        assert_eq!(written(0), "1970-01-01T00:00:00.000Z");
        let at_ms = 1_795_623_502_123;
        assert_eq!(read(&written(at_ms)), Some(at_ms));
        assert_eq!(read("yesterday"), None);
    }

    #[test]
    fn a_school_year_begins_in_august() {
        let year = |text: &str| school_year(text.parse().unwrap());
        assert_eq!([year("2026-07-31"), year("2026-08-01"), year("2027-07-31")], [2025, 2026, 2026]);
    }
}
