//! Records a scenario's run, for viewing it again.

use std::rc::Rc;

use digilab_devices::board::{BoardKind, BoardState};
use serde::{Deserialize, Serialize};

use super::check::{CheckRequest, mixed, scenarios};
use super::check_error::{CheckError, CheckErrorCode};
use super::observed::Seen;
use super::phrase::Said;
use super::plan::Plan;
use super::run::Keep;
use super::{input_phrase, judge, plan, run};
use crate::mistakes::Mistake;

/// Maximum number of states, and of console lines.
const MAX_STATES: usize = 5_000;
/// Maximum number of plot points, and of script lines.
const MAX_POINTS: usize = 20_000;
/// Maximum size of the console's text, in bytes.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// Recording of a scenario's run. Times are microseconds since the script's first line; all lists are ordered by
/// time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// Kind of board it ran on.
    pub kind: BoardKind,
    /// Time at which the scenario was to end.
    pub end_us: u64,
    /// Time at which the script ended by itself or by a mistake, if it did.
    pub ended_us: Option<u64>,
    /// The mistake that ended the script.
    pub mistake: Option<Mistake>,
    /// Visible states of the board, each with the time since when. The first one is from 0.
    pub states: Vec<(u64, BoardState)>,
    /// Lines of the console, with their times.
    pub lines: Vec<(u64, String)>,
    /// Points of the plot: time, curve and value.
    pub points: Vec<(u64, String, f64)>,
    /// Inputs of the check to the board, with their times.
    pub inputs: Vec<(u64, Said)>,
    /// Lines of the script, from 1, each with the time at which it began.
    pub script_lines: Vec<(u64, u32)>,
    /// True if only a part is kept: the part around the first failure.
    pub is_cut: bool,
}

/// Repeats a scenario as [`check`](super::check) ran it, and records it.
///
/// # Arguments
/// - `request`: the request of the check.
/// - `scenario`: index of the scenario in the report, from 0.
/// - `is_time_over`: as for [`check`](super::check).
///
/// # Errors
/// The check error that the report has, too, if there is nothing to record.
pub fn record(
    request: &CheckRequest<'_>,
    scenario: usize,
    is_time_over: Rc<dyn Fn() -> bool>,
) -> Result<Recording, CheckError> {
    let (number, scenario) =
        scenarios(request).nth(scenario).ok_or_else(|| CheckError::new(CheckErrorCode::NothingToSee))?;
    let seed = mixed(request.seed, number);
    let drawn = plan::draw(scenario, seed)?;
    let plan = Plan::new(request.check, scenario, request.board, &drawn)?;
    if is_time_over() {
        return Err(CheckError::new(CheckErrorCode::OutOfTime));
    }
    let run = run::run(request.script, &plan, mixed(seed, 0), Keep::ScriptLines, is_time_over)?;
    let verdicts = plan.expectations.iter().map(|expectation| judge::verdict(expectation, &run));
    let failed = verdicts.filter(|verdict| !verdict.passed).find_map(|verdict| verdict.at_us);
    let around_us = failed.or(run.ended_us).unwrap_or(plan.end_us);
    let mut states = nearest(run.states, MAX_STATES, |state| state.0, around_us);
    if let Some(state) = states.kept.first_mut() {
        state.0 = 0;
    }
    let mut lines = nearest(run.lines, MAX_STATES, |line| line.0, around_us);
    let mut bytes = 0;
    let all_lines = lines.kept.len();
    lines.kept.retain(|(_, line)| {
        bytes += line.len();
        bytes <= MAX_TEXT_BYTES
    });
    let points = nearest(run.points, MAX_POINTS, |point| point.0, around_us);
    let script_lines = nearest(run.script_lines, MAX_POINTS, |line| line.0, around_us);
    let deeds = plan.inputs.iter().map(|(at_us, input)| (*at_us, input_phrase::of_input(plan.kind, input)));
    let typed = plan.lines.iter().map(|(at_us, text)| (*at_us, input_phrase::of_line(text)));
    let mut inputs: Vec<_> = deeds.chain(typed).collect();
    inputs.sort_by_key(|(at_us, _)| *at_us);
    let inputs = nearest(inputs, MAX_STATES, |input| input.0, around_us);
    Ok(Recording {
        kind: plan.kind,
        end_us: plan.end_us,
        ended_us: run.ended_us,
        mistake: run.mistake,
        is_cut: lines.kept.len() < all_lines
            || states.is_cut
            || lines.is_cut
            || points.is_cut
            || script_lines.is_cut
            || inputs.is_cut,
        states: states.kept.into_iter().map(|(at_us, seen)| (at_us, whole(seen))).collect(),
        lines: lines.kept,
        points: points.kept,
        inputs: inputs.kept,
        script_lines: script_lines.kept,
    })
}

/// A part of a list.
struct Part<T> {
    kept: Vec<T>,
    /// True if anything was left out.
    is_cut: bool,
}

/// Keeps at most `most` items of a list, most of them before a time and some after it.
fn nearest<T>(all: Vec<T>, most: usize, at_us: impl Fn(&T) -> u64, around_us: u64) -> Part<T> {
    if all.len() <= most {
        return Part { kept: all, is_cut: false };
    }
    let middle = all.partition_point(|one| at_us(one) <= around_us);
    let first = middle.saturating_sub(most / 4 * 3).min(all.len() - most);
    Part { kept: all.into_iter().skip(first).take(most).collect(), is_cut: true }
}

fn whole(seen: Seen) -> BoardState {
    let Seen { leds, tone_hz, pins, pixels } = seen;
    BoardState { leds, pins: (*pins).clone(), tone_hz, pixels: (*pixels).clone() }
}
