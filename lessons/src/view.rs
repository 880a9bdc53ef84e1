//! The part of a pack that a window shows.
//!
//! A window shows texts and wires parts; only the lab evaluates checks. So the checks are stored here as text, and a
//! page that shows lessons needs no code for them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::PartOnPin;
use crate::language::Language;
use crate::pack::{Manifest, Signature, StepText};

/// A pack for a window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackView {
    /// Contents of `pack.toml`.
    pub manifest: Manifest,
    /// Steps, in order.
    pub steps: Vec<StepView>,
    /// Images and sounds, by their paths in the pack: `assets/led.png`.
    #[serde(skip)]
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Signature state.
    pub signature: Signature,
}

/// A step for a window, without its solution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepView {
    /// Name of its folder: `01-led`.
    pub name: String,
    /// Text in each language.
    pub texts: BTreeMap<Language, StepText>,
    /// Script that the pupil begins with.
    pub starter: String,
    /// Parts wired to the board's pins.
    pub parts: Vec<PartOnPin>,
    /// The check, in JSON.
    pub check: String,
}

impl StepView {
    /// Returns the text in a language; if it is missing, in English, or else in any language there is.
    pub fn text(&self, language: Language) -> Option<&StepText> {
        let there = self.texts.get(&language);
        there.or_else(|| self.texts.get(&Language::En)).or_else(|| self.texts.values().next())
    }
}

#[cfg(feature = "load")]
impl From<crate::pack::Pack> for PackView {
    fn from(pack: crate::pack::Pack) -> Self {
        let step = |step: crate::pack::Step| StepView {
            // A check always serializes: it came from TOML.
            check: serde_json::to_string(&step.check).unwrap_or_default(),
            name: step.name,
            texts: step.texts,
            starter: step.starter,
            parts: step.check.parts,
        };
        Self {
            manifest: pack.manifest,
            steps: pack.steps.into_iter().map(step).collect(),
            assets: pack.assets,
            signature: pack.signature,
        }
    }
}
