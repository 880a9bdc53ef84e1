//! Saves that may not end before their page does. The page's last moment is too short for a database, but not
//! for `localStorage`: what is unsaved then is noted down there, and the next page saves it first of all.

use std::cell::RefCell;
use std::collections::BTreeMap;

use digilab_contract::project::{MAX_PROJECT_BYTES, ProjectCommand, ProjectId, header};
use serde::{Deserialize, Serialize};

use super::local;

/// Each tab has its own note; this and the tab's id is what it is called.
const KEY_PREFIX: &str = "digilab-unsaved-";
/// What one tab's note has at most, in bytes of text. Browsers give a page about five million letters in all.
const MAX_BYTES: usize = 2 * MAX_PROJECT_BYTES as usize;

/// One project's unsaved state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaved {
    /// Which project.
    pub id: ProjectId,
    /// All of its file.
    pub file: String,
    /// The number of the content that this state was written on top of.
    pub base: Option<u64>,
}

/// What a tab noted down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The tab, as [`Journal::tab`] of it.
    pub tab: String,
    /// Its unsaved projects.
    pub unsaved: Vec<Unsaved>,
}

/// This tab's notes.
pub struct Journal {
    tab: String,
    /// The content that this tab has seen last of each project.
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
    /// What tells this tab from others, before and after it too.
    pub fn tab(&self) -> &str {
        &self.tab
    }

    /// This tab has seen these contents of these projects.
    pub fn knows(&self, bases: &BTreeMap<ProjectId, u64>) {
        self.bases.borrow_mut().clone_from(bases);
    }

    /// Notes down what these commands are to save.
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
        // The ones typed last matter most. What is longer than a project can be is not kept elsewhere either.
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

    /// This save of `id` is done; a later one may still be noted.
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

/// The notes of tabs that were here before, each with its key.
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
            // Damaged: nobody can read it, and it takes room from those that can be read.
            Err(_) => forget(&key),
        }
    }
    notes
}

/// A note is not needed any more.
pub fn forget(key: &str) {
    if let Some(storage) = local::storage() {
        let _ = storage.remove_item(key);
    }
}
