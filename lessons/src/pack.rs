//! A lesson pack in memory.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::blocks::Block;
use crate::board::BoardKind;
use crate::check::Check;
use crate::language::{Language, LocalText};

/// Version of the pack format.
pub const FORMAT_VERSION: u32 = 1;

/// Contents of `pack.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the format: [`FORMAT_VERSION`].
    pub format_version: u32,
    /// Id of the pack: small letters, digits and hyphens, 3 to 64 of them, such as `street-light`.
    pub id: String,
    /// Version by semver: `1.0.0`.
    pub version: String,
    /// Licence as an SPDX expression: `CC-BY-4.0`.
    pub licence: String,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Languages that the pack is complete in.
    pub languages: Vec<Language>,
    /// First and last school year that the pack is meant for, 1..=12.
    pub grades: [u8; 2],
    /// Boards that the pack is for; on each of them every solution passes.
    #[serde(deserialize_with = "crate::board::list")]
    pub boards: Vec<BoardKind>,
    /// Duration in minutes: the sum of its steps.
    pub minutes: u32,
    /// Topics, as words such as `light`; `ai` counts as teaching about artificial intelligence.
    pub topics: Vec<String>,
    /// Names of the steps' folders under `steps/`, in order: `01-led`.
    pub steps: Vec<String>,
    /// Title of the pack.
    pub title: LocalText,
    /// Summary in a sentence or two.
    pub summary: LocalText,
}

/// A step's text in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepText {
    /// Title of the step.
    pub title: String,
    /// Duration in minutes.
    pub minutes: u32,
    /// Text before the hints.
    pub blocks: Vec<Block>,
    /// Hints, in the order in which they are given.
    pub hints: Vec<Vec<Block>>,
}

/// A step of a pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Name of its folder: `01-led`.
    pub name: String,
    /// Text in each language.
    pub texts: BTreeMap<Language, StepText>,
    /// Script that the pupil begins with.
    pub starter: String,
    /// Script that passes the check.
    pub solution: String,
    /// Check of the pupil's program.
    pub check: Check,
}

impl Step {
    /// Returns the text in a language; if it is missing, in English, or else in any language there is.
    pub fn text(&self, language: Language) -> Option<&StepText> {
        let there = self.texts.get(&language);
        there.or_else(|| self.texts.get(&Language::En)).or_else(|| self.texts.values().next())
    }
}

/// Signature state of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signature {
    /// The pack has no signature.
    #[default]
    Unsigned,
    /// The pack is signed by the owner of a key; the key does not prove who that is.
    SignedBy {
        /// Name that came with the signature.
        name: String,
        /// Fingerprint of the key, in hexadecimal.
        fingerprint: String,
    },
}

/// A lesson pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// Contents of `pack.toml`.
    pub manifest: Manifest,
    /// Steps, in order.
    pub steps: Vec<Step>,
    /// Images and sounds, by their paths in the pack: `assets/led.png`.
    #[serde(skip)]
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Signature state.
    pub signature: Signature,
}
