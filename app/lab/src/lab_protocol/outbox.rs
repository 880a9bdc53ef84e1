//! Events on their way from the lab thread to the window, which fetches them once a frame.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::LabEvent;
use crate::lab::LabOutput;
use crate::script::memory::uncounted;

/// Maximum number of waiting events. A script that prints faster than the window draws then waits for it, so that
/// memory stays bounded and no frame takes long.
const MAX_WAITING: usize = 5_000;

/// Maximum time for which a script waits for the window at once: Stop is not noticed meanwhile. A hidden window may
/// not fetch for long; then the oldest lines are dropped.
const MAX_WAIT: Duration = Duration::from_millis(50);

/// A queue of events, some of which may be dropped.
#[derive(Debug, Default)]
pub struct EventQueue(VecDeque<LabEvent>);

impl EventQueue {
    /// Returns the number of events.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends an event. A board's state replaces the last event if that is a state of the same board.
    pub fn put(&mut self, event: LabEvent) {
        match (&event, self.0.back_mut()) {
            (
                LabEvent::Output(LabOutput::Board { board, .. }),
                Some(last @ LabEvent::Output(LabOutput::Board { .. })),
            ) if matches!(&*last, LabEvent::Output(LabOutput::Board { board: seen, .. }) if seen == board) => {
                *last = event;
            }
            _ => self.0.push_back(event),
        }
    }

    /// Drops the oldest output; events that a window must get stay.
    pub fn forget_oldest(&mut self) {
        if let Some(oldest) = self.0.iter().position(|event| matches!(event, LabEvent::Output(_))) {
            self.0.remove(oldest);
        }
    }

    /// Takes the oldest events out, at most `most` of them.
    pub fn take(&mut self, most: usize) -> VecDeque<LabEvent> {
        let rest = self.0.split_off(most.min(self.0.len()));
        std::mem::replace(&mut self.0, rest)
    }
}

struct Shared {
    state: Mutex<EventQueue>,
    room: Condvar,
    wake: Box<dyn Fn() + Send + Sync>,
}

/// The waiting events. All clones share one outbox.
#[derive(Clone)]
pub struct Outbox(Arc<Shared>);

impl Outbox {
    /// Makes an empty outbox; `wake` is called when there is something to fetch.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared { state: Mutex::default(), room: Condvar::new(), wake: Box::new(wake) }))
    }

    fn lock(&self) -> MutexGuard<'_, EventQueue> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends an event; waits a moment if there are too many. A board's state replaces the last event if that is a
    /// state of the same board.
    ///
    /// The window frees what it fetches on a thread of its own. So the queue gets a copy that the run's memory does not
    /// count, and the event is freed here, where it was counted.
    pub fn put(&self, event: LabEvent) {
        uncounted(|| self.put_copy(event.clone()));
    }

    fn put_copy(&self, event: LabEvent) {
        let mut queue = self.lock();
        if queue.len() >= MAX_WAITING {
            let full = |queue: &mut EventQueue| queue.len() >= MAX_WAITING;
            let waited = self.0.room.wait_timeout_while(queue, MAX_WAIT, full);
            queue = waited.unwrap_or_else(PoisonError::into_inner).0;
            if queue.len() >= MAX_WAITING {
                queue.forget_oldest();
            }
        }
        let was_empty = queue.is_empty();
        queue.put(event);
        drop(queue);
        if was_empty {
            (self.0.wake)();
        }
    }

    /// Takes all waiting events, oldest first.
    pub fn take(&self) -> VecDeque<LabEvent> {
        let events = self.lock().take(usize::MAX);
        self.0.room.notify_all();
        events
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use digilab_devices::board::{BoardKind, BoardState};

    use super::*;
    use crate::lab::BoardId;

    fn line(text: &str) -> LabEvent {
        LabEvent::Output(LabOutput::Line { text: text.to_owned() })
    }

    fn shows(board: usize, tone_hz: u32) -> LabEvent {
        let state = BoardState { tone_hz: Some(tone_hz), ..BoardState::default() };
        LabEvent::Output(LabOutput::Board { board: BoardId(board), kind: BoardKind::MicrobitV2, state })
    }

    #[test]
    fn events_come_in_order_and_a_boards_newest_state_is_enough() {
        let woken = Arc::new(AtomicUsize::new(0));
        let count = woken.clone();
        let outbox = Outbox::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
        });
        for event in [line("a"), shows(0, 1), shows(0, 2), shows(1, 3), line("b"), shows(1, 4)] {
            outbox.put(event);
        }
        assert_eq!(outbox.take(), [line("a"), shows(0, 2), shows(1, 3), line("b"), shows(1, 4)]);
        assert_eq!(woken.load(Ordering::Relaxed), 1);
        assert!(outbox.take().is_empty());
    }

    #[test]
    fn a_window_that_does_not_look_costs_the_oldest_lines_and_nothing_else() {
        let outbox = Outbox::new(|| {});
        outbox.put(LabEvent::Started);
        for number in 1..=MAX_WAITING {
            outbox.put(line(&number.to_string()));
        }
        let events = outbox.take();
        assert_eq!(events.len(), MAX_WAITING);
        assert_eq!((&events[0], &events[1]), (&LabEvent::Started, &line("2")));
    }
}
