//! The interface all drivers share: bytes and time in, bytes and events out, no port inside.

use crate::board::{BoardKind, BoardState, Pin};
use crate::command::{Button, Command, CommandId, Gesture, Reading, Reply, Sensor};
use crate::error::DeviceError;

/// The state of a driver's connection to its board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The driver is identifying the board, or restarting it.
    Connecting,
    /// The board has answered and takes commands.
    Ready,
    /// The connection failed, for this reason.
    Failed(DeviceError),
}

/// An event the driver reports by itself; readings are polled instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardEvent {
    /// A line of text the board printed unasked (Firmata string message, `print` of a text board).
    Line(String),
    /// A watched button was pressed or released.
    Button {
        /// The button.
        button: Button,
        /// True if it was pressed, false if it was released.
        pressed: bool,
    },
    /// A watched gesture was recognised.
    Gesture(Gesture),
    /// The board restarted and was set up again; outputs that a script had set are lost.
    Restarted,
}

/// The protocol driver of a board, sans-IO.
///
/// The owner of the link calls [`push`](Self::push) with the bytes that arrived and
/// [`take_output`](Self::take_output) for the bytes to send, and calls both again at
/// [`next_wake_us`](Self::next_wake_us) at the latest.
pub trait Driver {
    /// Takes bytes from the board, split or merged anywhere. Call it without bytes too when time has passed, so
    /// that time limits are noticed.
    fn push(&mut self, now_us: u64, bytes: &[u8]);

    /// Appends to `into` the bytes that may be sent now, paced to the board's receive buffer.
    fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>);

    /// Time at which the driver has work to do even if nothing arrives: pacing or a time limit.
    fn next_wake_us(&self) -> Option<u64>;

    /// The state of the connection.
    fn phase(&self) -> &Phase;

    /// Queues a command. It is checked at once and sent in its turn; [`outcome`](Self::outcome) gives its result.
    ///
    /// # Errors
    /// `pin-unknown`, `pin-cannot`, `out-of-range` or `lacking`, before anything is sent.
    fn command(&mut self, now_us: u64, command: Command) -> Result<CommandId, DeviceError>;

    /// The result of a command; `None` while it is pending. Each result is returned once and then forgotten;
    /// results that are never fetched are dropped eventually.
    fn outcome(&mut self, id: CommandId) -> Option<Result<Reply, DeviceError>>;

    /// Makes the board report a sensor from now on, until a reset. Watching a sensor twice has no further effect.
    ///
    /// # Errors
    /// `pin-unknown`, `pin-cannot` or `lacking`.
    fn watch(&mut self, now_us: u64, sensor: Sensor) -> Result<(), DeviceError>;

    /// The newest reported value of a watched sensor; `None` before the first report.
    fn reading(&self, sensor: Sensor) -> Option<Reading>;

    /// Takes the oldest event that has not been fetched.
    fn next_event(&mut self) -> Option<BoardEvent>;

    /// The state of the board, from the commands it was given and the readings it reported.
    fn state(&self) -> &BoardState;

    /// The board's family, as far as it is known.
    fn kind(&self) -> BoardKind;

    /// Looks up a pin by the name people use: `"13"`, `"D13"`, `"A0"` on an Arduino; `"0"`, `"P0"` on a micro:bit.
    ///
    /// # Errors
    /// `pin-unknown`, with the pins that exist.
    fn pin_by_name(&self, name: &str) -> Result<Pin, DeviceError>;

    /// Asks the board to stop and to forget its settings; keep calling `push` and `take_output` until
    /// [`is_closed`](Self::is_closed).
    fn close(&mut self, now_us: u64);

    /// True once the board has acknowledged [`close`](Self::close), or is no longer waited for.
    fn is_closed(&self) -> bool;

    /// True if no commands wait to be sent or acknowledged. The end of a script waits for this, so that its last
    /// commands take effect.
    fn is_idle(&self) -> bool;

    /// A copy in the same state, which goes on independently.
    fn copy(&self) -> Box<dyn Driver>;
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

    fn copy(&self) -> Box<dyn Driver> {
        (**self).copy()
    }
}
