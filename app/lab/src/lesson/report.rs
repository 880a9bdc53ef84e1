//! What came of a check: scenario by scenario, expectation by expectation.

use digilab_lessons::language::{LocalText, PackLanguage};
use digilab_lessons::number::Drawn;
use serde::{Deserialize, Serialize};

use super::check_error::CheckError;
use super::phrase::{Phrase, Said};
use crate::mistakes::Mistake;
use crate::text::{Language, Texts};

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// The request's.
    pub seed: u64,
    /// The scenarios for the board, in the check's order.
    pub scenarios: Vec<ScenarioReport>,
}

/// What came of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioReport {
    /// What it is called.
    pub name: LocalText,
    /// What was drawn for it.
    pub drawn: Drawn,
    /// When it was to end, microseconds since the script's first line; 0 where that could not be reckoned.
    pub end_us: u64,
    /// When the script was over, if it was over by itself or by a mistake.
    pub ended_us: Option<u64>,
    /// The mistake that ended the script.
    pub mistake: Option<Mistake>,
    /// Why there are no verdicts.
    #[serde(rename = "trouble")]
    pub error: Option<CheckError>,
    /// One for each expectation, in the check's order; none where the script could not be read.
    pub verdicts: Vec<Verdict>,
}

/// Whether one expectation was met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it was.
    pub passed: bool,
    /// Where it failed, microseconds since the script's first line.
    pub at_us: Option<u64>,
    /// What the pack says to a pupil whose program fails it; may be empty.
    pub message: LocalText,
    /// What was expected.
    pub expected: Said,
    /// What happened.
    pub happened: Said,
}

impl CheckReport {
    /// Whether the program does all that is expected. A check without a scenario for the board is not passed.
    pub fn passed(&self) -> bool {
        !self.scenarios.is_empty() && self.scenarios.iter().all(ScenarioReport::passed)
    }

    /// The first scenario that is not passed.
    pub fn first_failed(&self) -> Option<&ScenarioReport> {
        self.scenarios.iter().find(|scenario| !scenario.passed())
    }

    /// What a person reads of it: of the first scenario that is not passed, or nothing.
    pub fn lines(&self, texts: &Texts, language: PackLanguage) -> Vec<String> {
        self.first_failed().map(|scenario| scenario.lines(texts, language)).unwrap_or_default()
    }
}

impl ScenarioReport {
    /// Whether everything in it was as expected.
    pub fn passed(&self) -> bool {
        self.mistake.is_none() && self.error.is_none() && self.verdicts.iter().all(|verdict| verdict.passed)
    }

    /// What a person reads of it: what kept the check from its end, the program's mistake, and what was not as
    /// expected.
    pub fn lines(&self, texts: &Texts, language: PackLanguage) -> Vec<String> {
        let error = self.error.iter().flat_map(|error| [error.text(texts), error.advice(texts)]);
        let mistake = self.mistake.iter().flat_map(|mistake| [mistake.text(texts), mistake.advice(texts)]);
        let failed = self.verdicts.iter().filter(|verdict| !verdict.passed);
        error.chain(mistake).chain(failed.flat_map(|verdict| verdict.lines(texts, language))).collect()
    }
}

impl Verdict {
    /// What a person reads: the pack's own sentence if there is one, what was expected, and what happened.
    pub fn lines(&self, texts: &Texts, language: PackLanguage) -> Vec<String> {
        let sentence = |phrase, what: &Said| Said::new(phrase).with("what", what.clone()).words(texts);
        let message = Some(self.message.get(language)).filter(|message| !message.is_empty());
        let (expected, happened) =
            (sentence(Phrase::EXPECTED, &self.expected), sentence(Phrase::HAPPENED, &self.happened));
        message.map(str::to_owned).into_iter().chain([expected, happened]).collect()
    }
}

/// The language of a pack that is the window's.
pub fn pack_language(language: Language) -> PackLanguage {
    match language {
        Language::Fi => PackLanguage::Fi,
        Language::Sv => PackLanguage::Sv,
        Language::En => PackLanguage::En,
    }
}
