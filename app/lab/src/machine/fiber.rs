//! A fiber: one line of execution with its own stack, which can wait anywhere.

use rhai::{Dynamic, EvalAltResult};

use super::cells::Cell;
use super::op::Register;
use super::program::Function;

/// A call that goes on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub function: u32,
    /// Next instruction.
    pub pc: u32,
    /// First register.
    pub base: u32,
    /// First cell.
    pub cells: u32,
    /// Register of the caller that gets the result.
    pub to: Register,
    /// True if the function was called on a value.
    pub has_this: bool,
}

/// The value that a function was called on.
#[derive(Debug)]
pub(super) struct This {
    pub value: Cell,
    /// True if it must not be changed.
    pub is_constant: bool,
    pub back: Back,
}

/// Place to which the value goes back when the function returns.
#[derive(Debug)]
pub(super) enum Back {
    /// It is a shared variable, or a copy.
    Nowhere,
    /// A register.
    Register(usize),
    /// A place inside another value, with the indices of its steps.
    Place { site: u32, base: usize, cells: usize, indices: Vec<Dynamic> },
}

/// A `try` block, or a `catch` block that handles its mistake.
#[derive(Debug)]
pub(super) struct Try {
    /// Number of calls when it began.
    pub depth: usize,
    pub catch: u32,
    pub error: Register,
    /// The mistake that is handled, and true if it came out of a function that was called in the block: then its place
    /// stays when it is thrown again.
    pub caught: Option<(Box<EvalAltResult>, bool)>,
}

/// A stack of calls.
#[derive(Debug, Default)]
pub(crate) struct Fiber {
    pub(super) frames: Vec<Frame>,
    pub(super) registers: Vec<Dynamic>,
    pub(super) cells: Vec<Cell>,
    pub(super) these: Vec<This>,
    pub(super) tries: Vec<Try>,
    /// Result of the outermost call.
    pub(super) result: Dynamic,
    /// Maximum number of calls.
    pub(super) max_depth: usize,
    /// Register that gets the answer it waits for.
    pub(super) waiting: Option<usize>,
}

impl Fiber {
    /// Takes the result of the outermost call.
    #[cfg(test)]
    pub(crate) fn take_result(&mut self) -> Dynamic {
        std::mem::take(&mut self.result)
    }

    /// Gives it the answer it waits for.
    pub(crate) fn answer(&mut self, value: Dynamic) {
        if let Some(register) = self.waiting.take()
            && let Some(place) = self.registers.get_mut(register)
        {
            *place = value;
        }
    }

    /// Returns the calls' number.
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Enters a function whose arguments are in the registers from `base` on; captured variables are in `captured`.
    ///
    /// # Errors
    /// If the calls are too deep.
    pub(super) fn enter(
        &mut self,
        number: u32,
        function: &Function,
        base: usize,
        captured: impl Iterator<Item = Cell>,
        to: Register,
        has_this: bool,
    ) -> Result<(), Box<EvalAltResult>> {
        if self.frames.len() > self.max_depth {
            return Err(Box::new(EvalAltResult::ErrorStackOverflow(rhai::Position::NONE)));
        }
        let end = base + function.registers;
        if self.registers.len() < end {
            self.registers.resize_with(end, || Dynamic::UNIT);
        }
        let cells = self.cells.len();
        if function.cells > 0 {
            self.cells.extend(captured);
            // The others are made when their variables are.
            self.cells.resize_with(cells + function.cells, Cell::default);
        }
        self.frames.push(Frame {
            function: number,
            pc: 0,
            base: u32::try_from(base).unwrap_or(u32::MAX),
            cells: u32::try_from(cells).unwrap_or(u32::MAX),
            to,
            has_this,
        });
        Ok(())
    }
}
