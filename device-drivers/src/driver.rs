//! The shape all drivers share: bytes and time in, bytes and events out, no port inside.

use crate::board::{BoardKind, BoardState, Pin};
use crate::command::{Button, Command, CommandId, Gesture, Reading, Reply, Sensor};
use crate::error::DeviceError;

/// How far a driver has come with its board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Still finding out what is there, or restarting it.
    Connecting,
    /// The board has answered and takes commands.
    Ready,
    /// It will not work, for this reason.
    Failed(DeviceError),
}

/// What a driver tells of its own accord; readings are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardEvent {
    /// A line of text the board printed by itself (Firmata string message, `print` of a text board).
    Line(String),
    /// A watched button went down or up.
    Button {
        /// Which one.
        button: Button,
        /// Down or up.
        pressed: bool,
    },
    /// A watched movement was recognised.
    Gesture(Gesture),
    /// The board restarted and was set up again; outputs a script had set are gone.
    Restarted,
}

/// A board's protocol, sans-IO.
///
/// Whoever owns the link calls [`push`](Self::push) with what arrived, [`take_output`](Self::take_output) to
/// get what may leave, and both again at [`next_wake_us`](Self::next_wake_us) at the latest.
pub trait Driver {
    /// Takes bytes from the board, split or merged anywhere. Also call it with no bytes when time has passed,
    /// so that time limits are noticed.
    fn push(&mut self, now_us: u64, bytes: &[u8]);

    /// Appends to `into` the bytes that may leave now, paced to the board's receive buffer.
    fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>);

    /// When the driver has something to do though nothing arrived: pacing or a time limit.
    fn next_wake_us(&self) -> Option<u64>;

    /// How far it has come.
    fn phase(&self) -> &Phase;

    /// Gives a command. It is checked at once and sent when its turn comes; ask [`outcome`](Self::outcome)
    /// for what became of it.
    ///
    /// # Errors
    /// `pin-unknown`, `pin-cannot`, `out-of-range` or `lacking`, before anything is sent.
    fn command(&mut self, now_us: u64, command: Command) -> Result<CommandId, DeviceError>;

    /// What became of a command: `None` while it is under way. The answer is given once, then forgotten;
    /// an outcome nobody asks for costs nothing lasting.
    fn outcome(&mut self, id: CommandId) -> Option<Result<Reply, DeviceError>>;

    /// Makes the board report a sensor from now on, until a reset. Watching twice is watching once.
    ///
    /// # Errors
    /// `pin-unknown`, `pin-cannot` or `lacking`.
    fn watch(&mut self, now_us: u64, sensor: Sensor) -> Result<(), DeviceError>;

    /// The newest reported value of a watched sensor; `None` before the first report.
    fn reading(&self, sensor: Sensor) -> Option<Reading>;

    /// The next thing the board told, oldest first.
    fn next_event(&mut self) -> Option<BoardEvent>;

    /// What is known of the board: commands it was given and readings it reported.
    fn state(&self) -> &BoardState;

    /// The board's family, as far as it is known.
    fn kind(&self) -> BoardKind;

    /// The pin a person means by `name`: `"13"`, `"D13"`, `"A0"` on an Arduino; `"0"`, `"P0"` on a micro:bit.
    ///
    /// # Errors
    /// `pin-unknown` with what is allowed.
    fn pin_by_name(&self, name: &str) -> Result<Pin, DeviceError>;

    /// Asks the board to stop and forget what it was told; go on with `push` and `take_output` until
    /// [`is_closed`](Self::is_closed).
    fn close(&mut self, now_us: u64);

    /// Whether the board has taken what [`close`](Self::close) says, or is not waited for any more.
    fn is_closed(&self) -> bool;

    /// Whether commands wait to be sent or acknowledged. A script's end waits for this, so that what it
    /// did last has happened.
    fn is_idle(&self) -> bool;
}

impl<D: Driver + ?Sized> Driver for Box<D> {
    fn push(&mut self, now_us: u64, bytes: &[u8]) {
        (**self).push(now_us, bytes);
    }

    fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>) {
        (**self).take_output(now_us, into);
    }

    fn next_wake_us(&self) -> Option<u64> {
        (**self).next_wake_us()
    }

    fn phase(&self) -> &Phase {
        (**self).phase()
    }

    fn command(&mut self, now_us: u64, command: Command) -> Result<CommandId, DeviceError> {
        (**self).command(now_us, command)
    }

    fn outcome(&mut self, id: CommandId) -> Option<Result<Reply, DeviceError>> {
        (**self).outcome(id)
    }

    fn watch(&mut self, now_us: u64, sensor: Sensor) -> Result<(), DeviceError> {
        (**self).watch(now_us, sensor)
    }

    fn reading(&self, sensor: Sensor) -> Option<Reading> {
        (**self).reading(sensor)
    }

    fn next_event(&mut self) -> Option<BoardEvent> {
        (**self).next_event()
    }

    fn state(&self) -> &BoardState {
        (**self).state()
    }

    fn kind(&self) -> BoardKind {
        (**self).kind()
    }

    fn pin_by_name(&self, name: &str) -> Result<Pin, DeviceError> {
        (**self).pin_by_name(name)
    }

    fn close(&mut self, now_us: u64) {
        (**self).close(now_us);
    }

    fn is_closed(&self) -> bool {
        (**self).is_closed()
    }

    fn is_idle(&self) -> bool {
        (**self).is_idle()
    }
}
