//! The sending state of an event for a city's store, as the database stores it.

/// State of an event that waits to be sent.
pub(super) const WAITS: u16 = 0;
/// State of an event that the store has.
pub(super) const ACKNOWLEDGED: u16 = 1;
/// State of an event that is not sent.
pub(super) const NOT_SENT: u16 = 2;

/// Result of sending an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The store has the event.
    Acknowledged,
    /// The store rejected the event with this HTTP status.
    SetAside(u16),
}
