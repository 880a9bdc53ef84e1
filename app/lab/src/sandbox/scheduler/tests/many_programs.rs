//! Tests that generated programs run as the [model](super::model) predicts, the same again on a thread that
//! has other work, and the same in a replay.

use std::env;

use super::generator;
use super::model::{Costs, Prediction, predict};
use super::program::{Program, Statement};
use super::runs::{Left, replay, run_in_turns, run_program};
use crate::sandbox::spawn;

/// Costs between which the true ones are: steps cost little, and the clock learns of work a bit later.
const COSTS: [(u64, u64); 8] = [(0, 0), (0, 255), (3, 0), (3, 255), (5, 255), (7, 128), (7, 255), (12, 255)];

/// Deviation of times that depend on costs, in microseconds.
const TOLERANCE_US: u64 = 5_000;

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
    lines: usize,
}

impl Survey {
    fn add(&mut self, other: &Self) {
        self.programs += other.programs;
        self.judged += other.judged;
        self.exact += other.exact;
        self.shared += other.shared;
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
    let mut seed = 0;
    let all = COSTS.map(|(step_us, unseen_us)| {
        seed += 1;
        predict(program, Costs { step_us, round_us, unseen_us, seed })
    });
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
    let [first, ..] = all;
    Some((first, times))
}

/// Fails if a program runs otherwise than predicted.
fn compare(seed: u64, program: &Program, left: &Left, expected: &Prediction, times: &[(u64, u64)]) {
    let about = || {
        format!(
            "seed {seed}, ends {:?} after {} us\npresses {:?}\nlines {:?}\n{}",
            left.end,
            program.end_us,
            program.presses,
            program.lines,
            program.source()
        )
    };
    for (index, (found, predicted)) in left.lines.iter().zip(&expected.lines).enumerate() {
        let before = &left.lines[index.saturating_sub(6)..index];
        assert!(found.1 == predicted.1, "{}after {before:?}: {found:?}, predicted {predicted:?}", about());
        let (least, greatest) = times[index];
        let is_exact = least == greatest && !expected.computes;
        let tolerance_us = if is_exact { 0 } else { TOLERANCE_US };
        let is_near = least <= found.0 + tolerance_us && found.0 <= greatest + tolerance_us;
        assert!(is_near, "{}after {before:?}: {found:?}, predicted {least}..={greatest}", about());
    }
    assert_eq!(left.lines.len(), expected.lines.len(), "{}predicted {:?}", about(), expected.lines);
    assert_eq!(left.end, expected.end, "{}", about());
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
            compare(seed, &program, &left, &expected, &times);
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

#[test]
fn five_hundred_programs_run_in_order() {
    let survey = survey(0..500);
    println!("{survey:?}");
    assert!(survey.judged * 100 >= survey.programs * 70, "too few programs are judged: {survey:?}");
    assert!(survey.exact * 100 >= survey.programs * 40, "too few times are known: {survey:?}");
    assert!(survey.shared * 100 >= survey.programs * 8, "too few fibers have shares: {survey:?}");
}

#[test]
#[ignore = "by hand: DIGILAB_PROGRAMS=200000"]
fn many_programs_run_in_order() {
    let count = env::var("DIGILAB_PROGRAMS").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    println!("{:?}", survey(500..500 + count));
}

#[test]
#[ignore = "by hand: DIGILAB_SEED=1"]
fn a_program_is_shown() {
    let seed = env::var("DIGILAB_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_default();
    let program = generator::program(seed);
    println!("{}\n{:?}\n{:?}", program.source(), program.presses, program.lines);
}
