//! Variables that closures and functions share.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::{Rc, Weak};

use rhai::Dynamic;

/// A shared variable.
pub(super) type Cell = Rc<Variable>;

/// A variable with its value.
#[derive(Debug, Default)]
pub(super) struct Variable {
    value: RefCell<Dynamic>,
    /// True for a constant: it stays one in the functions and closures that use it.
    pub is_constant: bool,
}

thread_local! {
    /// Values of variables that are let go, while another one is being freed.
    static LEFT: RefCell<Option<Vec<Dynamic>>> = const { RefCell::new(None) };
}

impl Drop for Variable {
    /// Frees the value. A closure holds variables, which hold closures, and so on: such a chain is freed one after the
    /// other, since the native stack would not hold a long one.
    fn drop(&mut self) {
        let value = self.value.take();
        if !(value.is_fnptr() || value.is_array() || value.is_map()) {
            return;
        }
        let is_first = LEFT.with_borrow_mut(|left| match left {
            Some(left) => {
                left.push(value);
                false
            }
            None => {
                *left = Some(vec![value]);
                true
            }
        });
        if is_first {
            while let Some(value) = LEFT.with_borrow_mut(|left| left.as_mut()?.pop()) {
                drop(value);
            }
            LEFT.with_borrow_mut(Option::take);
        }
    }
}

impl Deref for Variable {
    type Target = RefCell<Dynamic>;

    fn deref(&self) -> &Self::Target {
        &self.value
    }
}

/// Number of cells after which those that are gone are forgotten for the first time.
const FIRST_SWEEP: usize = 1024;

/// A shared variable as a value: what a closure's function pointer carries.
#[derive(Clone, Debug)]
pub(super) struct Captured(pub Cell);

/// All cells of a run. A closure that is kept in a variable it uses itself holds that variable for ever; at the end
/// every cell is emptied, which lets go of such circles.
#[derive(Debug)]
pub(super) struct Cells {
    made: Vec<Weak<Variable>>,
    sweep_at: usize,
}

impl Default for Cells {
    fn default() -> Self {
        Self { made: Vec::new(), sweep_at: FIRST_SWEEP }
    }
}

impl Cells {
    /// Makes a variable or a constant.
    pub fn make(&mut self, value: Dynamic, is_constant: bool) -> Cell {
        let cell = Rc::new(Variable { value: RefCell::new(value), is_constant });
        if self.made.len() >= self.sweep_at {
            self.made.retain(|cell| cell.strong_count() > 0);
            self.sweep_at = FIRST_SWEEP.max(self.made.len() * 2);
        }
        self.made.push(Rc::downgrade(&cell));
        cell
    }

    /// Empties every variable.
    pub fn clear(&mut self) {
        for cell in std::mem::take(&mut self.made) {
            let Some(cell) = cell.upgrade() else { continue };
            // Dropped after the lock: a value may hold the variable itself.
            let value = cell.try_borrow_mut().map(|mut value| std::mem::take(&mut *value));
            drop(value);
        }
    }
}
