//! Copies of a program's state, to go back to: variables, stacks and closures. Variables that several closures share
//! are shared in the copy as well, so one map leads from each variable to its copy.

use std::collections::{BTreeMap, HashMap};

use rhai::{Dynamic, EvalAltResult, FnPtr};

use super::cells::{Captured, Cell, Cells, Variable};
use super::copied_error::copied_error;
use super::core::Machine;
use super::fiber::{Back, Fiber, This, Try};
use super::host::Host;
use super::sorter::Sorter;

/// The state of a program at a moment. Nothing that runs afterwards changes it.
pub(crate) struct Copy {
    globals: Vec<Option<Cell>>,
    imported: Vec<bool>,
    pending: u64,
    current: usize,
    fibers: Vec<Fiber>,
    pointers: Vec<FnPtr>,
    /// All variables, which are emptied at the end: they may hold each other in a circle.
    cells: Cells,
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.cells.clear();
    }
}

impl Machine<'_> {
    /// Copies the state of the program.
    ///
    /// # Arguments
    /// - `fibers`: its fibers.
    /// - `pointers`: functions of it that others keep, such as those of handlers.
    pub(crate) fn copy<'f>(
        &self,
        fibers: impl Iterator<Item = &'f Fiber>,
        pointers: impl Iterator<Item = &'f FnPtr>,
    ) -> Copy {
        let mut copier = Copier::new(self.host);
        let globals = self.globals.iter().map(|cell| cell.as_ref().map(|cell| copier.cell(cell))).collect();
        let fibers = fibers.map(|fiber| copier.fiber(fiber)).collect();
        let pointers = pointers.map(|pointer| copier.pointer(pointer)).collect();
        Copy {
            globals,
            imported: self.imported.clone(),
            pending: self.pending,
            current: self.current,
            fibers,
            pointers,
            cells: copier.finish(),
        }
    }

    /// Puts the program into the state of a copy, which stays as it is. Returns its fibers, and the functions that
    /// others keep, in the order in which [`copy`](Self::copy) got them. Fibers of before must not be resumed.
    pub(crate) fn go_back(&mut self, copy: &Copy) -> (Vec<Fiber>, Vec<FnPtr>) {
        let mut copier = Copier::new(self.host);
        self.globals = copy.globals.iter().map(|cell| cell.as_ref().map(|cell| copier.cell(cell))).collect();
        let fibers = copy.fibers.iter().map(|fiber| copier.fiber(fiber)).collect();
        let pointers = copy.pointers.iter().map(|pointer| copier.pointer(pointer)).collect();
        self.imported.clone_from(&copy.imported);
        self.pending = copy.pending;
        self.current = copy.current;
        std::mem::replace(&mut self.cells, copier.finish()).clear();
        (fibers, pointers)
    }
}

/// Makes one copy.
struct Copier<'h> {
    host: &'h dyn Host,
    /// The copy of each variable that was met.
    cells: HashMap<*const Variable, Cell>,
    /// Variables whose values are still to be copied. Chains of closures may be long, so they are no recursion.
    begun: Vec<(Cell, Cell)>,
    made: Cells,
    /// Copies of what values of the host share.
    shared: BTreeMap<usize, Dynamic>,
}

impl<'h> Copier<'h> {
    fn new(host: &'h dyn Host) -> Self {
        Self {
            host,
            cells: HashMap::new(),
            begun: Vec::new(),
            made: Cells::default(),
            shared: BTreeMap::new(),
        }
    }

    /// Copies the values of all variables that were met. Returns the copied variables.
    fn finish(mut self) -> Cells {
        while let Some((from, to)) = self.begun.pop() {
            let value = self.value(&from.borrow());
            *to.borrow_mut() = value;
        }
        self.made
    }

    fn cell(&mut self, cell: &Cell) -> Cell {
        if let Some(copy) = self.cells.get(&std::rc::Rc::as_ptr(cell)) {
            return copy.clone();
        }
        let copy = self.made.make(Dynamic::UNIT, cell.is_constant);
        self.cells.insert(std::rc::Rc::as_ptr(cell), copy.clone());
        self.begun.push((cell.clone(), copy.clone()));
        copy
    }

    fn value(&mut self, value: &Dynamic) -> Dynamic {
        let mut copy = value.clone();
        self.detach(&mut copy);
        copy
    }

    fn values(&mut self, values: &[Dynamic]) -> Vec<Dynamic> {
        values.iter().map(|value| self.value(value)).collect()
    }

    fn pointer(&mut self, pointer: &FnPtr) -> FnPtr {
        let mut copy = pointer.clone();
        self.detach_pointer(&mut copy);
        copy
    }

    fn detach_pointer(&mut self, pointer: &mut FnPtr) {
        for curried in pointer.iter_curry_mut() {
            self.detach(curried);
        }
    }

    /// Replaces what a clone of a value shares with it.
    fn detach(&mut self, value: &mut Dynamic) {
        let is_plain = value.is_int()
            || value.is_float()
            || value.is_string()
            || value.is_bool()
            || value.is_unit()
            || value.is_char();
        if is_plain {
            return;
        }
        if let Ok(mut items) = value.as_array_mut() {
            items.iter_mut().for_each(|item| self.detach(item));
        } else if let Ok(mut map) = value.as_map_mut() {
            map.values_mut().for_each(|item| self.detach(item));
        } else if let Some(mut pointer) = value.write_lock::<FnPtr>() {
            self.detach_pointer(&mut pointer);
        } else if let Some(mut captured) = value.write_lock::<Captured>() {
            captured.0 = self.cell(&captured.0);
        } else if let Some(mut sorter) = value.write_lock::<Sorter>() {
            sorter.items_mut().iter_mut().for_each(|item| self.detach(item));
        } else if let Some(copy) = self.host.detached(value, &mut self.shared) {
            *value = copy;
        }
    }

    fn fiber(&mut self, fiber: &Fiber) -> Fiber {
        Fiber {
            frames: fiber.frames.clone(),
            registers: self.values(&fiber.registers),
            cells: fiber.cells.iter().map(|cell| self.cell(cell)).collect(),
            these: fiber.these.iter().map(|this| self.this(this)).collect(),
            tries: fiber.tries.iter().map(|block| self.block(block)).collect(),
            result: self.value(&fiber.result),
            max_depth: fiber.max_depth,
            waiting: fiber.waiting,
        }
    }

    fn this(&mut self, this: &This) -> This {
        let back = match &this.back {
            Back::Nowhere => Back::Nowhere,
            Back::Register(register) => Back::Register(*register),
            Back::Place { site, base, cells, indices } => {
                Back::Place { site: *site, base: *base, cells: *cells, indices: self.values(indices) }
            }
        };
        This { value: self.cell(&this.value), is_constant: this.is_constant, back }
    }

    fn block(&mut self, block: &Try) -> Try {
        let caught = block.caught.as_ref().map(|(error, is_from_call)| {
            let copy: Box<EvalAltResult> = Box::new(copied_error(error, &mut |value| self.value(value)));
            (copy, *is_from_call)
        });
        Try { depth: block.depth, catch: block.catch, error: block.error, caught }
    }
}
