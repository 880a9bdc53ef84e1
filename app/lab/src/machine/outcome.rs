//! How a fiber pauses, and how a call goes on.

use rhai::Dynamic;

/// Reason why a fiber gives up the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    /// It has ended.
    Ended,
    /// It waits for the result of a native function.
    Waits,
    /// It has had its share.
    Spent,
    /// The surroundings hold the program: no other fiber has its turn meanwhile.
    Held,
}

/// Result of a call that may have entered a function of the script.
pub(super) enum Called {
    Value(Dynamic),
    Entered,
    Nothing,
}
