//! The way back out of functions: returns, and mistakes on their way to a `catch`.

use rhai::{Dynamic, EvalAltResult, Position};

use super::core::Machine;
use super::fiber::{Back, Fiber, This};
use super::op::Register;
use super::program::Program;
use super::sites::{Place, Root};
use super::visit::{Action, Visit};
use crate::api_error::{ApiError, Raise};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

impl Machine<'_> {
    /// Leaves the innermost function. Returns the caller's register for its result; `None` if there is no caller.
    pub(super) fn leave(&mut self, fiber: &mut Fiber, program: &Program) -> Option<Register> {
        let frame = fiber.frames.pop()?;
        fiber.registers.truncate(frame.base as usize);
        fiber.cells.truncate(frame.cells as usize);
        let depth = fiber.frames.len();
        while fiber.tries.last().is_some_and(|block| block.depth > depth) {
            fiber.tries.pop();
        }
        let caller = fiber.frames.last().copied();
        if let Some(caller) = caller {
            let end = caller.base as usize + program.functions[caller.function as usize].registers;
            fiber.registers.resize_with(end, || Dynamic::UNIT);
        }
        if frame.has_this
            && let Some(this) = fiber.these.pop()
        {
            self.give_back(fiber, program, this);
        }
        caller.map(|_| frame.to)
    }

    /// Puts the value that a function was called on, and may have changed, back into its place.
    fn give_back(&mut self, fiber: &mut Fiber, program: &Program, this: This) {
        match this.back {
            Back::Nowhere => {}
            Back::Register(register) => {
                let value = std::mem::take(&mut *this.value.borrow_mut());
                if let Some(place) = fiber.registers.get_mut(register) {
                    *place = value;
                }
            }
            Back::Place { site, base, cells, indices } => {
                let Some(site) = program.methods.get(site as usize) else { return };
                let value = std::mem::take(&mut *this.value.borrow_mut());
                let mut action = Action::Set { value, operator: None, operator_at: Position::NONE };
                // A place that is gone meanwhile needs no value.
                let _ = self.at_root(fiber, base, cells, &site.place, &indices, &mut action);
            }
        }
    }

    /// Visits a place from its root, with the indices in `registers`.
    pub(super) fn at_root(
        &mut self,
        fiber: &mut Fiber,
        base: usize,
        cells: usize,
        place: &Place,
        registers: &[Dynamic],
        action: &mut Action<'_>,
    ) -> Result<super::visit::Visited> {
        let program = self.program.clone();
        let mut visit = Visit { natives: &mut self.natives, program: &program, registers };
        match place.root {
            Root::Register(register) => {
                let number = base + usize::from(register);
                let mut value = std::mem::take(&mut fiber.registers[number]);
                let result = visit.go(&mut value, &place.steps, action);
                fiber.registers[number] = value;
                result
            }
            Root::Cell(cell) => {
                let cell = fiber.cells[cells + usize::from(cell)].clone();
                visit.go(&mut cell.borrow_mut(), &place.steps, action)
            }
            Root::Global(global) => {
                let Some(cell) = self.globals.get(usize::from(global)).cloned().flatten() else {
                    return Ok(super::visit::Visited::Nothing);
                };
                visit.go(&mut cell.borrow_mut(), &place.steps, action)
            }
            Root::This => {
                let has_this = fiber.frames.last().is_some_and(|frame| frame.has_this);
                let Some(this) = fiber.these.last().filter(|_| has_this) else {
                    return Err(Box::new(EvalAltResult::ErrorUnboundThis(Position::NONE)));
                };
                let cell = this.value.clone();
                visit.go(&mut cell.borrow_mut(), &place.steps, action)
            }
        }
    }

    /// Makes the call that a fiber waits for fail.
    ///
    /// # Errors
    /// The mistake itself, if the script does not catch it.
    pub(crate) fn fail(&mut self, fiber: &mut Fiber, error: Box<EvalAltResult>) -> Result<()> {
        fiber.waiting = None;
        self.unwind(fiber, error)
    }

    /// Hands a mistake to the innermost `catch`.
    ///
    /// # Errors
    /// The mistake itself, with its place, if nothing catches it.
    pub(super) fn unwind(&mut self, fiber: &mut Fiber, error: Box<EvalAltResult>) -> Result<()> {
        let program = self.program.clone();
        let mut error = self.placed(fiber, error);
        let mut came_from_call = false;
        loop {
            let Some(mut block) = fiber.tries.pop() else { break };
            if let Some((caught, is_from_call)) = block.caught.take() {
                // `throw;` in the handler throws again what it handles.
                if let EvalAltResult::ErrorRuntime(value, position) = &*error
                    && value.is_unit()
                    && fiber.frames.len() == block.depth
                {
                    came_from_call = is_from_call;
                    let position = *position;
                    error = caught;
                    if !is_from_call {
                        error.set_position(position);
                    }
                }
                continue;
            }
            if error.is_pseudo_error() || !error.is_catchable() {
                continue;
            }
            let is_from_call = came_from_call || fiber.frames.len() > block.depth;
            while fiber.frames.len() > block.depth {
                self.leave(fiber, &program);
            }
            let value = self.caught_value(&error);
            let Some(frame) = fiber.frames.last_mut() else { break };
            frame.pc = block.catch;
            let register = frame.base as usize + usize::from(block.error);
            fiber.registers[register] = value;
            block.caught = Some((error, is_from_call));
            fiber.tries.push(block);
            return Ok(());
        }
        while fiber.frames.len() > 1 {
            self.leave(fiber, &program);
        }
        Err(error)
    }

    /// Sets the place of a mistake: that of the pupil's innermost instruction.
    fn placed(&self, fiber: &Fiber, mut error: Box<EvalAltResult>) -> Box<EvalAltResult> {
        let mut frames = fiber.frames.iter().rev();
        let mut is_innermost = true;
        for frame in frames.by_ref() {
            let function = &self.program.functions[frame.function as usize];
            if function.is_prelude {
                is_innermost = false;
                continue;
            }
            if is_innermost && !error.position().is_none() {
                return error;
            }
            let at = function.positions.get((frame.pc as usize).wrapping_sub(1));
            if let Some(at) = at {
                error.set_position(*at);
            }
            return error;
        }
        error
    }

    /// Returns the value that the variable of a `catch` gets.
    fn caught_value(&self, error: &EvalAltResult) -> Dynamic {
        match error {
            // What the script threw; a mistake of a native function is the host's to tell.
            EvalAltResult::ErrorRuntime(value, _) if ApiError::of(error).is_none() => value.clone(),
            other => self.host.caught(other),
        }
    }
}
