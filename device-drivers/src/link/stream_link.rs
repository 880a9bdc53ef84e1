//! The common part of the links to real ports: a reader thread, a bounded queue, and writing without waiting.

use std::io::{self, ErrorKind, Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::clock::Signal;
use crate::error::{DeviceError, DeviceErrorCode};

/// The longest a reader may wait for bytes; it bounds the time that closing a link takes.
pub(super) const READ_WAIT: Duration = Duration::from_millis(20);

/// Maximum number of unread bytes; beyond it the reader leaves the rest to the operating system.
const QUEUE_LIMIT: usize = 64 * 1024;

/// Delay before the rest is offered again after the operating system took only a part, in microseconds.
const RETRY_US: u64 = 2_000;

/// State shared by the reader thread and the link.
#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    room: Condvar,
}

#[derive(Default)]
struct Queue {
    bytes: Vec<u8>,
    failed: Option<DeviceError>,
    closed: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open byte stream `W` and the thread that reads it. Dropping it ends the thread.
pub(super) struct StreamLink<W> {
    name: String,
    stream: W,
    shared: Arc<Shared>,
    reader: Option<JoinHandle<()>>,
    retry_at_us: Option<u64>,
}

impl<W: Write> StreamLink<W> {
    /// Starts reading. `reader` is the same stream for the thread: its `read` returns after [`READ_WAIT`] at the
    /// latest, with `TimedOut` or `WouldBlock` if nothing arrived. `stream` writes without waiting long.
    pub(super) fn start(
        name: &str,
        stream: W,
        reader: impl Read + Send + 'static,
        signal: Signal,
    ) -> Result<Self, DeviceError> {
        let shared = Arc::new(Shared::default());
        let thread = thread::Builder::new()
            .name(format!("link {name}"))
            .spawn({
                let (shared, name) = (Arc::clone(&shared), name.to_owned());
                move || read_until_closed(reader, &name, &shared, &signal)
            })
            .map_err(|error| port_failed(name, &error))?;
        Ok(Self { name: name.to_owned(), stream, shared, reader: Some(thread), retry_at_us: None })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn stream_mut(&mut self) -> &mut W {
        &mut self.stream
    }

    /// Appends the bytes that have arrived; the error that ended the stream comes after its last byte.
    pub(super) fn receive(&mut self, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        let mut queue = self.shared.lock();
        if queue.bytes.is_empty() {
            return queue.failed.clone().map_or(Ok(()), Err);
        }
        into.append(&mut queue.bytes);
        drop(queue);
        self.shared.room.notify_one();
        Ok(())
    }

    pub(super) fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        let mut taken = 0;
        self.retry_at_us = None;
        while let Some(rest) = bytes.get(taken..).filter(|rest| !rest.is_empty()) {
            match self.stream.write(rest) {
                Ok(count) if count > 0 => taken += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if !nothing_yet(&error) => return Err(stream_error(&self.name, &error)),
                Ok(_) | Err(_) => {
                    self.retry_at_us = Some(now_us.saturating_add(RETRY_US));
                    break;
                }
            }
        }
        Ok(taken)
    }

    /// Time at which the bytes that [`send`](Self::send) left over may be offered again.
    pub(super) fn next_wake_us(&self) -> Option<u64> {
        self.retry_at_us
    }
}

impl<W> Drop for StreamLink<W> {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.room.notify_one();
        if let Some(reader) = self.reader.take() {
            // A reader that panicked has nothing more to report that matters now.
            let _ = reader.join();
        }
    }
}

/// The reader thread: moves bytes into the queue and wakes the run, until the link or the board is gone.
fn read_until_closed(mut reader: impl Read, name: &str, shared: &Shared, signal: &Signal) {
    let mut chunk = [0; 4096];
    loop {
        let queue = shared.lock();
        let queue = shared
            .room
            .wait_while(queue, |queue| !queue.closed && queue.bytes.len() >= QUEUE_LIMIT)
            .unwrap_or_else(PoisonError::into_inner);
        if queue.closed {
            return;
        }
        drop(queue);
        let failed = match reader.read(&mut chunk) {
            Ok(0) => gone(name),
            Ok(count) => {
                shared.lock().bytes.extend_from_slice(chunk.get(..count).unwrap_or_default());
                signal.raise();
                continue;
            }
            Err(error) if nothing_yet(&error) => continue,
            Err(error) => stream_error(name, &error),
        };
        shared.lock().failed = Some(failed);
        signal.raise();
        return;
    }
}

/// True if the error only means that nothing could be read or written in time.
fn nothing_yet(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

/// Maps an error on an open stream to a device error.
fn stream_error(name: &str, error: &io::Error) -> DeviceError {
    // `serialport` reports EIO, ENXIO and ENODEV, which an unplugged adapter causes, only as text; Windows has half
    // a dozen codes for the same.
    const UNPLUGGED: [&str; 3] = ["I/O error", "No such device", "Input/output error"];
    let words = error.to_string();
    let unplugged = match error.kind() {
        ErrorKind::BrokenPipe
        | ErrorKind::NotFound
        | ErrorKind::UnexpectedEof
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected => true,
        _ => cfg!(windows) || UNPLUGGED.iter().any(|sign| words.contains(sign)),
    };
    if unplugged { gone(name) } else { port_failed(name, error) }
}

pub(super) fn gone(name: &str) -> DeviceError {
    DeviceError::new(DeviceErrorCode::Gone).with("port", name)
}

pub(super) fn port_failed(name: &str, reason: &dyn std::fmt::Display) -> DeviceError {
    DeviceError::new(DeviceErrorCode::PortFailed).with("port", name).with("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_an_open_stream() {
        let check =
            |error: io::Error, expected| assert_eq!(stream_error("x", &error).code, expected, "{error}");
        check(ErrorKind::BrokenPipe.into(), DeviceErrorCode::Gone);
        check(ErrorKind::ConnectionReset.into(), DeviceErrorCode::Gone);
        check(io::Error::other("I/O error"), DeviceErrorCode::Gone);
        check(io::Error::other("No such device or address"), DeviceErrorCode::Gone);
        check(io::Error::from_raw_os_error(5), DeviceErrorCode::Gone);
        if cfg!(not(windows)) {
            check(io::Error::other("Invalid argument"), DeviceErrorCode::PortFailed);
        }
    }

    /// Returns endless bytes, then, when told, the end of the stream.
    struct Endless;

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(7);
            Ok(buffer.len())
        }
    }

    #[test]
    fn an_unread_flood_is_bounded_and_the_thread_ends_all_the_same() {
        let signal = Signal::new();
        let mut link = StreamLink::start("flood", io::sink(), Endless, signal.clone()).unwrap();
        let mut bytes = Vec::new();
        for _ in 0..50 {
            bytes.clear();
            link.receive(&mut bytes).unwrap();
            assert!(bytes.len() <= QUEUE_LIMIT + 4096);
        }
        drop(link);
    }

    #[test]
    fn the_last_bytes_come_before_the_end() {
        let signal = Signal::new();
        let mut link =
            StreamLink::start("short", io::sink(), io::Cursor::new(b"bye".to_vec()), signal.clone()).unwrap();
        let mut bytes = Vec::new();
        let error = loop {
            match link.receive(&mut bytes) {
                Ok(()) => signal.wait(READ_WAIT),
                Err(error) => break error,
            }
        };
        assert_eq!((bytes.as_slice(), error.code), (b"bye".as_slice(), DeviceErrorCode::Gone));
    }

    /// Accepts three bytes in all.
    struct Narrow(usize);

    impl Write for Narrow {
        fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
            let taken = buffer.len().min(self.0);
            self.0 -= taken;
            if taken == 0 { Err(ErrorKind::WouldBlock.into()) } else { Ok(taken) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_does_not_fit_is_offered_again() {
        let mut link = StreamLink::start("narrow", Narrow(3), io::empty(), Signal::new()).unwrap();
        assert_eq!((link.send(1_000, b"hello"), link.next_wake_us()), (Ok(3), Some(3_000)));
        assert_eq!((link.send(3_000, b"lo"), link.next_wake_us()), (Ok(0), Some(5_000)));
        link.stream_mut().0 = 9;
        assert_eq!((link.send(5_000, b"lo"), link.next_wake_us()), (Ok(2), None));
    }
}
