//! Orders to the agent, each done once, with as many under way as the board's receive buffer holds.

use std::collections::VecDeque;

use super::agent::message::{MAX_ORDER_BYTES, Order, Refusal};

/// The most orders under way: the agent keeps as many answers for a host that missed them.
const MAX_FLYING: usize = 4;
/// An unanswered order is sent again after this time. The agent takes up to 0.2 s to compile a part on V1.
const RESEND_US: u64 = 300_000;
/// After the board's word that a line was damaged: the lines behind it cause the same word.
const SETTLE_US: u64 = 20_000;
/// With nothing answered for this many times the line is of no use.
const MAX_RESENDS: u32 = 20;

/// Names whose order it is.
pub type JobId = u64;

#[derive(Debug)]
struct Flying {
    seq: u8,
    job: JobId,
    order: Order,
    line: Vec<u8>,
}

/// An order the board has answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Answered {
    /// Whose it was.
    pub job: JobId,
    /// Its sequence id.
    pub seq: u8,
    /// What was asked for.
    pub order: Order,
    /// What the board said.
    pub answer: Result<String, Refusal>,
}

/// The orders that wait and those under way.
#[derive(Debug, Default)]
pub struct Channel {
    next_seq: u8,
    waiting: VecDeque<(JobId, Order)>,
    flying: VecDeque<Flying>,
    resend_at_us: Option<u64>,
    resends: u32,
}

impl Channel {
    /// A channel to an agent that expects `seq` next.
    pub fn new(seq: u8) -> Self {
        Self { next_seq: seq, ..Self::default() }
    }

    /// Queues an order.
    pub fn send(&mut self, job: JobId, order: Order) {
        self.waiting.push_back((job, order));
    }

    /// Queues an order before all that wait.
    pub fn send_first(&mut self, job: JobId, order: Order) {
        self.waiting.push_front((job, order));
    }

    /// Forgets what a job has not sent yet.
    pub fn drop_job(&mut self, job: JobId) {
        self.waiting.retain(|(other, _)| *other != job);
    }

    /// Whether all is answered.
    #[cfg(test)]
    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.flying.is_empty()
    }

    /// Whether the line has proved to be of no use.
    pub fn is_broken(&self) -> bool {
        self.resends > MAX_RESENDS
    }

    /// Takes the board's word on the order `seq`; `None` if it was answered before, or not in order.
    pub fn answer(&mut self, now_us: u64, seq: u8, answer: Result<String, Refusal>) -> Option<Answered> {
        // The board does orders one by one: an answer out of order means that those before it were lost, and
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

    /// Takes the board's word that a line was damaged or out of order.
    pub fn again(&mut self, now_us: u64) {
        if !self.flying.is_empty() {
            self.resend_at_us = Some(now_us.saturating_add(SETTLE_US));
        }
    }

    /// The agent runs again and knows what it knew: what is unanswered is sent again.
    pub fn resume(&mut self, now_us: u64) {
        self.resend_at_us = if self.flying.is_empty() { None } else { Some(now_us) };
    }

    /// Appends what may leave now.
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

    /// When there is something to send though nothing arrived.
    pub fn next_wake_us(&self) -> Option<u64> {
        self.resend_at_us
    }
}

#[cfg(test)]
#[path = "channel_tests.rs"]
mod tests;
