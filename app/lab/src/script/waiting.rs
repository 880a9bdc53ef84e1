//! What a script waits for: time, a board's answer, a typed line. A native function that cannot answer at once leaves
//! the wait here; its fiber goes on when the answer is there, and others run meanwhile.

use digilab_devices::command::{Command, Reply};
use rhai::{Dynamic, EvalAltResult};

use super::run::{Answer, Next, Pending, ScriptRun, Wait};
use crate::lab::BoardId;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// A time that never comes, and to which others can be added without overflow.
pub(crate) const NEVER_US: u64 = u64::MAX / 2;

impl ScriptRun {
    /// Begins to wait; its answer is the result of the native function that calls this last.
    ///
    /// # Errors
    /// Errors of a board; `Stopped`, `TimeOver`.
    pub(crate) fn wait(&self, pending: Pending) -> Result<Dynamic> {
        // A wait for time lets the others run in any case, and a typed line may be for one that asked before.
        if !matches!(pending.wait, Wait::Until(_) | Wait::Line)
            && let Some(answer) = self.answer(pending.wait)?
        {
            return match (pending.then)(self, answer)? {
                Next::Value(value) => Ok(value),
                Next::Wait(next) => self.wait(next),
            };
        }
        self.pending.replace(Some(pending));
        Ok(Dynamic::UNIT)
    }

    /// Gives a board a command and waits for its result.
    ///
    /// # Errors
    /// The board's refusal; `Stopped`, `TimeOver`.
    pub(crate) fn perform(
        &self,
        board: BoardId,
        command: Command,
        then: impl Fn(&ScriptRun, Reply) -> Result<Next> + 'static,
    ) -> Result<Dynamic> {
        self.begin(board, command, then).and_then(|pending| self.wait(pending))
    }

    /// Gives a board a command for its display, once no text scrolls over it, and waits for its result.
    ///
    /// # Errors
    /// The board's refusal; `Stopped`, `TimeOver`.
    pub(crate) fn display(&self, board: BoardId, command: Command) -> Result<Dynamic> {
        self.wait(Pending::new(Wait::Display(board), move |run, _| {
            run.begin(board, command.clone(), |_, _| Ok(Next::Value(Dynamic::UNIT))).map(Next::Wait)
        }))
    }

    fn begin(
        &self,
        board: BoardId,
        command: Command,
        then: impl Fn(&ScriptRun, Reply) -> Result<Next> + 'static,
    ) -> Result<Pending> {
        let id = self.with_lab(|lab| lab.begin(board, command))?;
        Ok(Pending::new(Wait::Command(board, id), move |run, answer| match answer {
            Answer::Reply(reply) => then(run, reply),
            _ => Ok(Next::Value(Dynamic::UNIT)),
        }))
    }

    /// Takes the answer to a wait. `None` if there is none yet.
    ///
    /// # Errors
    /// Errors of a board; that nobody can type a line.
    pub(crate) fn answer(&self, wait: Wait) -> Result<Option<Answer>> {
        self.with_lab(|lab| {
            Ok(match wait {
                Wait::Until(deadline_us) => (lab.now_us() >= deadline_us).then_some(Answer::Time),
                Wait::Ready(board) => lab.is_ready(board)?.then_some(Answer::Ready),
                Wait::Command(board, id) => lab.outcome(board, id)?.map(Answer::Reply),
                Wait::Reading(board, sensor) => lab.reading(board, sensor)?.map(Answer::Reading),
                Wait::Display(board) => (!lab.is_scrolling(board)).then_some(Answer::Display),
                Wait::Line => lab.ask()?.map(Answer::Line),
            })
        })
    }

    /// Continues after an answer.
    ///
    /// # Errors
    /// Those of what comes after it.
    pub(crate) fn continued(&self, pending: &Pending, answer: Answer) -> Result<Next> {
        (pending.then)(self, answer)
    }
}
