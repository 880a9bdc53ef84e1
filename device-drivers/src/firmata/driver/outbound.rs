//! Outgoing bytes: pacing, and repeating questions that get no answer.

use super::closing::Closing;
use super::connect::port_error;
use super::job::{Context, Effect, Expect, Work};
use super::{FirmataDriver, Question, SYSEX_END};
use crate::board::{BoardState, PinMode};
use crate::command::Reply;
use crate::driver::{BoardEvent, Phase};
use crate::error::DeviceErrorCode;
use crate::firmata::Message;

/// Time without an answer after which a question is asked again.
const ASK_AGAIN_US: u64 = 1_000_000;
/// Interval of further probes until the board counts as silent: a reset takes an Uno three seconds.
const PROBE_EVERY_US: u64 = 800_000;
const SILENT_US: u64 = 3_500_000;
/// Silence after which a watched board is probed.
const QUIET_US: u64 = 1_500_000;
/// Pause after the last write before it is confirmed by a probe; a script that reads back at once probes itself.
const LAST_WRITE_US: u64 = 5_000;

impl FirmataDriver {
    /// Appends the bytes that may be sent now.
    pub(super) fn send(&mut self, now_us: u64, into: &mut Vec<u8>) {
        let overdue = self.is_overdue(now_us);
        if overdue || self.resyncing {
            // Something was lost on the way, or the board is deaf just now. Sending more would only fill its
            // buffer.
            self.blocked = true;
            if now_us >= self.probe_at_us && (overdue || self.pacer.is_idle()) {
                self.probe_at_us = now_us.saturating_add(PROBE_EVERY_US);
                into.push(SYSEX_END);
                self.send_probe(now_us, into);
            }
            return;
        }
        self.send_queue(now_us, into);
        let rested = |at: u64| now_us >= at.saturating_add(LAST_WRITE_US);
        if self.queue.is_empty() && self.pacer.unasked_since_us().is_some_and(rested) {
            self.send_probe(now_us, into);
        }
    }

    /// Time at which a board that is ready needs attention even if nothing arrives.
    pub(super) fn ready_wake_us(&self) -> Option<u64> {
        let overdue = self.pacer.waiting_since_us().map(|at| {
            let silent_us = at.saturating_add(SILENT_US);
            at.saturating_add(ASK_AGAIN_US).max(self.probe_at_us).min(silent_us)
        });
        let last_write = self.pacer.unasked_since_us().filter(|_| self.queue.is_empty());
        let last_write = last_write.map(|at| at.saturating_add(LAST_WRITE_US));
        let now = (!self.queue.is_empty() && !self.blocked).then_some(0);
        let resync = (self.resyncing && self.pacer.is_idle()).then_some(self.probe_at_us);
        [overdue, last_write, now, resync, self.quiet_at_us()].into_iter().flatten().min()
    }

    pub(super) fn apply(&mut self, effect: Effect) {
        match effect {
            Effect::Pin(pin, state) => {
                self.state.pins.insert(pin, state);
            }
            Effect::I2c(on) => {
                self.i2c_on = on;
                if !on {
                    self.state.pins.retain(|_, state| state.mode != PinMode::I2c);
                }
            }
            Effect::Interval(interval_ms) => self.interval_ms = interval_ms,
            Effect::Cleared => {
                self.state = BoardState::default();
                self.i2c_on = false;
            }
        }
    }

    pub(super) fn is_overdue(&self, now_us: u64) -> bool {
        self.pacer.waiting_since_us().is_some_and(|at| now_us >= at.saturating_add(ASK_AGAIN_US))
    }

    /// Sends a probe ahead of the queue.
    pub(super) fn send_probe(&mut self, now_us: u64, into: &mut Vec<u8>) {
        let before = into.len();
        self.probe().message().encode(into);
        let question = Question { expect: Expect::Probe, job: None };
        self.pacer.asked(now_us, into.len() - before, question);
    }

    /// Sends jobs from the queue, as far as the board's buffer has room.
    pub(super) fn send_queue(&mut self, now_us: u64, into: &mut Vec<u8>) {
        while let (Some(job), Some(found)) = (self.queue.front(), &self.found) {
            let context = Context::new(found, &self.state, self.i2c_on, self.interval_ms);
            let encoded = context.encode(&job.work);
            let probe_len = if encoded.expect.is_some() { 0 } else { 4 };
            let len = encoded.bytes.len();
            if len > 0 && !self.pacer.has_room(len, probe_len) {
                self.blocked = true;
                if self.pacer.unasked_since_us().is_some() {
                    self.send_probe(now_us, into);
                }
                return;
            }
            let Some(job) = self.queue.pop_front() else { return };
            into.extend(&encoded.bytes);
            for effect in encoded.effects {
                self.apply(effect);
            }
            if let Some(expect) = encoded.expect {
                self.pacer.asked(now_us, len, Question { expect, job: Some(job) });
                continue;
            }
            self.pacer.wrote(now_us, len);
            match job.work {
                Work::TellRestarted => self.tell(BoardEvent::Restarted),
                _ => self.finish(job.id, Ok(Reply::Done)),
            }
            if self.pacer.wants_question() {
                self.send_probe(now_us, into);
            }
        }
    }

    /// Handles elapsed time: overdue questions, a silent board.
    pub(super) fn check_time(&mut self, now_us: u64) {
        if self.phase != Phase::Ready || self.closing != Closing::No {
            return;
        }
        let silent = |at: u64| now_us >= at.saturating_add(SILENT_US);
        if self.pacer.waiting_since_us().is_some_and(silent) {
            self.fail(port_error(DeviceErrorCode::Silent, &self.port));
        } else if self.quiet_at_us().is_some_and(|at| now_us >= at) {
            self.enqueue(None, Work::Probe);
        }
    }

    /// Time at which a watched board has been silent long enough to be probed.
    pub(super) fn quiet_at_us(&self) -> Option<u64> {
        let asks_anyway = !self.pacer.is_idle() || !self.queue.is_empty();
        (!self.readings.is_empty() && !asks_anyway).then(|| self.last_heard_us.saturating_add(QUIET_US))
    }
}
