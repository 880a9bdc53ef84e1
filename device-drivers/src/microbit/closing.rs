//! Ends a connection: the board restarts, as if it had never been connected.

use super::agent::source::RESET_BOARD;
use super::pacer::Pacer;

/// Pause between two Ctrl-C: the first may only end a scrolling text.
const INTERRUPT_GAP_US: u64 = 30_000;
/// Silence that ends the wait for an answer to Ctrl-C: a prompt that was there already answers nothing, and a
/// traceback takes less than this.
const QUIET_US: u64 = 60_000;
/// Time limit for an answer. Then the next step is taken anyway: the answer may only have been lost.
const ANSWER_US: u64 = 200_000;
/// Silence after which a board is no longer waited for: enough for every step to be sent once.
const SILENCE_US: u64 = 500_000;
/// Time limit for a board that answers.
const LIMIT_US: u64 = 1_500_000;

/// Start of the banner that the friendly prompt prints when it is entered.
const BANNER: &[u8] = b"MicroPython v";
const FRIENDLY_PROMPT: &[u8] = b"\n>>> ";
const RAW_PROMPT: &[u8] = b"\x04>";
/// Number of received bytes kept.
const INBOX_BYTES: usize = 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Ctrl-C was sent; the agent, or another program, ends.
    Interrupting,
    /// Ctrl-B was sent; the friendly prompt comes with its banner.
    Leaving,
    /// The line that restarts the board was sent; it comes back as an echo.
    Restarting,
    Closed,
}

/// A connection that is closing. Each step waits for the board's answer to the one before, because a board that is
/// late would confuse them.
#[derive(Clone, Debug)]
pub struct Closing {
    step: Step,
    pacer: Pacer,
    inbox: Vec<u8>,
    /// Time limit of the step.
    step_ends_us: u64,
    silent_at_us: u64,
    limit_us: u64,
}

impl Closing {
    /// Starts closing.
    pub fn begin(now_us: u64) -> Self {
        let mut closing = Self {
            step: Step::Interrupting,
            pacer: Pacer::default(),
            inbox: Vec::new(),
            step_ends_us: 0,
            silent_at_us: now_us.saturating_add(SILENCE_US),
            limit_us: now_us.saturating_add(LIMIT_US),
        };
        closing.interrupt(now_us);
        closing
    }

    fn interrupt(&mut self, now_us: u64) {
        self.say(now_us, Step::Interrupting, b"\x03", INTERRUPT_GAP_US + QUIET_US);
        self.pacer.after(INTERRUPT_GAP_US, b"\x03");
    }

    fn leave(&mut self, now_us: u64) {
        self.say(now_us, Step::Leaving, b"\x02", ANSWER_US);
    }

    fn restart(&mut self, now_us: u64) {
        self.say(now_us, Step::Restarting, format!("{RESET_BOARD}\r").as_bytes(), ANSWER_US);
    }

    fn say(&mut self, now_us: u64, step: Step, bytes: &[u8], answer_us: u64) {
        self.step = step;
        self.step_ends_us = now_us.saturating_add(answer_us);
        self.inbox.clear();
        self.pacer.clear();
        self.pacer.start(now_us);
        self.pacer.after(0, bytes);
    }

    /// Takes bytes from the board; call it without bytes too when time has passed.
    pub fn push(&mut self, now_us: u64, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.silent_at_us = now_us.saturating_add(SILENCE_US);
        }
        self.inbox.extend_from_slice(bytes);
        let surplus = self.inbox.len().saturating_sub(INBOX_BYTES);
        self.inbox.drain(..surplus);
        let is_late = now_us >= self.step_ends_us;
        match self.step {
            _ if now_us >= self.limit_us.min(self.silent_at_us) => self.step = Step::Closed,
            Step::Interrupting => {
                let is_at_prompt = has(&self.inbox, RAW_PROMPT) || has(&self.inbox, FRIENDLY_PROMPT);
                if self.pacer.is_empty() && (is_at_prompt || is_late) {
                    self.leave(now_us);
                }
            }
            Step::Leaving => {
                // Only the prompt behind the banner is the answer: Ctrl-C may have brought others.
                let banner = behind(&self.inbox, BANNER);
                if banner.is_some_and(|rest| has(rest, FRIENDLY_PROMPT)) || is_late {
                    self.restart(now_us);
                }
            }
            Step::Restarting => match behind(&self.inbox, RESET_BOARD.as_bytes()) {
                Some(rest) if rest.contains(&b'\n') => self.step = Step::Closed,
                // The line arrived damaged.
                None if has(&self.inbox, FRIENDLY_PROMPT) => self.restart(now_us),
                _ if is_late => self.interrupt(now_us),
                _ => {}
            },
            Step::Closed => {}
        }
    }

    /// Appends the bytes that may be sent now.
    pub fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>) {
        self.pacer.take(now_us, into);
    }

    /// Time at which there is work to do even if nothing arrives.
    pub fn next_wake_us(&self) -> u64 {
        let end_us = self.limit_us.min(self.silent_at_us).min(self.step_ends_us);
        self.pacer.next_us().map_or(end_us, |at_us| at_us.min(end_us))
    }

    /// True once the board has accepted the restart, or is no longer waited for.
    pub fn is_over(&self) -> bool {
        self.step == Step::Closed
    }
}

fn behind<'a>(bytes: &'a [u8], sign: &[u8]) -> Option<&'a [u8]> {
    let at = bytes.windows(sign.len()).position(|window| window == sign)?;
    bytes.get(at + sign.len()..)
}

fn has(bytes: &[u8], sign: &[u8]) -> bool {
    behind(bytes, sign).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACEBACK: &[u8] = b"\r\nTraceback (most recent call last):\r\nKeyboardInterrupt: \r\n\x04>";
    const GREETING: &[u8] = b"\r\nMicroPython v1.9.2\r\nType \"help()\" for more information.\r\n>>> ";
    const ECHO: &[u8] = b"import microbit;microbit.reset()\r\n";

    /// Runs a closing connection and returns the bytes sent and the duration in milliseconds. For each pair, once,
    /// the board answers output that ends in the first bytes with the second, `late_ms` later.
    fn closed(late_ms: u64, answers: &[(&[u8], &[u8])]) -> (String, u64) {
        let mut closing = Closing::begin(0);
        let (mut said, mut coming) = (Vec::new(), Vec::new());
        let mut answers = answers.iter();
        let mut next = answers.next();
        for now_ms in 0.. {
            let now_us = now_ms * 1_000;
            let arrived: Vec<u8> = coming
                .extract_if(.., |(at_ms, _): &mut (u64, &[u8])| *at_ms <= now_ms)
                .flat_map(|(_, bytes)| bytes.to_vec())
                .collect();
            closing.push(now_us, &arrived);
            let before = said.len();
            closing.take_output(now_us, &mut said);
            if let Some((heard, answer)) = next
                && said.len() > before
                && said.ends_with(heard)
            {
                coming.push((now_ms + late_ms, *answer));
                next = answers.next();
            }
            if closing.is_over() {
                let text = String::from_utf8(said).unwrap();
                return (text.replace(RESET_BOARD, "reset").escape_default().to_string(), now_ms);
            }
        }
        unreachable!("it ends by its limit");
    }

    #[test]
    fn each_step_waits_for_the_one_before() {
        let answers: &[(&[u8], &[u8])] = &[(b"\x03\x03", TRACEBACK), (b"\x02", GREETING), (b"\r", ECHO)];
        assert_eq!(closed(5, answers), ("\\u{3}\\u{3}\\u{2}reset\\r".into(), 45));
        assert_eq!(closed(50, answers), ("\\u{3}\\u{3}\\u{2}reset\\r".into(), 180));
        // At the raw prompt already: Ctrl-C brings no answer.
        assert_eq!(closed(5, &answers[1..]), ("\\u{3}\\u{3}\\u{2}reset\\r".into(), 100));
    }

    #[test]
    fn prompts_that_ctrl_c_brings_are_no_answer_to_ctrl_b() {
        let prompt = b"\r\n>>> ";
        let answers: &[(&[u8], &[u8])] =
            &[(b"\x03", prompt), (b"\x03", prompt), (b"\x02", GREETING), (b"\r", ECHO)];
        assert_eq!(closed(20, answers).0, "\\u{3}\\u{3}\\u{2}reset\\r");
    }

    #[test]
    fn a_damaged_line_is_said_again() {
        let damaged = b"import microbit;mikrobit.reset()\r\nNameError: name not defined\r\n>>> ";
        let answers: &[(&[u8], &[u8])] =
            &[(b"\x03\x03", TRACEBACK), (b"\x02", GREETING), (b"\r", damaged), (b"\r", ECHO)];
        assert_eq!(closed(5, answers).0, "\\u{3}\\u{3}\\u{2}reset\\rreset\\r");
    }

    #[test]
    fn lost_answers_do_not_keep_it_and_silence_ends_it() {
        let lost: &[(&[u8], &[u8])] = &[(b"\x03\x03", TRACEBACK), (b"\x02", b""), (b"\r", ECHO)];
        assert_eq!(closed(5, lost), ("\\u{3}\\u{3}\\u{2}reset\\r".into(), 240));
        let echo: &[(&[u8], &[u8])] = &[(b"\x02", GREETING), (b"\r", b"im"), (b"\r", ECHO)];
        assert_eq!(closed(5, echo).0, "\\u{3}\\u{3}\\u{2}reset\\r\\u{3}\\u{3}\\u{2}reset\\r");
        assert_eq!(closed(0, &[]), ("\\u{3}\\u{3}\\u{2}reset\\r\\u{3}".into(), SILENCE_US / 1_000));
        let babble: (&[u8], &[u8]) = (b"", b"words, and never a prompt");
        assert_eq!(closed(0, &[babble; 40]).1, LIMIT_US / 1_000);
    }
}
