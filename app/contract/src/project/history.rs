//! Rules of the history, the same for every store: which versions of a project are kept, and their names.

use std::collections::BTreeSet;

use super::VersionKind;

const MINUTE_S: u64 = 60;
const HOUR_S: u64 = 60 * MINUTE_S;
const DAY_S: u64 = 24 * HOUR_S;

/// Age up to which every version is kept, in seconds.
pub const ALL_S: u64 = HOUR_S;
/// Age up to which one version an hour is kept, in seconds.
pub const HOURLY_S: u64 = DAY_S;
/// Age up to which one version a day is kept, in seconds.
pub const DAILY_S: u64 = 60 * DAY_S;
/// Largest size of one project's versions together, in bytes.
pub const MAX_BYTES: u64 = 5 << 20;
/// Time for which a deleted project can be restored, in seconds.
pub const TRASH_S: u64 = 60 * DAY_S;

/// Time of a version as its name holds it: to the second, and numbered within the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Unix seconds.
    pub at_s: u64,
    /// Number within the second, from 1.
    pub number: u32,
}

impl Stamp {
    /// Returns the first stamp of a second.
    pub fn first(at_s: u64) -> Self {
        Self { at_s: at_s.min(LAST_S), number: 1 }
    }

    /// Returns the next stamp in the same second.
    #[must_use]
    pub fn next(self) -> Self {
        Self { number: self.number.saturating_add(1), ..self }
    }

    /// Returns the stamp as a name that every system allows: `2026-03-21T10-15-30Z`, `2026-03-21T10-15-30Z-2`.
    pub fn name(self) -> String {
        let (year, month, day) = date(self.at_s / DAY_S);
        let second = self.at_s % DAY_S;
        let (hour, minute, second) = (second / HOUR_S, second / MINUTE_S % 60, second % MINUTE_S);
        let name = format!("{year:04}-{month:02}-{day:02}T{hour:02}-{minute:02}-{second:02}Z");
        if self.number == 1 { name } else { format!("{name}-{}", self.number) }
    }

    /// Parses a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let (time, number) = name.split_once('Z')?;
        let number = match number.strip_prefix('-') {
            Some(number) => number.parse().ok()?,
            None => 1,
        };
        let (days, time) = time.split_once('T')?;
        let at_s = days_of(numbers(days)?)?.checked_mul(DAY_S)?;
        let [hour, minute, second] = numbers(time)?;
        let stamp = Self { at_s: at_s + hour * HOUR_S + minute * MINUTE_S + second, number };
        // A name in another form belongs to somebody else's file.
        (stamp.name() == name).then_some(stamp)
    }
}

/// Last second of the year 9999, in Unix seconds.
const LAST_S: u64 = 253_402_300_799;

fn numbers(text: &str) -> Option<[u64; 3]> {
    let mut numbers = text.split('-').map(|digits| digits.parse().ok().filter(|&number| number < 10_000));
    let three = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(three)
}

/// Returns year, month and day of a day number; 1970-01-01 is 0.
pub fn date(days: u64) -> (u64, u64, u64) {
    // Years that begin in March have their leap day at the end: 146,097 days in each 400 years.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (year + era * 400, if month < 10 { month + 3 } else { month - 9 });
    (if month <= 2 { year + 1 } else { year }, month, day)
}

fn days_of([year, month, day]: [u64; 3]) -> Option<u64> {
    let year = if month <= 2 { year.checked_sub(1)? } else { year };
    let month = if month > 2 { month.checked_sub(3)? } else { month + 9 };
    let (era, year) = (year / 400, year % 400);
    let day = (153 * month + 2) / 5 + day.checked_sub(1)?;
    (era * 146_097 + 365 * year + year / 4 - year / 100 + day).checked_sub(719_468)
}

/// The properties of a version that decide whether it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Time of saving, in Unix seconds.
    pub saved_s: u64,
    /// Length in bytes.
    pub size: u64,
    /// Kind of the version.
    pub kind: VersionKind,
}

/// Returns the versions to remove, by their index in `versions`.
///
/// Of the last hour every version is kept, of the day before one an hour, of the sixty days before one a day;
/// the newest is kept whatever its age. If that is more than [`MAX_BYTES`], first typed versions of the last
/// hour are removed, down to one a minute, then the oldest.
///
/// # Arguments
/// - `versions`: oldest first.
/// - `now_s`: Unix seconds.
pub fn surplus(versions: &[Kept], now_s: u64) -> BTreeSet<usize> {
    let age_s = |version: &Kept| now_s.saturating_sub(version.saved_s);
    let mut gone = BTreeSet::new();
    let mut slots = BTreeSet::new();
    for (place, version) in versions.iter().enumerate().rev().skip(1) {
        let age_s = age_s(version);
        let is_kept = if age_s <= ALL_S {
            true
        } else if age_s <= HOURLY_S {
            slots.insert((HOUR_S, version.saved_s / HOUR_S))
        } else {
            age_s <= DAILY_S && slots.insert((DAY_S, version.saved_s / DAY_S))
        };
        if !is_kept {
            gone.insert(place);
        }
    }
    let mut left_bytes: u64 =
        versions.iter().enumerate().filter(|(place, _)| !gone.contains(place)).map(|(_, v)| v.size).sum();
    let mut minutes = BTreeSet::new();
    let is_typing = |v: &Kept| v.kind == VersionKind::Typing && age_s(v) <= ALL_S;
    let typed = versions.iter().enumerate().rev().filter(|(_, version)| is_typing(version));
    let mut thin: Vec<usize> = typed
        .filter(|(_, version)| !minutes.insert(version.saved_s / MINUTE_S))
        .map(|(place, _)| place)
        .collect();
    thin.reverse();
    // The newest is kept whatever its size.
    let oldest_first = 0..versions.len().saturating_sub(1);
    for place in thin.into_iter().chain(oldest_first) {
        if left_bytes <= MAX_BYTES {
            break;
        }
        if gone.insert(place) {
            left_bytes -= versions.get(place).map_or(0, |version| version.size);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kept(saved_s: u64, size: u64, kind: VersionKind) -> Kept {
        Kept { saved_s, size, kind }
    }

    #[test]
    fn stamps() {
        let check = |at_s: u64, number: u32, name: &str| {
            let stamp = Stamp { at_s, number };
            assert_eq!((stamp.name().as_str(), Stamp::from_name(name)), (name, Some(stamp)));
        };
        check(0, 1, "1970-01-01T00-00-00Z");
        check(951_827_696, 1, "2000-02-29T12-34-56Z");
        check(1_774_088_130, 2, "2026-03-21T10-15-30Z-2");
        check(4_107_542_399, 1, "2100-02-28T23-59-59Z");
        check(LAST_S, 1, "9999-12-31T23-59-59Z");
        assert_eq!(Stamp::first(u64::MAX).name(), "9999-12-31T23-59-59Z");
        for wrong in [
            "",
            "Z",
            "2026-02-29T00-00-00Z",
            "2026-13-01T00-00-00Z",
            "2026-00-01T00-00-00Z",
            "1969-12-31T00-00-00Z",
            "2026-03-21T24-00-00Z",
            "2026-03-21T10-15-30",
            "2026-3-21T10-15-30Z",
            "2026-03-21T10-15-30Z-1",
            "2026-03-21T10-15-30Z-x",
            "2026-03-21T10-15-30-1Z",
            "99999999999999999999-03-21T10-15-30Z",
        ] {
            assert_eq!(Stamp::from_name(wrong), None, "{wrong}");
        }
    }

    /// Returns the ages, in seconds, of the versions that are kept of versions with these ages.
    fn left(ages_s: &[u64]) -> Vec<u64> {
        let now_s = 1000 * DAY_S;
        let versions: Vec<Kept> =
            ages_s.iter().map(|age_s| kept(now_s - age_s, 1, VersionKind::Typing)).collect();
        let gone = surplus(&versions, now_s);
        ages_s.iter().enumerate().filter(|(place, _)| !gone.contains(place)).map(|(_, age)| *age).collect()
    }

    #[test]
    fn the_older_the_fewer() {
        assert_eq!(left(&[10, 8, 6, 4, 2, 0]), [10, 8, 6, 4, 2, 0]);
        assert_eq!(left(&[ALL_S, 0]), [ALL_S, 0]);
        // Of two hours of the day before, the last version of each.
        assert_eq!(left(&[3 * HOUR_S, 3 * HOUR_S - 9, 2 * HOUR_S, 0]), [3 * HOUR_S - 9, 2 * HOUR_S, 0]);
        assert_eq!(left(&[9 * DAY_S, 9 * DAY_S - HOUR_S, 8 * DAY_S, 0]), [9 * DAY_S - HOUR_S, 8 * DAY_S, 0]);
        assert_eq!(left(&[DAILY_S + 1, DAILY_S, 0]), [DAILY_S, 0]);
        // The newest is kept whatever its age.
        assert_eq!(left(&[500 * DAY_S, 400 * DAY_S]), [400 * DAY_S]);
        assert_eq!(left(&[]), [0; 0]);
    }

    #[test]
    fn a_clock_that_was_put_back_loses_nothing() {
        let versions = [10, 20, 30].map(|day| kept(day * DAY_S, 1, VersionKind::Run));
        assert_eq!(surplus(&versions, 5 * DAY_S), BTreeSet::new());
    }

    #[test]
    fn room_is_made_where_it_hurts_least() {
        let now_s = 1000 * DAY_S;
        let mib = 1 << 20;
        let old = kept(now_s - 2 * DAY_S, mib, VersionKind::Run);
        let typed = |age_s: u64| kept(now_s - age_s, mib, VersionKind::Typing);
        let run = kept(now_s - 95, mib, VersionKind::Run);
        // Of 7 MiB, two of the typed versions of one minute are removed, oldest first; the old one, the run and
        // the newest stay.
        let versions = [old, typed(110), typed(105), run, typed(90), typed(85), typed(0)];
        assert_eq!(surplus(&versions, now_s), BTreeSet::from([1, 2]));
        // Versions of runs are not thinned: the oldest are removed.
        let versions: Vec<Kept> =
            (0..8).map(|age| kept(now_s - 80 + 10 * age, mib, VersionKind::Run)).collect();
        assert_eq!(surplus(&versions, now_s), BTreeSet::from([0, 1, 2]));
        assert_eq!(surplus(&[kept(now_s, 9 * mib, VersionKind::Run)], now_s), BTreeSet::new());
    }

    proptest! {
        #[test]
        fn names_are_read_back(at_s in 0..=LAST_S, number in 1_u32..) {
            let stamp = Stamp { at_s, number };
            prop_assert_eq!(Stamp::from_name(&stamp.name()), Some(stamp));
        }

        #[test]
        fn any_name_is_read(name in prop_oneof![any::<String>(), "[0-9]{1,4}(-[0-9]{1,3}){1,3}T[0-9-]{5,9}Z(-[0-9]+)?"]) {
            if let Some(stamp) = Stamp::from_name(&name) {
                prop_assert_eq!(stamp.name(), name);
            }
        }

        /// The kept versions fit, include the newest, and are all kept when the rule is applied again.
        #[test]
        fn what_is_left_stays(
            mut all in proptest::collection::vec((0..70 * DAY_S, 0_u64..1 << 20, any::<bool>()), 1..80),
        ) {
            all.sort_by_key(|version| std::cmp::Reverse(version.0));
            let now_s = 100 * DAY_S;
            let kind = |run| if run { VersionKind::Run } else { VersionKind::Typing };
            let versions: Vec<Kept> =
                all.iter().map(|&(age_s, size, run)| kept(now_s - age_s, size, kind(run))).collect();
            let gone = surplus(&versions, now_s);
            let left: Vec<Kept> = versions
                .iter()
                .enumerate()
                .filter(|(place, _)| !gone.contains(place))
                .map(|(_, version)| *version)
                .collect();
            prop_assert_eq!(left.last(), versions.last());
            prop_assert!(left.iter().map(|version| version.size).sum::<u64>() <= MAX_BYTES);
            prop_assert_eq!(surplus(&left, now_s), BTreeSet::new());
        }
    }
}
