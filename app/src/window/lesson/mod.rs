//! Lesson packs in the window: their steps beside the program, and the replay of a check.

pub mod panel;
pub mod replay;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::ColorImage;

/// Decoded pictures of a pack, by path; `None` for one that cannot be decoded.
pub type Pictures = BTreeMap<String, Option<Arc<ColorImage>>>;
