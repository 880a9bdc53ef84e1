//! The window's backend in a browser: the lab in its worker, the browser's ports and its storage.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_contract::backend::{Backend, Command, Event, RealBoards, WallClock};
use digilab_contract::dropped_file::DroppedFile;
use digilab_contract::invitation::is_invitation;
use digilab_contract::packs::PackCommand;
use digilab_contract::project::{FileSource, ProjectCommand, ProjectError, ProjectErrorCode};
use digilab_lab::text::Language;
use egui::DroppedFileHandle;

use crate::lab::Lab;
use crate::lesson_worker::LessonWorker;
use crate::shelf::Shelf;
use crate::store::{Store, files, settings};
use crate::{crash, language, texts};

/// The backend in a browser.
pub struct Browser {
    lab: Lab,
    store: Rc<Store>,
    lesson_worker: LessonWorker,
    shelf: Shelf,
    /// Results of file and settings commands.
    events: Rc<RefCell<Vec<Event>>>,
    context: egui::Context,
}

impl Browser {
    /// Starts the backend of a window.
    ///
    /// # Arguments
    /// - `context`: the window's context, woken when there are events.
    pub fn start(context: &egui::Context) -> Self {
        let wake = || {
            let context = context.clone();
            move || context.request_repaint()
        };
        let lesson_worker = LessonWorker::new(wake());
        Self {
            lab: Lab::start(wake()),
            store: Rc::new(Store::open(wake())),
            shelf: Shelf::new(lesson_worker.clone(), wake()),
            lesson_worker,
            events: Rc::default(),
            context: context.clone(),
        }
    }

    /// The lab, for the parts of the page outside the window.
    pub fn lab(&self) -> Lab {
        self.lab.clone()
    }

    /// Returns a callback that passes a file that was read to the store, or reports the error.
    fn on_file(&self) -> impl FnOnce(Result<FileSource, ProjectError>) + 'static {
        let (store, events, context) = (self.store.clone(), self.events.clone(), self.context.clone());
        move |file| {
            match file {
                Ok(FileSource::Bytes { name, bytes }) if is_invitation(&name) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    events.borrow_mut().push(Event::Invited(text));
                }
                Ok(source) => store.send(unix_s(), ProjectCommand::OpenFile(source)),
                Err(error) => events.borrow_mut().push(Event::NotKept(error)),
            }
            context.request_repaint();
        }
    }

    fn load_texts(&self, language: Language) {
        let (events, context) = (self.events.clone(), self.context.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let there = match texts::load(language).await {
                Ok(()) => {
                    // The texts of the page outside the window.
                    language::choose(Some(language));
                    crash::prepare();
                    Ok(language)
                }
                Err(_) => Err(ProjectError::new(ProjectErrorCode::TextsNotLoaded)),
            };
            events.borrow_mut().push(Event::Texts(there));
            context.request_repaint();
        });
    }

    fn pick_file(&self) {
        let done = self.on_file();
        files::pick(move |file| {
            wasm_bindgen_futures::spawn_local(async move { done(files::read(&file).await) });
        });
    }

    fn pick_pack(&self) {
        let shelf = self.shelf.clone();
        files::pick(move |file| shelf.bring(file));
    }

    /// Returns a callback that passes the page's own events to the window.
    pub fn teller(&self) -> impl Fn(Event) + 'static {
        let (events, context) = (self.events.clone(), self.context.clone());
        move |event| {
            events.borrow_mut().push(event);
            context.request_repaint();
        }
    }

    fn tell(&self, event: Event) {
        self.teller()(event);
    }
}

impl Backend for Browser {
    fn send(&mut self, command: Command) {
        match command {
            Command::Lab(command) => self.lab.send(command),
            Command::Stop => self.lab.stop(),
            Command::Live(command) => self.lab.tell(command),
            Command::ListPorts => self.lab.list_ports(),
            Command::ChoosePort => self.lab.choose_port(),
            Command::Project(command) => self.store.send(unix_s(), command),
            Command::Pack(PackCommand::Pick) => self.pick_pack(),
            Command::Pack(command) => self.shelf.send(command),
            Command::Lesson(command) => self.lesson_worker.send(command),
            Command::PickFile => self.pick_file(),
            Command::KeepFile { name, bytes } => self.tell(match files::download(&name, &bytes) {
                Ok(()) => Event::FileKept { name, folder: None },
                Err(error) => Event::NotKept(error),
            }),
            Command::KeepSettings(new) => {
                if let Err(error) = settings::save(&new) {
                    self.tell(Event::NotKept(error));
                }
            }
            // Handled by the usage log.
            Command::Usage(_) => {}
            Command::Texts(language) => self.load_texts(language),
        }
    }

    fn take(&mut self) -> Vec<Event> {
        let mut events: Vec<Event> = self.lab.take().into_iter().map(Event::Lab).collect();
        events.extend(self.lab.take_ports().map(Event::Ports));
        events.extend(self.store.take().into_iter().map(Event::Project));
        events.extend(self.shelf.take().into_iter().map(Event::Pack));
        events.extend(self.lesson_worker.take().into_iter().map(Event::Lesson));
        events.append(&mut self.events.borrow_mut());
        events
    }

    fn drop_in(&mut self, file: DroppedFile) {
        let Ok(file) = file.handle.downcast::<DroppedFileHandle>() else { return };
        if let Some(pack) = file.web_file().filter(|file| Shelf::is_pack(&file.name())) {
            return self.shelf.bring(pack.clone());
        }
        let done = self.on_file();
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(file) = file.web_file() {
                done(files::read(file).await);
            }
        });
    }

    fn close(&mut self) {
        self.lab.close();
    }

    fn real_boards(&self) -> RealBoards {
        self.lab.real_boards()
    }

    fn wall_clock(&self) -> WallClock {
        // JavaScript counts minutes, positive to the west.
        let to_west_min = js_sys::Date::new_0().get_timezone_offset();
        WallClock { unix_s: unix_s(), utc_offset_s: (-60.0 * to_west_min) as i32 }
    }

    fn page_address(&self) -> Option<String> {
        let address = web_sys::window()?.location().href().ok()?;
        Some(address.split('#').next().unwrap_or_default().to_owned())
    }
}

fn unix_s() -> u64 {
    // The cast saturates: negative values become zero.
    (js_sys::Date::now() / 1_000.0) as u64
}
