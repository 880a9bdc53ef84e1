//! Sends orders to the agent, each executed once, with as many in flight as the board's receive buffer holds.

use std::collections::VecDeque;

use super::agent::message::{MAX_ORDER_BYTES, Order, Refusal};

/// Maximum number of orders in flight: the agent keeps as many answers for a host that missed them.
const MAX_FLYING: usize = 4;
/// Time after which an unanswered order is sent again. The agent takes up to 0.2 s to compile a part on V1.
const RESEND_US: u64 = 300_000;
/// Pause after the board reports a damaged line: the lines behind it cause the same report.
const SETTLE_US: u64 = 20_000;
/// Number of resends without any answer after which the line counts as broken.
const MAX_RESENDS: u32 = 20;

/// Identifies the job that an order belongs to.
pub type JobId = u64;

#[derive(Clone, Debug)]
struct Flying {
    seq: u8,
    job: JobId,
    order: Order,
    line: Vec<u8>,
}

/// An order the board has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The job it belongs to.
    pub job: JobId,
    /// Its sequence id.
    pub seq: u8,
    /// The order.
    pub order: Order,
    /// The board's answer.
    pub answer: Result<String, Refusal>,
}

/// The orders that wait and those in flight.
#[derive(Clone, Debug, Default)]
pub struct Channel {
    next_seq: u8,
    waiting: VecDeque<(JobId, Order)>,
    flying: VecDeque<Flying>,
    resend_at_us: Option<u64>,
    resends: u32,
}

impl Channel {
    /// Creates a channel to an agent that expects `seq` next.
    pub fn new(seq: u8) -> Self {
        Self { next_seq: seq, ..Self::default() }
    }

    /// Queues an order.
    pub fn send(&mut self, job: JobId, order: Order) {
        self.waiting.push_back((job, order));
    }

    /// Queues an order in front of all that wait.
    pub fn send_first(&mut self, job: JobId, order: Order) {
        self.waiting.push_front((job, order));
    }

    /// Drops a job's orders that have not been sent.
    pub fn drop_job(&mut self, job: JobId) {
        self.waiting.retain(|(other, _)| *other != job);
    }

    /// True if every order is answered.
    #[cfg(test)]
    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.flying.is_empty()
    }

    /// True if the line has proved unusable.
    pub fn is_broken(&self) -> bool {
        self.resends > MAX_RESENDS
    }

    /// Takes the answer to the order `seq`; `None` if it was answered before or is out of order.
    pub fn answer(&mut self, now_us: u64, seq: u8, answer: Result<String, Refusal>) -> Option<Answered> {
        // The board executes orders one by one: an answer out of order means that those before it were lost, and
        // sending again brings them all.
        if self.flying.front().is_none_or(|first| first.seq != seq) {
            return None;
        }
        let first = self.flying.pop_front()?;
        self.resends = 0;
        self.resend_at_us =
            if self.flying.is_empty() { None } else { Some(now_us.saturating_add(RESEND_US)) };
        Some(Answered { job: first.job, seq, order: first.order, answer })
    }

    /// Handles the board's report of a line that was damaged or out of order.
    pub fn again(&mut self, now_us: u64) {
        if !self.flying.is_empty() {
            self.resend_at_us = Some(now_us.saturating_add(SETTLE_US));
        }
    }

    /// Sends unanswered orders again, after the agent restarted with its variables intact.
    pub fn resume(&mut self, now_us: u64) {
        self.resend_at_us = if self.flying.is_empty() { None } else { Some(now_us) };
    }

    /// Appends the bytes that may be sent now.
    pub fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>) {
        if self.resend_at_us.is_some_and(|at_us| now_us >= at_us) {
            // The line feed ends a line that lost its own.
            into.push(b'\n');
            self.flying.iter().for_each(|flying| into.extend_from_slice(&flying.line));
            self.resends += 1;
            self.resend_at_us = Some(now_us.saturating_add(RESEND_US));
        }
        while let Some((job, order)) = self.waiting.pop_front() {
            let line = order.encode(self.next_seq);
            let under_way: usize = self.flying.iter().map(|flying| flying.line.len()).sum();
            let alone =
                order.travels_alone() || self.flying.iter().any(|flying| flying.order.travels_alone());
            let room = if alone { self.flying.is_empty() } else { under_way + line.len() <= MAX_ORDER_BYTES };
            if !room || self.flying.len() >= MAX_FLYING {
                self.waiting.push_front((job, order));
                break;
            }
            into.extend_from_slice(&line);
            self.flying.push_back(Flying { seq: self.next_seq, job, order, line });
            self.next_seq = self.next_seq.wrapping_add(1);
            self.resend_at_us = Some(now_us.saturating_add(RESEND_US));
        }
    }

    /// Time of the next send if nothing arrives.
    pub fn next_wake_us(&self) -> Option<u64> {
        self.resend_at_us
    }
}

#[cfg(test)]
#[path = "channel_tests.rs"]
mod tests;
