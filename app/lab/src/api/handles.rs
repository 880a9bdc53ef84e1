//! What a script holds: boards, pins, tables, models and pictures.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::board::{BoardKind, BoardProfile, Leds, Pin};

use super::pictures;
use crate::lab::BoardId;
use crate::learn;

/// A board as a script holds it. Two of the same are the same board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Board {
    pub(crate) id: BoardId,
    pub(crate) kind: BoardKind,
}

impl Board {
    /// Its family's name, as people write it.
    pub(crate) fn name(self) -> &'static str {
        BoardProfile::of(self.kind).name
    }
}

/// A pin of a board as a script holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinHandle {
    pub(crate) board: Board,
    pub(crate) pin: Pin,
}

/// A table as a script holds it. Whatever it is passed to holds the same table, not a copy.
#[derive(Clone, Debug)]
pub struct Table(pub(crate) Rc<RefCell<learn::Samples>>);

/// A model as a script holds it. It does not change any more.
#[derive(Clone, Debug)]
pub struct Model(pub(crate) Rc<learn::Model>);

/// A picture as a script holds it.
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
