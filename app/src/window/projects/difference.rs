//! Line-by-line comparison of an old version of a program with the present one.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Visuals};
use similar::DiffOp;
use similar::algorithms::{Capture, Replace, myers};

/// Number of equal lines shown around those that differ.
const CONTEXT: usize = 2;

/// Most lines, of both programs together, that are compared: the worst case takes time quadratic in this.
const MAX_LINES: usize = 6_000;

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// In both versions.
    Same(String),
    /// Only in the old version: restoring adds it.
    Back(String),
    /// Only in the present version: restoring removes it.
    Away(String),
    /// Place of equal lines that are left out.
    LeftOut,
}

/// Returns the lines that differ, with some around them; empty if none differs, `None` if the texts are too
/// long to compare.
pub(super) fn lines(old: &str, now: &str) -> Option<Vec<Line>> {
    if old == now {
        return Some(Vec::new());
    }
    if old.lines().count() + now.lines().count() > MAX_LINES {
        return None;
    }
    // This algorithm only, instead of the crate's choice of one at run time: a browser would load the code of
    // all of them.
    let (now, old): (Vec<&str>, Vec<&str>) = (now.lines().collect(), old.lines().collect());
    let mut found = Replace::new(Capture::new());
    let Ok(()) = myers::diff(&mut found, &now[..], 0..now.len(), &old[..], 0..old.len());
    let mut lines = Vec::new();
    let mut next = 0;
    for op in found.into_inner().into_grouped_ops(CONTEXT).into_iter().flatten() {
        let (of_now, of_old) = (op.old_range(), op.new_range());
        if of_now.start > next {
            lines.push(Line::LeftOut);
        }
        next = of_now.end;
        match op {
            DiffOp::Equal { .. } => lines.extend(owned(&now, of_now).map(Line::Same)),
            _ => {
                lines.extend(owned(&now, of_now).map(Line::Away));
                lines.extend(owned(&old, of_old).map(Line::Back));
            }
        }
    }
    if next < now.len() && !lines.is_empty() {
        lines.push(Line::LeftOut);
    }
    Some(lines)
}

/// Returns copies of the lines in `range`.
fn owned(lines: &[&str], range: Range<usize>) -> impl Iterator<Item = String> {
    lines.get(range).unwrap_or_default().iter().map(|line| (*line).to_owned())
}

/// Lays out the lines with their signs.
pub(super) fn job(lines: &[Line], font: &FontId, visuals: &Visuals) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = (visuals.text_color(), Color32::TRANSPARENT);
    for line in lines {
        let (sign, text, (color, background)) = match line {
            Line::Same(text) => ("  ", text.as_str(), plain),
            Line::Back(text) => ("+ ", text.as_str(), back(visuals.dark_mode)),
            Line::Away(text) => ("- ", text.as_str(), away(visuals.dark_mode)),
            Line::LeftOut => ("…", "", (visuals.weak_text_color(), Color32::TRANSPARENT)),
        };
        let format = TextFormat { background, ..TextFormat::simple(font.clone(), color) };
        job.append(&format!("{sign}{text}\n"), 0.0, format);
    }
    job.wrap.max_width = f32::INFINITY;
    job
}

/// Returns the text and background colours of lines that restoring adds.
fn back(is_dark: bool) -> (Color32, Color32) {
    if is_dark {
        (Color32::from_rgb(140, 222, 156), Color32::from_rgb(24, 50, 32))
    } else {
        (Color32::from_rgb(14, 90, 38), Color32::from_rgb(222, 245, 226))
    }
}

/// Returns the text and background colours of lines that restoring removes.
fn away(is_dark: bool) -> (Color32, Color32) {
    if is_dark {
        (Color32::from_rgb(255, 156, 146), Color32::from_rgb(60, 32, 34))
    } else {
        (Color32::from_rgb(164, 22, 22), Color32::from_rgb(255, 232, 230))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str) -> Line {
        Line::Same(text.to_owned())
    }

    #[test]
    fn what_comes_back_and_what_goes() {
        let now = "a\nb\nc\nd\ne\nf\ng\nh\n";
        let old = "a\nb\nc\nd\nE\nf\ng\nh\n";
        let expected = vec![
            Line::LeftOut,
            same("c"),
            same("d"),
            Line::Away("e".to_owned()),
            Line::Back("E".to_owned()),
            same("f"),
            same("g"),
            Line::LeftOut,
        ];
        assert_eq!(lines(old, now), Some(expected));
    }

    #[test]
    fn beginnings_and_ends() {
        let check = |old: &str, now: &str, expected: &[Line]| {
            assert_eq!(lines(old, now).as_deref(), Some(expected), "{old:?} {now:?}");
        };
        check("", "", &[]);
        check("a\r\n", "a\r\n", &[]);
        check("a\nb", "a\r\nb\n", &[]);
        check("a", "", &[Line::Back("a".to_owned())]);
        check("", "ä\n", &[Line::Away("ä".to_owned())]);
        check("a\n", "b\na\n", &[Line::Away("b".to_owned()), same("a")]);
    }

    #[test]
    fn very_long_programs_are_not_compared() {
        let (old, now) = ("a\n".repeat(MAX_LINES), "b\n".repeat(MAX_LINES));
        assert_eq!(lines(&old, &now), None);
        assert_eq!(lines(&old, &old), Some(Vec::new()));
    }

    #[test]
    fn signs_tell_it_without_colours() {
        let lines = [Line::Back("x".to_owned()), Line::Away("y".to_owned()), same("z"), Line::LeftOut];
        let job = job(&lines, &FontId::monospace(12.0), &Visuals::dark());
        assert_eq!(job.text, "+ x\n- y\n  z\n…\n");
    }
}
