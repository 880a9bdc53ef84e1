//! What a city reports of its lab, as numbers.

use serde::{Deserialize, Serialize};

/// The numbers of a period. Their rules are in `docs/indicators.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
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

/// What the city aims at in a year; without a number there is no aim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Targets {
    /// Visits.
    pub visits: Option<u32>,
    /// Person-hours.
    pub person_hours: Option<u32>,
    /// Workshops.
    pub workshops: Option<u32>,
    /// Participants of workshops.
    pub participants: Option<u32>,
    /// AI pilots.
    pub ai_pilots: Option<u32>,
}

/// One of the numbers.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Its id, in files and behind `use-row-` for its name.
    pub id: &'static str,
    /// The number.
    pub of: fn(&Indicators) -> f64,
    /// What the city aims at with it, if it aims at anything.
    pub target: fn(&Targets) -> Option<u32>,
    /// Decimals that are shown.
    pub decimals: usize,
}

/// All of them, in the order in which they are told.
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

/// Which days a report is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    /// The school year of today, from August on.
    #[default]
    SchoolYear,
    /// The one before.
    LastSchoolYear,
    /// The calendar year of today.
    Year,
    /// The one before.
    LastYear,
}

impl Span {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::SchoolYear, Self::LastSchoolYear, Self::Year, Self::LastYear];

    /// The id of its name, behind `use-span-`.
    pub fn id(self) -> &'static str {
        match self {
            Self::SchoolYear => "school-year",
            Self::LastSchoolYear => "last-school-year",
            Self::Year => "year",
            Self::LastYear => "last-year",
        }
    }
}

/// The numbers of some days, beside those of a year before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Which days.
    pub span: Span,
    /// The first day, as `2026-08-01`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The numbers.
    pub period: Indicators,
    /// Those of the same days a year before.
    pub year_before: Indicators,
    /// Each month, as `2026-08`, and its numbers.
    pub months: Vec<(String, Indicators)>,
    /// What the city aims at.
    pub targets: Targets,
}
