//! Programs as flat lists of steps: calls are written out and loops unrolled, so that a step knows no stack.

use super::program::{Block, Mistake, Program, Statement};

/// A step of a fiber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Some operations that nobody sees: a call, the round of a loop.
    Work,
    Print(String),
    Sleep {
        us: u64,
    },
    Compute {
        rounds: u32,
    },
    /// Reads the shared counter into the fiber.
    Remember,
    /// Makes the shared counter one more than what the fiber has read, and prints it.
    Write,
    /// Waits for a line, which is printed behind a name.
    Line(String),
    Command,
    Read,
    Handle(usize),
    Exit,
    Fail,
}

/// Steps of the sorting itself, for two items, before the comparison and after it.
const SORTING: usize = 30;

/// Steps of a function of lists itself, before each item and at the end.
const EACH: usize = 3;

/// Returns the steps of a block.
pub(super) fn steps(program: &Program, block: &Block) -> Vec<Step> {
    let mut steps = Vec::new();
    add_block(program, block, &mut steps);
    steps
}

fn add_block(program: &Program, block: &Block, steps: &mut Vec<Step>) {
    for statement in block {
        add(program, statement, steps);
    }
}

fn add(program: &Program, statement: &Statement, steps: &mut Vec<Step>) {
    steps.push(Step::Work);
    match statement {
        Statement::Print(name) => steps.push(Step::Print(format!("p{name}"))),
        Statement::Sleep(ms) => steps.push(Step::Sleep { us: ms * 1000 }),
        Statement::Call(function) => add_block(program, &program.functions[*function], steps),
        Statement::Closure(body) => add_block(program, body, steps),
        Statement::Sort(body) => {
            steps.extend(vec![Step::Work; SORTING]);
            add_block(program, body, steps);
            steps.extend(vec![Step::Work; SORTING]);
        }
        Statement::Loop(count, body) => {
            for _ in 0..*count {
                steps.push(Step::Work);
                add_block(program, body, steps);
            }
        }
        Statement::Each(_, count, body) => {
            for _ in 0..*count {
                steps.extend(vec![Step::Work; EACH]);
                add_block(program, body, steps);
            }
            steps.extend(vec![Step::Work; EACH]);
        }
        Statement::Try(body, mistake, handler) => {
            add_block(program, body, steps);
            if matches!(mistake, Mistake::Refused) {
                steps.push(Step::Command);
            }
            add_block(program, handler, steps);
        }
        Statement::Compute(rounds) => steps.push(Step::Compute { rounds: *rounds }),
        Statement::Count => steps.extend([Step::Remember, Step::Write]),
        Statement::SlowCount(ms) => {
            steps.extend([Step::Remember, Step::Sleep { us: ms * 1000 }, Step::Write]);
        }
        Statement::Ask(name) => {
            steps.extend([Step::Print(format!("q{name}")), Step::Line(format!("a{name}"))]);
        }
        Statement::Command => steps.push(Step::Command),
        Statement::Read => steps.push(Step::Read),
        Statement::Handle(number) => steps.push(Step::Handle(*number)),
        Statement::Exit => steps.push(Step::Exit),
        Statement::Fail => steps.push(Step::Fail),
    }
}
