//! Lesson packs: the window's commands to the shelf that holds them, and the shelf's events.
//!
//! The window sends a [`PackCommand`] and draws the [`PackEvent`]s. Reading packs, watching a folder, fetching an
//! address and keeping the progress happen behind the window, in one way on the desktop and in another in a browser.

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

/// Location of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackPlace {
    /// Built in; holds the id of the pack.
    BuiltIn(String),
    /// Folder or `.digilab` file on this computer.
    Path(PathBuf),
    /// Kept by the browser since it was opened there; holds the name it is kept under.
    Kept(String),
    /// Address on the web, from the page's `?pack=`.
    Address(String),
}

/// Origin of a pack on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PackOrigin {
    /// The person has opened it here before.
    Opened,
    /// It lies in the folder `packs/` next to the program, for a whole class.
    School,
    /// It comes with the lab.
    BuiltIn,
}

/// A pack on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackEntry {
    /// Location of the pack.
    pub place: PackPlace,
    /// Origin of the pack.
    pub origin: PackOrigin,
    /// Manifest of the pack.
    pub manifest: Manifest,
}

/// Commands of the window to the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackCommand {
    /// Lists the packs; answered with [`PackEvent::List`].
    List,
    /// Opens a pack; answered with [`PackEvent::Opened`]. A pack opened as a folder is watched until another is
    /// opened, see [`PackEvent::Changed`].
    Open(PackPlace),
    /// Lets the person choose a file and opens it. There is no event if nothing is chosen. A pack dropped on
    /// the window opens in the same way.
    Pick,
    /// Closes the pack: no folder is watched any more.
    Close,
    /// Removes a pack that was opened before from the shelf; on the desktop its files stay where they are.
    /// Answered with [`PackEvent::List`].
    Forget(PackPlace),
    /// Saves the progress, merged with what another window may have saved of the same pack.
    KeepProgress(PackProgress),
    /// Decodes a picture of the open pack; answered with [`PackEvent::Drawn`].
    Draw {
        /// Path in the pack: `assets/led.png`.
        path: String,
        /// Content of the file.
        bytes: Arc<Vec<u8>>,
        /// Largest width in pixels. A drawing (SVG) is rendered at this width if it may, a photograph is shrunk
        /// to it if it must.
        max_width_px: u32,
    },
}

/// Events of the shelf.
#[derive(Clone, Debug, PartialEq)]
pub enum PackEvent {
    /// The packs on the shelf.
    List {
        /// Packs: the last opened first, then the school's and the built-in ones in their order.
        packs: Vec<PackEntry>,
        /// Progress of this device's pupil in every pack that was worked on, whether it is on the shelf or not.
        progress: Vec<PackProgress>,
    },
    /// A pack is open.
    Opened {
        /// Location of the pack; not the requested one if it was copied meanwhile.
        place: PackPlace,
        /// The pack.
        pack: Arc<PackView>,
        /// Progress in this version of the pack.
        progress: PackProgress,
    },
    /// The folder of the open pack has changed and was read again.
    Changed {
        /// Location of the pack.
        place: PackPlace,
        /// The pack, or the error in its present state.
        pack: Result<Arc<PackView>, PackError>,
    },
    /// A pack could not be opened.
    Failed {
        /// Display name: the file's or folder's name, or the address.
        name: String,
        /// Location of the pack, if it was requested by [`PackCommand::Open`].
        place: Option<PackPlace>,
        /// Reason.
        error: PackError,
    },
    /// The progress could not be saved.
    NotKept(PackError),
    /// A picture was decoded.
    Drawn {
        /// Path in the pack.
        path: String,
        /// The picture; `None` if it cannot be decoded.
        picture: Option<Picture>,
    },
}
