//! Judges a run: finds out if its expectations were met, and where they were not.

use digilab_lessons::check::How;

use super::explain;
use super::matcher::{Matcher, Span};
use super::observed::ObservedRun;
use super::phrase::{Phrase, Said};
use super::plan::PlannedExpectation;
use super::report::Verdict;

/// Difference up to which two times count as the same: commands without a wait between them take their time on the
/// serial line.
const SAME_TIME_US: u64 = 20_000;

/// Returns the verdict on one expectation.
pub(super) fn verdict(expectation: &PlannedExpectation, run: &ObservedRun) -> Verdict {
    let (passed, failed_us, happened) = if expectation.is_in_order {
        in_order(expectation, run)
    } else {
        match expectation.matchers.first() {
            Some(matcher) => one(expectation, matcher, run),
            // The expectation has no matchers.
            None => (true, 0, Said::new(Phrase::NO_LINE)),
        }
    };
    Verdict {
        passed,
        at_us: if passed { None } else { Some(failed_us) },
        message: expectation.message.clone(),
        expected: explain::expected(expectation),
        happened,
    }
}

fn one(expectation: &PlannedExpectation, matcher: &Matcher, run: &ObservedRun) -> (bool, u64, Said) {
    let (from_us, until_us) = (expectation.from_us, expectation.until_us);
    let spans = matcher.spans(run);
    let met: Vec<Span> = spans.iter().copied().filter(|span| span.meets(from_us, until_us)).collect();
    let begin_us = |span: &Span| span.from_us.max(from_us);
    let (passed, failed_us) = match expectation.how {
        How::Once => (!met.is_empty(), until_us),
        How::Never => (met.is_empty(), met.first().map_or(from_us, begin_us)),
        How::Always => {
            let failed_us = first_exception(expectation, matcher, run);
            (failed_us.is_none(), failed_us.unwrap_or(from_us))
        }
        How::Often => {
            let count = i64::try_from(met.len()).unwrap_or(i64::MAX);
            let most = expectation.times.max.and_then(|max| usize::try_from(max).ok());
            // The first one too many, or the end if there were too few.
            let one_too_many = most.and_then(|most| met.get(most));
            (expectation.times.has(count), one_too_many.map_or(until_us, begin_us))
        }
    };
    let mut happened = if expectation.how == How::Often && !met.is_empty() {
        explain::counted(expectation, &met)
    } else {
        explain::happening(expectation, matcher, run, from_us)
    };
    if !passed && expectation.how == How::Once {
        // The one closest to the expected time.
        let away_us = |span: &&Span| {
            if span.from_us > until_us {
                span.from_us - until_us
            } else {
                from_us.saturating_sub(span.until_us)
            }
        };
        if let Some(span) = spans.iter().min_by_key(away_us) {
            happened = explain::elsewhere(happened, span.from_us);
        }
    }
    (passed, failed_us, happened)
}

/// Returns the first moment in the time window at which the condition is not met.
fn first_exception(expectation: &PlannedExpectation, matcher: &Matcher, run: &ObservedRun) -> Option<u64> {
    if let Matcher::Plot { name: wanted, .. } = matcher {
        let of_curve =
            run.points.iter().filter(|(_, name, _)| wanted.as_ref().is_none_or(|wanted| wanted == name));
        return exception(
            expectation,
            of_curve.map(|(at_us, name, value)| (*at_us, matcher.is_point(name, *value))),
        );
    }
    if matcher.is_moment() {
        return exception(expectation, run.lines.iter().map(|(at_us, line)| (*at_us, matcher.is_line(line))));
    }
    let course = matcher.course(run);
    let ends = course.iter().skip(1).map(|(at_us, _)| *at_us).chain([u64::MAX]);
    let wrong = course.iter().zip(ends).find(|((since_us, there), end_us)| {
        Span { from_us: *since_us, until_us: *end_us }.meets(expectation.from_us, expectation.until_us)
            && !matcher.is_so(there)
    });
    wrong.map(|((since_us, _), _)| (*since_us).max(expectation.from_us))
}

/// Returns the first moment in the time window that does not meet the condition; the window's end if there is none at
/// all.
fn exception(expectation: &PlannedExpectation, moments: impl Iterator<Item = (u64, bool)>) -> Option<u64> {
    let mut within =
        moments.filter(|(at_us, _)| (expectation.from_us..=expectation.until_us).contains(at_us)).peekable();
    if within.peek().is_none() {
        return Some(expectation.until_us);
    }
    within.find(|(_, is_so)| !is_so).map(|(at_us, _)| at_us)
}

/// A match of one matcher in an ordered sequence.
struct Found<'a> {
    matcher: &'a Matcher,
    /// Index among the matcher's matches.
    number: usize,
    at_us: u64,
}

fn in_order(expectation: &PlannedExpectation, run: &ObservedRun) -> (bool, u64, Said) {
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut now_us = expectation.from_us;
    for matcher in &expectation.matchers {
        let spans = matcher.spans(run);
        let next = spans.iter().enumerate().find_map(|(number, span)| {
            let at_us = next_at(expectation, matcher, (number, *span), now_us, &found, run)?;
            Some(Found { matcher, number, at_us })
        });
        let Some(next) = next else {
            let happened = explain::order(expectation, &told(&found), Some(matcher), run, now_us);
            return (false, if found.is_empty() { expectation.until_us } else { now_us }, happened);
        };
        now_us = now_us.max(next.at_us);
        found.push(next);
    }
    (true, now_us, explain::order(expectation, &told(&found), None, run, now_us))
}

fn told<'a>(found: &[Found<'a>]) -> Vec<(&'a Matcher, u64)> {
    found.iter().map(|found| (found.matcher, found.at_us)).collect()
}

/// Returns the time of the next match, at or just before `now_us` at the earliest, if this span can be used for it.
fn next_at(
    expectation: &PlannedExpectation,
    matcher: &Matcher,
    (number, span): (usize, Span),
    now_us: u64,
    found: &[Found<'_>],
    run: &ObservedRun,
) -> Option<u64> {
    if !span.meets(expectation.from_us, expectation.until_us) {
        return None;
    }
    let is_new = if matcher.is_moment() {
        // A line or a point is used once, whichever matcher finds it; those before it cannot be used any more.
        let place = place(matcher, number, run);
        let mut used = found.iter().filter(|found| is_of_same_list(found.matcher, matcher));
        used.all(|found| place > self::place(found.matcher, found.number, run))
    } else {
        // A lasting state can be used for the next matcher, too, but not twice in a row for the same.
        found.last().is_none_or(|last| last.matcher != matcher || last.number < number)
    };
    let at_us = span.from_us.max(expectation.from_us);
    let has_come = at_us.saturating_add(SAME_TIME_US) >= now_us;
    let was_used = found.iter().any(|found| found.matcher == matcher && found.number == number);
    if is_new && (span.until_us > now_us || (has_come && !was_used)) {
        let at_us = if span.until_us > now_us { at_us.max(now_us) } else { at_us };
        return (at_us <= expectation.until_us).then_some(at_us);
    }
    None
}

fn is_of_same_list(one: &Matcher, other: &Matcher) -> bool {
    one.is_moment() && matches!(one, Matcher::Plot { .. }) == matches!(other, Matcher::Plot { .. })
}

/// Returns the index, among all lines or all points, of the `number`th match.
fn place(matcher: &Matcher, number: usize, run: &ObservedRun) -> usize {
    let nth = |met: &mut dyn Iterator<Item = usize>| met.nth(number).unwrap_or(usize::MAX);
    match matcher {
        Matcher::Plot { .. } => {
            let points = run.points.iter().enumerate();
            nth(&mut points
                .filter(|(_, (_, name, value))| matcher.is_point(name, *value))
                .map(|(place, _)| place))
        }
        _ => {
            let lines = run.lines.iter().enumerate();
            nth(&mut lines.filter(|(_, (_, line))| matcher.is_line(line)).map(|(place, _)| place))
        }
    }
}
