//! Lesson packs in the window: their steps beside the program, and what a check saw played again.

pub mod panel;
pub mod replay;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::ColorImage;

/// Decoded pictures of a pack, by path; `None` for one that cannot be decoded.
pub type Pictures = BTreeMap<String, Option<Arc<ColorImage>>>;
