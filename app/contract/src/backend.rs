//! The contract between the window and the backend behind it. The window does no IO and starts no thread: on the
//! desktop the backend has threads and files, in a browser workers and the browser's storage.

use digilab_devices::discovery::Port;
use digilab_devices::error::DeviceError;
use digilab_lab::lab::LiveCommand;
use digilab_lab::lab_protocol::{LabCommand, LabEvent, LessonCommand, LessonEvent};
use digilab_lab::text::Language;
use digilab_usage::request::{Answer, UsageRequest};

use crate::dropped_file::DroppedFile;
use crate::message::Message;
use crate::packs::{PackCommand, PackEvent, PackPlace};
use crate::project::{ProjectCommand, ProjectError, ProjectEvent};
use crate::settings::Settings;

/// Command that the window sends to the backend.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Command for the lab thread, which handles them one after the other.
    Lab(LabCommand),
    /// Stops a run, or the detection of a board on a port; at once, whatever the script does.
    Stop,
    /// Message for the current run; dropped if there is none.
    Live(LiveCommand),
    /// Lists the ports; answered with [`Event::Ports`].
    ListPorts,
    /// Opens the browser's port chooser; a chosen port comes with [`Event::Ports`]. Only where
    /// [`RealBoards::Chosen`].
    ChoosePort,
    /// Command for the project store.
    Project(ProjectCommand),
    /// Command for the shelf of lesson packs.
    Pack(PackCommand),
    /// Command about a step of a lesson.
    Lesson(LessonCommand),
    /// Opens a file chooser to import a project; continues as [`ProjectCommand::OpenFile`]. No event follows if the
    /// user cancels.
    PickFile,
    /// Saves a file for the user in the folder for exported files; a browser downloads it. Answered with
    /// [`Event::FileKept`].
    KeepFile {
        /// File name; a number is added if it is taken.
        name: String,
        /// Content of the file.
        bytes: Vec<u8>,
    },
    /// Saves the settings.
    KeepSettings(Settings),
    /// Request to the usage log. User input is reported at most once a second.
    Usage(UsageRequest),
    /// Loads the texts of a language; answered with [`Event::Texts`].
    Texts(Language),
}

/// Event that the backend reports to the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Event of the lab thread.
    Lab(LabEvent),
    /// The current ports; also sent without a request, when a board is plugged in or out in a browser.
    Ports(Result<Vec<Port>, DeviceError>),
    /// Event of the project store.
    Project(ProjectEvent),
    /// Event of the shelf of lesson packs.
    Pack(PackEvent),
    /// Event about a step of a lesson.
    Lesson(LessonEvent),
    /// A file was saved.
    FileKept {
        /// Final name of the file.
        name: String,
        /// Folder of the file, for display; `None` where the browser decides.
        folder: Option<String>,
    },
    /// The texts of a language are loaded, or could not be.
    Texts(Result<Language, ProjectError>),
    /// Answer of the usage log.
    Usage(Answer),
    /// Content of a workshop invitation file that the user has opened.
    Invited(String),
    /// A file or the settings could not be saved.
    NotKept(ProjectError),
}

/// Ways in which real boards are available here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RealBoards {
    /// The system lists its ports.
    Listed,
    /// The browser lists the ports that the user has chosen before, and can open a chooser.
    Chosen,
    /// Not available in this browser: it has no Web Serial.
    NotInThisBrowser,
    /// Not available on this page: its address is not secure (`https://` or `localhost`), which browsers require.
    NotOnThisPage,
}

/// Wall clock time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WallClock {
    /// Unix time, in seconds.
    pub unix_s: u64,
    /// Offset of the user's local time from UTC, in seconds; positive to the east of Greenwich.
    pub utc_offset_s: i32,
}

/// The window's interface to the threads, files or workers behind it.
pub trait Backend {
    /// Sends a command. Never blocks.
    fn send(&mut self, command: Command);

    /// Returns the events since the last call, oldest first. Called once a frame; the backend wakes egui when there
    /// are new ones.
    fn take(&mut self) -> Vec<Event>;

    /// Opens a file that was dropped on the window: a lesson pack is answered as [`PackCommand::Open`] is, anything
    /// else as [`ProjectCommand::OpenFile`].
    fn drop_in(&mut self, file: DroppedFile);

    /// Shuts the backend down when the window closes: blocks until everything is written and the boards are released.
    /// No events follow.
    fn close(&mut self);

    /// Returns how real boards are available here.
    fn real_boards(&self) -> RealBoards;

    /// Returns the wall clock time, for the ages of projects.
    fn wall_clock(&self) -> WallClock;

    /// Returns the address of this page without its fragment, for links that carry a program; `None` on the desktop.
    fn page_address(&self) -> Option<String>;
}

/// Initial state of the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// Settings as they were saved.
    pub settings: Settings,
    /// Fragment of the page's address (the part behind the `#`), if it carries a shared program or an invitation.
    pub shared: Option<String>,
    /// Lesson pack to open first, from the command line or the page's address.
    pub pack: Option<PackPlace>,
    /// Errors from before the window existed.
    pub trouble: Vec<Message>,
}
