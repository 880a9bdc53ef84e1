//! Limits the unread bytes to the size of the board's receive buffer.
//!
//! Firmata acknowledges nothing, but it does everything in order: the answer to a question proves that all bytes up
//! to that question were read. So the driver puts a question with a short answer among the writes now and then, and
//! counts bytes between answers.

use std::collections::VecDeque;

/// Maximum number of bytes unread by the board: its buffer holds 63 bytes; the rest is for a question out of turn.
const WINDOW_BYTES: u64 = 56;

/// Number of bytes without a question after which one is asked. Less than half a window, so that an answer arrives
/// before the window is used up and a long stream never pauses.
const QUESTION_EVERY_BYTES: u64 = 24;

/// Counts the bytes in flight. `Q` is the caller's record of a question.
#[derive(Clone, Debug)]
pub struct Pacer<Q> {
    sent: u64,
    read: u64,
    asked: u64,
    last_sent_us: u64,
    questions: VecDeque<Open<Q>>,
}

#[derive(Clone, Debug)]
struct Open<Q> {
    question: Q,
    /// Number of bytes sent up to its end.
    end: u64,
    sent_us: u64,
}

impl<Q> Default for Pacer<Q> {
    fn default() -> Self {
        Self { sent: 0, read: 0, asked: 0, last_sent_us: 0, questions: VecDeque::new() }
    }
}

impl<Q> Pacer<Q> {
    /// True if `len` bytes may be sent and still leave room for a question of `reserve` bytes. A message longer
    /// than the window may be sent once everything before it has been read: a board reads while it receives.
    pub fn has_room(&self, len: usize, reserve: usize) -> bool {
        let under_way = self.sent - self.read;
        under_way == 0 || under_way + len as u64 + reserve as u64 <= WINDOW_BYTES
    }

    /// Notes that `len` bytes without a question were sent.
    pub fn wrote(&mut self, now_us: u64, len: usize) {
        self.sent += len as u64;
        self.last_sent_us = now_us;
    }

    /// Notes that a question of `len` bytes was sent.
    pub fn asked(&mut self, now_us: u64, len: usize, question: Q) {
        self.wrote(now_us, len);
        self.asked = self.sent;
        self.questions.push_back(Open { question, end: self.sent, sent_us: now_us });
    }

    /// True if enough was written since the last question for the next one.
    pub fn wants_question(&self) -> bool {
        self.sent - self.asked >= QUESTION_EVERY_BYTES
    }

    /// Time of the last bytes that no question followed.
    pub fn unasked_since_us(&self) -> Option<u64> {
        (self.sent > self.asked).then_some(self.last_sent_us)
    }

    /// Takes an answer to the first question that matches `is_it`. Returns the questions before it, whose answers
    /// can no longer come, and that question.
    pub fn answered(&mut self, is_it: impl Fn(&Q) -> bool) -> Option<(Vec<Q>, Q)> {
        let at = self.questions.iter().position(|open| is_it(&open.question))?;
        let lost = self.questions.drain(..at).map(|open| open.question).collect();
        let open = self.questions.pop_front()?;
        self.read = self.read.max(open.end);
        Some((lost, open.question))
    }

    /// Number of open questions that match `is_it`.
    pub fn count(&self, is_it: impl Fn(&Q) -> bool) -> usize {
        self.questions.iter().filter(|open| is_it(&open.question)).count()
    }

    /// Time at which the oldest open question was sent.
    pub fn waiting_since_us(&self) -> Option<u64> {
        self.questions.front().map(|open| open.sent_us)
    }

    /// Forgets what was in flight, because the board restarted; returns the open questions, oldest first.
    pub fn restart(&mut self) -> impl DoubleEndedIterator<Item = Q> {
        self.read = self.sent;
        self.asked = self.sent;
        std::mem::take(&mut self.questions).into_iter().map(|open| open.question)
    }

    /// True if everything that was sent has been read.
    pub fn is_idle(&self) -> bool {
        self.questions.is_empty() && self.sent == self.asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_window_waits_for_an_answer() {
        let mut pacer = Pacer::default();
        let mut questions = 0;
        while pacer.has_room(4, 0) {
            pacer.asked(0, 4, questions);
            questions += 1;
        }
        assert_eq!(questions, 14);
        assert_eq!(pacer.answered(|&q| q == 2), Some((vec![0, 1], 2)));
        assert!(pacer.has_room(12, 0));
        assert!(!pacer.has_room(13, 0));
        assert_eq!(pacer.answered(|&q| q == 2), None);
        assert_eq!(pacer.restart().collect::<Vec<_>>(), (3..14).collect::<Vec<_>>());
        assert!(pacer.is_idle());
    }

    #[test]
    fn a_long_message_waits_for_an_empty_buffer() {
        let mut pacer = Pacer::default();
        assert!(pacer.has_room(66, 4));
        pacer.wrote(7, 3);
        assert!(!pacer.has_room(66, 4));
        assert_eq!(pacer.unasked_since_us(), Some(7));
        pacer.asked(8, 4, ());
        assert_eq!(pacer.unasked_since_us(), None);
        assert!(!pacer.is_idle());
        assert_eq!(pacer.answered(|()| true), Some((vec![], ())));
        assert!(pacer.has_room(66, 4) && pacer.is_idle());
    }
}
