//! What was expected and what happened, as phrases.

use digilab_devices::board::Leds;
use digilab_lessons::check::How;

use super::bounds::Bounds;
use super::look::{Look, Span, There};
use super::observed::Run;
use super::plan::Aim;
use super::said::{Phrase, Said, Value, decimal};
use crate::api::pictures;

/// Values, lines and moments that one sentence lists.
const MAX_LISTED: usize = 6;

/// Characters of a line that a sentence repeats.
const MAX_CHARS: usize = 60;

/// What was expected.
pub(super) fn expected(aim: &Aim) -> Said {
    let (whole, within) = match (aim.is_in_order, aim.how) {
        (true, _) => (Phrase::InOrder, Phrase::InOrderWithin),
        (false, How::Once) => (Phrase::Once, Phrase::OnceWithin),
        (false, How::Always) => (Phrase::Always, Phrase::AlwaysWithin),
        (false, How::Never) => (Phrase::Never, Phrase::NeverWithin),
        (false, How::Often) => (Phrase::Often, Phrase::OftenWithin),
    };
    let said = timed(aim, whole, within);
    if aim.is_in_order {
        return said.with("sights", aim.looks.iter().map(sight).collect::<Vec<_>>());
    }
    let said = aim.looks.iter().take(1).fold(said, |said, look| said.with("sight", sight(look)));
    if aim.how == How::Often { said.with("times", aim.times.times()) } else { said }
}

/// A phrase for the whole of a scenario, or that for a time, with the time.
fn timed(aim: &Aim, whole: Phrase, within: Phrase) -> Said {
    if aim.is_whole {
        return Said::new(whole);
    }
    Said::new(within).with("from", Value::Time(aim.from_us)).with("to", Value::Time(aim.until_us))
}

/// What is looked for, as a clause.
fn sight(look: &Look) -> Said {
    let said = Said::new;
    match look {
        Look::Picture { name, .. } => said(Phrase::SeePicture).with("picture", name.as_str()),
        Look::Dark => said(Phrase::SeeDark),
        Look::Lit => said(Phrase::SeeLit),
        Look::Led { x, y, brightness } => {
            let led = said(Phrase::SeeLed).with("x", i64::from(*x)).with("y", i64::from(*y));
            led.with("brightness", brightness.said())
        }
        Look::LedsLit(count) => said(Phrase::SeeLedsLit).with("count", count.said()),
        Look::Pin { name, level, .. } => {
            said(Phrase::SeePin).with("pin", name.as_str()).with("level", level.said())
        }
        Look::Servo { name, angle_deg, .. } => {
            said(Phrase::SeeServo).with("pin", name.as_str()).with("angle", angle_deg.said())
        }
        Look::Tone(frequency) => said(Phrase::SeeTone).with("frequency", frequency.said()),
        Look::Sound(false) => said(Phrase::SeeSilence),
        Look::Sound(true) => said(Phrase::SeeSound),
        Look::Pixel { name, index, color, .. } => {
            let pixel = said(Phrase::SeePixel).with("pin", name.as_str()).with("index", count(*index));
            let parts = ["red", "green", "blue"].into_iter().zip(color);
            let any = Bounds { min: None, max: None };
            parts.fold(pixel, |pixel, (part, bounds)| pixel.with(part, bounds.unwrap_or(any).said()))
        }
        Look::PixelsLit { name, count, .. } => {
            said(Phrase::SeePixelsLit).with("pin", name.as_str()).with("count", count.said())
        }
        Look::Line(text) => said(Phrase::SeeLine).with("text", short(text)),
        Look::LineWith(text) => said(Phrase::SeeLineWith).with("text", short(text)),
        Look::LineNumber(number) => said(Phrase::SeeLineNumber).with("number", number.said()),
        Look::AnyLine(_) => said(Phrase::SeeAnyLine),
        Look::Plot { name: Some(name), value } => {
            said(Phrase::SeePlot).with("name", short(name)).with("value", value.said())
        }
        Look::Plot { name: None, value } => said(Phrase::SeePlotAny).with("value", value.said()),
        Look::Ended(true) => said(Phrase::SeeEnded),
        Look::Ended(false) => said(Phrase::SeeRunning),
    }
}

/// What has the values that were seen.
fn subject(look: &Look) -> Said {
    let said = Said::new;
    match look {
        Look::Led { x, y, .. } => said(Phrase::OfLed).with("x", i64::from(*x)).with("y", i64::from(*y)),
        Look::LedsLit(_) => said(Phrase::OfLedsLit),
        Look::Pin { name, .. } => said(Phrase::OfPin).with("pin", name.as_str()),
        Look::Servo { name, .. } => said(Phrase::OfServo).with("pin", name.as_str()),
        Look::Tone(_) | Look::Sound(_) => said(Phrase::OfSound),
        Look::Pixel { name, index, .. } => {
            said(Phrase::OfPixel).with("pin", name.as_str()).with("index", count(*index))
        }
        Look::PixelsLit { name, .. } => said(Phrase::OfPixelsLit).with("pin", name.as_str()),
        Look::Ended(_) => said(Phrase::OfProgram),
        _ => said(Phrase::OfDisplay),
    }
}

/// A value that was seen.
fn value(there: &There) -> Said {
    let said = Said::new;
    match there {
        There::Leds(leds) => picture(leds),
        There::Number(number) => said(Phrase::IsNumber).with("number", *number),
        There::Angle(Some((angle, _))) => said(Phrase::IsAngle).with("angle", *angle),
        There::Angle(None) => said(Phrase::IsFree),
        There::Tone(Some(tone_hz)) => said(Phrase::IsTone).with("frequency", i64::from(*tone_hz)),
        There::Tone(None) => said(Phrase::IsSilent),
        There::Color([red, green, blue]) => {
            let color = said(Phrase::IsColor).with("red", i64::from(*red));
            color.with("green", i64::from(*green)).with("blue", i64::from(*blue))
        }
        There::Over(false) => said(Phrase::IsRunning),
        There::Over(true) => said(Phrase::IsOver),
    }
}

/// A picture by its name; by its rows where it has none.
fn picture(leds: &Leds) -> Said {
    if leds.iter().flatten().all(|led| *led == 0) {
        return Said::new(Phrase::IsDark);
    }
    let rows = pictures::rows(leds);
    if let Some((name, _)) = pictures::NAMED.iter().find(|(_, named)| *named == rows) {
        return Said::new(Phrase::IsPicture).with("picture", *name);
    }
    match (' '..='~').find(|character| pictures::glyph(*character).as_ref() == Some(leds)) {
        Some(character) => Said::new(Phrase::IsCharacter).with("character", character.to_string().as_str()),
        None => Said::new(Phrase::IsPicture).with("picture", rows.as_str()),
    }
}

/// What there was of it from `from_us` to the end of the expectation's time.
pub(super) fn happening(aim: &Aim, look: &Look, run: &Run, from_us: u64) -> Said {
    let is_within = |at_us: u64| (from_us..=aim.until_us).contains(&at_us);
    if let Look::Plot { .. } = look {
        let points = run.points.iter().filter(|(at_us, ..)| is_within(*at_us)).map(|(at_us, name, value)| {
            let point = Said::new(Phrase::PointAt).with("name", short(name)).with("value", decimal(*value));
            point.with("at", Value::Time(*at_us))
        });
        return match listed(points) {
            points if points.is_empty() => timed(aim, Phrase::NoPoint, Phrase::NoPointWithin),
            points => Said::new(Phrase::Points).with("points", points),
        };
    }
    if look.is_moment() {
        let lines = run.lines.iter().filter(|(at_us, _)| is_within(*at_us)).map(|(at_us, text)| {
            Said::new(Phrase::LineAt).with("text", short(text)).with("at", Value::Time(*at_us))
        });
        return match listed(lines) {
            lines if lines.is_empty() => timed(aim, Phrase::NoLine, Phrase::NoLineWithin),
            lines => Said::new(Phrase::Lines).with("lines", lines),
        };
    }
    let course = look.course(run);
    let ends = course.iter().skip(1).map(|(at_us, _)| *at_us).chain([u64::MAX]);
    let mut within = course.iter().zip(ends).filter(|((since_us, _), end_us)| {
        Span { from_us: *since_us, until_us: *end_us }.meets(from_us, aim.until_us)
    });
    let Some(((first_us, first), _)) = within.next() else {
        return Said::new(Phrase::Same)
            .with("subject", subject(look))
            .with("value", Said::new(Phrase::IsDark));
    };
    let rest: Vec<_> = within.map(|((since_us, there), _)| (*since_us, there)).collect();
    if rest.is_empty() {
        let same = timed(aim, Phrase::Same, Phrase::SameWithin);
        return same.with("subject", subject(look)).with("value", value(first));
    }
    let all = std::iter::once(((*first_us).max(from_us), first)).chain(rest);
    let values = all.map(|(since_us, there)| {
        Said::new(Phrase::ValueFrom).with("value", value(there)).with("at", Value::Time(since_us))
    });
    Said::new(Phrase::Changed).with("subject", subject(look)).with("values", listed(values))
}

/// How often it happened.
pub(super) fn counted(aim: &Aim, met: &[Span]) -> Said {
    let number = i64::try_from(met.len()).unwrap_or(i64::MAX);
    let moments = met
        .iter()
        .map(|span| Said::new(Phrase::Moment).with("at", Value::Time(span.from_us.max(aim.from_us))));
    Said::new(Phrase::Counted)
        .with("times", Said::new(Phrase::Times).with("count", number))
        .with("moments", listed(moments))
}

/// It was so, but not when it was to be.
pub(super) fn elsewhere(happened: Said, at_us: u64) -> Said {
    Said::new(Phrase::Elsewhere).with("happened", happened).with("at", Value::Time(at_us))
}

/// How far an order came, and what there was of what is missing.
pub(super) fn order(
    aim: &Aim,
    found: &[(&Look, u64)],
    missing: Option<&Look>,
    run: &Run,
    from_us: u64,
) -> Said {
    let list = || {
        let found = found.iter().map(|(look, at_us)| {
            Said::new(Phrase::FoundAt).with("sight", sight(look)).with("at", Value::Time(*at_us))
        });
        found.collect::<Vec<_>>()
    };
    let Some(missing) = missing else { return Said::new(Phrase::OrderAll).with("found", list()) };
    let said = match found {
        [] => Said::new(Phrase::OrderNone),
        _ => Said::new(Phrase::OrderUntil).with("found", list()),
    };
    said.with("missing", sight(missing)).with("happened", happening(aim, missing, run, from_us))
}

/// As many as a sentence can hold, and how many are left out.
fn listed(all: impl Iterator<Item = Said>) -> Vec<Said> {
    let mut all = all;
    let mut list: Vec<Said> = all.by_ref().take(MAX_LISTED).collect();
    let left_out = all.count();
    if left_out > 0 {
        list.push(Said::new(Phrase::More).with("count", count(left_out)));
    }
    list
}

fn count(number: usize) -> Value {
    Value::Number(number.to_string())
}

/// A text on one line, and not too long.
fn short(text: &str) -> Value {
    let mut characters = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut short: String = characters.by_ref().take(MAX_CHARS).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    Value::Text(short)
}
