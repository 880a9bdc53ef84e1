//! The service of the shelf, so that a large pack does not delay saving.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::RecvTimeoutError;
use std::thread::Builder;
use std::time::Duration;

use digilab_contract::packs::{PackCommand, PackEvent};

use super::Shelf;
use crate::desktop::service::Service;

/// Interval between looks at the files of the open pack.
const LOOK_INTERVAL: Duration = Duration::from_millis(400);

/// The shelf service. Closing it waits until everything is written.
pub type ShelfService = Service<PackCommand, PackEvent>;

impl ShelfService {
    /// Starts the service.
    ///
    /// # Arguments
    /// - `settings`: the folder of the settings.
    /// - `school`: the folder with packs for everybody.
    /// - `wake`: called when there is something to [`take`](Self::take).
    ///
    /// # Errors
    /// The system cannot start a thread.
    pub fn open(
        settings: PathBuf,
        school: Option<PathBuf>,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        Self::start(Builder::new().name("shelf".to_owned()), wake, move |requests, replies| {
            let mut shelf = Shelf::new(&settings, school);
            loop {
                match requests.recv_timeout(LOOK_INTERVAL) {
                    Ok(command) => replies.tell_all(shelf.handle(command)),
                    Err(RecvTimeoutError::Timeout) => replies.tell_all(shelf.look()),
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        })
    }
}
