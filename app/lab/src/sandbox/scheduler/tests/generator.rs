//! Makes random programs of two to eight fibers, with presses and typed lines.

use digilab_devices::command::Button;

use super::program::{Block, Each, Handler, Mistake, Occasion, Program, Statement};
use super::steps;
use crate::random::Random;

/// Sleeps in milliseconds. Many are equal, or multiples of each other: what happens at the same time has an order.
const SLEEPS_MS: [u64; 12] = [0, 1, 2, 5, 5, 10, 10, 10, 20, 30, 50, 120];

/// Rounds of loops that compute: within a share, about one, and several. None ends close to the end of a share or to
/// a look at the clock.
const ROUNDS: [u32; 4] = [400, 700, 1_500, 2_800];

/// Periods of timers in milliseconds.
const PERIODS_MS: [u64; 6] = [3, 10, 10, 20, 50, 70];

/// Maximum number of steps of a fiber.
const MAX_STEPS: usize = 300;

/// Presses in a row that are more than can wait.
const BURST: i64 = 70;

/// Makes the program of a seed.
pub(super) fn program(seed: u64) -> Program {
    let mut random = Random::new(seed);
    let computes = random.between(0, 2) == 0;
    let mut generator = Generator { random, program: Program::default(), names: 0, blocks: 0, computes };
    generator.program();
    generator.program
}

struct Generator {
    random: Random,
    program: Program,
    /// Number of names used so far.
    names: u32,
    /// Number of blocks around the statement that is being made.
    blocks: usize,
    /// True if there are loops that compute: then times are known only roughly.
    computes: bool,
}

impl Generator {
    fn program(&mut self) {
        for _ in 0..self.random.between(0, 3) {
            let body = self.fitting(|generator| generator.block(1, 3));
            self.program.functions.push(body);
        }
        // What computes makes the times rough, and with many fibers their order, too.
        let fibers = self.random.between(2, if self.computes { 4 } else { 8 });
        for _ in 1..fibers {
            let handler = self.handler();
            self.program.handlers.push(handler);
        }
        self.program.end_us = self.one_of(&[100_500, 200_500, 400_500]);
        self.program.main = self.fitting(Self::main);
        self.presses();
        self.lines();
    }

    /// Makes a block again until it is short enough.
    fn fitting(&mut self, make: impl Fn(&mut Self) -> Block) -> Block {
        loop {
            let block = make(self);
            if steps::steps(&self.program, &block).len() <= MAX_STEPS {
                return block;
            }
        }
    }

    fn main(&mut self) -> Block {
        let mut main = self.block(0, 2);
        for number in 0..self.program.handlers.len() {
            main.push(Statement::Handle(number));
            if self.chance(25) {
                main.extend(self.block(1, 2));
            }
        }
        // Often the handlers go on alone.
        if self.chance(60) {
            main.extend(self.block(1, 6));
        }
        if self.chance(10) {
            main.push(if self.chance(50) { Statement::Exit } else { Statement::Fail });
        }
        main
    }

    fn handler(&mut self) -> Handler {
        let occasion = match self.random.between(0, 9) {
            0..=3 => Occasion::Forever,
            4..=6 => Occasion::Every(self.one_of(&PERIODS_MS)),
            _ => Occasion::Press(self.one_of(&[Button::A, Button::A, Button::B])),
        };
        let mut body = vec![Statement::Print(self.name())];
        body.extend(self.fitting(|generator| generator.block(1, 4)));
        // Most bodies that are called all the time wait.
        if matches!(occasion, Occasion::Forever) && self.chance(90) {
            let ms = self.one_of(&[5, 10, 10, 20, 33]);
            body.push(Statement::Sleep(ms));
        }
        if self.chance(3) {
            body.push(if self.chance(50) { Statement::Exit } else { Statement::Fail });
        }
        Handler { occasion, body }
    }

    fn block(&mut self, least: i64, most: i64) -> Block {
        self.blocks += 1;
        let count = self.random.between(least, most);
        let block = (0..count).map(|_| self.statement()).collect();
        self.blocks -= 1;
        block
    }

    fn statement(&mut self) -> Statement {
        let simple = self.blocks > 3 || self.chance(65);
        if simple { self.simple_statement() } else { self.nested_statement() }
    }

    fn simple_statement(&mut self) -> Statement {
        match self.random.between(0, 99) {
            0..=39 => Statement::Print(self.name()),
            40..=59 => Statement::Sleep(self.one_of(&SLEEPS_MS)),
            60..=69 if self.computes => Statement::Compute(self.one_of(&ROUNDS)),
            60..=69 => Statement::Count,
            70..=79 => Statement::SlowCount(self.one_of(&SLEEPS_MS)),
            80..=84 => Statement::Ask(self.name()),
            85..=89 => Statement::Command,
            90..=92 => Statement::Read,
            _ if self.program.functions.is_empty() => Statement::Print(self.name()),
            _ => {
                let last = i64::try_from(self.program.functions.len()).unwrap() - 1;
                Statement::Call(usize::try_from(self.random.between(0, last)).unwrap())
            }
        }
    }

    fn nested_statement(&mut self) -> Statement {
        match self.random.between(0, 5) {
            0 => Statement::Closure(self.block(1, 3)),
            1 | 2 => Statement::Loop(self.count(), self.block(1, 3)),
            3 => {
                let each = self.one_of(&[Each::Map, Each::Plain, Each::Filter, Each::Some, Each::Reduce]);
                Statement::Each(each, self.count(), self.block(1, 2))
            }
            4 => Statement::Sort(self.block(1, 2)),
            _ => {
                let mistake = self.one_of(&[Mistake::Thrown, Mistake::Refused]);
                Statement::Try(self.block(0, 2), mistake, self.block(1, 2))
            }
        }
    }

    fn presses(&mut self) {
        for _ in 0..self.random.between(0, 12) {
            // Some come when fibers wake, some in between; none before there are handlers.
            let at_us = self.random.between(1, 40) * 10_000 + self.one_of(&[0, 0, 5_000, 1_500]);
            let button = self.one_of(&[Button::A, Button::A, Button::B, Button::Logo]);
            self.program.presses.push((u64::try_from(at_us).unwrap(), button));
        }
        if self.chance(8) {
            let at_us = self.one_of(&[20_000, 33_000, 50_500]);
            self.program.presses.extend((0..BURST).map(|_| (at_us, Button::A)));
        }
        self.program.presses.sort_by_key(|(at_us, _)| *at_us);
    }

    fn lines(&mut self) {
        for number in 0..self.random.between(0, 12) {
            let at_us = self.random.between(0, 40) * 10_000 + self.one_of(&[0, 0, 3_000, 500]);
            self.program.lines.push((u64::try_from(at_us).unwrap(), format!("line{number}")));
        }
        self.program.lines.sort_by_key(|(at_us, _)| *at_us);
    }

    fn name(&mut self) -> u32 {
        self.names += 1;
        self.names
    }

    fn count(&mut self) -> u32 {
        self.one_of(&[1, 2, 2, 3])
    }

    /// True in as many percent of cases.
    fn chance(&mut self, percent: i64) -> bool {
        self.random.between(0, 99) < percent
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        let last = i64::try_from(choices.len() - 1).unwrap();
        choices[usize::try_from(self.random.between(0, last)).unwrap()].clone()
    }
}
