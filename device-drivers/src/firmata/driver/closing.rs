//! The end of a connection.

/// The state of closing a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    No,
    /// The last bytes have not been sent; the answer to their probe will follow `earlier` others.
    Wanted {
        earlier: usize,
    },
    /// The last bytes have been sent; the board may confirm until then that it has read them.
    Told {
        earlier: usize,
        until_us: u64,
    },
    Closed,
}

impl Closing {
    /// Counts an answered probe.
    pub fn answered(&mut self) {
        match self {
            Self::Wanted { earlier: earlier @ 1.. } | Self::Told { earlier: earlier @ 1.., .. } => {
                *earlier -= 1
            }
            Self::Told { earlier: 0, .. } => *self = Self::Closed,
            Self::No | Self::Wanted { .. } | Self::Closed => {}
        }
    }
}
