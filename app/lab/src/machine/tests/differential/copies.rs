//! Tests of copies: a program that went on from one ends as a program that was left alone, whatever was done
//! meanwhile.

use std::rc::Rc;

use rhai::{AST, Dynamic, Engine, EvalAltResult};

use super::engine::engine;
use super::generator;
use super::log::Log;
use super::machine::{Recorder, compiled, machined};
use super::outcome::{End, Outcome};
use crate::machine::{Fiber, Machine, Pause};
use crate::random::Random;
use crate::sandbox;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Number of programs.
const PROGRAMS: u64 = 700;

/// Evaluates a program with the machine. Now and then the state is copied, the program goes on for a while, perhaps
/// to its end, and back to the copy, twice.
fn revisited(engine: &Engine, ast: &AST, log: &Rc<Log>) -> Result<Dynamic> {
    let mut random = Random::new(format!("{ast:?}").len() as u64);
    let host = Recorder { log: log.clone() };
    let mut machine = Machine::new(engine, compiled(engine, ast)?, &host);
    let mut fiber = machine.main()?;
    let result = loop {
        match machine.resume(0, &mut fiber, &mut random.between(1, 40)) {
            Ok(Pause::Ended) => break Ok(fiber.take_result()),
            Ok(Pause::Spent | Pause::Waits | Pause::Held) => {}
            Err(error) => break Err(error),
        }
        if random.between(1, 3) == 1 {
            log.copied();
            let (mark, copy) = (log.mark(), machine.copy([&fiber].into_iter(), std::iter::empty()));
            for _ in 0..2 {
                go_on(&mut machine, &mut fiber, random.between(1, 100));
                fiber = machine.go_back(&copy).0.pop().unwrap();
                log.go_back(&mark);
            }
        }
    };
    machine.clear();
    result
}

fn go_on(machine: &mut Machine<'_>, fiber: &mut Fiber, turns: i64) {
    for _ in 0..turns {
        if !matches!(machine.resume(0, fiber, &mut 10), Ok(Pause::Spent)) {
            return;
        }
    }
}

#[test]
fn programs_go_on_from_copies_as_if_nothing_had_been() {
    let compared = sandbox::spawn(|| {
        let log = Rc::new(Log::default());
        let engine = engine(&log);
        let (mut compared, mut copied) = (0, 0);
        for seed in 0..PROGRAMS {
            let source = generator::program(seed);
            let Ok(ast) = engine.compile(&source) else { continue };
            let expected = Outcome::of(machined, &engine, &ast, &log);
            let found = Outcome::of(revisited, &engine, &ast, &log);
            if expected.end == End::Over || found.end == End::Over {
                continue;
            }
            assert_eq!(found.end, expected.end, "seed {seed}:\n{source}");
            assert_eq!(found.entries, expected.entries, "seed {seed}:\n{source}");
            compared += 1;
            copied += usize::from(log.copies() > 0);
        }
        (compared, copied)
    });
    let (compared, copied) = compared.unwrap().join().unwrap();
    println!("{compared} compared, {copied} of them with copies");
    assert!(compared * 100 >= PROGRAMS as usize * 60, "too few programs are compared: {compared}");
    assert!(copied * 100 >= PROGRAMS as usize * 20, "too few programs are copied: {copied}");
}
