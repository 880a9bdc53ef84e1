//! The browser's `localStorage`, which may be denied. Gloo's wrapper would panic then.

use std::cell::Cell;

use digilab_contract::project::{ProjectError, ProjectErrorCode};
use web_sys::Storage;

thread_local! {
    static IS_TOLD: Cell<bool> = const { Cell::new(false) };
}

/// The storage, if the browser allows this page one.
pub fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The error that nothing is kept here, to be reported to the pupil, but only once.
pub fn not_kept() -> Option<ProjectError> {
    let is_told = IS_TOLD.with(|is_told| is_told.replace(true));
    (!is_told).then(|| ProjectError::new(ProjectErrorCode::NotKept))
}
