//! The end of a connection.

/// How far the end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    No,
    /// The last bytes have not left; the answer to their probe will be the one after `earlier` others.
    Wanted {
        earlier: usize,
    },
    /// They have, and the board may say until then that it has read them.
    Told {
        earlier: usize,
        until_us: u64,
    },
    Closed,
}

impl Closing {
    /// A probe was answered.
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
