//! Feed of new events, for a caller that keeps a copy elsewhere.

use super::Store;
use crate::event::Record;

impl Store {
    /// Starts collecting new events for [`take_new`](Self::take_new).
    pub fn follow(&mut self) {
        self.followed.get_or_insert_default();
    }

    /// Returns the events that were written since the last call, oldest first.
    pub fn take_new(&mut self) -> Vec<Record> {
        self.followed.as_mut().map(std::mem::take).unwrap_or_default()
    }
}
