//! The memory layout of a mailbox.

use crate::ring::RingPlace;

/// Number of ports that can be open at a time: a run has one board of each family, and closing one takes a moment.
pub const PORTS: u32 = 4;

/// Size of a mailbox, in bytes.
pub const SIZE_BYTES: u32 = RINGS_AT + COMMANDS_BYTES + PORTS * (REASON_BYTES + PORT_BYTES);

/// The word that counts the page's writes: the worker waits for it to change.
pub const BELL: u32 = 0;
/// The word with the last job that is to end; jobs count from 1.
pub const STOP: u32 = 1;
/// The word with the number of events the window has taken since the worker started, modulo 2³².
pub const TAKEN: u32 = 2;

const COMMANDS_READ: u32 = 4;
const COMMANDS_WRITTEN: u32 = 5;

/// The first word of the ports, and the number of words per port.
const PORT_WORDS_FROM: u32 = 8;
const WORDS_PER_PORT: u32 = 8;

/// Offset in bytes where the words end and the rings start.
const RINGS_AT: u32 = 4 * (PORT_WORDS_FROM + PORTS * WORDS_PER_PORT);

/// Capacity for waiting commands to a run: some hundreds.
const COMMANDS_BYTES: u32 = 64 << 10;

/// Capacity for waiting bytes of a port: five seconds of a micro:bit that sends without a pause.
const PORT_BYTES: u32 = 64 << 10;

/// Capacity for the browser's text about a port that failed.
pub const REASON_BYTES: u32 = 256;

/// The ring of commands to the run.
pub const COMMANDS: RingPlace =
    RingPlace { read: COMMANDS_READ, written: COMMANDS_WRITTEN, at: RINGS_AT, capacity: COMMANDS_BYTES };

/// The words and bytes of one port.
#[derive(Clone, Copy, Debug)]
pub struct PortPlace {
    /// The word with the number of the port's opening and its state.
    pub state: u32,
    /// The word with the number of sent bytes that the browser has taken since the port was opened.
    pub sent: u32,
    /// The word with the number of used bytes at `reason_at`.
    pub reason_length: u32,
    /// Offset of the reason why the port failed.
    pub reason_at: u32,
    /// The ring of received bytes.
    pub inbound: RingPlace,
}

impl PortPlace {
    /// The words and bytes of `slot`, below [`PORTS`].
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
