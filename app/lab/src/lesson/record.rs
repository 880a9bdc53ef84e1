//! A scenario's run, kept so that it can be looked at again.

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

/// States and lines of the console that are kept of each kind.
const MAX_STATES: usize = 5_000;
/// Points of the plot, and lines of the script, that are kept of each kind.
const MAX_POINTS: usize = 20_000;
/// Letters of the console that are kept, in bytes.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// What a scenario's run left. Times are microseconds since the script's first line; everything is in its order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// The board it ran on.
    pub kind: BoardKind,
    /// When the scenario was to end.
    pub end_us: u64,
    /// When the script was over, if it was over by itself or by a mistake.
    pub ended_us: Option<u64>,
    /// The mistake that ended the script.
    pub mistake: Option<Mistake>,
    /// What the board looked like from a time on. The first one is from 0.
    pub states: Vec<(u64, BoardState)>,
    /// The console, line by line.
    pub lines: Vec<(u64, String)>,
    /// The plot: curve and value.
    pub points: Vec<(u64, String, f64)>,
    /// What the check did to the board.
    pub inputs: Vec<(u64, Said)>,
    /// Which line of the script ran from a time on, from 1.
    pub script_lines: Vec<(u64, u32)>,
    /// Whether only a part of it is here: what is nearest to the first thing that was not as expected.
    pub is_cut: bool,
}

/// Runs a scenario again as [`check`](super::check) ran it, and keeps what it left.
///
/// # Arguments
/// - `request`: the one that was checked.
/// - `scenario`: which of the report's scenarios, from 0.
/// - `is_time_over`: as for [`check`](super::check).
///
/// # Errors
/// Why there is nothing to look at; the report says the same.
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
    /// Whether anything was left out.
    is_cut: bool,
}

/// So many of a list, so that most of them are before a time and some behind it.
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
