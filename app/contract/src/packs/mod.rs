//! Lesson packs: what the window asks of the shelf that holds them, and what it hears.
//!
//! The window sends a [`PackCommand`] and draws what the [`PackEvent`]s tell. Who reads packs, watches a folder,
//! fetches an address or keeps the progress is behind the window, and another one on the desktop than in a browser.

pub mod error;
pub mod progress;

use std::path::PathBuf;
use std::sync::Arc;

use digilab_lessons::pack::Manifest;
use digilab_lessons::view::PackView;
use serde::{Deserialize, Serialize};

pub use error::PackError;
pub use progress::{PackProgress, StepProgress};

use crate::picture::Picture;

/// Where a pack is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackPlace {
    /// It comes with the lab; its id.
    BuiltIn(String),
    /// A folder or a `.digilab` file on this computer.
    Path(PathBuf),
    /// The browser keeps it, since it was brought here; by what name.
    Kept(String),
    /// On the web: the page's `?pack=`.
    Address(String),
}

/// How a pack came to be on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PackOrigin {
    /// A person has opened it here before.
    Opened,
    /// It lies in the folder `packs/` beside the program, for a whole class.
    School,
    /// It comes with the lab.
    BuiltIn,
}

/// A pack on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackEntry {
    /// Where.
    pub place: PackPlace,
    /// How it came there.
    pub origin: PackOrigin,
    /// What it says about itself.
    pub manifest: Manifest,
}

/// What the window asks of the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackCommand {
    /// What is on it; answered with [`PackEvent::List`].
    List,
    /// Opens one; answered with [`PackEvent::Opened`]. A pack that is opened as a folder is watched until another is
    /// opened, see [`PackEvent::Changed`].
    Open(PackPlace),
    /// A person chooses a file; then as if it was opened. Nothing is told if nothing is chosen. A file dropped on the
    /// window that is a pack is opened in the same way.
    Pick,
    /// None is open any more: nothing is watched.
    Close,
    /// Takes one off the shelf that was opened before; on the desktop its files stay where they are. Answered with
    /// [`PackEvent::List`].
    Forget(PackPlace),
    /// Keeps how far a pupil has come, together with what another window may have kept of the same pack.
    KeepProgress(PackProgress),
    /// Decodes a picture of the pack that is open; answered with [`PackEvent::Drawn`].
    Draw {
        /// Its path in the pack: `assets/led.png`.
        path: String,
        /// What the file holds.
        bytes: Arc<Vec<u8>>,
        /// How wide it may become, in pixels; a drawing (SVG) is drawn as wide as that if it may, a photograph is made
        /// smaller if it must.
        max_width_px: u32,
    },
}

/// What the shelf tells.
#[derive(Clone, Debug, PartialEq)]
pub enum PackEvent {
    /// What is on it.
    List {
        /// The packs, the ones opened last first, then the school's and the built-in ones in their order.
        packs: Vec<PackEntry>,
        /// How far this device's pupil has come in those of which anything was done, whether they are on the shelf or
        /// not.
        progress: Vec<PackProgress>,
    },
    /// A pack is open.
    Opened {
        /// Where it is; another place than was asked for if it was kept meanwhile.
        place: PackPlace,
        /// All of it.
        pack: Arc<PackView>,
        /// How far the pupil has come in this version of it.
        progress: PackProgress,
    },
    /// The folder that is open was written to, and read again.
    Changed {
        /// Where it is.
        place: PackPlace,
        /// All of it; or why it cannot be used as it is now.
        pack: Result<Arc<PackView>, PackError>,
    },
    /// A pack cannot be opened.
    Failed {
        /// What people call it: the file's or folder's name, the address.
        name: String,
        /// Where it was looked for, if that was asked for by [`PackCommand::Open`].
        place: Option<PackPlace>,
        /// Why.
        error: PackError,
    },
    /// The progress could not be kept.
    NotKept(PackError),
    /// A picture was decoded.
    Drawn {
        /// Its path.
        path: String,
        /// The picture; `None` if it cannot be decoded.
        picture: Option<Picture>,
    },
}
