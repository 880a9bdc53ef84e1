//! Whether a run was as expected, and where it was not.

use digilab_lessons::check::How;

use super::look::{Look, Span};
use super::observed::Run;
use super::plan::Aim;
use super::report::Verdict;
use super::said::{Phrase, Said};
use super::tell;

/// What is no further apart counts as at the same time: what a script does without waiting takes its time on the wire.
const SAME_TIME_US: u64 = 20_000;

/// The verdict on one expectation.
pub(super) fn verdict(aim: &Aim, run: &Run) -> Verdict {
    let (passed, failed_us, happened) = if aim.is_in_order {
        in_order(aim, run)
    } else {
        match aim.looks.first() {
            Some(look) => one(aim, look, run),
            // Nothing is looked for.
            None => (true, 0, Said::new(Phrase::NoLine)),
        }
    };
    Verdict {
        passed,
        at_us: if passed { None } else { Some(failed_us) },
        message: aim.message.clone(),
        expected: tell::expected(aim),
        happened,
    }
}

fn one(aim: &Aim, look: &Look, run: &Run) -> (bool, u64, Said) {
    let (from_us, until_us) = (aim.from_us, aim.until_us);
    let spans = look.spans(run);
    let met: Vec<Span> = spans.iter().copied().filter(|span| span.meets(from_us, until_us)).collect();
    let begin_us = |span: &Span| span.from_us.max(from_us);
    let (passed, failed_us) = match aim.how {
        How::Once => (!met.is_empty(), until_us),
        How::Never => (met.is_empty(), met.first().map_or(from_us, begin_us)),
        How::Always => {
            let failed_us = first_exception(aim, look, run);
            (failed_us.is_none(), failed_us.unwrap_or(from_us))
        }
        How::Often => {
            let count = i64::try_from(met.len()).unwrap_or(i64::MAX);
            let most = aim.times.max.and_then(|max| usize::try_from(max).ok());
            // The one too many, or the end that came too early.
            let one_too_many = most.and_then(|most| met.get(most));
            (aim.times.has(count), one_too_many.map_or(until_us, begin_us))
        }
    };
    let mut happened = if aim.how == How::Often && !met.is_empty() {
        tell::counted(aim, &met)
    } else {
        tell::happening(aim, look, run, from_us)
    };
    if !passed && aim.how == How::Once {
        // The one next to the time that was asked for.
        let away_us = |span: &&Span| {
            if span.from_us > until_us {
                span.from_us - until_us
            } else {
                from_us.saturating_sub(span.until_us)
            }
        };
        if let Some(span) = spans.iter().min_by_key(away_us) {
            happened = tell::elsewhere(happened, span.from_us);
        }
    }
    (passed, failed_us, happened)
}

/// The first moment within the time at which it is not so.
fn first_exception(aim: &Aim, look: &Look, run: &Run) -> Option<u64> {
    if let Look::Plot { name: wanted, .. } = look {
        let of_curve =
            run.points.iter().filter(|(_, name, _)| wanted.as_ref().is_none_or(|wanted| wanted == name));
        return exception(aim, of_curve.map(|(at_us, name, value)| (*at_us, look.is_point(name, *value))));
    }
    if look.is_moment() {
        return exception(aim, run.lines.iter().map(|(at_us, line)| (*at_us, look.is_line(line))));
    }
    let course = look.course(run);
    let ends = course.iter().skip(1).map(|(at_us, _)| *at_us).chain([u64::MAX]);
    let wrong = course.iter().zip(ends).find(|((since_us, there), end_us)| {
        Span { from_us: *since_us, until_us: *end_us }.meets(aim.from_us, aim.until_us) && !look.is_so(there)
    });
    wrong.map(|((since_us, _), _)| (*since_us).max(aim.from_us))
}

/// Of moments, all within the time are to be so, and there is to be one.
fn exception(aim: &Aim, moments: impl Iterator<Item = (u64, bool)>) -> Option<u64> {
    let mut within = moments.filter(|(at_us, _)| (aim.from_us..=aim.until_us).contains(at_us)).peekable();
    if within.peek().is_none() {
        return Some(aim.until_us);
    }
    within.find(|(_, is_so)| !is_so).map(|(at_us, _)| at_us)
}

/// Something that was found in its order.
struct Found<'a> {
    look: &'a Look,
    /// Which of the times that it was so.
    number: usize,
    at_us: u64,
}

fn in_order(aim: &Aim, run: &Run) -> (bool, u64, Said) {
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut now_us = aim.from_us;
    for look in &aim.looks {
        let spans = look.spans(run);
        let next = spans.iter().enumerate().find_map(|(number, span)| {
            let at_us = next_at(aim, look, (number, *span), now_us, &found, run)?;
            Some(Found { look, number, at_us })
        });
        let Some(next) = next else {
            let happened = tell::order(aim, &told(&found), Some(look), run, now_us);
            return (false, if found.is_empty() { aim.until_us } else { now_us }, happened);
        };
        now_us = now_us.max(next.at_us);
        found.push(next);
    }
    (true, now_us, tell::order(aim, &told(&found), None, run, now_us))
}

fn told<'a>(found: &[Found<'a>]) -> Vec<(&'a Look, u64)> {
    found.iter().map(|found| (found.look, found.at_us)).collect()
}

/// When something is there next at or after `now_us`, if this span may serve for it.
fn next_at(
    aim: &Aim,
    look: &Look,
    (number, span): (usize, Span),
    now_us: u64,
    found: &[Found<'_>],
    run: &Run,
) -> Option<u64> {
    if !span.meets(aim.from_us, aim.until_us) {
        return None;
    }
    let is_new = if look.is_moment() {
        // A line or a point serves once, whoever looks for it; and what came before it serves no more.
        let place = place(look, number, run);
        let mut used = found.iter().filter(|found| is_of_same_list(found.look, look));
        used.all(|found| place > self::place(found.look, found.number, run))
    } else {
        // What lasts serves for what comes next too, but not twice in a row for the same.
        found.last().is_none_or(|last| last.look != look || last.number < number)
    };
    let at_us = span.from_us.max(aim.from_us);
    let has_come = at_us.saturating_add(SAME_TIME_US) >= now_us;
    let was_used = found.iter().any(|found| found.look == look && found.number == number);
    if is_new && (span.until_us > now_us || (has_come && !was_used)) {
        let at_us = if span.until_us > now_us { at_us.max(now_us) } else { at_us };
        return (at_us <= aim.until_us).then_some(at_us);
    }
    None
}

fn is_of_same_list(one: &Look, other: &Look) -> bool {
    one.is_moment() && matches!(one, Look::Plot { .. }) == matches!(other, Look::Plot { .. })
}

/// The place among all lines, or all points, of the `number`th that is what is looked for.
fn place(look: &Look, number: usize, run: &Run) -> usize {
    let nth = |met: &mut dyn Iterator<Item = usize>| met.nth(number).unwrap_or(usize::MAX);
    match look {
        Look::Plot { .. } => {
            let points = run.points.iter().enumerate();
            nth(&mut points
                .filter(|(_, (_, name, value))| look.is_point(name, *value))
                .map(|(place, _)| place))
        }
        _ => {
            let lines = run.lines.iter().enumerate();
            nth(&mut lines.filter(|(_, (_, line))| look.is_line(line)).map(|(place, _)| place))
        }
    }
}
