//! The shelf with the lesson packs in a browser: the built-in ones from the page's server, and those that the user
//! opened, which the browser keeps.
//!
//! Packs are read by a separate worker ([`LessonWorker`]), which is loaded when the first one is opened.

mod fetch;
mod kept;
mod picture;
mod progress;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use digilab_contract::packs::{PackCommand, PackEntry, PackError, PackEvent, PackOrigin, PackPlace};
use digilab_contract::project::{ProjectError, ProjectErrorCode};
use digilab_lessons::finding::Finding;
use digilab_lessons::pack::Manifest;
use digilab_lessons::view::PackView;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::lesson_worker::LessonWorker;

pub use fetch::asked_for;

/// The built-in packs' folder on the page's server.
const BUILT_IN: &str = "packs/";

/// The shelf. Commands are executed beside the page's own work.
#[derive(Clone)]
pub struct Shelf(Rc<Shared>);

struct Shared {
    lesson_worker: LessonWorker,
    wake: Box<dyn Fn()>,
    events: RefCell<Vec<PackEvent>>,
    /// The built-in packs' manifests, once fetched.
    built_in: RefCell<Option<Vec<Manifest>>>,
    /// Number of the latest request for a pack: an older one that arrives late is dropped.
    newest: Cell<u32>,
}

impl Shelf {
    /// Creates a shelf.
    ///
    /// # Arguments
    /// - `lesson_worker`: reads packs.
    /// - `wake`: called whenever there are events to [`take`](Self::take).
    pub fn new(lesson_worker: LessonWorker, wake: impl Fn() + 'static) -> Self {
        Self(Rc::new(Shared {
            lesson_worker,
            wake: Box::new(wake),
            events: RefCell::default(),
            built_in: RefCell::default(),
            newest: Cell::new(0),
        }))
    }

    /// Executes a command. Never waits. The page handles choosing a file.
    pub fn send(&self, command: PackCommand) {
        let shelf = self.clone();
        match command {
            PackCommand::List => wasm_bindgen_futures::spawn_local(async move { shelf.list().await }),
            PackCommand::Open(place) => {
                let number = shelf.next();
                wasm_bindgen_futures::spawn_local(async move { shelf.open(place, number).await });
            }
            // Nothing is watched here: a browser shows no folders.
            PackCommand::Pick | PackCommand::Close => {}
            PackCommand::Forget(place) => wasm_bindgen_futures::spawn_local(async move {
                if let PackPlace::Kept(key) = &place {
                    kept::forget(key).await;
                }
                shelf.list().await;
            }),
            PackCommand::KeepProgress(progress) => {
                if let Err(error) = progress::keep(progress) {
                    self.tell(PackEvent::NotKept(error.into()));
                }
            }
            PackCommand::Draw { path, bytes, max_width_px } => {
                wasm_bindgen_futures::spawn_local(async move {
                    let picture = picture::draw(&path, &bytes, max_width_px).await;
                    shelf.tell(PackEvent::Drawn { path, picture });
                });
            }
        }
    }

    /// Takes the events, oldest first.
    pub fn take(&self) -> Vec<PackEvent> {
        self.0.events.take()
    }

    /// True if a file the user opened is a pack, and not a program.
    pub fn is_pack(name: &str) -> bool {
        name.to_lowercase().ends_with(".digilab")
    }

    /// Opens a pack from the user.
    pub fn bring(&self, file: File) {
        let (shelf, number) = (self.clone(), self.next());
        wasm_bindgen_futures::spawn_local(async move {
            let name = file.name();
            let bytes = fetch::file(&file).await;
            shelf.open_bytes(name, None, bytes, number).await;
        });
    }

    fn next(&self) -> u32 {
        self.0.newest.set(self.0.newest.get().wrapping_add(1));
        self.0.newest.get()
    }

    fn tell(&self, event: PackEvent) {
        self.0.events.borrow_mut().push(event);
        (self.0.wake)();
    }

    async fn open(&self, place: PackPlace, number: u32) {
        let (name, bytes) = match &place {
            PackPlace::BuiltIn(id) => {
                let is_tame = id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
                let bytes = match is_tame {
                    true => fetch::own(&format!("{BUILT_IN}{id}.digilab")).await,
                    false => Err(gone(id)),
                };
                (id.clone(), bytes)
            }
            PackPlace::Kept(key) => (key.clone(), kept::bytes(key).await.ok_or_else(|| gone(key))),
            PackPlace::Address(address) => {
                let bytes = match fetch::foreign(address).await {
                    Ok(bytes) => Ok(bytes),
                    // A class without a network continues with the pack fetched from there before.
                    Err(error) => kept_from(address).await.ok_or(error),
                };
                (address.clone(), bytes)
            }
            // Only the desktop program has such places.
            PackPlace::Path(path) => (path.display().to_string(), Err(gone(&path.display().to_string()))),
        };
        self.open_bytes(name, Some(place), bytes, number).await;
    }

    async fn open_bytes(
        &self,
        name: String,
        place: Option<PackPlace>,
        bytes: Result<Vec<u8>, PackError>,
        number: u32,
    ) {
        let read = match bytes {
            Ok(bytes) => self.read(&bytes).await.map(|pack| (pack, bytes)),
            Err(error) => Err(error),
        };
        let event = match read {
            Ok((pack, bytes)) => {
                let place = match place {
                    Some(place @ (PackPlace::BuiltIn(_) | PackPlace::Kept(_))) => place,
                    other => {
                        let from = match other {
                            Some(PackPlace::Address(address)) => Some(address),
                            _ => None,
                        };
                        PackPlace::Kept(kept::keep(&pack.manifest, &bytes, from).await)
                    }
                };
                let progress = progress::of(&pack.manifest.id, &pack.manifest.version);
                PackEvent::Opened { place, pack: Arc::new(pack), progress }
            }
            Err(error) => PackEvent::Failed { name, place, error },
        };
        if self.0.newest.get() == number {
            self.tell(event);
        }
    }

    async fn read(&self, zip: &[u8]) -> Result<PackView, PackError> {
        let answered: Rc<RefCell<Option<Result<Array, PackError>>>> = Rc::default();
        let has_come = Promise::new(&mut |resolve, _| {
            let answered = answered.clone();
            self.0.lesson_worker.read(zip, move |answer| {
                *answered.borrow_mut() = Some(answer);
                let _ = resolve.call0(&JsValue::NULL);
            });
        });
        let fell = || PackError::from(ProjectError::new(ProjectErrorCode::PackReaderFailed));
        JsFuture::from(has_come).await.map_err(|_| fell())?;
        let answer = answered.take().ok_or_else(fell)??;
        let json = answer.get(0).as_string().unwrap_or_default();
        let read: Result<PackView, Finding> = serde_json::from_str(&json).map_err(|_| fell())?;
        let mut pack = read?;
        // After the pack: each file's path and its bytes.
        for number in (1..answer.length()).step_by(2) {
            if let (Some(path), Ok(bytes)) =
                (answer.get(number).as_string(), answer.get(number + 1).dyn_into::<Uint8Array>())
            {
                pack.assets.insert(path, bytes.to_vec());
            }
        }
        Ok(pack)
    }

    async fn list(&self) {
        if self.0.built_in.borrow().is_none() {
            match fetch::own(&format!("{BUILT_IN}list.json")).await {
                // As text, like all other JSON here: so the page contains only one instance of the parser.
                Ok(json) => {
                    let list = serde_json::from_str(&String::from_utf8_lossy(&json)).ok();
                    *self.0.built_in.borrow_mut() = list;
                }
                Err(error) => {
                    self.tell(PackEvent::Failed { name: format!("{BUILT_IN}list.json"), place: None, error });
                }
            }
        }
        let opened = kept::all().into_iter().map(|kept| PackEntry {
            place: PackPlace::Kept(kept.key),
            origin: PackOrigin::Opened,
            manifest: kept.manifest,
        });
        let built_in = self.0.built_in.borrow();
        let built_in = built_in.iter().flatten().map(|manifest| PackEntry {
            place: PackPlace::BuiltIn(manifest.id.clone()),
            origin: PackOrigin::BuiltIn,
            manifest: manifest.clone(),
        });
        let packs = opened.chain(built_in).collect();
        self.tell(PackEvent::List { packs, progress: progress::all() });
    }
}

async fn kept_from(address: &str) -> Option<Vec<u8>> {
    let kept = kept::all().into_iter().find(|kept| kept.from.as_deref() == Some(address))?;
    kept::bytes(&kept.key).await
}

fn gone(name: &str) -> PackError {
    ProjectError::new(ProjectErrorCode::FileGone).with("name", name).into()
}
