//! Texts that scroll over displays. While one goes by, other pictures and texts can wait for it.

use digilab_devices::command::CommandId;

use super::{BoardId, Lab};

impl Lab {
    /// True while a text scrolls over a board's display, until its result is taken.
    pub fn is_scrolling(&self, id: BoardId) -> bool {
        self.scrolls.contains_key(&id) && !self.has_failed(id)
    }

    /// True if a board's link or driver failed.
    pub fn has_failed(&self, id: BoardId) -> bool {
        self.boards.get(id.0).is_some_and(|board| board.session.has_failed())
    }

    /// Takes notice that nobody waits for a command any more, whose result may still come.
    pub fn abandon(&mut self, id: BoardId, command: CommandId) {
        self.scrolled(id, command);
    }

    pub(super) fn scrolled(&mut self, id: BoardId, command: CommandId) {
        if self.scrolls.get(&id) == Some(&command) {
            self.scrolls.remove(&id);
        }
    }
}
