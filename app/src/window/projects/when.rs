//! Times in plain words.

use digilab_contract::project::history::date;
use digilab_lab::text::Texts;

const MINUTE_S: u64 = 60;
const HOUR_S: u64 = 60 * MINUTE_S;
const DAY_S: u64 = 24 * HOUR_S;

/// Returns a time in words: "today 14:05", "yesterday 14:05", "3.11.", "3.11.2025".
///
/// # Arguments
/// - `at_s`, `now_s`: Unix seconds.
/// - `utc_offset_s`: the offset of the local time from UTC, in seconds.
pub(in crate::window) fn in_words(at_s: u64, now_s: u64, utc_offset_s: i32, texts: &Texts) -> String {
    let local_s = |unix_s: u64| unix_s.saturating_add_signed(i64::from(utc_offset_s));
    let (at_s, now_s) = (local_s(at_s), local_s(now_s));
    let (day, today) = (at_s / DAY_S, now_s / DAY_S);
    let (hour, minute) = (at_s % DAY_S / HOUR_S, at_s % HOUR_S / MINUTE_S);
    let clock = [("hour", hour.to_string()), ("minute", format!("{minute:02}"))];
    if day == today {
        return texts.get("projects-today", &clock);
    }
    if day + 1 == today {
        return texts.get("projects-yesterday", &clock);
    }
    let ((year, month, day), (this_year, ..)) = (date(day), date(today));
    let parts = [("day", day), ("month", month), ("year", year)];
    texts.get(if year == this_year { "projects-date" } else { "projects-date-year" }, &parts)
}

#[cfg(test)]
mod tests {
    use digilab_lab::text::Language;

    use super::*;

    /// 2026-11-03 at 14:05:30 UTC.
    const NOW_S: u64 = 1_793_714_730;

    #[track_caller]
    fn check(at_s: u64, utc_offset_s: i32, expected: [&str; 3]) {
        for (&language, expected) in Language::ALL.iter().zip(expected) {
            let texts = Texts::new(language);
            assert_eq!(in_words(at_s, NOW_S, utc_offset_s, &texts), expected, "{language}");
        }
    }

    #[test]
    fn days_are_the_persons_own() {
        check(NOW_S, 0, ["tänään klo 14.05", "i dag kl. 14.05", "today 14:05"]);
        check(NOW_S, 7200, ["tänään klo 16.05", "i dag kl. 16.05", "today 16:05"]);
        // Half past ten in the evening in London is half past midnight in Helsinki.
        let evening = NOW_S - 15 * HOUR_S - 35 * MINUTE_S;
        check(evening, 0, ["eilen klo 22.30", "i går kl. 22.30", "yesterday 22:30"]);
        check(evening, 7200, ["tänään klo 0.30", "i dag kl. 0.30", "today 0:30"]);
        check(NOW_S - 2 * DAY_S, 0, ["1.11.", "1.11.", "1 Nov"]);
        check(NOW_S - 365 * DAY_S, 7200, ["3.11.2025", "3.11.2025", "3 Nov 2025"]);
    }

    #[test]
    fn clocks_that_are_wrong() {
        // A file from a computer whose clock is ahead, and one from a computer whose clock was never set.
        check(NOW_S + DAY_S, 0, ["4.11.", "4.11.", "4 Nov"]);
        check(0, 0, ["1.1.1970", "1.1.1970", "1 Jan 1970"]);
        check(60, -7200, ["1.1.1970", "1.1.1970", "1 Jan 1970"]);
        let texts = Texts::new(Language::En);
        assert!(!in_words(u64::MAX, u64::MAX, i32::MAX, &texts).is_empty());
    }
}
