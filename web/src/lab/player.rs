//! Shows at the right time what the worker did at once: a worker that cannot wait cannot sleep.

use std::collections::VecDeque;

use digilab_lab::lab_protocol::LabEvent;
use gloo::timers::callback::Timeout;

/// The longest time until the next check, in milliseconds.
const LOOK_MS: f64 = 1_000.0;

/// Events of one job that are not due yet.
struct Tape {
    job: u32,
    /// Start of the job in the page's milliseconds; known at the first check.
    begin_ms: Option<f64>,
    events: VecDeque<(u64, LabEvent)>,
}

/// Events that wait for their time.
#[derive(Default)]
pub struct Player {
    tapes: Vec<Tape>,
    timer: Option<Timeout>,
}

impl Player {
    /// Adds a job's events, each with its time in microseconds since the job started.
    pub fn add(&mut self, job: u32, events: Vec<(u64, LabEvent)>) {
        match self.tapes.iter_mut().find(|tape| tape.job == job) {
            Some(tape) => tape.events.extend(events),
            None => self.tapes.push(Tape { job, begin_ms: None, events: events.into() }),
        }
    }

    /// Takes the due events, and returns in how many milliseconds there is more.
    pub fn due(&mut self, now_ms: f64) -> (Vec<(u32, LabEvent)>, Option<u32>) {
        let mut due = Vec::new();
        let mut wait_ms: Option<f64> = None;
        for tape in &mut self.tapes {
            let begin_ms = *tape.begin_ms.get_or_insert(now_ms);
            let due_ms = |at_us: u64| begin_ms + at_us as f64 / 1_000.0;
            while let Some((_, event)) = tape.events.pop_front_if(|(at_us, _)| due_ms(*at_us) <= now_ms) {
                due.push((tape.job, event));
            }
            if let Some((at_us, _)) = tape.events.front() {
                let left_ms = due_ms(*at_us) - now_ms;
                wait_ms = Some(wait_ms.map_or(left_ms, |wait_ms| wait_ms.min(left_ms)));
            }
        }
        // A job whose end was shown has no more to show.
        self.tapes.retain(|tape| !due.iter().any(|(job, event)| *job == tape.job && event.is_answer()));
        (due, wait_ms.map(|wait_ms| wait_ms.clamp(1.0, LOOK_MS).ceil() as u32))
    }

    /// Keeps the timer of the next check, and drops the previous one.
    pub fn wait(&mut self, timer: Timeout) {
        self.timer = Some(timer);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.tapes.clear();
        self.timer = None;
    }
}
