//! The surroundings of a running script: console, limits and trace of its run.

use std::cell::{OnceCell, RefCell, RefMut};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rhai::{Dynamic, EvalAltResult, Position};

use super::caught;
use super::guards::MAX_SHOWN_BYTES;
use super::shown::{Limited, write_value};
use super::tracer::Tracer;
use crate::api;
use crate::api_error::Raise;
use crate::machine::{self, Surprise, Variables};
use crate::mistakes::{Mistake, MistakeCode, Vocabulary};
use crate::script::compare::{compare_mistake, equal_levels, number};
use crate::script::run::{ScriptRun, memory_error};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Operations that explaining a mistake to a script counts as, and the bytes of the script that count as one more.
const CAUGHT_OPERATIONS: u64 = 100;
const CAUGHT_BYTES: u64 = 32;

/// A run as its machine sees it.
pub(super) struct Host<'s> {
    run: Rc<ScriptRun>,
    source: &'s str,
    vocabulary: OnceCell<Vocabulary>,
    tracer: RefCell<Tracer>,
    /// Surprises that were told: their lines and codes.
    told: RefCell<BTreeSet<(usize, &'static str)>>,
}

impl<'s> Host<'s> {
    pub(super) fn new(run: Rc<ScriptRun>, source: &'s str) -> Self {
        Self {
            run,
            source,
            vocabulary: OnceCell::new(),
            tracer: RefCell::default(),
            told: RefCell::default(),
        }
    }

    /// Returns what was told of the variables.
    pub(super) fn tracer(&self) -> RefMut<'_, Tracer> {
        self.tracer.borrow_mut()
    }
}

impl machine::Host for Host<'_> {
    fn print(&self, text: &str) -> Result<()> {
        self.run.print(text)
    }

    fn shown(&self, value: &Dynamic) -> Option<String> {
        // A table is printed with its rows; elsewhere, as in a list of variables, it is told in short.
        if let Some(table) = value.read_lock::<api::Table>() {
            return Some(table.0.borrow().shown());
        }
        let mut text = Limited::new(MAX_SHOWN_BYTES);
        write_value(&mut text, value, false);
        Some(text.into_text())
    }

    fn spend(&self, operations: u64) -> Result<()> {
        self.run.spend(operations)
    }

    fn is_out_of_memory(&self) -> bool {
        self.run.memory_left_bytes() < 0
    }

    fn memory_left_bytes(&self) -> isize {
        self.run.memory_left_bytes()
    }

    fn memory_error(&self) -> Box<EvalAltResult> {
        memory_error().raise()
    }

    fn wants_line(&self) -> bool {
        let is_traced = self.tracer.borrow_mut().wants_line(self.run.lab_us());
        self.run.begin_line() || is_traced
    }

    fn line(&self, fiber: usize, depth: usize, line: u32, variables: &Variables<'_>) {
        let mut tracer = self.tracer.borrow_mut();
        let changed = tracer.changed(fiber, depth, variables);
        self.run.in_lab(|lab| lab.know_variables(|| tracer.variables()));
        drop(tracer);
        self.run.trace_line(line, &changed);
    }

    fn is_held(&self) -> bool {
        self.run.is_held()
    }

    fn ended(&self, fiber: usize) {
        self.tracer.borrow_mut().ended(fiber);
    }

    fn caught(&self, error: &EvalAltResult) -> Dynamic {
        let vocabulary = self.vocabulary.get_or_init(api::vocabulary);
        let told =
            self.run.with_lab(|lab| Ok(caught::value(self.source, error, vocabulary, lab.sentences())));
        // To read the script once more takes time; whoever stops the run meanwhile is heard at the next operation.
        let _ = self.run.spend(CAUGHT_OPERATIONS + self.source.len() as u64 / CAUGHT_BYTES);
        told.unwrap_or_default()
    }

    fn detached(&self, value: &Dynamic, copies: &mut BTreeMap<usize, Dynamic>) -> Option<Dynamic> {
        let table = value.read_lock::<api::Table>()?;
        let copy = copies.entry(Rc::as_ptr(&table.0).addr());
        let copy = copy
            .or_insert_with(|| Dynamic::from(api::Table(Rc::new(RefCell::new(table.0.borrow().clone())))));
        Some(copy.clone())
    }

    fn is_waiting(&self) -> bool {
        self.run.pending.borrow().is_some()
    }

    fn compare(&self, operator: &str, left: &Dynamic, right: &Dynamic) -> Option<Result<bool>> {
        if let Some(mistake) = compare_mistake(operator, left, right) {
            return Some(Err(mistake.raise()));
        }
        let (level, other) = if left.is_bool() { (left, right) } else { (right, left) };
        let is_equal = equal_levels(level.as_bool().ok()?, number(other)?);
        Some(Ok(is_equal == (operator == "==")))
    }

    fn surprise(&self, surprise: Surprise, at: Position) {
        let remark = match surprise {
            // Only with a number above zero can `wrap` be advised.
            Surprise::NegativeRemainder { right: ..1, .. } => return,
            Surprise::NegativeRemainder { left, right } => Mistake::new(MistakeCode::NegativeRemainder)
                .with("left", left)
                .with("right", right)
                .with("result", left % right),
            Surprise::CountedFromEnd { index } => {
                Mistake::new(MistakeCode::CountedFromEnd).with("index", index)
            }
        };
        if let Some(line) = at.line()
            && self.told.borrow_mut().insert((line, remark.code.id()))
        {
            self.run.remark(remark.placed(at));
        }
    }

    fn has_method(&self, value: &Dynamic, name: &str) -> bool {
        let is_ours = value.is::<api::Board>()
            || value.is::<api::PinHandle>()
            || value.is::<api::Table>()
            || value.is::<api::Model>();
        is_ours && api::functions_named(name).next().is_some()
    }
}
