//! A pack as it was read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::blocks::Block;
use crate::board::BoardKind;
use crate::check::Check;
use crate::language::{Language, LocalText};

/// The version of the form that `pack.toml` has.
pub const FORMAT_VERSION: u32 = 1;

/// What `pack.toml` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT_VERSION`].
    pub format_version: u32,
    /// Small letters, digits and hyphens, 3 to 64 of them: `street-light`.
    pub id: String,
    /// By semver: `1.0.0`.
    pub version: String,
    /// An SPDX expression: `CC-BY-4.0`.
    pub licence: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The languages it is complete in.
    pub languages: Vec<Language>,
    /// The first and the last school year it is meant for, 1..=12.
    pub grades: [u8; 2],
    /// The boards it is for; on each of them every solution passes.
    #[serde(deserialize_with = "crate::board::list")]
    pub boards: Vec<BoardKind>,
    /// How long it takes, in minutes: the sum of its steps.
    pub minutes: u32,
    /// What it is about, in words such as `light`; `ai` counts as teaching about artificial intelligence.
    pub topics: Vec<String>,
    /// The steps' folders under `steps/`, in their order: `01-led`.
    pub steps: Vec<String>,
    /// What it is called.
    pub title: LocalText,
    /// What it is about, in a sentence or two.
    pub summary: LocalText,
}

/// A step's text in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepText {
    /// Its title.
    pub title: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What is read.
    pub blocks: Vec<Block>,
    /// The hints, from the first to the last.
    pub hints: Vec<Vec<Block>>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its folder's name: `01-led`.
    pub name: String,
    /// Its texts.
    pub texts: BTreeMap<Language, StepText>,
    /// What the pupil begins with.
    pub starter: String,
    /// What passes the check.
    pub solution: String,
    /// How it is seen whether it works.
    pub check: Check,
}

impl Step {
    /// The text in a language; where it is missing, in one that is there.
    pub fn text(&self, language: Language) -> Option<&StepText> {
        let there = self.texts.get(&language);
        there.or_else(|| self.texts.get(&Language::En)).or_else(|| self.texts.values().next())
    }
}

/// Who vouches for a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signature {
    /// Nobody.
    #[default]
    Unsigned,
    /// Whoever has the key; who that is, the key does not say.
    SignedBy {
        /// The name that came with the signature.
        name: String,
        /// The key's fingerprint, in hexadecimal.
        fingerprint: String,
    },
}

/// A pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// What it says about itself.
    pub manifest: Manifest,
    /// The steps, in their order.
    pub steps: Vec<Step>,
    /// Images and sounds, by their paths in the pack: `assets/led.png`.
    #[serde(skip)]
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Who vouches for it.
    pub signature: Signature,
}
