//! Functions that connect a board, and those that every board has.

use digilab_devices::board::BoardFamily;
use digilab_devices::command::{Command, Reply};
use digilab_devices::error::DeviceErrorCode;
use rhai::{Dynamic, EvalAltResult};

use super::arguments::{Implementations, On, shortened};
use super::{Board, Call, Gives, PinHandle, Receiver};
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::lab::LabError;
use crate::script::run::{Next, Pending, ScriptRun, Wait};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Functions of the table that are implemented in this file.
pub(super) const IMPLEMENTATIONS: Implementations = &[
    (Receiver::Board, "pin", pin),
    (Receiver::Board, "send", send),
    (Receiver::Board, "reset", reset),
    (Receiver::Board, "i2c_write", i2c_write),
    (Receiver::Board, "i2c_read", i2c_read),
];

impl Call<'_> {
    /// Refuses a board that lacks the function.
    pub(crate) fn check_board(&self) -> Result<()> {
        let (On::Board(_) | On::Pin(_)) = self.on else { return Ok(()) };
        let board = self.board()?;
        if self.function.boards.contain(board.kind) {
            return Ok(());
        }
        let error = self.api_error(ApiErrorCode::NotOnThisBoard);
        Err(error.with("board", board.name()).with("boards", self.function.boards.names()).raise())
    }

    /// Gives the board a command and waits until it is done; `then` makes the call's result of the reply.
    pub(crate) fn perform(&self, command: Command, then: impl Fn(Reply) -> Dynamic + 'static) -> Result {
        let board = self.board()?;
        self.run.perform(board.id, command, move |_, reply| Ok(Next::Value(then(reply))))
    }

    /// Does the same as [`perform`](Self::perform), for commands without a result.
    pub(crate) fn done(&self, command: Command) -> Result {
        self.perform(command, |_| Dynamic::UNIT)
    }

    /// Does a command for the display. A text that another part of the script scrolls goes by first.
    pub(crate) fn display(&self, command: Command) -> Result {
        self.run.display(self.board()?.id, command)
    }

    /// Connects a board, or takes the one that is connected already; `then` makes the call's result of it.
    pub(crate) fn connect(
        &self,
        want: BoardFamily,
        then: impl Fn(&ScriptRun, Board) -> Result + 'static,
    ) -> Result {
        let id = self.run.with_lab(|lab| lab.request(want))?;
        self.run.wait(Pending::new(Wait::Ready(id), move |run, _| {
            let kind = run.with_lab(|lab| Ok(lab.kind(id)))?.unwrap_or_else(|| want.usual_kind());
            then(run, Board { id, kind }).map(Next::Value)
        }))
    }
}

/// Implements every function that returns a board: connects a board of the family given in the table.
pub(super) fn connected(call: &mut Call<'_>) -> Result {
    match call.function.gives {
        Gives::Board(family) => call.connect(family, |_, board| Ok(Dynamic::from(board))),
        _ => Ok(Dynamic::UNIT),
    }
}

fn pin(call: &mut Call<'_>) -> Result {
    let board = call.board()?;
    let name = call.text(0)?;
    call.run
        .with_lab(|lab| match lab.pin_by_name(board.id, &name) {
            Ok(pin) => Ok(Ok(pin)),
            Err(LabError::Device(error)) if error.code == DeviceErrorCode::PinUnknown => Ok(Err(error)),
            Err(error) => Err(error),
        })?
        .map(|pin| Dynamic::from(PinHandle { board, pin }))
        .map_err(|error| {
            let refusal = ApiError::new(ApiErrorCode::UnknownPin)
                .with("given", shortened(&name))
                .with("board", board.name());
            refusal.with("allowed", error.arg("allowed").unwrap_or_default()).raise()
        })
}

fn send(call: &mut Call<'_>) -> Result {
    let text = call.text(0)?.to_string();
    if let Some(unfit) = text.chars().find(|character| character.is_control()) {
        return Err(call
            .api_error(ApiErrorCode::TextUnsupported)
            .with("given", unfit.escape_default())
            .raise());
    }
    call.done(Command::SendLine { text })
}

fn reset(call: &mut Call<'_>) -> Result {
    call.done(Command::Reset)
}

fn i2c_write(call: &mut Call<'_>) -> Result {
    call.done(Command::WriteI2c { address: call.int(0)?, bytes: call.bytes(1)? })
}

fn i2c_read(call: &mut Call<'_>) -> Result {
    let register = if call.has(2) { Some(call.int(2)?) } else { None };
    let command = Command::ReadI2c { address: call.int(0)?, register, count: call.int(1)? };
    call.perform(command, |reply| match reply {
        Reply::Bytes(bytes) => {
            bytes.into_iter().map(|byte| Dynamic::from(i64::from(byte))).collect::<Vec<_>>().into()
        }
        _ => Dynamic::UNIT,
    })
}
