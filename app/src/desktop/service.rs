//! A service behind the window: a thread that handles requests one after the other and sends the results. The window
//! waits for it only when it closes.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

/// The thread's side of a service: sends events to the window.
pub struct Replies<E> {
    events: Sender<E>,
    wake: Box<dyn Fn() + Send>,
}

impl<E> Replies<E> {
    /// Sends an event to the window, and wakes it.
    pub fn tell(&self, event: E) {
        self.tell_all([event]);
    }

    /// Sends events to the window, and wakes it once if there are any.
    pub fn tell_all(&self, events: impl IntoIterator<Item = E>) {
        let mut has_told = false;
        for event in events {
            // The receiver is gone once the window closes; the writes are done all the same.
            let _ = self.events.send(event);
            has_told = true;
        }
        if has_told {
            (self.wake)();
        }
    }
}

/// The window's side of a service. Dropping it [closes](Self::close) it.
pub struct Service<R, E> {
    requests: Option<Sender<R>>,
    thread: Option<JoinHandle<()>>,
    events: Receiver<E>,
}

impl<R: Send + 'static, E: Send + 'static> Service<R, E> {
    /// Starts the thread.
    ///
    /// # Arguments
    /// - `thread`: name and stack of the thread.
    /// - `wake`: called when there is something to [`take`](Self::take).
    /// - `work`: runs on the thread until it has handled all requests and their sender is dropped.
    ///
    /// # Errors
    /// The system cannot start a thread.
    pub fn start(
        thread: Builder,
        wake: impl Fn() + Send + 'static,
        work: impl FnOnce(&Receiver<R>, Replies<E>) + Send + 'static,
    ) -> io::Result<Self> {
        let (requests, waiting) = channel();
        let (events, told) = channel();
        let replies = Replies { events, wake: Box::new(wake) };
        let thread = thread.spawn(move || work(&waiting, replies))?;
        Ok(Self { requests: Some(requests), thread: Some(thread), events: told })
    }

    /// Queues a request.
    pub fn send(&self, request: R) {
        if let Some(requests) = &self.requests {
            // The receiver lives until the sender is dropped, or until the thread has reported why it ended.
            let _ = requests.send(request);
        }
    }

    /// Takes the events, oldest first.
    pub fn take(&self) -> impl Iterator<Item = E> {
        self.events.try_iter()
    }

    /// Ends the thread after all requests are handled.
    pub fn close(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl<R, E> Drop for Service<R, E> {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn requests_are_answered_in_order_and_closing_waits_for_all() {
        let woken = Arc::new(AtomicUsize::new(0));
        let wakes = woken.clone();
        let wake = move || {
            wakes.fetch_add(1, Ordering::Relaxed);
        };
        let mut service = Service::start(Builder::new(), wake, |requests, replies| {
            for number in requests {
                replies.tell_all((0..number).map(|_| number));
            }
        })
        .unwrap();
        (0..4).for_each(|number| service.send(number));
        service.close();
        assert_eq!(service.take().collect::<Vec<u32>>(), [1, 2, 2, 3, 3, 3]);
        assert_eq!(woken.load(Ordering::Relaxed), 3, "once for a request that came to something");
        service.send(7);
        assert_eq!(service.take().next(), None);
    }
}
