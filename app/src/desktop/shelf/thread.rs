//! The thread of the shelf: a large pack does not hold up what is saved meanwhile.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use digilab_contract::packs::{PackCommand, PackEvent};

use super::Shelf;

/// How often it is looked whether the pack that is open was written to.
const LOOK_INTERVAL: Duration = Duration::from_millis(400);

/// The window's end of the thread. Dropping it waits until everything is written.
pub struct ShelfThread {
    commands: Option<Sender<PackCommand>>,
    thread: Option<JoinHandle<()>>,
    events: Receiver<PackEvent>,
}

impl ShelfThread {
    /// Starts the thread.
    ///
    /// # Arguments
    /// - `settings`: the folder of the settings.
    /// - `school`: the folder with packs for everybody.
    /// - `wake`: is called when there is something to [`take`](Self::take).
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(
        settings: PathBuf,
        school: Option<PathBuf>,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let (commands, waiting) = channel();
        let (events, told) = channel();
        let thread = std::thread::Builder::new().name("shelf".to_owned()).spawn(move || {
            let mut shelf = Shelf::new(&settings, school);
            loop {
                let told: Vec<PackEvent> = match waiting.recv_timeout(LOOK_INTERVAL) {
                    Ok(command) => shelf.handle(command),
                    Err(RecvTimeoutError::Timeout) => shelf.look().into_iter().collect(),
                    Err(RecvTimeoutError::Disconnected) => return,
                };
                let is_something = !told.is_empty();
                for event in told {
                    // Nobody listens any more when the window closes; what was to be written is.
                    let _ = events.send(event);
                }
                if is_something {
                    wake();
                }
            }
        })?;
        Ok(Self { commands: Some(commands), thread: Some(thread), events: told })
    }

    /// Has something done after what is being done.
    pub fn send(&self, command: PackCommand) {
        if let Some(sender) = &self.commands {
            // The thread ends only after the sender is gone.
            let _ = sender.send(command);
        }
    }

    /// What came of it, oldest first.
    pub fn take(&self) -> impl Iterator<Item = PackEvent> {
        self.events.try_iter()
    }

    /// Ends the thread, after everything is written.
    pub fn close(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for ShelfThread {
    fn drop(&mut self) {
        self.close();
    }
}
