//! Waiting, which may give the thread back: the lab is free meanwhile.

use std::cell::RefCell;
use std::future::poll_fn;
use std::task::{Context, Poll};

use digilab_devices::board::BoardFamily;

use super::{BoardId, Lab, LabError};
use crate::transcript::EndReason;

impl Lab {
    /// Returns the board that a script requests; the first call connects it and waits until it is ready.
    ///
    /// # Errors
    /// The reason why the board is not available; `Stopped`, `TimeOver`.
    pub async fn connect(lab: &RefCell<Self>, want: BoardFamily) -> Result<BoardId, LabError> {
        let id = lab.borrow_mut().request(want)?;
        Self::wait_for(lab, |lab| lab.is_ready(id)).await?;
        Ok(id)
    }

    /// Waits until the script's time is `deadline_us`, until a board has sent an event, until the input that the
    /// script asks for was typed, or until `is_over`, whichever is first.
    ///
    /// # Errors
    /// A board's failure, `Stopped`, `TimeOver`.
    pub async fn wait(
        lab: &RefCell<Self>,
        deadline_us: u64,
        mut is_over: impl FnMut(&mut Self) -> bool,
    ) -> Result<(), LabError> {
        let deadline_us = lab.borrow().on_clock_us(deadline_us);
        while !lab.borrow_mut().observe_until(deadline_us, &mut is_over)? {
            Self::idle(lab, deadline_us).await?;
        }
        Ok(())
    }

    /// Waits until `is_over`.
    ///
    /// # Errors
    /// Those of `is_over`; a board's failure, `Stopped`, `TimeOver`.
    pub(crate) async fn wait_for(
        lab: &RefCell<Self>,
        mut is_over: impl FnMut(&mut Self) -> Result<bool, LabError>,
    ) -> Result<(), LabError> {
        if is_over(&mut lab.borrow_mut())? {
            return Ok(());
        }
        loop {
            lab.borrow_mut().observe()?;
            if is_over(&mut lab.borrow_mut())? {
                return Ok(());
            }
            Self::idle(lab, u64::MAX).await?;
        }
    }

    /// Holds the script while somebody steps through it and it pauses, and while the thread's other work has its turn.
    /// The boards stay connected and responsive.
    ///
    /// # Errors
    /// A board's failure, `Stopped`, `TimeOver`; only while it pauses.
    pub async fn hold(lab: &RefCell<Self>) -> Result<(), LabError> {
        poll_fn(|context| lab.borrow_mut().poll_turn(context)).await;
        while lab.borrow().is_paused() {
            lab.borrow_mut().attend_pause()?;
            if lab.borrow().is_paused() {
                Self::idle(lab, u64::MAX).await?;
            }
        }
        Ok(())
    }

    /// Ends the run: boards finish their last commands, and return to their initial state if the run was cut short;
    /// after a script's own end, lights stay lit and displays keep their picture.
    ///
    /// # Errors
    /// A board's failure on the way.
    pub async fn finish(lab: &RefCell<Self>, reason: EndReason) -> Result<(), LabError> {
        let Some(deadline_us) = lab.borrow_mut().begin_end(reason) else { return Ok(()) };
        let mut first_error = Ok(());
        loop {
            let (is_settled, result) = lab.borrow_mut().settle(reason, deadline_us);
            // One board's failure must not keep the others from finishing.
            first_error = first_error.and(result);
            if is_settled {
                return first_error;
            }
            Self::idle(lab, deadline_us).await?;
        }
    }

    /// Waits until something may have happened, at most until `deadline_us` on the clock.
    async fn idle(lab: &RefCell<Self>, deadline_us: u64) -> Result<(), LabError> {
        let wake_us = lab.borrow_mut().idle_until(deadline_us)?;
        let Some(wake_us) = wake_us else { return Ok(()) };
        poll_fn(|context| lab.borrow_mut().clock.poll_until_us(wake_us, context)).await;
        Ok(())
    }

    fn poll_turn(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.settings.control.as_mut().map_or(Poll::Ready(()), |control| control.poll_turn(context))
    }
}
