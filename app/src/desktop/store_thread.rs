//! The thread that reads and writes: projects, settings, files for the person, the list of ports.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{SystemTime, UNIX_EPOCH};

use digilab_contract::backend::Event;
use digilab_contract::project::ProjectCommand;
use digilab_contract::settings::Settings;
use digilab_devices::discovery::list_ports;
use digilab_projects::store::ProjectStore;
use digilab_projects::system_disk::SystemDisk;

use super::export_file::export_file;
use super::invitation::read_invitation;
use super::settings::SettingsFile;

/// Something for the thread to do.
pub enum Work {
    /// Of the projects' store.
    Project(ProjectCommand),
    /// Keeps the settings.
    Settings(Settings),
    /// Keeps a file for the person.
    File {
        /// Its name.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// Reads an invitation's file.
    Invitation(PathBuf),
    /// Lists the ports.
    Ports,
}

/// The window's end of the thread. Dropping it waits until everything is written.
pub struct StoreThread {
    work: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
    events: Receiver<Event>,
}

impl StoreThread {
    /// Starts the thread.
    ///
    /// # Arguments
    /// - `projects`: the folder of the projects.
    /// - `settings`: the folder of the settings.
    /// - `wake`: is called when there is something to [`take`](Self::take).
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(projects: PathBuf, settings: PathBuf, wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        let (work, waiting) = channel();
        let (events, told) = channel();
        let thread = std::thread::Builder::new().name("store".to_owned()).spawn(move || {
            let mut store = ProjectStore::new(projects.clone());
            let settings = SettingsFile::new(settings);
            for work in waiting {
                for event in do_work(work, &mut store, &settings, &projects) {
                    // Nobody listens any more when the window closes; what was to be written is.
                    let _ = events.send(event);
                }
                wake();
            }
        })?;
        Ok(Self { work: Some(work), thread: Some(thread), events: told })
    }

    /// Has something done after what is being done.
    pub fn send(&self, work: Work) {
        if let Some(sender) = &self.work {
            // The thread ends only after the sender is gone.
            let _ = sender.send(work);
        }
    }

    /// What came of it, oldest first.
    pub fn take(&self) -> impl Iterator<Item = Event> {
        self.events.try_iter()
    }

    /// Ends the thread, after everything is written.
    pub fn close(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for StoreThread {
    fn drop(&mut self) {
        self.close();
    }
}

fn do_work(
    work: Work,
    store: &mut ProjectStore,
    settings_file: &SettingsFile,
    folder: &std::path::Path,
) -> Vec<Event> {
    match work {
        Work::Project(command) => store.handle(unix_s(), command).into_iter().map(Event::Project).collect(),
        Work::Settings(settings) => {
            settings_file.save(&settings).err().map(Event::NotKept).into_iter().collect()
        }
        Work::File { name, bytes } => vec![match export_file(&SystemDisk, folder, &name, &bytes) {
            Ok(name) => Event::FileKept { name, folder: Some(folder.display().to_string()) },
            Err(error) => Event::NotKept(error),
        }],
        Work::Invitation(path) => vec![Event::Invited(read_invitation(&path).unwrap_or_default())],
        Work::Ports => vec![Event::Ports(list_ports())],
    }
}

/// Unix seconds.
pub fn unix_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
