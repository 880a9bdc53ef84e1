//! What became of an event that a city's store is to have, as the database has it.

/// It waits.
pub(super) const WAITS: u16 = 0;
/// The store has it.
pub(super) const ACKNOWLEDGED: u16 = 1;
/// It is not sent.
pub(super) const NOT_SENT: u16 = 2;

/// What became of an event that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The store has it.
    Acknowledged,
    /// The store does not want it, and says so by this HTTP status.
    SetAside(u16),
}
