//! Where everything lies in a mailbox.

use crate::ring::RingPlace;

/// Ports that can be open at a time: a run has one board of each family, and closing one takes a moment.
pub const PORTS: u32 = 4;

/// Size of a mailbox, in bytes.
pub const SIZE_BYTES: u32 = RINGS_AT + COMMANDS_BYTES + PORTS * (REASON_BYTES + PORT_BYTES);

/// Counts what the page put in: the worker waits for it to change.
pub const BELL: u32 = 0;
/// The last job that is to end; jobs count from 1.
pub const STOP: u32 = 1;
/// How many events the window has taken since the worker began, modulo 2³².
pub const TAKEN: u32 = 2;

const COMMANDS_READ: u32 = 4;
const COMMANDS_WRITTEN: u32 = 5;

/// The first port's words, and how many each has.
const PORT_WORDS_FROM: u32 = 8;
const WORDS_PER_PORT: u32 = 8;

/// Where words end and bytes begin.
const RINGS_AT: u32 = 4 * (PORT_WORDS_FROM + PORTS * WORDS_PER_PORT);

/// Commands for a run that may wait: some hundreds.
const COMMANDS_BYTES: u32 = 64 << 10;

/// Bytes of a port that may wait: five seconds of a micro:bit that talks without a pause.
const PORT_BYTES: u32 = 64 << 10;

/// Room for what a browser says about a port that failed.
pub const REASON_BYTES: u32 = 256;

/// The ring of commands for the run.
pub const COMMANDS: RingPlace =
    RingPlace { read: COMMANDS_READ, written: COMMANDS_WRITTEN, at: RINGS_AT, capacity: COMMANDS_BYTES };

/// The words and bytes of one port.
#[derive(Clone, Copy, Debug)]
pub struct PortPlace {
    /// Which opening of the port it is about, and how that stands.
    pub state: u32,
    /// How many bytes the browser took of those to be sent, since it was opened.
    pub sent: u32,
    /// How many bytes of `reason_at` are used.
    pub reason_length: u32,
    /// Why the port failed.
    pub reason_at: u32,
    /// What came.
    pub inbound: RingPlace,
}

impl PortPlace {
    /// That of `slot`, below [`PORTS`].
    pub fn of(slot: u32) -> Self {
        let words = PORT_WORDS_FROM + slot * WORDS_PER_PORT;
        let bytes = RINGS_AT + COMMANDS_BYTES + slot * (REASON_BYTES + PORT_BYTES);
        Self {
            state: words,
            sent: words + 1,
            reason_length: words + 2,
            reason_at: bytes,
            inbound: RingPlace {
                read: words + 3,
                written: words + 4,
                at: bytes + REASON_BYTES,
                capacity: PORT_BYTES,
            },
        }
    }
}
