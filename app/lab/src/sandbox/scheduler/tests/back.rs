//! Tests of going back in runs: what comes then is what came before, or what would have come.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::generator;
use super::program::Program;
use super::runs::{Left, walk};
use crate::lab::{Control, LabOutput, LiveCommand, Pace};
use crate::random::Random;
use crate::sandbox::spawn;

/// Steps after which a run is let go, so that none takes too long.
const MAX_WALK: u64 = 1_500;

/// What somebody does at a step.
#[derive(Clone, Debug)]
enum Deed {
    /// Goes back to this step, and step by step to where they were.
    Visit(u64),
    /// Goes back to this step, and on from there.
    GoOnFrom(u64),
    /// Goes on.
    GoOn,
}

/// What is seen at a step: the line, and the console until then.
type Sight = (u32, Vec<String>);

#[derive(Debug, Default)]
struct Walk {
    deeds: BTreeMap<u64, Deed>,
    /// Where somebody goes on, once they are there.
    goes_on_at: Option<u64>,
    /// The step at which it pauses.
    step: Option<u64>,
    can_go_back: bool,
    console: Vec<String>,
    seen: BTreeMap<u64, Sight>,
    visits: usize,
}

/// Walks through a run, and back.
#[derive(Clone, Debug, Default)]
pub(super) struct Walker(Rc<RefCell<Walk>>);

impl Walker {
    fn new(deeds: impl IntoIterator<Item = (u64, Deed)>) -> Self {
        let walk = Walk { deeds: deeds.into_iter().collect(), ..Walk::default() };
        Self(Rc::new(RefCell::new(walk)))
    }

    /// Takes notice of an output.
    pub(super) fn hear(&self, output: LabOutput) {
        let mut walk = self.0.borrow_mut();
        match output {
            LabOutput::Line { text } | LabOutput::Typed { text } => walk.console.push(text),
            LabOutput::Paused { step, line, can_go_back, .. } => {
                (walk.step, walk.can_go_back) = (Some(step), can_go_back);
                walk.see(step, line);
            }
            LabOutput::Restored { step, line, lines, can_go_back, .. } => {
                (walk.step, walk.can_go_back) = (Some(step), can_go_back);
                let kept = walk.console.len() - usize::try_from(lines).unwrap();
                walk.console.truncate(kept);
                walk.see(step, line);
            }
            LabOutput::Resumed => walk.step = None,
            _ => {}
        }
    }
}

impl Walk {
    fn see(&mut self, step: u64, line: u32) {
        let sight = (line, self.console.clone());
        let before = self.seen.entry(step).or_insert_with(|| sight.clone());
        assert_eq!(*before, sight, "at step {step}");
    }

    fn back(&mut self, step: u64, to: u64) -> LiveCommand {
        self.step = None;
        self.visits += 1;
        LiveCommand::Back { lines: step - to }
    }
}

impl Control for Walker {
    fn next_command(&mut self) -> Option<LiveCommand> {
        let mut walk = self.0.borrow_mut();
        let step = walk.step?;
        if walk.goes_on_at == Some(step) {
            return Some(LiveCommand::Pace(Pace::Run));
        }
        match walk.deeds.remove(&step) {
            Some(Deed::Visit(to)) if walk.can_go_back => Some(walk.back(step, to)),
            Some(Deed::GoOnFrom(to)) => {
                assert!(walk.can_go_back || to == step);
                walk.goes_on_at = Some(to);
                Some(if to == step { LiveCommand::Pace(Pace::Run) } else { walk.back(step, to) })
            }
            Some(Deed::GoOn) => Some(LiveCommand::Pace(Pace::Run)),
            Some(Deed::Visit(_)) | None => Some(LiveCommand::Pace(Pace::Step)),
        }
    }
}

/// Returns a trace without lines and variables, of which there are more while somebody steps.
fn events(left: &Left) -> Vec<&str> {
    let is_kept = |entry: &&str| !["\"line\"", "\"changed\""].iter().any(|kind| entry.contains(kind));
    left.trace.lines().filter(is_kept).collect()
}

#[track_caller]
fn compare(seed: u64, program: &Program, found: &Left, expected: &Left) {
    let about = || format!("seed {seed}\n{}", program.source());
    assert_eq!(found.lines, expected.lines, "{}", about());
    assert_eq!(found.end, expected.end, "{}", about());
    assert_eq!(events(found), events(expected), "{}", about());
}

/// Returns the number of visits to the past.
fn check(seeds: impl Iterator<Item = u64>) -> usize {
    let mut visits = 0;
    for seed in seeds {
        let program = generator::program(seed);
        let straight = Walker::new([(MAX_WALK, Deed::GoOn)]);
        let expected = walk(&program, &straight);
        let last = straight.0.borrow().seen.keys().next_back().copied().unwrap();
        let mut random = Random::new(seed);
        let mut place = |least: u64, most: u64| random.between(least as i64, most as i64) as u64;
        let visited = (0..8).map(|_| place(1, last)).collect::<Vec<_>>();
        let visited = visited
            .into_iter()
            .filter(|from| *from < MAX_WALK)
            .map(|from| (from, Deed::Visit(place(1, from))));
        let walker = Walker::new(visited.collect::<Vec<_>>().into_iter().chain([(MAX_WALK, Deed::GoOn)]));
        compare(seed, &program, &walk(&program, &walker), &expected);
        visits += walker.0.borrow().visits;
        let (one, other) = (place(1, last.min(MAX_WALK)), place(1, last.min(MAX_WALK)));
        let (earlier, later) = (one.min(other), one.max(other));
        let at_once = walk(&program, &Walker::new([(earlier, Deed::GoOn)]));
        let afterwards = walk(&program, &Walker::new([(later, Deed::GoOnFrom(earlier))]));
        compare(seed, &program, &afterwards, &at_once);
    }
    visits
}

#[test]
fn runs_go_back_and_come_again_and_go_on() {
    let half = |parity: u64| spawn(move || check((0..60).filter(move |seed| seed % 2 == parity))).unwrap();
    let visits: usize = [half(0), half(1)].map(|thread| thread.join().unwrap()).iter().sum();
    println!("{visits} visits");
    assert!(visits > 200, "too few visits: {visits}");
}
