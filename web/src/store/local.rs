//! The browser's `localStorage`, which may be denied. Gloo's wrapper would end the page where it is.

use std::cell::Cell;

use digilab_contract::project::{ProjectError, ProjectErrorCode};
use web_sys::Storage;

thread_local! {
    static IS_TOLD: Cell<bool> = const { Cell::new(false) };
}

/// The storage, if the browser lets this page have one.
pub fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// That nothing is kept here: something to tell the pupil, but only once.
pub fn not_kept() -> Option<ProjectError> {
    let is_told = IS_TOLD.with(|is_told| is_told.replace(true));
    (!is_told).then(|| ProjectError::new(ProjectErrorCode::NotKept))
}
