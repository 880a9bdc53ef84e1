//! Files that a person drops on the window.

use std::any::Any;
use std::fmt;
use std::path::PathBuf;

/// A file that a person has dropped on the window.
pub struct DroppedFile {
    /// Where it is; in a browser, which tells no folders, only its name.
    pub path: PathBuf,
    /// What the window's toolkit has of it. A browser's back end, which cannot open a path, knows the type.
    pub handle: Box<dyn Any>,
}

impl fmt::Debug for DroppedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DroppedFile").field("path", &self.path).finish_non_exhaustive()
    }
}
