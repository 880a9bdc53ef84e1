//! Tests that generated programs run as the [model](super::model) predicts, the same again on a thread that
//! has other work, and the same in a replay.

use std::env;

use super::generator;
use super::model::{Costs, Prediction, predict};
use super::program::{Program, Statement};
use super::runs::{Left, replay, run_in_turns, run_program};
use crate::sandbox::spawn;

/// Costs between which the true ones are: steps cost little, and the clock learns of work a bit later.
///
/// For each: of a step, work unseen, and a seed.
const COSTS: [(u64, u64, u64); 9] = [
    (0, 0, 1),
    (0, 255, 0),
    (4, 255, 0),
    (12, 255, 0),
    (3, 0, 2),
    (3, 255, 3),
    (7, 128, 4),
    (7, 255, 5),
    (12, 255, 6),
];

/// Deviation of times that depend on costs, in microseconds.
const TOLERANCE_US: u64 = 2_000;

/// Counts of programs.
#[derive(Debug, Default)]
struct Survey {
    programs: usize,
    /// Those whose order does not depend on what operations cost.
    judged: usize,
    /// Those of them whose times are known to the microsecond.
    exact: usize,
    /// Those in which fibers had their shares.
    shared: usize,
    /// Those that differ after a moment in which costs decide.
    rough: usize,
    lines: usize,
}

impl Survey {
    fn add(&mut self, other: &Self) {
        self.programs += other.programs;
        self.judged += other.judged;
        self.exact += other.exact;
        self.shared += other.shared;
        self.rough += other.rough;
        self.lines += other.lines;
    }
}

/// Returns the operations of a round of a loop that computes.
fn round_us() -> u64 {
    let operations = |rounds| {
        let main = vec![Statement::Compute(rounds)];
        run_program(&Program { main, end_us: 60_000_000, ..Program::default() }).operations()
    };
    let (few, many) = (operations(10_000), operations(110_000));
    (many - few + 50_000) / 100_000
}

/// The predictions for all costs: the first, and the least and greatest time of each line. `None` if they differ in
/// more than time.
fn prediction(program: &Program, round_us: u64) -> Option<(Prediction, Vec<(u64, u64)>)> {
    let all = COSTS
        .map(|(step_us, unseen_us, seed)| predict(program, Costs { step_us, round_us, unseen_us, seed }));
    let mut times: Vec<(u64, u64)> = all[0].lines.iter().map(|(at_us, _)| (*at_us, *at_us)).collect();
    for other in &all[1..] {
        let texts = |prediction: &Prediction| -> Vec<String> {
            prediction.lines.iter().map(|(_, text)| text.clone()).collect()
        };
        if other.end != all[0].end || texts(other) != texts(&all[0]) {
            return None;
        }
        for ((least, greatest), (at_us, _)) in times.iter_mut().zip(&other.lines) {
            *least = (*least).min(*at_us);
            *greatest = (*greatest).max(*at_us);
        }
    }
    let close_us = all.iter().filter_map(|prediction| prediction.close_us).min();
    let [mut first, ..] = all;
    first.close_us = close_us;
    Some((first, times))
}

/// Returns the predicted time of the first difference between a run and its prediction, and describes it.
fn difference(
    seed: u64,
    program: &Program,
    left: &Left,
    expected: &Prediction,
    times: &[(u64, u64)],
) -> Option<(u64, String)> {
    let differs = |index: usize| {
        let (found_us, found) = &left.lines[index];
        let (least, greatest) = times[index];
        let is_exact = least == greatest && !expected.computes;
        let tolerance_us = if is_exact { 0 } else { TOLERANCE_US };
        let is_near = least <= found_us + tolerance_us && *found_us <= greatest + tolerance_us;
        *found != expected.lines[index].1 || !is_near
    };
    let found = (0..left.lines.len().min(expected.lines.len())).find(|index| differs(*index));
    let is_longer = left.lines.len() != expected.lines.len() || left.end != expected.end;
    let index = found.or(is_longer.then(|| left.lines.len().min(expected.lines.len())))?;
    let about = format!(
        "seed {seed}, ends {:?} after {} us, predicted {:?}\npresses {:?}\nlines {:?}\n{}after {:?}: {:?}, predicted {:?}",
        left.end,
        program.end_us,
        expected.end,
        program.presses,
        program.lines,
        program.source(),
        &left.lines[index.saturating_sub(6)..index],
        left.lines.get(index),
        expected.lines.get(index),
    );
    Some((expected.lines.get(index).map_or(program.end_us, |(at_us, _)| *at_us), about))
}

fn check(seeds: impl Iterator<Item = u64>) -> Survey {
    let round_us = round_us();
    let mut survey = Survey::default();
    for seed in seeds {
        let program = generator::program(seed);
        let left = run_program(&program);
        survey.programs += 1;
        survey.lines += left.lines.len();
        if let Some((expected, times)) = prediction(&program, round_us) {
            if let Some((at_us, about)) = difference(seed, &program, &left, &expected, &times) {
                // What an operation costs may have decided before.
                assert!(
                    expected.close_us.is_some_and(|close_us| close_us <= at_us + TOLERANCE_US),
                    "{about}"
                );
                survey.rough += 1;
            }
            survey.judged += 1;
            let is_exact = !expected.computes && times.iter().all(|(least, greatest)| least == greatest);
            survey.exact += usize::from(is_exact);
            survey.shared += usize::from(expected.shares > 0);
        }
        let again = run_in_turns(&program);
        assert_eq!(again.trace, left.trace, "seed {seed} runs differently again:\n{}", program.source());
        let replayed = replay(&program, &left.records);
        assert_eq!(replayed.difference, None, "seed {seed}:\n{}", program.source());
        assert_eq!((replayed.lines, replayed.end), (left.lines, left.end), "seed {seed} replayed");
    }
    survey
}

/// Checks the programs of seeds, on two threads.
fn survey(seeds: std::ops::Range<u64>) -> Survey {
    let half = |parity| {
        let seeds = seeds.clone().filter(move |seed| seed % 2 == parity);
        spawn(move || check(seeds)).unwrap()
    };
    let mut all = Survey::default();
    for thread in [half(0), half(1)] {
        all.add(&thread.join().unwrap());
    }
    all
}

#[track_caller]
fn expect_order(survey: &Survey) {
    println!("{survey:?}");
    let at_least = |count: usize, percent| count * 100 >= survey.programs * percent;
    assert!(at_least(survey.judged, 70), "too few programs are judged: {survey:?}");
    assert!(at_least(survey.exact, 40), "too few times are known: {survey:?}");
    assert!(at_least(survey.shared, 8), "too few fibers have shares: {survey:?}");
    assert!(survey.rough * 200 <= survey.programs, "too many differ: {survey:?}");
}

#[test]
fn five_hundred_programs_run_in_order() {
    expect_order(&survey(0..500));
}

#[test]
#[ignore = "by hand: DIGILAB_PROGRAMS=200000"]
fn many_programs_run_in_order() {
    let count = env::var("DIGILAB_PROGRAMS").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    expect_order(&survey(500..500 + count));
}

#[test]
#[ignore = "by hand: DIGILAB_SEED=1"]
fn a_program_is_shown() {
    let seed = env::var("DIGILAB_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_default();
    let program = generator::program(seed);
    println!("{}\n{:?}\n{:?}", program.source(), program.presses, program.lines);
}
