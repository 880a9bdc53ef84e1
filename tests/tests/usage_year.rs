//! A school year of sixty schools goes through files to the city's report: the numbers are those of a count by hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use digilab_tests::year::{FIRST_DAY, SCHOOLS, city, counted};
use digilab_usage::event::Record;
use digilab_usage::indicators::{Indicators, Period, indicators};
use digilab_usage::lines::parse_line;
use digilab_usage::time::date_of;

#[test]
fn a_year_of_sixty_schools_is_counted_as_by_hand() {
    let (city, lines) = city();
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
    assert_eq!(first, FIRST_DAY);
}
