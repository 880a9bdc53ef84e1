//! Executes the store's commands, one after another.

use std::collections::BTreeMap;
use std::slice;

use digilab_contract::project::{
    ProjectCommand, ProjectError, ProjectErrorCode, ProjectEvent, ProjectId, SaveKind, header,
};
use digilab_projects::memory_disk::{Body, Files};
use digilab_projects::store::subject;
use digilab_projects::transaction::{Attempt, TransactionStore};
use wasm_bindgen_futures::JsFuture;

use super::database::{Database, Listing, Trouble};
use super::journal::{self, Journal, Unsaved};
use super::local;

/// Remembers that the browser was asked to keep the data permanently: some browsers ask the user.
const ASKED_KEY: &str = "digilab-asked-to-persist";

pub struct Worker {
    store: TransactionStore,
    place: Place,
    tab: String,
    bases: BTreeMap<ProjectId, u64>,
    has_asked: bool,
}

/// The place where projects are kept.
enum Place {
    Database(Database),
    /// Only in memory, for as long as the page is open.
    Memory(Files),
}

impl Worker {
    /// Starts, and completes what other tabs left undone.
    pub async fn start(journal: &Journal) -> (Self, Vec<ProjectEvent>) {
        let mut events = Vec::new();
        let place = match Database::open().await {
            Ok(database) => Place::Database(database),
            Err(_) => {
                let told = local::not_kept();
                events.extend(told.map(|error| ProjectEvent::Failed { id: None, revision: None, error }));
                Place::Memory(Files::new())
            }
        };
        let (store, tab) = (TransactionStore::default(), journal.tab().to_owned());
        let mut worker = Self { store, place, tab, bases: BTreeMap::new(), has_asked: false };
        for (key, note) in journal::left_behind() {
            let mut is_safe = matches!(worker.place, Place::Database(_));
            for unsaved in &note.unsaved {
                for event in worker.recover(&note.tab, unsaved).await {
                    match event {
                        // Only what the pupil must know: the text is in a copy, or is not saved yet.
                        ProjectEvent::KeptBoth { id, copy, .. } => {
                            events.push(ProjectEvent::KeptBoth { id, copy, revision: None });
                        }
                        ProjectEvent::Failed { id, error, .. } => {
                            is_safe = is_safe && error.code == ProjectErrorCode::NameUnusable;
                            events.push(ProjectEvent::Failed { id, revision: None, error });
                        }
                        _ => {}
                    }
                }
            }
            if is_safe {
                journal::forget(&key);
            }
        }
        journal.knows(&worker.bases);
        (worker, events)
    }

    /// The content of each project that this tab has last seen.
    pub fn bases(&self) -> &BTreeMap<ProjectId, u64> {
        &self.bases
    }

    /// Saves what another tab could not: in the project's place if that is the state the tab knew, otherwise beside
    /// it.
    async fn recover(&mut self, tab: &str, unsaved: &Unsaved) -> Vec<ProjectEvent> {
        let now_s = (js_sys::Date::now() / 1000.0) as u64;
        let id = unsaved.id.clone();
        let (_, path) = self.store.place(&id);
        let save = ProjectCommand::Save {
            id: id.clone(),
            revision: 0,
            content: header::parse(&unsaved.file),
            kind: SaveKind::Typing,
        };
        let open = ProjectCommand::Open(id);
        let events = self.transact(now_s, &save, |listing| {
            let base = listing.files.get(&path).map(|file| &file.body);
            let is_base = unsaved.base.is_some_and(|content| base == Some(&Body::Kept(content)));
            let is_own = listing.writers.get(&path).is_some_and(|writer| writer == tab);
            // A project that is opened is known, and a known one may be replaced.
            if is_base || is_own { vec![open.clone(), save.clone()] } else { vec![save.clone()] }
        });
        events.await
    }

    /// Executes a command.
    pub async fn perform(&mut self, now_s: u64, command: &ProjectCommand) -> Vec<ProjectEvent> {
        self.transact(now_s, command, |_| slice::from_ref(command).to_vec()).await
    }

    async fn transact(
        &mut self,
        now_s: u64,
        command: &ProjectCommand,
        commands: impl Fn(&Listing) -> Vec<ProjectCommand>,
    ) -> Vec<ProjectEvent> {
        let (mut is_reopened, mut is_sparing) = (false, false);
        loop {
            match self.try_once(now_s, &commands, is_sparing).await {
                Ok(events) => return events,
                Err(Trouble::Full) if !is_sparing => is_sparing = true,
                Err(Trouble::Closed) if !is_reopened => {
                    is_reopened = true;
                    if let Ok(database) = Database::open().await {
                        self.place = Place::Database(database);
                    }
                }
                Err(trouble) => return vec![failure(command, &trouble)],
            }
        }
    }

    async fn try_once(
        &mut self,
        now_s: u64,
        commands: &impl Fn(&Listing) -> Vec<ProjectCommand>,
        is_sparing: bool,
    ) -> Result<Vec<ProjectEvent>, Trouble> {
        let database = match &mut self.place {
            Place::Database(database) => database,
            Place::Memory(files) => {
                let listing = Listing { files: files.clone(), ..Listing::default() };
                self.store.begin(now_s, listing.files.clone());
                // Contents in memory are never missing.
                let Attempt::Done(events) = self.store.attempt(&commands(&listing)) else {
                    return Err(Trouble::Other("memory".to_owned()));
                };
                *files = self.store.files();
                self.store.kept();
                return Ok(events);
            }
        };
        let transaction = database.begin()?;
        let listing = transaction.files().await?;
        let commands = commands(&listing);
        self.store.begin(now_s, listing.files);
        if is_sparing {
            self.store.spare_room();
        }
        let events = loop {
            match self.store.attempt(&commands) {
                Attempt::Done(events) => break events,
                Attempt::Missing(missing) => match transaction.contents(&missing).await {
                    Ok(found) => {
                        found.into_iter().for_each(|(content, bytes)| self.store.give(content, bytes))
                    }
                    Err(trouble) => {
                        self.store.failed();
                        return Err(trouble);
                    }
                },
            }
        };
        let changes = self.store.changes();
        let has_changes = !changes.put.is_empty();
        let mut files = self.store.files();
        match transaction.keep(changes, &self.tab).await {
            Ok(kept) => files.extend(kept),
            Err(trouble) => {
                self.store.failed();
                return Err(trouble);
            }
        }
        self.store.kept();
        self.note_bases(&events, &files);
        if has_changes && !self.has_asked {
            self.has_asked = true;
            ask_to_persist();
        }
        Ok(events)
    }

    /// Notes what this tab has seen.
    fn note_bases(&mut self, events: &[ProjectEvent], files: &Files) {
        for event in events {
            let seen = match event {
                ProjectEvent::Opened(project) | ProjectEvent::Restored { project, .. } => &project.info.id,
                ProjectEvent::Saved { info, .. } | ProjectEvent::Renamed { info, .. } => &info.id,
                ProjectEvent::KeptBoth { copy, .. } => &copy.id,
                _ => continue,
            };
            let (id, path) = self.store.place(seen);
            if let Some(Body::Kept(content)) = files.get(&path).map(|file| &file.body) {
                self.bases.insert(id, *content);
            }
        }
    }
}

fn failure(command: &ProjectCommand, trouble: &Trouble) -> ProjectEvent {
    let (id, revision) = subject(command);
    let name = match (&id, command) {
        (Some(id), _) => id.0.clone(),
        (None, ProjectCommand::Create { name, .. }) => name.clone(),
        _ => "DigiLab".to_owned(),
    };
    let error = match trouble {
        Trouble::Full => ProjectError::new(ProjectErrorCode::DiskFull).with("name", name),
        Trouble::Closed => {
            ProjectError::new(ProjectErrorCode::StoreFailed).with("name", name).with("reason", "closed")
        }
        Trouble::Other(word) => {
            ProjectError::new(ProjectErrorCode::StoreFailed).with("name", name).with("reason", word)
        }
    };
    ProjectEvent::Failed { id, revision, error }
}

/// Asks the browser once to keep this page's data even when the disk is nearly full.
fn ask_to_persist() {
    let is_asked = || local::storage()?.get_item(ASKED_KEY).ok()?;
    let manager = web_sys::window().map(|window| window.navigator().storage());
    // On a page from plain http, there is no such manager.
    let Some(manager) = manager.filter(|manager| manager.is_object() && is_asked().is_none()) else { return };
    if let Some(storage) = local::storage() {
        let _ = storage.set_item(ASKED_KEY, "yes");
    }
    if let Ok(answer) = manager.persist() {
        wasm_bindgen_futures::spawn_local(async move {
            // Nothing needs to be done about either answer.
            let _ = JsFuture::from(answer).await;
        });
    }
}
