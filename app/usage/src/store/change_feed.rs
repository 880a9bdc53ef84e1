//! What is new in a log, for whoever keeps it elsewhere, too.

use super::Store;
use crate::event::Record;

impl Store {
    /// From now on, what is new waits for [`take_new`](Self::take_new).
    pub fn follow(&mut self) {
        self.followed.get_or_insert_default();
    }

    /// The events that were written since the last time, oldest first.
    pub fn take_new(&mut self) -> Vec<Record> {
        self.followed.as_mut().map(std::mem::take).unwrap_or_default()
    }
}
