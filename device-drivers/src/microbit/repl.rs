//! MicroPython's raw REPL from the host's side, sans-IO: gets to a prompt whatever the board is doing, then sends
//! code and collects its output.
//!
//! Source of the protocol: `pyexec.c` of MicroPython and "raw-paste mode" in its documentation. Ctrl-A (01) enters,
//! Ctrl-B (02) leaves, Ctrl-C (03) interrupts and empties the line, Ctrl-D (04) runs the line or, on an empty one,
//! soft-resets. A run answers `OK`, output, 04, traceback, 04, `>`.

use super::pacer::Pacer;

const PROMPT: &[u8] = b"raw REPL; CTRL-B to exit\r\n>";
const SOFT_RESET: &[u8] = b"soft reboot";
const FRIENDLY_PROMPT: &[u8] = b"\n>>> ";
const END: u8 = 4;

/// Pause between two Ctrl-C: the first may only end an `except`, or a scrolling text.
const INTERRUPT_GAP_US: u64 = 30_000;
/// Pause from the last Ctrl-C to Ctrl-A: a traceback is printed in between.
const ENTER_GAP_US: u64 = 60_000;
const ATTEMPT_US: u64 = 450_000;
/// Time limit for getting to a prompt.
const ENTER_LIMIT_US: u64 = 5_000_000;
const SOFT_RESET_US: u64 = 1_500_000;
const PROBE_US: u64 = 400_000;
/// Time limit for a run: compiling on V1 takes some tenths of a second.
const RUN_LIMIT_US: u64 = 3_000_000;
const BYTE_US: u64 = 110;

/// Number of received bytes kept; the rest of an endless output is dropped.
const INBOX_BYTES: usize = 4096;
/// Largest window that is accepted; V2's is 128.
const MAX_WINDOW: usize = 4096;

/// The result of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplEvent {
    /// The board is at a prompt.
    Ready,
    /// The code has run to its end.
    Ended {
        /// The printed output.
        output: String,
        /// The traceback, or empty.
        error: String,
    },
    /// The code runs and will not end by itself: all further bytes are its own.
    Launched,
    /// No prompt came in time.
    NoPrompt,
    /// The code was sent, and the prompt did not come back in time.
    Stuck,
}

#[derive(Clone, Debug)]
enum State {
    /// Sending interrupts and waiting for the prompt.
    Entering {
        attempt_ends_us: u64,
    },
    /// A soft reset is under way.
    Resetting {
        until_us: u64,
    },
    /// Raw-paste mode was requested, to see whether the board has it.
    Probing {
        until_us: u64,
    },
    Ready,
    /// Raw-paste mode was requested for this code.
    Opening {
        code: Vec<u8>,
    },
    /// Sending code as the board gives room.
    Pasting {
        code: Vec<u8>,
        sent: usize,
        credit: usize,
        window: usize,
    },
    /// All was sent; waiting for the start of the run (`OK`, or 04 after raw paste).
    Sent {
        pasted: bool,
    },
    Running,
    Idle,
}

/// One board's raw REPL.
#[derive(Clone, Debug)]
pub struct Repl {
    state: State,
    pacer: Pacer,
    inbox: Vec<u8>,
    enter_ends_us: u64,
    run_ends_us: u64,
    soft_reset: bool,
    /// True if the board has raw-paste mode; `None` before it was probed.
    raw_paste: Option<bool>,
    launch: bool,
    /// True while the empty program runs that ends the probe for raw-paste mode.
    probe_runs: bool,
}

impl Default for Repl {
    fn default() -> Self {
        Self::new()
    }
}

impl Repl {
    /// Creates a REPL; [`enter`](Self::enter) it first.
    pub fn new() -> Self {
        Self {
            state: State::Idle,
            pacer: Pacer::default(),
            inbox: Vec::new(),
            enter_ends_us: 0,
            run_ends_us: 0,
            soft_reset: false,
            raw_paste: None,
            launch: false,
            probe_runs: false,
        }
    }

    /// Gets to a prompt, whatever the board is doing; with `soft_reset` to the prompt of a fresh interpreter that
    /// has not run the stored program.
    pub fn enter(&mut self, now_us: u64, soft_reset: bool) {
        self.soft_reset = soft_reset;
        self.enter_ends_us = now_us.saturating_add(ENTER_LIMIT_US);
        self.interrupt(now_us);
    }

    fn interrupt(&mut self, now_us: u64) {
        self.inbox.clear();
        self.pacer.clear();
        self.pacer.start(now_us);
        self.pacer.after(0, b"\x03");
        self.pacer.after(INTERRUPT_GAP_US, b"\x03");
        self.pacer.after(ENTER_GAP_US, b"\x01");
        self.state = State::Entering { attempt_ends_us: now_us.saturating_add(ATTEMPT_US) };
    }

    /// Assumes that the board is at the raw REPL's prompt already, its program having ended.
    pub fn at_prompt(&mut self) {
        self.inbox.clear();
        self.pacer.clear();
        self.state = State::Ready;
    }

    /// Runs `code`, which will end by itself.
    pub fn run(&mut self, now_us: u64, code: &str) {
        self.send(now_us, code, false);
    }

    /// Runs `code`, which will not end: [`ReplEvent::Launched`] is returned when it has started.
    pub fn launch(&mut self, now_us: u64, code: &str) {
        self.send(now_us, code, true);
    }

    fn send(&mut self, now_us: u64, code: &str, launch: bool) {
        let code = code.as_bytes().to_vec();
        self.launch = launch;
        self.probe_runs = false;
        self.inbox.clear();
        self.pacer.start(now_us);
        let sending_us = u64::try_from(code.len()).unwrap_or(u64::MAX).saturating_mul(BYTE_US);
        self.run_ends_us = now_us.saturating_add(RUN_LIMIT_US).saturating_add(sending_us);
        // A launch is one short line. It is sent the plain way, because MicroPython's Unix port does not let Ctrl-C
        // interrupt pasted code.
        if self.raw_paste == Some(true) && !launch {
            self.pacer.after(0, b"\x05A\x01");
            self.state = State::Opening { code };
        } else {
            self.pacer.paced(&code);
            self.pacer.paced(&[END]);
            self.state = State::Sent { pasted: false };
        }
    }

    /// Takes bytes from the board; call it without bytes too when time has passed.
    pub fn push(&mut self, now_us: u64, bytes: &[u8]) -> Option<ReplEvent> {
        self.inbox.extend_from_slice(bytes);
        if self.inbox.len() > INBOX_BYTES {
            let surplus = self.inbox.len() - INBOX_BYTES;
            self.inbox.drain(..surplus);
        }
        // One chunk may complete several steps.
        loop {
            match self.step(now_us) {
                Step::Wait => return None,
                Step::Again => {}
                Step::Tell(event) => return Some(event),
            }
        }
    }

    /// Advances the state by the inbox and the time.
    fn step(&mut self, now_us: u64) -> Step {
        match &self.state {
            State::Idle | State::Ready => Step::Wait,
            State::Entering { attempt_ends_us } => self.step_entering(now_us, *attempt_ends_us),
            State::Resetting { until_us } => self.step_resetting(now_us, *until_us),
            State::Probing { until_us } => self.step_probing(now_us, *until_us),
            State::Opening { .. } => self.step_opening(now_us),
            State::Pasting { .. } => self.step_pasting(now_us),
            State::Sent { pasted } => self.step_sent(now_us, *pasted),
            State::Running => self.step_running(now_us),
        }
    }

    fn step_entering(&mut self, now_us: u64, attempt_ends_us: u64) -> Step {
        if self.pacer.is_empty() && take_through(&mut self.inbox, PROMPT).is_some() {
            return self.after_prompt(now_us);
        }
        if now_us >= self.enter_ends_us {
            self.state = State::Idle;
            return Step::Tell(ReplEvent::NoPrompt);
        }
        if now_us >= attempt_ends_us {
            self.interrupt(now_us);
        }
        Step::Wait
    }

    fn step_resetting(&mut self, now_us: u64, until_us: u64) -> Step {
        let reset_at = find(&self.inbox, SOFT_RESET);
        let prompt = reset_at.and_then(|at| find(self.inbox.get(at..).unwrap_or_default(), PROMPT));
        if prompt.is_some() {
            self.inbox.clear();
            return self.after_prompt(now_us);
        }
        // Some ports end at a soft reset and come back at the friendly prompt.
        if find(&self.inbox, FRIENDLY_PROMPT).is_some() || now_us >= until_us {
            self.interrupt(now_us);
        }
        Step::Wait
    }

    fn step_probing(&mut self, now_us: u64, until_us: u64) -> Step {
        if let Some(at) = find(&self.inbox, b"R\x01") {
            if self.inbox.len() >= at + 4 {
                self.raw_paste = Some(true);
                // Nothing is pasted: this leaves raw-paste mode with an empty program.
                self.inbox.clear();
                self.pacer.start(now_us);
                self.pacer.after(0, &[END]);
                self.launch = false;
                self.probe_runs = true;
                self.run_ends_us = now_us.saturating_add(PROBE_US);
                self.state = State::Sent { pasted: true };
                return Step::Again;
            }
        } else if find(&self.inbox, PROMPT).is_some() || find(&self.inbox, b"R\x00").is_some() {
            self.raw_paste = Some(false);
            return self.ready();
        }
        if now_us >= until_us {
            self.raw_paste = Some(false);
            self.interrupt(now_us);
        }
        Step::Wait
    }

    fn step_opening(&mut self, now_us: u64) -> Step {
        let State::Opening { code } = &mut self.state else { return Step::Wait };
        if let Some(at) = find(&self.inbox, b"R\x01")
            && let Some(&[low, high]) = self.inbox.get(at + 2..at + 4)
        {
            let window = usize::from(u16::from_le_bytes([low, high])).min(MAX_WINDOW);
            let code = std::mem::take(code);
            self.inbox.drain(..at + 4);
            self.state = State::Pasting { code, sent: 0, credit: window, window };
            return Step::Again;
        }
        self.stuck_if_late(now_us)
    }

    fn step_pasting(&mut self, now_us: u64) -> Step {
        let State::Pasting { code, sent, credit, window } = &mut self.state else { return Step::Wait };
        for byte in self.inbox.drain(..) {
            match byte {
                1 => *credit = credit.saturating_add(*window).min(MAX_WINDOW),
                // The board wants no more: it has met an error.
                END => *sent = code.len(),
                _ => {}
            }
        }
        let end = code.len().min(sent.saturating_add(*credit));
        if let Some(chunk) = code.get(*sent..end) {
            *credit -= chunk.len();
            self.pacer.paced(chunk);
        }
        *sent = end.max(*sent);
        if *sent >= code.len() {
            self.pacer.paced(&[END]);
            self.state = State::Sent { pasted: true };
            return Step::Again;
        }
        self.stuck_if_late(now_us)
    }

    fn step_sent(&mut self, now_us: u64, pasted: bool) -> Step {
        // After raw paste, window bytes may still come before the board's own 04.
        let begins: &[u8] = if pasted { &[END] } else { b"OK" };
        if take_through(&mut self.inbox, begins).is_none() {
            return self.stuck_if_late(now_us);
        }
        if self.launch {
            self.state = State::Idle;
            return Step::Tell(ReplEvent::Launched);
        }
        self.state = State::Running;
        Step::Again
    }

    fn step_running(&mut self, now_us: u64) -> Step {
        let mut fields = self.inbox.splitn(3, |byte| *byte == END);
        if let (Some(output), Some(error), Some(rest)) = (fields.next(), fields.next(), fields.next())
            && rest.contains(&b'>')
        {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let event = ReplEvent::Ended { output: text(output), error: text(error) };
            self.inbox.clear();
            let probe_ended = std::mem::take(&mut self.probe_runs);
            self.state = State::Ready;
            return Step::Tell(if probe_ended { ReplEvent::Ready } else { event });
        }
        self.stuck_if_late(now_us)
    }

    fn after_prompt(&mut self, now_us: u64) -> Step {
        self.pacer.start(now_us);
        if self.soft_reset && !matches!(self.state, State::Resetting { .. }) {
            self.soft_reset = false;
            self.pacer.after(0, &[END]);
            self.state = State::Resetting { until_us: now_us.saturating_add(SOFT_RESET_US) };
            return Step::Wait;
        }
        if self.raw_paste.is_none() {
            self.pacer.after(0, b"\x05A\x01");
            self.state = State::Probing { until_us: now_us.saturating_add(PROBE_US) };
            return Step::Wait;
        }
        self.ready()
    }

    fn ready(&mut self) -> Step {
        self.inbox.clear();
        self.state = State::Ready;
        Step::Tell(ReplEvent::Ready)
    }

    fn stuck_if_late(&mut self, now_us: u64) -> Step {
        if now_us < self.run_ends_us {
            return Step::Wait;
        }
        self.pacer.clear();
        self.state = State::Idle;
        Step::Tell(ReplEvent::Stuck)
    }

    /// Takes the bytes that came after the start of a launched program.
    pub fn take_rest(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.inbox)
    }

    /// Appends the bytes that may be sent now.
    pub fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>) {
        self.pacer.take(now_us, into);
    }

    /// Time at which there is work to do even if nothing arrives.
    pub fn next_wake_us(&self) -> Option<u64> {
        let limit = match self.state {
            State::Entering { attempt_ends_us } => Some(attempt_ends_us.min(self.enter_ends_us)),
            State::Resetting { until_us } | State::Probing { until_us } => Some(until_us),
            State::Ready | State::Idle => None,
            _ => Some(self.run_ends_us),
        };
        [limit, self.pacer.next_us()].into_iter().flatten().min()
    }
}

#[derive(Clone)]
enum Step {
    Wait,
    Again,
    Tell(ReplEvent),
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn take_through(inbox: &mut Vec<u8>, needle: &[u8]) -> Option<()> {
    let at = find(inbox, needle)?;
    inbox.drain(..at + needle.len());
    Some(())
}

#[cfg(test)]
#[path = "repl_tests.rs"]
mod tests;
