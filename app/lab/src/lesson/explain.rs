//! Explains a verdict: phrases of the expected and the observed behaviour.

use digilab_lessons::check::How;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::matcher::{self, Matcher, Span};
use super::observed::ObservedRun;
use super::phrase::{self, Phrase, Said, Value, decimal};
use super::plan::PlannedExpectation;
use super::{input_phrase, picture};

/// Maximum number of values, lines and moments that one sentence lists.
const MAX_LISTED: usize = 6;

/// Returns the phrase of the expected behaviour.
pub(super) fn expected(expectation: &PlannedExpectation) -> Said {
    let (whole, within) = match (expectation.is_in_order, expectation.how) {
        (true, _) => (Phrase::IN_ORDER, Phrase::IN_ORDER_WITHIN),
        (false, How::Once) => (Phrase::ONCE, Phrase::ONCE_WITHIN),
        (false, How::Always) => (Phrase::ALWAYS, Phrase::ALWAYS_WITHIN),
        (false, How::Never) => (Phrase::NEVER, Phrase::NEVER_WITHIN),
        (false, How::Often) => (Phrase::OFTEN, Phrase::OFTEN_WITHIN),
    };
    let said = timed(expectation, whole, within);
    if expectation.is_in_order {
        return said.with("sights", expectation.matchers.iter().map(Matcher::clause).collect::<Vec<_>>());
    }
    let said =
        expectation.matchers.iter().take(1).fold(said, |said, matcher| said.with("sight", matcher.clause()));
    if expectation.how == How::Often { said.with("times", expectation.times.times()) } else { said }
}

/// Returns the phrase `whole` if the window is the whole scenario, otherwise `within` with the window's times.
fn timed(expectation: &PlannedExpectation, whole: Phrase, within: Phrase) -> Said {
    if expectation.is_whole {
        return Said::new(whole);
    }
    Said::new(within)
        .with("from", Value::Time(expectation.from_us))
        .with("to", Value::Time(expectation.until_us))
}

/// Returns the phrase of what was observed from `from_us` to the end of the expectation's window.
pub(super) fn happening(
    expectation: &PlannedExpectation,
    matcher: &Matcher,
    run: &ObservedRun,
    from_us: u64,
) -> Said {
    let is_within = |at_us: u64| (from_us..=expectation.until_us).contains(&at_us);
    if let Matcher::Plot { .. } = matcher {
        let points = run.points.iter().filter(|(at_us, ..)| is_within(*at_us)).map(|(at_us, name, value)| {
            let point =
                Said::new(Phrase::POINT_AT).with("name", Value::short(name)).with("value", decimal(*value));
            point.with("at", Value::Time(*at_us))
        });
        return match listed(points) {
            points if points.is_empty() => timed(expectation, Phrase::NO_POINT, Phrase::NO_POINT_WITHIN),
            points => Said::new(Phrase::POINTS).with("points", points),
        };
    }
    if matcher.is_moment() {
        let lines = run.lines.iter().filter(|(at_us, _)| is_within(*at_us)).map(|(at_us, text)| {
            Said::new(Phrase::LINE_AT).with("text", Value::short(text)).with("at", Value::Time(*at_us))
        });
        return match listed(lines) {
            lines if lines.is_empty() => timed(expectation, Phrase::NO_LINE, Phrase::NO_LINE_WITHIN),
            lines => Said::new(Phrase::LINES).with("lines", lines),
        };
    }
    let course = matcher.course(run);
    let ends = course.iter().skip(1).map(|(at_us, _)| *at_us).chain([u64::MAX]);
    let mut within = course.iter().zip(ends).filter(|((since_us, _), end_us)| {
        Span { from_us: *since_us, until_us: *end_us }.meets(from_us, expectation.until_us)
    });
    let Some(((first_us, first), _)) = within.next() else {
        return Said::new(Phrase::SAME)
            .with("subject", matcher.subject())
            .with("value", Said::new(Phrase::IS_DARK));
    };
    let rest: Vec<_> = within.map(|((since_us, there), _)| (*since_us, there)).collect();
    if rest.is_empty() {
        let same = timed(expectation, Phrase::SAME, Phrase::SAME_WITHIN);
        return same.with("subject", matcher.subject()).with("value", first.said());
    }
    let all = std::iter::once(((*first_us).max(from_us), first)).chain(rest);
    let values = all.map(|(since_us, there)| {
        Said::new(Phrase::VALUE_FROM).with("value", there.said()).with("at", Value::Time(since_us))
    });
    Said::new(Phrase::CHANGED).with("subject", matcher.subject()).with("values", listed(values))
}

/// Returns the phrase of the number of times it happened.
pub(super) fn counted(expectation: &PlannedExpectation, met: &[Span]) -> Said {
    let number = i64::try_from(met.len()).unwrap_or(i64::MAX);
    let moments = met
        .iter()
        .map(|span| Said::new(Phrase::MOMENT).with("at", Value::Time(span.from_us.max(expectation.from_us))));
    Said::new(Phrase::COUNTED)
        .with("times", Said::new(Phrase::TIMES).with("count", number))
        .with("moments", listed(moments))
}

/// Returns the phrase of something that happened, but outside the expected time.
pub(super) fn elsewhere(happened: Said, at_us: u64) -> Said {
    Said::new(Phrase::ELSEWHERE).with("happened", happened).with("at", Value::Time(at_us))
}

/// Returns the phrase of a sequence: the sights that were found, and what was observed instead of the missing one.
pub(super) fn order(
    expectation: &PlannedExpectation,
    found: &[(&Matcher, u64)],
    missing: Option<&Matcher>,
    run: &ObservedRun,
    from_us: u64,
) -> Said {
    let list = || {
        let found = found.iter().map(|(matcher, at_us)| {
            Said::new(Phrase::FOUND_AT).with("sight", matcher.clause()).with("at", Value::Time(*at_us))
        });
        found.collect::<Vec<_>>()
    };
    let Some(missing) = missing else { return Said::new(Phrase::ORDER_ALL).with("found", list()) };
    let said = match found {
        [] => Said::new(Phrase::ORDER_NONE),
        _ => Said::new(Phrase::ORDER_UNTIL).with("found", list()),
    };
    said.with("missing", missing.clause()).with("happened", happening(expectation, missing, run, from_us))
}

/// Returns as many items as a sentence can list, and the number of those left out.
fn listed(all: impl Iterator<Item = Said>) -> Vec<Said> {
    let mut all = all;
    let mut list: Vec<Said> = all.by_ref().take(MAX_LISTED).collect();
    let left_out = all.count();
    if left_out > 0 {
        list.push(Said::new(Phrase::MORE).with("count", Value::count(left_out)));
    }
    list
}

impl Phrase {
    /// Returns every phrase.
    pub fn all() -> impl Iterator<Item = Self> {
        let lists = [phrase::PHRASES, matcher::PHRASES, picture::PHRASES, input_phrase::PHRASES];
        lists.into_iter().flatten().copied()
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        let known = Self::all().find(|phrase| phrase.id() == id);
        known.ok_or_else(|| D::Error::custom("no such phrase"))
    }
}
