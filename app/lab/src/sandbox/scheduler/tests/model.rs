//! A model of the order in which fibers run. It knows these rules, and nothing of the machine:
//!
//! - Time is the lab's: it passes when the lab *looks*, in every wait, and in a call when a millisecond has passed since
//!   the last look. What a program does between two looks happens at the same time.
//! - Fibers are numbered as they begin: the main program, then the calls of handlers. One runs at a time, until it
//!   waits, ends, or has had its share of operations; those that can go on stand in a queue.
//! - At each turn, first those whose waits are over join the queue: those that waited for a time in the order of their
//!   times, the others at the time of the look; at the same time, the one with the lower number comes first. Then come
//!   the calls of handlers that are due, in the order in which the handlers were defined. Then comes the one that had
//!   its share.
//! - A handler has one call at a time. An event waits for it, up to 64; a timer that missed ticks ticks once, and then
//!   at its next multiple; a `forever` begins its next round when the last one has ended, a millisecond after its
//!   beginning at the earliest.
//! - Typed lines go to those who ask in the order in which they began to ask.
//! - The run ends with the main program and its handlers, with `exit()` and with a mistake anywhere, or at its time
//!   limit.
//!
//! What an operation costs is not a rule: a prediction is made for several costs, and counts if they do not matter.

use std::collections::{BTreeMap, VecDeque};

use digilab_devices::command::Button;

use super::board::{COMMAND_US, READING_US};
use super::program::{Occasion, Program};
use super::steps::{Step, steps};
use crate::random::Random;
use crate::sandbox::scheduler::SHARE;

/// Time after which a call looks at the clock.
const LOOK_US: u64 = 1_000;

/// Time from one round of a `forever` to the next, at least.
const ROUND_US: u64 = 1_000;

/// Time within which it depends on costs what comes first.
const CLOSE_US: u64 = 300;

/// Events that can wait for a handler.
const MAX_EVENTS: usize = 64;

/// Costs of what a program does, in microseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Costs {
    /// Of a step that does not compute.
    pub step_us: u64,
    /// Of a round of a loop that computes.
    pub round_us: u64,
    /// Greatest work that the clock does not know of yet. How much it is changes from look to look.
    pub unseen_us: u64,
    /// Seed of these changes. With 0, the clock learns of as much work after each time that nothing ran.
    pub seed: u64,
}

/// End of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Done,
    Failed,
    TimeOver,
}

/// The lines that a program prints, each with its time in microseconds, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Prediction {
    pub lines: Vec<(u64, String)>,
    pub end: End,
    /// Number of times a fiber had its share.
    pub shares: usize,
    /// True if a loop computed: then the times are rough.
    pub computes: bool,
    /// First time at which a loop had computed and a wait was nearly over, or had just been.
    pub close_us: Option<u64>,
}

/// Predicts a program's run.
pub(super) fn predict(program: &Program, costs: Costs) -> Prediction {
    let handlers = program.handlers.iter().map(|handler| Handler {
        occasion: handler.occasion,
        steps: steps(program, &handler.body),
        next_us: 0,
        events: 0,
        is_running: false,
    });
    let mut model = Model {
        costs,
        random: Random::new(costs.seed),
        unseen_us: 0,
        clock_us: 0,
        now_us: 0,
        end_us: program.end_us,
        presses: program.presses.clone().into(),
        lines: program.lines.clone().into(),
        events: Vec::new(),
        typed: VecDeque::new(),
        to_define: handlers.collect(),
        handlers: Vec::new(),
        fibers: BTreeMap::new(),
        begun: 0,
        queue: VecDeque::new(),
        spent: None,
        asked: 0,
        total: 0,
        reading_at_us: None,
        printed: Vec::new(),
        shares: 0,
        computes: false,
        close_us: None,
    };
    model.begin(steps(program, &program.main), None);
    let end = loop {
        if let Err(end) = model.turn() {
            break end;
        }
    };
    Prediction {
        lines: model.printed,
        end,
        shares: model.shares,
        computes: model.computes,
        close_us: model.close_us,
    }
}

#[derive(Debug)]
struct Handler {
    occasion: Occasion,
    steps: Vec<Step>,
    next_us: u64,
    events: usize,
    is_running: bool,
}

/// What a fiber waits for.
#[derive(Clone, Debug)]
enum Wait {
    Time(u64),
    /// An answer of the board, which it sends at this time.
    Board(u64),
    /// A line: its place among those that ask, and the name that it is printed with.
    Line(u64, String),
}

#[derive(Debug)]
struct Fiber {
    steps: VecDeque<Step>,
    handler: Option<usize>,
    wait: Option<Wait>,
    /// The shared counter when it was read.
    seen: i64,
}

struct Model {
    costs: Costs,
    random: Random,
    /// Work that the clock does not know of yet.
    unseen_us: u64,
    clock_us: u64,
    /// Time of the last look.
    now_us: u64,
    end_us: u64,
    presses: VecDeque<(u64, Button)>,
    lines: VecDeque<(u64, String)>,
    /// Presses that were seen.
    events: Vec<Button>,
    /// Lines that were seen.
    typed: VecDeque<String>,
    to_define: Vec<Handler>,
    /// Defined handlers, by their number in the program, in the order of their definitions.
    handlers: Vec<Handler>,
    fibers: BTreeMap<usize, Fiber>,
    begun: usize,
    queue: VecDeque<usize>,
    spent: Option<usize>,
    asked: u64,
    total: i64,
    reading_at_us: Option<u64>,
    printed: Vec<(u64, String)>,
    shares: usize,
    computes: bool,
    close_us: Option<u64>,
}

type Result = std::result::Result<(), End>;

impl Model {
    fn begin(&mut self, steps: Vec<Step>, handler: Option<usize>) {
        self.fibers.insert(self.begun, Fiber { steps: steps.into(), handler, wait: None, seen: 0 });
        self.queue.push_back(self.begun);
        self.begun += 1;
    }

    fn turn(&mut self) -> Result {
        for button in std::mem::take(&mut self.events) {
            for handler in &mut self.handlers {
                if matches!(handler.occasion, Occasion::Press(wanted) if wanted == button) {
                    handler.events = (handler.events + 1).min(MAX_EVENTS);
                }
            }
        }
        self.wake()?;
        self.call_handlers();
        self.queue.extend(self.spent.take());
        match self.queue.pop_front() {
            Some(number) => self.run(number),
            None if self.fibers.is_empty() && self.handlers.is_empty() => Err(End::Done),
            None => self.wait(),
        }
    }

    fn wake(&mut self) -> Result {
        let mut woken = Vec::new();
        let mut asking = Vec::new();
        for (number, fiber) in &mut self.fibers {
            match fiber.wait {
                Some(Wait::Time(at_us)) if at_us <= self.now_us => woken.push((at_us, *number)),
                Some(Wait::Board(at_us)) if at_us <= self.now_us => woken.push((self.now_us, *number)),
                Some(Wait::Line(place, _)) => asking.push((place, *number)),
                _ => {}
            }
        }
        asking.sort_unstable();
        let now_us = self.now_us;
        for (_, number) in asking {
            self.glance()?;
            let Some(line) = self.typed.pop_front() else { break };
            let fiber = self.fibers.get_mut(&number).unwrap();
            if let Some(Wait::Line(_, name)) = &fiber.wait {
                fiber.steps.push_front(Step::Print(format!("{name} {line}")));
            }
            woken.push((now_us, number));
        }
        woken.sort_unstable();
        for (_, number) in woken {
            self.fibers.get_mut(&number).unwrap().wait = None;
            self.queue.push_back(number);
        }
        Ok(())
    }

    fn call_handlers(&mut self) {
        let now_us = self.now_us;
        for number in 0..self.handlers.len() {
            let handler = &mut self.handlers[number];
            let is_due = match handler.occasion {
                Occasion::Forever | Occasion::Every(_) => handler.next_us <= now_us,
                Occasion::Press(_) => handler.events > 0,
            };
            if handler.is_running || !is_due {
                continue;
            }
            match handler.occasion {
                Occasion::Forever => handler.next_us = now_us + ROUND_US,
                Occasion::Every(ms) => {
                    while handler.next_us <= now_us {
                        handler.next_us += ms * 1000;
                    }
                }
                Occasion::Press(_) => handler.events -= 1,
            }
            handler.is_running = true;
            let steps = handler.steps.clone();
            self.begin(steps, Some(number));
        }
    }

    fn run(&mut self, number: usize) -> Result {
        let mut left_us = SHARE;
        loop {
            let fiber = self.fibers.get_mut(&number).unwrap();
            let Some(step) = fiber.steps.pop_front() else {
                if let Some(handler) = self.fibers.remove(&number).and_then(|fiber| fiber.handler) {
                    self.handlers[handler].is_running = false;
                }
                return Ok(());
            };
            let mut cost_us = self.costs.step_us;
            if let Step::Compute { rounds } = step {
                self.computes = true;
                let possible = u64::try_from(left_us).unwrap() / self.costs.round_us + 1;
                let done = u64::from(rounds).min(possible);
                cost_us = done * self.costs.round_us;
                let rest = rounds - u32::try_from(done).unwrap();
                if rest > 0 {
                    fiber.steps.push_front(Step::Compute { rounds: rest });
                }
            }
            if let Some(wait) = self.step(number, step)? {
                self.fibers.get_mut(&number).unwrap().wait = Some(wait);
                return Ok(());
            }
            self.clock_us += cost_us;
            if self.seen_us() >= self.end_us {
                return Err(End::TimeOver);
            }
            left_us -= i64::try_from(cost_us).unwrap();
            if left_us < 0 {
                self.shares += 1;
                self.spent = Some(number);
                if self.fibers.len() > 1 || !self.handlers.is_empty() {
                    self.glance()?;
                }
                return Ok(());
            }
        }
    }

    fn step(&mut self, number: usize, step: Step) -> std::result::Result<Option<Wait>, End> {
        match step {
            Step::Work | Step::Compute { .. } => {}
            Step::Print(text) => self.print(text)?,
            Step::Sleep { us } => {
                self.glance()?;
                return Ok(Some(Wait::Time(self.now_us + us)));
            }
            Step::Remember => self.fibers.get_mut(&number).unwrap().seen = self.total,
            Step::Write => {
                self.total = self.fibers[&number].seen + 1;
                self.print(format!("t{}", self.total))?;
            }
            Step::Line(name) => {
                self.asked += 1;
                return Ok(Some(Wait::Line(self.asked, name)));
            }
            Step::Command => {
                self.glance()?;
                return Ok(Some(Wait::Board(self.now_us + COMMAND_US)));
            }
            Step::Read => {
                self.glance()?;
                let at_us = *self.reading_at_us.get_or_insert(self.now_us + READING_US);
                return Ok((at_us > self.now_us).then_some(Wait::Board(at_us)));
            }
            Step::Handle(definition) => {
                self.glance()?;
                let definition = &self.to_define[definition];
                let period_us = if let Occasion::Every(ms) = definition.occasion { ms * 1000 } else { 0 };
                self.handlers.push(Handler {
                    occasion: definition.occasion,
                    steps: definition.steps.clone(),
                    next_us: self.now_us + period_us,
                    events: 0,
                    is_running: false,
                });
            }
            Step::Exit => return Err(End::Done),
            Step::Fail => return Err(End::Failed),
        }
        Ok(None)
    }

    fn print(&mut self, text: String) -> Result {
        self.glance()?;
        self.printed.push((self.now_us, text));
        Ok(())
    }

    /// Waits until something can go on.
    fn wait(&mut self) -> Result {
        let mut times = Vec::new();
        let mut is_asking = false;
        for fiber in self.fibers.values() {
            match fiber.wait {
                Some(Wait::Time(at_us) | Wait::Board(at_us)) => times.push(at_us),
                Some(Wait::Line(..)) => is_asking = true,
                None => {}
            }
        }
        for handler in self.handlers.iter().filter(|handler| !handler.is_running) {
            if !matches!(handler.occasion, Occasion::Press(_)) {
                times.push(handler.next_us);
            }
        }
        loop {
            self.look()?;
            let is_over = times.iter().any(|at_us| *at_us <= self.now_us);
            if is_over || !self.events.is_empty() || is_asking && !self.typed.is_empty() {
                return Ok(());
            }
            let inputs = self.presses.front().map(|(at_us, _)| *at_us).into_iter();
            let inputs = inputs.chain(self.lines.front().map(|(at_us, _)| *at_us));
            let next_us = inputs.chain(times.iter().copied()).chain([self.end_us]).min().unwrap();
            if self.costs.seed == 0 {
                self.unseen_us = self.costs.unseen_us;
            }
            self.clock_us = self.clock_us.max(next_us + self.unseen_us);
        }
    }

    /// Looks if the last look is long enough ago.
    fn glance(&mut self) -> Result {
        if self.seen_us() - self.now_us >= LOOK_US { self.look() } else { Ok(()) }
    }

    fn look(&mut self) -> Result {
        self.now_us = self.seen_us();
        let has_unseen = self.costs.seed > 0 && self.random.between(0, 1) == 1;
        self.unseen_us = if has_unseen { self.costs.unseen_us } else { 0 };
        if self.computes && self.close_us.is_none() && self.is_close() {
            self.close_us = Some(self.now_us);
        }
        while let Some((_, button)) = self.presses.pop_front_if(|(at_us, _)| *at_us <= self.now_us) {
            self.events.push(button);
        }
        while let Some((_, line)) = self.lines.pop_front_if(|(at_us, _)| *at_us <= self.now_us) {
            self.typed.push_back(line);
        }
        if self.now_us >= self.end_us { Err(End::TimeOver) } else { Ok(()) }
    }

    /// True if something happens at nearly this time.
    fn is_close(&self) -> bool {
        let waits = self.fibers.values().filter_map(|fiber| match fiber.wait {
            Some(Wait::Time(at_us) | Wait::Board(at_us)) => Some(at_us),
            _ => None,
        });
        let inputs = [self.presses.front().map(|input| input.0), self.lines.front().map(|input| input.0)]
            .into_iter()
            .flatten();
        let times = waits.chain(self.handlers.iter().map(|handler| handler.next_us)).chain(inputs);
        let mut gaps = times.map(|at_us| at_us.abs_diff(self.now_us));
        gaps.any(|gap_us| 0 < gap_us && gap_us < CLOSE_US)
    }

    /// Returns the time that the clock shows.
    fn seen_us(&self) -> u64 {
        self.clock_us.saturating_sub(self.unseen_us).max(self.now_us)
    }
}
