//! Backend of the window on the desktop: a lab thread, a store thread, and the system's dialogs.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use digilab_contract::backend::{Backend, Command, Event, RealBoards, WallClock};
use digilab_contract::dropped_file::DroppedFile;
use digilab_contract::invitation::{FILE_END, is_invitation};
use digilab_contract::packs::{PackCommand, PackPlace};
use digilab_contract::project::{FileSource, ProjectCommand};
use digilab_lab::text::Language;
use digilab_lessons::files::PACK_TOML;

use super::lab_service::{LabService, computer};
use super::lesson_service::LessonService;
use super::shelf::{Shelf, ShelfService};
use super::store_service::{StoreService, Work, unix_s};

/// The backend on the desktop.
pub struct Desktop {
    lab: LabService,
    lessons: LessonService,
    store: StoreService,
    shelf: ShelfService,
    chosen: Receiver<PathBuf>,
    choose: Sender<PathBuf>,
    context: egui::Context,
    /// Language whose texts were requested.
    texts: Option<Language>,
}

impl Desktop {
    /// Starts the threads behind a window.
    ///
    /// # Arguments
    /// - `context`: the window's, asked to repaint when there are events.
    /// - `projects`: the folder of the projects, and of the files that a person saves.
    /// - `settings`: the folder of the settings.
    ///
    /// # Errors
    /// The system cannot start a thread.
    pub fn start(context: &egui::Context, projects: PathBuf, settings: PathBuf) -> io::Result<Self> {
        let wake = || {
            let context = context.clone();
            move || context.request_repaint()
        };
        let (choose, chosen) = channel();
        Ok(Self {
            lab: LabService::open(computer, wake())?,
            lessons: LessonService::open(wake())?,
            store: StoreService::open(projects, settings.clone(), wake())?,
            shelf: ShelfService::open(settings, Shelf::school_folder(), wake())?,
            chosen,
            choose,
            context: context.clone(),
            texts: None,
        })
    }

    /// Opens a file or folder that a person has dropped or chosen: a lesson pack, an invitation, or a program.
    fn bring(&self, path: PathBuf) {
        if Shelf::is_pack(&path) {
            self.shelf.send(PackCommand::Open(PackPlace::Path(path)));
        } else if path.to_str().is_some_and(is_invitation) {
            self.store.send(Work::Invitation(path));
        } else {
            self.store.send(Work::Project(ProjectCommand::OpenFile(FileSource::Path(path))));
        }
    }

    /// Opens the system's file dialog, on a thread of its own, since it may stay open for long.
    ///
    /// # Arguments
    /// - `kinds`: the kinds of files to choose from, each with its extensions.
    fn pick_file(&self, kinds: &[(&str, &[&str])]) {
        let (choose, context) = (self.choose.clone(), self.context.clone());
        let dialog = rfd::AsyncFileDialog::new();
        let dialog = kinds.iter().fold(dialog, |dialog, (name, ends)| dialog.add_filter(*name, ends));
        let wait = move || {
            if let Some(file) = pollster::block_on(dialog.pick_file()) {
                // The window may have closed meanwhile.
                let _ = choose.send(file.path().to_owned());
                context.request_repaint();
            }
        };
        // Without a thread there is no dialog; files can also be dropped on the window.
        let _ = std::thread::Builder::new().name("dialog".to_owned()).spawn(wait);
    }
}

impl Backend for Desktop {
    fn send(&mut self, command: Command) {
        match command {
            Command::Lab(command) => self.lab.send(command),
            Command::Stop => self.lab.stop(),
            Command::Live(command) => self.lab.tell(command),
            // Every port is listed on the desktop, so there is no choosing before.
            Command::ListPorts | Command::ChoosePort => self.store.send(Work::Ports),
            Command::Project(command) => self.store.send(Work::Project(command)),
            Command::Pack(PackCommand::Pick) => {
                self.pick_file(&[("DigiLab", &["digilab"]), (PACK_TOML, &["toml"])])
            }
            Command::Pack(command) => self.shelf.send(command),
            Command::Lesson(command) => self.lessons.send(command),
            Command::PickFile => self.pick_file(&[("DigiLab", &["rhai", "txt", FILE_END]), ("*", &["*"])]),
            Command::KeepFile { name, bytes } => self.store.send(Work::File { name, bytes }),
            Command::KeepSettings(settings) => self.store.send(Work::Settings(settings)),
            // Handled by the usage log.
            Command::Usage(_) => {}
            // Every language is built in.
            Command::Texts(language) => {
                self.texts = Some(language);
                self.context.request_repaint();
            }
        }
    }

    fn take(&mut self) -> Vec<Event> {
        for path in self.chosen.try_iter() {
            self.bring(path);
        }
        let lab = self.lab.take().map(Event::Lab);
        let lessons = self.lessons.take().map(Event::Lesson);
        let texts = self.texts.take().map(|language| Event::Texts(Ok(language)));
        lab.chain(self.store.take())
            .chain(self.shelf.take().map(Event::Pack))
            .chain(lessons)
            .chain(texts)
            .collect()
    }

    fn drop_in(&mut self, file: DroppedFile) {
        self.bring(file.path);
    }

    fn close(&mut self) {
        self.lab.close();
        self.lessons.close();
        self.shelf.close();
        self.store.close();
    }

    fn real_boards(&self) -> RealBoards {
        RealBoards::Listed
    }

    fn wall_clock(&self) -> WallClock {
        WallClock { unix_s: unix_s(), utc_offset_s: jiff::ZonedDateTime::now().offset().seconds() }
    }

    fn page_address(&self) -> Option<String> {
        None
    }
}
