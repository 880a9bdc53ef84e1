//! A school year of sixty schools goes through files to the city's report: its numbers equal an independent count.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

use digilab_tests::year::{ASKED, FIRST_DAY, SCHOOLS, YEAR, check_same, city, counted};
use digilab_usage::event::Record;
use digilab_usage::indicators::indicators;
use digilab_usage::lines::parse_line;
use digilab_usage::time::date_of;

#[test]
fn a_year_of_sixty_schools_is_counted_as_by_hand() {
    let (city, lines) = city();
    let records: Vec<Record> = lines.lines().map(|line| parse_line(line).unwrap()).collect();
    assert_eq!(city.count(), Ok(records.len() as u64));
    let year = YEAR.period();
    let all = indicators(&city, year, None).unwrap();
    // The year has some of everything, or the comparison would prove nothing.
    assert!(all.workshops > 100 && all.participants > 500 && all.ai_pilots > 1, "{all:?}");
    assert!((all.ai_pilots as u64) < SCHOOLS / 4, "{all:?}");
    for asked in ASKED {
        let (period, school) = (asked.period(), asked.school);
        check_same(indicators(&city, period, school).unwrap(), counted(&records, period, school), &asked);
    }
    let first = records.iter().map(|record| date_of(record.at_ms)).min().unwrap();
    assert_eq!(first, FIRST_DAY);
}
