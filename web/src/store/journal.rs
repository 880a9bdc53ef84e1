//! Saves that the page may not live to finish. The last moment of a page is too short for a database, but not for
//! `localStorage`: unsaved changes are noted there, and the next page saves them first.

use std::cell::RefCell;
use std::collections::BTreeMap;

use digilab_contract::project::{MAX_PROJECT_BYTES, ProjectCommand, ProjectId, header};
use serde::{Deserialize, Serialize};

use super::local;

/// Prefix of a note's key; the tab's id follows, so each tab has its own.
const KEY_PREFIX: &str = "digilab-unsaved-";
/// Maximum size of one tab's note, in bytes of text. Browsers give a page about five million characters in all.
const MAX_BYTES: usize = 2 * MAX_PROJECT_BYTES as usize;

/// One project's unsaved state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaved {
    /// The project.
    pub id: ProjectId,
    /// The complete text of its file.
    pub file: String,
    /// The number of the content that this state is based on.
    pub base: Option<u64>,
}

/// A tab's note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The tab's id, as returned by its [`Journal::tab`].
    pub tab: String,
    /// Its unsaved projects.
    pub unsaved: Vec<Unsaved>,
}

/// This tab's notes.
pub struct Journal {
    tab: String,
    /// The content of each project that this tab has last seen.
    bases: RefCell<BTreeMap<ProjectId, u64>>,
    noted: RefCell<Vec<Unsaved>>,
}

impl Default for Journal {
    fn default() -> Self {
        // Not a secret: it only tells tabs apart.
        let tab = format!("{:x}-{:x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 1e15) as u64);
        Self { tab, bases: RefCell::default(), noted: RefCell::default() }
    }
}

impl Journal {
    /// The id that distinguishes this tab from others, earlier and later ones included.
    pub fn tab(&self) -> &str {
        &self.tab
    }

    /// Records that this tab has seen these contents of these projects.
    pub fn knows(&self, bases: &BTreeMap<ProjectId, u64>) {
        self.bases.borrow_mut().clone_from(bases);
    }

    /// Notes what these commands are to save.
    pub fn note<'a>(&self, commands: impl Iterator<Item = &'a ProjectCommand>) {
        let bases = self.bases.borrow();
        let mut noted = self.noted.borrow_mut();
        for command in commands {
            let ProjectCommand::Save { id, content, .. } = command else { continue };
            noted.retain(|unsaved| unsaved.id != *id);
            noted.push(Unsaved {
                id: id.clone(),
                file: header::write(content),
                base: bases.get(id).copied(),
            });
        }
        // The latest changes matter most. A text longer than a project can be is not kept elsewhere either.
        let mut left = MAX_BYTES;
        let keep: Vec<Unsaved> = noted
            .drain(..)
            .rev()
            .filter(|unsaved| {
                let fits = unsaved.file.len() <= left;
                left -= if fits { unsaved.file.len() } else { 0 };
                fits
            })
            .collect();
        noted.extend(keep.into_iter().rev());
        self.write(&noted);
    }

    /// Removes the note of a save of `id` that is done; a later one may stay.
    pub fn saved(&self, id: &ProjectId, command: &ProjectCommand) {
        let ProjectCommand::Save { content, .. } = command else { return };
        let mut noted = self.noted.borrow_mut();
        if noted.iter().any(|unsaved| unsaved.id == *id) {
            let file = header::write(content);
            noted.retain(|unsaved| unsaved.id != *id || unsaved.file != file);
            self.write(&noted);
        }
    }

    fn write(&self, noted: &[Unsaved]) {
        let Some(storage) = local::storage() else { return };
        let key = format!("{KEY_PREFIX}{}", self.tab);
        // A note that does not fit is no worse than none.
        if noted.is_empty() {
            let _ = storage.remove_item(&key);
        } else {
            let note = Note { tab: self.tab.clone(), unsaved: noted.to_vec() };
            let _ = storage.set_item(&key, &serde_json::to_string(&note).unwrap_or_default());
        }
    }
}

/// The notes of earlier tabs, each with its key.
pub fn left_behind() -> Vec<(String, Note)> {
    let Some(storage) = local::storage() else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    let keys: Vec<String> = (0..count)
        .filter_map(|place| storage.key(place).ok()?)
        .filter(|key| key.starts_with(KEY_PREFIX))
        .collect();
    let mut notes = Vec::new();
    for key in keys {
        let text = storage.get_item(&key).ok().flatten().unwrap_or_default();
        match serde_json::from_str(&text) {
            Ok(note) => notes.push((key, note)),
            // Damaged: unreadable, and it takes room from readable ones.
            Err(_) => forget(&key),
        }
    }
    notes
}

/// Removes a note that is no longer needed.
pub fn forget(key: &str) {
    if let Some(storage) = local::storage() {
        let _ = storage.remove_item(key);
    }
}
