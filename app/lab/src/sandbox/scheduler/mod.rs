//! Runs a script's fibers: the main program, and each call of a handler.
//!
//! One fiber runs at a time. It gives up its turn when it waits, when it ends, and after some thousand operations.
//! Those that can go on stand in a queue; of those that wake at the same moment, the one with the lower number comes
//! first. So the same script with the same inputs always runs in the same order.

mod back;
mod copy;
mod history;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use rhai::{Dynamic, EvalAltResult};

use self::history::History;
use crate::lab::Lab;
use crate::machine::{Fiber, Machine, Pause};
use crate::mistakes::{Mistake, MistakeCode};
use crate::sandbox::host::Host;
use crate::script::limits::MAX_WAITING_EVENTS;
use crate::script::run::{Next, Pending, ScriptRun, Wait};
use crate::script::waiting::NEVER_US;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Operations after which a fiber lets others run.
const SHARE: i64 = 4_000;

/// A fiber and its state.
struct Task {
    fiber: Fiber,
    /// The handler that it is a call of; `None` for the main program.
    handler: Option<usize>,
    pending: Option<Pending>,
    /// Place of its wait among all waits of the run.
    since: u64,
}

/// The fibers of a run.
pub(crate) struct Scheduler<'s, 'e> {
    machine: &'s mut Machine<'e>,
    run: &'s Rc<ScriptRun>,
    host: &'s Host<'s>,
    tasks: BTreeMap<usize, Task>,
    /// Numbers of the fibers that can go on.
    ready: VecDeque<usize>,
    /// The fiber that has just had its share.
    spent: Option<usize>,
    next_number: usize,
    /// Number of waits that were begun.
    waits: u64,
    /// True once an event was dropped: that is told once.
    has_dropped: bool,
    history: History,
}

impl<'s, 'e> Scheduler<'s, 'e> {
    /// Makes a scheduler.
    pub(crate) fn new(machine: &'s mut Machine<'e>, run: &'s Rc<ScriptRun>, host: &'s Host<'s>) -> Self {
        Self {
            machine,
            run,
            host,
            history: History::default(),
            tasks: BTreeMap::new(),
            ready: VecDeque::new(),
            spent: None,
            next_number: 0,
            waits: 0,
            has_dropped: false,
        }
    }

    /// Runs the script to its end.
    ///
    /// # Errors
    /// A mistake of the script, a board's failure, `Stopped`, `TimeOver`.
    pub(crate) async fn run(&mut self) -> Result<()> {
        let main = self.machine.main()?;
        self.add(main, None, None);
        loop {
            match self.turn().await {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) if matches!(*error, EvalAltResult::Exit(..)) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }

    /// Adds a fiber, which waits or can go on.
    fn add(&mut self, fiber: Fiber, handler: Option<usize>, pending: Option<Pending>) {
        let number = self.next_number;
        self.next_number += 1;
        if pending.is_none() {
            self.ready.push_back(number);
        }
        self.waits += 1;
        self.tasks.insert(number, Task { fiber, handler, pending, since: self.waits });
    }

    /// Lets one fiber run, or waits until one can. Returns false at the script's end.
    async fn turn(&mut self) -> Result<bool> {
        self.keep_copy();
        self.collect_events()?;
        self.wake()?;
        let waits = self.waits;
        self.call_handlers()?;
        // Behind those that waited.
        self.ready.extend(self.spent.take());
        if let Some(number) = self.ready.pop_front() {
            self.resume(number).await?;
            return Ok(true);
        }
        if self.tasks.is_empty() && self.run.handlers.borrow().is_empty() {
            return Ok(false);
        }
        // What has begun to wait may have its answer already.
        if self.waits > waits {
            return Ok(true);
        }
        match self.wait().await {
            Ok(()) => Ok(true),
            Err(error) => self.fail_waiting(error).map(|()| true),
        }
    }

    /// Makes the call fail that waits for a board; a script may catch that.
    fn fail_waiting(&mut self, error: Box<EvalAltResult>) -> Result<()> {
        let rank = |wait: Wait| {
            self.run.with_lab(|lab| {
                Ok(match wait {
                    Wait::Ready(board)
                    | Wait::Command(board, _)
                    | Wait::Reading(board, _)
                    | Wait::Display(board) => !lab.has_failed(board),
                    Wait::Until(_) | Wait::Line => true,
                })
            })
        };
        let mut numbers: Vec<(bool, bool, usize)> = Vec::new();
        for (number, task) in &self.tasks {
            if let Some(pending) = &task.pending {
                let is_for_time = matches!(pending.wait, Wait::Until(_) | Wait::Line);
                numbers.push((rank(pending.wait)?, is_for_time, *number));
            }
        }
        let number = numbers.iter().min().map(|(.., number)| *number);
        let Some((number, task)) = number.and_then(|number| Some((number, self.tasks.get_mut(&number)?)))
        else {
            return Err(error);
        };
        if let Some(Pending { wait: Wait::Command(board, id), .. }) = task.pending {
            self.run.with_lab(|lab| {
                lab.abandon(board, id);
                Ok(())
            })?;
        }
        task.pending = None;
        self.machine.fail(&mut task.fiber, error)?;
        self.ready.push_back(number);
        Ok(())
    }

    fn collect_events(&mut self) -> Result<()> {
        while let Some((board, event)) = self.run.with_lab(|lab| Ok(lab.next_event()))? {
            let is_taken = self.run.handlers.borrow_mut().take_event(board, &event);
            if !is_taken && !std::mem::replace(&mut self.has_dropped, true) {
                let remark = Mistake::new(MistakeCode::EventsDropped).with("max", MAX_WAITING_EVENTS);
                self.run.remark(remark);
            }
        }
        Ok(())
    }

    /// Moves the fibers whose waits are over into the queue.
    fn wake(&mut self) -> Result<()> {
        let mut woken: Vec<(u64, usize)> = Vec::new();
        let now_us = self.run.lab_us();
        let waiting = self.tasks.iter().filter_map(|(number, task)| {
            let is_for_line = task.pending.as_ref()?.wait == Wait::Line;
            Some((task.since, *number, is_for_line))
        });
        let mut waiting: Vec<(u64, usize, bool)> = waiting.collect();
        // A line that is typed is for the question that was asked first.
        waiting.sort_unstable();
        let mut is_line_missing = false;
        for (_, number, is_for_line) in waiting {
            if is_for_line && is_line_missing {
                continue;
            }
            let is_answered = self.answer(number)?;
            is_line_missing |= is_for_line && !is_answered;
            if is_answered {
                let at_us = match self.tasks.get(&number).and_then(|task| task.pending.as_ref()) {
                    Some(Pending { wait: Wait::Until(at_us), .. }) => *at_us,
                    _ => now_us,
                };
                if let Some(task) = self.tasks.get_mut(&number) {
                    task.pending = None;
                }
                woken.push((at_us, number));
            }
        }
        woken.sort_unstable();
        self.ready.extend(woken.into_iter().map(|(_, number)| number));
        Ok(())
    }

    /// Gives a waiting fiber its answer. Returns true if it can go on.
    fn answer(&mut self, number: usize) -> Result<bool> {
        let Some(task) = self.tasks.get_mut(&number) else { return Ok(false) };
        let Some(pending) = task.pending.clone() else { return Ok(false) };
        // Most wait for time, which needs no look at a board.
        if let Wait::Until(deadline_us) = pending.wait
            && self.run.lab_us() < deadline_us
        {
            return Ok(false);
        }
        let result = match self.run.answer(pending.wait) {
            Ok(Some(answer)) => self.run.continued(&pending, answer),
            Ok(None) => return Ok(false),
            Err(error) => Err(error),
        };
        match result {
            Ok(Next::Value(value)) => task.fiber.answer(value),
            Ok(Next::Wait(next)) => {
                self.waits += 1;
                task.pending = Some(next);
                task.since = self.waits;
                return Ok(false);
            }
            // The mistake is that of the call that waited: the script may catch it.
            Err(error) => self.machine.fail(&mut task.fiber, error)?,
        }
        Ok(true)
    }

    /// Begins the calls of handlers that are due.
    fn call_handlers(&mut self) -> Result<()> {
        let due = self.run.handlers.borrow_mut().take_due(self.run.lab_us());
        for due in due {
            let argument = due.text.map(|text| Dynamic::from(rhai::ImmutableString::from(text)));
            let fiber = self.machine.start(&due.body, argument)?;
            match (fiber, self.run.pending.take()) {
                (Some(fiber), _) => self.add(fiber, Some(due.handler), None),
                // A native function that waits: nothing is left to do when its wait is over.
                (None, Some(pending)) => self.add(Fiber::default(), Some(due.handler), Some(pending)),
                (None, None) => self.run.handlers.borrow_mut().ended(due.handler),
            }
        }
        Ok(())
    }

    /// Lets a fiber run until it pauses.
    async fn resume(&mut self, number: usize) -> Result<()> {
        // Fibers that hardly compute before they wait again keep the thread from its other work, too.
        if self.run.is_held() {
            self.run.hold().await?;
        }
        let mut left = SHARE;
        loop {
            let Some(task) = self.tasks.get_mut(&number) else { return Ok(()) };
            match self.machine.resume(number, &mut task.fiber, &mut left)? {
                Pause::Held => {
                    if let Err(error) = self.run.hold().await {
                        self.machine.fail(&mut task.fiber, error)?;
                    }
                    if self.went_back() {
                        return Ok(());
                    }
                }
                pause => return self.paused(number, pause),
            }
        }
    }

    /// Takes notice that a fiber has paused.
    fn paused(&mut self, number: usize, pause: Pause) -> Result<()> {
        let Some(task) = self.tasks.get_mut(&number) else { return Ok(()) };
        match pause {
            Pause::Held => {}
            Pause::Waits => {
                self.waits += 1;
                task.pending = self.run.pending.take();
                task.since = self.waits;
            }
            Pause::Spent => {
                self.spent = Some(number);
                let is_alone = self.tasks.len() == 1 && self.run.handlers.borrow().is_empty();
                // The others' waits may be over, and a press may have come.
                if !is_alone
                    && let Err(error) = self.run.with_lab(|lab| lab.sync())
                    && let Some(task) = self.tasks.get_mut(&number)
                {
                    // The mistake of whoever looks, as in a call.
                    self.machine.fail(&mut task.fiber, error)?;
                }
            }
            Pause::Ended => {
                let handler = self.tasks.remove(&number).and_then(|task| task.handler);
                if let Some(handler) = handler {
                    self.run.handlers.borrow_mut().ended(handler);
                }
            }
        }
        Ok(())
    }

    /// Waits until a fiber can go on or a handler is due.
    async fn wait(&mut self) -> Result<()> {
        let waits: Vec<Wait> =
            self.tasks.values().filter_map(|task| Some(task.pending.as_ref()?.wait)).collect();
        let times = waits.iter().filter_map(|wait| match wait {
            Wait::Until(at_us) => Some(*at_us),
            _ => None,
        });
        let deadline_us = times.chain(self.run.handlers.borrow().next_us()).min().unwrap_or(NEVER_US);
        let is_over = |lab: &mut Lab| {
            waits.iter().any(|wait| match wait {
                Wait::Ready(board) => !matches!(lab.is_ready(*board), Ok(false)),
                Wait::Command(board, id) => lab.has_outcome(*board, *id),
                Wait::Reading(board, sensor) => !matches!(lab.reading(*board, *sensor), Ok(None)),
                // A text that has gone by is the result of its command.
                Wait::Until(_) | Wait::Line | Wait::Display(_) => false,
            })
        };
        self.run.idle(deadline_us, is_over).await
    }
}
