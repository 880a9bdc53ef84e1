//! HTTP connections: one thread each, with a time limit on every wait.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::answer::{Answer, MAX_HEAD_BYTES, answer, head_length, too_long, too_many};
use super::folder::PageFolder;

/// Most connections at a time: a school's browsers, with several connections each.
const MAX_CONNECTIONS: usize = 400;
/// Time limit for a whole request, counted from the one before.
const REQUEST_LIMIT: Duration = Duration::from_secs(20);
/// Time limit of a write; a reader that takes nothing for this long is gone.
const WRITE_LIMIT: Duration = Duration::from_secs(30);
/// Pause after a failed accept, as when the process is out of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// All connections to the page.
pub struct Connections {
    folder: PageFolder,
    open: AtomicUsize,
}

impl Connections {
    /// Creates the server without connections.
    pub fn new(folder: PageFolder) -> Self {
        Self { folder, open: AtomicUsize::new(0) }
    }

    /// Accepts and serves connections until the program ends.
    pub fn accept(self: &Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming() {
            match stream {
                Ok(stream) => self.start(stream),
                Err(_) => thread::sleep(ACCEPT_PAUSE),
            }
        }
    }

    fn start(self: &Arc<Self>, mut stream: TcpStream) {
        let place = Place::take(self);
        // Errors here and below mean that the client is gone.
        let _ = stream.set_write_timeout(Some(WRITE_LIMIT));
        match place {
            Some(place) => {
                let started = thread::Builder::new().spawn(move || {
                    let _ = place.0.serve(&mut stream);
                });
                // Without a thread the connection is just closed.
                drop(started);
            }
            None => {
                let _ = stream.write_all(too_many().head.as_bytes());
            }
        }
    }

    fn serve(&self, stream: &mut TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut bytes = Vec::new();
        while let Some(answer) = self.next_answer(stream, &mut bytes)? {
            let Answer { head, file, closes } = answer;
            stream.write_all(head.as_bytes())?;
            if let Some(file) = file {
                let sent = io::copy(&mut file.file.take(file.length), stream)?;
                // The file was truncated meanwhile: only closing the connection can signal that.
                if sent < file.length {
                    return Ok(());
                }
            }
            if closes {
                return self.say_goodbye(stream);
            }
        }
        Ok(())
    }

    /// Reads the next request and returns the response; `None` at the end of the connection.
    fn next_answer(&self, stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<Option<Answer>> {
        let until = Instant::now() + REQUEST_LIMIT;
        loop {
            if let Some(length) = head_length(bytes) {
                let answer = answer(bytes.get(..length).unwrap_or_default(), &self.folder);
                bytes.drain(..length);
                return Ok(Some(answer));
            }
            if bytes.len() > MAX_HEAD_BYTES {
                return Ok(Some(too_long()));
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            stream.set_read_timeout(Some(left))?;
            let mut part = [0; 4096];
            let count = stream.read(&mut part)?;
            if count == 0 {
                return Ok(None);
            }
            bytes.extend_from_slice(part.get(..count).unwrap_or_default());
        }
    }

    /// Closes the connection so that the response arrives even if the client sent more than was read.
    fn say_goodbye(&self, stream: &mut TcpStream) -> io::Result<()> {
        stream.shutdown(std::net::Shutdown::Write)?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        let until = Instant::now() + Duration::from_secs(2);
        let mut part = [0; 4096];
        while Instant::now() < until && stream.read(&mut part)? > 0 {}
        Ok(())
    }
}

/// One of the slots for connections, freed when it is dropped.
struct Place(Arc<Connections>);

impl Place {
    fn take(connections: &Arc<Connections>) -> Option<Self> {
        let place = Self(connections.clone());
        let before = connections.open.fetch_add(1, Ordering::SeqCst);
        (before < MAX_CONNECTIONS).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}
