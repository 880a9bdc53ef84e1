//! Reads lines from the standard input when the script asks for them.

use std::io::{BufRead, Read, stdin};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use digilab_lab::lab::{ControlQueue, LiveCommand};
use digilab_lab::stop::StopFlag;

/// Longest line in bytes; a longer one is split into several lines.
const LINE_LIMIT: u64 = 64 << 10;

/// Interval for checking Stop while a run in virtual time waits for an answer.
const LOOK: Duration = Duration::from_millis(50);

/// Reader of the standard input. It reads one line for each request by the script, and leaves the rest unread.
pub struct Keyboard {
    control: ControlQueue,
    stop: StopFlag,
    /// True in virtual time, where [`asked`](Self::asked) blocks until the answer is there.
    holds: bool,
    reader: Option<Reader>,
}

struct Reader {
    asks: Sender<()>,
    answered: Receiver<()>,
}

impl Keyboard {
    /// Creates a keyboard; nothing is read yet.
    ///
    /// # Arguments
    /// - `holds`: true if [`asked`](Self::asked) blocks until there is an answer.
    pub fn new(stop: StopFlag, holds: bool) -> Self {
        let control = ControlQueue::new(stop.signal().clone());
        Self { control, stop, holds, reader: None }
    }

    /// Returns the queue through which the run receives the lines.
    pub fn control(&self) -> ControlQueue {
        self.control.clone()
    }

    /// Requests a line for the script.
    pub fn asked(&mut self) {
        let control = &self.control;
        let reader = self.reader.get_or_insert_with(|| Reader::start(control.clone()));
        if reader.asks.send(()).is_err() {
            return;
        }
        while self.holds && !self.stop.is_stopped() {
            match reader.answered.recv_timeout(LOOK) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

impl Reader {
    /// Starts the reading thread. A blocking read cannot be interrupted, so the thread lives until the program ends.
    fn start(control: ControlQueue) -> Self {
        let (asks, asked) = channel();
        let (answers, answered) = channel();
        thread::spawn(move || {
            for () in asked {
                let text = read_line();
                let is_over = text.is_none();
                control.send(LiveCommand::Line { text });
                if answers.send(()).is_err() || is_over {
                    return;
                }
            }
        });
        Self { asks, answered }
    }
}

/// Reads the next line; `None` at the end of the input, or if it cannot be read.
fn read_line() -> Option<String> {
    let mut bytes = Vec::new();
    let count = stdin().lock().take(LINE_LIMIT).read_until(b'\n', &mut bytes).ok()?;
    (count > 0).then(|| String::from_utf8_lossy(&bytes).into_owned())
}
