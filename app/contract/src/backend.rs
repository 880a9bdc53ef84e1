//! What the window asks of what is behind it, and what it is told. The window does no IO and starts no thread:
//! a program has threads and files behind it, a browser's page a worker and the browser's storage.

use digilab_devices::discovery::Port;
use digilab_devices::error::DeviceError;
use digilab_lab::lab::LiveCommand;
use digilab_lab::lab_protocol::{LabCommand, LabEvent, LessonCommand, LessonEvent};
use digilab_lab::text::Language;
use digilab_usage::request::{Answer, Ask};

use crate::dropped_file::DroppedFile;
use crate::message::Message;
use crate::packs::{PackCommand, PackEvent, PackPlace};
use crate::project::{ProjectCommand, ProjectError, ProjectEvent};
use crate::settings::Settings;

/// What the window asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Of the lab thread, one after the other.
    Lab(LabCommand),
    /// Ends a run, or the asking of a port; at once, whatever the script does.
    Stop,
    /// Tells the run something; without one it is lost.
    Live(LiveCommand),
    /// The ports there are; answered with [`Event::Ports`].
    ListPorts,
    /// The browser asks the person for a port; what is chosen comes with [`Event::Ports`]. Only where
    /// [`RealBoards::Chosen`].
    ChoosePort,
    /// Of the projects' store.
    Project(ProjectCommand),
    /// Of the shelf with the lesson packs.
    Pack(PackCommand),
    /// About a step of a lesson.
    Lesson(LessonCommand),
    /// A person chooses a file to bring in as a project; then as [`ProjectCommand::OpenFile`]. Nothing is told if
    /// nothing is chosen.
    PickFile,
    /// Keeps a file for the person where files come to lie that were saved from programs; answered with
    /// [`Event::FileKept`].
    KeepFile {
        /// Its name; where it is taken, another one near it.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// Keeps the settings.
    KeepSettings(Settings),
    /// Of the usage log. That somebody uses mouse, finger or keyboard is told every second at most.
    Usage(Ask),
    /// The texts of a language are to be there; answered with [`Event::Texts`].
    Texts(Language),
}

/// What the window is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Of the lab thread.
    Lab(LabEvent),
    /// The ports there are now; also unasked, when a browser's board is plugged in or out.
    Ports(Result<Vec<Port>, DeviceError>),
    /// Of the projects' store.
    Project(ProjectEvent),
    /// Of the shelf with the lesson packs.
    Pack(PackEvent),
    /// About a step of a lesson.
    Lesson(LessonEvent),
    /// A file was kept.
    FileKept {
        /// What it is called now.
        name: String,
        /// The folder it is in, for people; `None` where the browser decides.
        folder: Option<String>,
    },
    /// The texts of a language are there, or cannot be had.
    Texts(Result<Language, ProjectError>),
    /// Of the usage log.
    Usage(Answer),
    /// A person has brought the file of an invitation to a workshop; what it holds.
    Invited(String),
    /// A file or the settings could not be kept.
    NotKept(ProjectError),
}

/// How real boards are to be had here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RealBoards {
    /// The system lists its ports.
    Listed,
    /// The browser lists those a person has chosen before, and lets one choose.
    Chosen,
    /// Not in this browser: it has no Web Serial.
    NotInThisBrowser,
    /// Not on this page: it is not isolated from other sites, which the browser asks for.
    NotOnThisPage,
}

/// The time on the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WallClock {
    /// Unix seconds.
    pub unix_s: u64,
    /// What to add for the person's own time, in seconds; to the east of Greenwich more than 0.
    pub utc_offset_s: i32,
}

/// What is behind the window.
pub trait Backend {
    /// Asks for something. Never waits.
    fn send(&mut self, command: Command);

    /// What there is to tell, oldest first. Asked once a frame; egui is to be woken when there is something.
    fn take(&mut self) -> Vec<Event>;

    /// Brings a file in that was dropped on the window: a lesson pack is answered as [`PackCommand::Open`] is, anything
    /// else as [`ProjectCommand::OpenFile`].
    fn drop_in(&mut self, file: DroppedFile);

    /// The window closes: waits until everything is written and the boards are let go. Nothing is told after it.
    fn close(&mut self);

    /// How real boards are to be had here.
    fn real_boards(&self) -> RealBoards;

    /// The time on the wall, for the ages of projects.
    fn wall_clock(&self) -> WallClock;

    /// The address of this page without its fragment, for links that carry a program. A program has none.
    fn page_address(&self) -> Option<String>;
}

/// What the window begins with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// The settings as they were kept.
    pub settings: Settings,
    /// The part behind the `#` of the page's address, if it holds a shared program.
    pub shared: Option<String>,
    /// The lesson pack to open first: the one on the command line, or in the page's address.
    pub pack: Option<PackPlace>,
    /// What went wrong before there was a window.
    pub trouble: Vec<Message>,
}
