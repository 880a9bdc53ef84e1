//! Values of the API in a script: boards, pins, tables, models and pictures.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::board::{BoardKind, BoardProfile, Leds, Pin};

use super::pictures;
use crate::lab::BoardId;
use crate::learn;

/// A board in a script. Two of the same family are the same board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Board {
    pub(crate) id: BoardId,
    pub(crate) kind: BoardKind,
}

impl Board {
    /// Returns the name of its family, for people.
    pub(crate) fn name(self) -> &'static str {
        BoardProfile::of(self.kind).name
    }
}

/// A pin of a board in a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinHandle {
    pub(crate) board: Board,
    pub(crate) pin: Pin,
}

/// A table in a script. Copies of the value share the same table.
#[derive(Clone, Debug)]
pub struct Table(pub(crate) Rc<RefCell<learn::Samples>>);

/// A model in a script. It never changes after training.
#[derive(Clone, Debug)]
pub struct Model(pub(crate) Rc<learn::Model>);

/// A picture in a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture(pub(crate) Leds);

impl std::fmt::Display for Board {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::fmt::Display for PinHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "pin {} of {}", self.pin, self.board)
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "table of {}", self.0.borrow().len())
    }
}

impl std::fmt::Display for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "model of {}: {}", self.0.samples().len(), self.0.samples().labels().join(", "))
    }
}

impl std::fmt::Display for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&pictures::rows(&self.0))
    }
}
