//! Reads a step's text in one language.

use crate::finding::{Finding, FindingCode};
use crate::pack::StepText;
use crate::reader::markdown::{self, Mark};
use crate::reader::text::Text;

/// Maximum duration of a step, in minutes.
const MAX_MINUTES: u32 = 600;

/// A step's text, with the data that the linter needs.
pub(crate) struct TextRead {
    pub text: StepText,
    /// Elements that the linter checks, each with its line.
    pub marks: Vec<(u32, Mark)>,
    pub minutes_line: u32,
}

/// Reads a step's text.
///
/// # Errors
/// The findings, if it cannot be used.
pub(crate) fn read(text: Text<'_>) -> Result<TextRead, Vec<Finding>> {
    let mut findings = Vec::new();
    let front = front(text, &mut findings);
    // Normalized, so that lines are counted alike with any line ending.
    let body = front.rest.replace("\r\n", "\n");
    match markdown::read(text.file, &body, front.lines) {
        Ok(read) if findings.is_empty() => Ok(TextRead {
            text: StepText {
                title: front.title,
                minutes: front.minutes,
                blocks: read.blocks,
                hints: read.hints,
            },
            marks: read.marks,
            minutes_line: front.minutes_line,
        }),
        Ok(_) => Err(findings),
        Err(more) => {
            findings.extend(more);
            Err(findings)
        }
    }
}

/// The front matter of a text.
#[derive(Default)]
struct Front<'a> {
    title: String,
    minutes: u32,
    minutes_line: u32,
    rest: &'a str,
    /// Number of lines before the body.
    lines: u32,
}

fn front<'a>(text: Text<'a>, findings: &mut Vec<Finding>) -> Front<'a> {
    let mut front = Front { rest: text.text, ..Front::default() };
    let mut line = 0;
    let mut next = |front: &mut Front<'a>| {
        line += 1;
        let (first, rest) = front.rest.split_once('\n')?;
        front.rest = rest;
        front.lines = line;
        Some((line, first.trim_end()))
    };
    let finding = |code, line| Finding::new(code, text.file).at(line);
    if next(&mut front).is_none_or(|(_, first)| first != "---") {
        findings.push(finding(FindingCode::FrontMissing, 1));
        return Front { rest: text.text, ..Front::default() };
    }
    let mut minutes = None;
    loop {
        let Some((line, entry)) = next(&mut front) else {
            findings.push(finding(FindingCode::FrontMissing, 1));
            return front;
        };
        match entry.split_once(':').map(|(key, value)| (key.trim(), value.trim())) {
            _ if entry == "---" => break,
            _ if entry.trim().is_empty() => {}
            Some(("title", title)) => title.clone_into(&mut front.title),
            Some(("minutes", value)) => {
                front.minutes_line = line;
                minutes = Some(value.parse().ok().filter(|minutes| (1..=MAX_MINUTES).contains(minutes)));
            }
            _ => {
                let entry: String = entry.chars().take(60).collect();
                findings.push(finding(FindingCode::FrontLine, line).with("text", entry));
            }
        }
    }
    if front.title.is_empty() {
        findings.push(finding(FindingCode::TitleMissing, 1));
    }
    match minutes {
        Some(Some(minutes)) => front.minutes = minutes,
        Some(None) => findings.push(finding(FindingCode::Minutes, front.minutes_line)),
        None => findings.push(finding(FindingCode::Minutes, 1)),
    }
    front
}
