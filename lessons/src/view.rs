//! What a window shows of a pack.
//!
//! A window shows texts and wires parts; what a check looks for is the lab's business. So the checks are in here as text,
//! and a page that shows lessons needs nothing of what they are made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::PartOnPin;
use crate::language::Language;
use crate::pack::{Manifest, Signature, StepText};

/// A pack, to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackView {
    /// What it says about itself.
    pub manifest: Manifest,
    /// The steps, in their order.
    pub steps: Vec<StepView>,
    /// Images and sounds, by their paths in the pack: `assets/led.png`.
    #[serde(skip)]
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Who vouches for it.
    pub signature: Signature,
}

/// A step, to be shown. Its solution is not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepView {
    /// Its folder's name: `01-led`.
    pub name: String,
    /// Its texts.
    pub texts: BTreeMap<Language, StepText>,
    /// What the pupil begins with.
    pub starter: String,
    /// What is wired to the board's pins.
    pub parts: Vec<PartOnPin>,
    /// The check, in JSON.
    pub check: String,
}

impl StepView {
    /// The text in a language; where it is missing, in one that is there.
    pub fn text(&self, language: Language) -> Option<&StepText> {
        let there = self.texts.get(&language);
        there.or_else(|| self.texts.get(&Language::En)).or_else(|| self.texts.values().next())
    }
}

#[cfg(feature = "load")]
impl From<crate::pack::Pack> for PackView {
    fn from(pack: crate::pack::Pack) -> Self {
        let step = |step: crate::pack::Step| StepView {
            // Everything in a check can be JSON: it came from TOML.
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
