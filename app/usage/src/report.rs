//! The report of a city's lab: its indicators and their targets.

use serde::{Deserialize, Serialize};

/// The indicators of a period. Their rules are in `docs/indicators.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Indicators {
    /// Number of sessions with at least a minute of active use.
    pub sessions: u64,
    /// Number of visits: those outside workshops, and the participants of workshops.
    pub visits: u64,
    /// Hours of active use, counted by device.
    pub device_hours: f64,
    /// Hours of active use, counted by person.
    pub person_hours: f64,
    /// Number of workshops held.
    pub workshops: u64,
    /// Number of participants of workshops.
    pub participants: u64,
    /// Number of schools with an AI pilot.
    pub ai_pilots: u64,
}

/// Targets of the city for a year; `None` if there is no target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Targets {
    /// Target for visits.
    pub visits: Option<u32>,
    /// Target for person-hours.
    pub person_hours: Option<u32>,
    /// Target for workshops.
    pub workshops: Option<u32>,
    /// Target for participants of workshops.
    pub participants: Option<u32>,
    /// Target for AI pilots.
    pub ai_pilots: Option<u32>,
}

/// One indicator, for tables.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Its id, in files and in the name `use-row-ID` of its text.
    pub id: &'static str,
    /// Reads its value.
    pub of: fn(&Indicators) -> f64,
    /// Reads its target, if the city has one.
    pub target: fn(&Targets) -> Option<u32>,
    /// Number of decimals that are shown.
    pub decimals: usize,
}

/// All indicators, in the order in which they are shown.
pub const MEASURES: [Measure; 7] = [
    Measure { id: "visits", of: |all| all.visits as f64, target: |all| all.visits, decimals: 0 },
    Measure { id: "sessions", of: |all| all.sessions as f64, target: |_| None, decimals: 0 },
    Measure { id: "device-hours", of: |all| all.device_hours, target: |_| None, decimals: 1 },
    Measure { id: "person-hours", of: |all| all.person_hours, target: |all| all.person_hours, decimals: 1 },
    Measure { id: "workshops", of: |all| all.workshops as f64, target: |all| all.workshops, decimals: 0 },
    Measure {
        id: "participants",
        of: |all| all.participants as f64,
        target: |all| all.participants,
        decimals: 0,
    },
    Measure { id: "ai-pilots", of: |all| all.ai_pilots as f64, target: |all| all.ai_pilots, decimals: 0 },
];

/// Span of days that a report covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    /// The current school year, which begins in August.
    #[default]
    SchoolYear,
    /// The previous school year.
    LastSchoolYear,
    /// The current calendar year.
    Year,
    /// The previous calendar year.
    LastYear,
}

impl Span {
    /// All spans, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::SchoolYear, Self::LastSchoolYear, Self::Year, Self::LastYear];

    /// Returns the id, as in the name `use-span-ID` of its text.
    pub fn id(self) -> &'static str {
        match self {
            Self::SchoolYear => "school-year",
            Self::LastSchoolYear => "last-school-year",
            Self::Year => "year",
            Self::LastYear => "last-year",
        }
    }
}

/// The indicators of a span of days, beside those of a year earlier.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Span of days.
    pub span: Span,
    /// First day, as `2026-08-01`.
    pub from: String,
    /// Last day, as `2026-08-01`.
    pub to: String,
    /// Indicators of the span.
    pub period: Indicators,
    /// Indicators of the same days a year earlier.
    pub year_before: Indicators,
    /// Indicators of each month, which is written as `2026-08`.
    pub months: Vec<(String, Indicators)>,
    /// Targets of the city.
    pub targets: Targets,
}
