//! Lines from the standard input, for a script that asks for them.

use std::io::{BufRead, Read, stdin};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use digilab_lab::lab::{ControlQueue, LiveCommand};
use digilab_lab::stop::StopFlag;

/// Bytes of a line that are taken at once; what is longer becomes several lines.
const LINE_LIMIT: u64 = 64 << 10;

/// How often Stop is looked for while a run in virtual time stands still for an answer.
const LOOK: Duration = Duration::from_millis(50);

/// Who reads the standard input, a line each time the script asks: what it does not ask for is left there.
pub struct Keyboard {
    control: ControlQueue,
    stop: StopFlag,
    /// In virtual time nothing goes on until the answer is there.
    holds: bool,
    reader: Option<Reader>,
}

struct Reader {
    asks: Sender<()>,
    answered: Receiver<()>,
}

impl Keyboard {
    /// A keyboard of which nothing is read yet.
    ///
    /// # Arguments
    /// - `holds`: whether [`asked`](Self::asked) comes back when there is an answer, not before.
    pub fn new(stop: StopFlag, holds: bool) -> Self {
        let control = ControlQueue::new(stop.signal().clone());
        Self { control, stop, holds, reader: None }
    }

    /// Where the run hears what was typed.
    pub fn control(&self) -> ControlQueue {
        self.control.clone()
    }

    /// The script asks for a line.
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
    /// Reads on a thread of its own, which nothing ends but the program: a read cannot be broken off.
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

/// The next line; `None` at the input's end, or where it cannot be read.
fn read_line() -> Option<String> {
    let mut bytes = Vec::new();
    let count = stdin().lock().take(LINE_LIMIT).read_until(b'\n', &mut bytes).ok()?;
    (count > 0).then(|| String::from_utf8_lossy(&bytes).into_owned())
}
