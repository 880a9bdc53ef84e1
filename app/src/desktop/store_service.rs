//! The store service, which reads and writes projects, settings and exported files, and lists the ports.

use std::io;
use std::path::PathBuf;
use std::thread::Builder;
use std::time::{SystemTime, UNIX_EPOCH};

use digilab_contract::backend::Event;
use digilab_contract::project::ProjectCommand;
use digilab_contract::settings::Settings;
use digilab_devices::discovery::list_ports;
use digilab_projects::store::ProjectStore;
use digilab_projects::system_disk::SystemDisk;

use super::export_file::export_file;
use super::invitation::read_invitation;
use super::service::Service;
use super::settings::SettingsFile;

/// A request to the service.
pub enum Work {
    /// Command to the project store.
    Project(ProjectCommand),
    /// Saves the settings.
    Settings(Settings),
    /// Saves a file for the person.
    File {
        /// Name of the file.
        name: String,
        /// Content of the file.
        bytes: Vec<u8>,
    },
    /// Reads the file of an invitation.
    Invitation(PathBuf),
    /// Lists the ports.
    Ports,
}

/// The store service. Closing it waits until everything is written.
pub type StoreService = Service<Work, Event>;

impl StoreService {
    /// Starts the service.
    ///
    /// # Arguments
    /// - `projects`: the folder of the projects.
    /// - `settings`: the folder of the settings.
    /// - `wake`: called when there is something to [`take`](Self::take).
    ///
    /// # Errors
    /// The system cannot start a thread.
    pub fn open(projects: PathBuf, settings: PathBuf, wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        Self::start(Builder::new().name("store".to_owned()), wake, move |requests, replies| {
            let mut store = ProjectStore::new(projects.clone());
            let settings = SettingsFile::new(settings);
            for work in requests {
                replies.tell_all(do_work(work, &mut store, &settings, &projects));
            }
        })
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

/// Returns the time in Unix seconds.
pub fn unix_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
