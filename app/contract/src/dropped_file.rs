//! Files that a person drops on the window.

use std::any::Any;
use std::fmt;
use std::path::PathBuf;

/// A file that a person has dropped on the window.
pub struct DroppedFile {
    /// Path; in a browser, which reveals no folders, only the file's name.
    pub path: PathBuf,
    /// The toolkit's handle of the file. A browser's backend, which cannot open a path, knows its type.
    pub handle: Box<dyn Any>,
}

impl fmt::Debug for DroppedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DroppedFile").field("path", &self.path).finish_non_exhaustive()
    }
}
