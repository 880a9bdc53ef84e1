//! Queries on the test year, and the comparison of two counts.

use digilab_usage::indicators::{Indicators, Period};
use jiff::civil::{Date, date};

/// A query: a range of days, and one school or all of them.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    from: Date,
    to: Date,
    /// Only this school, if given.
    pub school: Option<&'static str>,
}

impl Asked {
    const fn new(from: Date, to: Date, school: Option<&'static str>) -> Self {
        Self { from, to, school }
    }

    /// The range of days.
    pub fn period(self) -> Period {
        Period { from: self.from, to: self.to }
    }
}

/// The whole school year.
pub const YEAR: Asked = Asked::new(date(2025, 8, 1), date(2026, 7, 31), None);

/// The year, parts of it, two schools with other settings, and a year without events.
pub const ASKED: [Asked; 6] = [
    YEAR,
    Asked::new(date(2025, 9, 1), date(2025, 12, 31), None),
    Asked::new(date(2026, 1, 1), date(2026, 1, 31), None),
    Asked { school: Some("school-12"), ..YEAR },
    Asked { school: Some("school-5"), ..YEAR },
    Asked::new(date(2024, 8, 1), date(2025, 7, 31), None),
];

/// Checks that two counts agree; hours are sums of many decimals.
#[track_caller]
pub fn check_same(one: Indicators, other: Indicators, asked: &Asked) {
    let close = |one: f64, other: f64| (one - other).abs() < 1e-6;
    assert!(close(one.device_hours, other.device_hours), "{asked:?}: {one:?} {other:?}");
    assert!(close(one.person_hours, other.person_hours), "{asked:?}: {one:?} {other:?}");
    let whole = |all: Indicators| Indicators { device_hours: 0.0, person_hours: 0.0, ..all };
    assert_eq!(whole(one), whole(other), "{asked:?}");
}
