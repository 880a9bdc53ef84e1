//! The report of a check, scenario by scenario and expectation by expectation.

use digilab_lessons::language::LocalText;
use digilab_lessons::number::Drawn;
use serde::{Deserialize, Serialize};

use super::check_error::CheckError;
use super::phrase::{Phrase, Said};
use crate::mistakes::Mistake;
use crate::text::Texts;

/// Report of a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Seed of the request.
    pub seed: u64,
    /// Reports of the scenarios for the board, in the check's order.
    pub scenarios: Vec<ScenarioReport>,
}

/// Report of one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioReport {
    /// Name of the scenario.
    pub name: LocalText,
    /// Values drawn for it.
    pub drawn: Drawn,
    /// End of the scenario, in microseconds since the script's first line; 0 if it could not be evaluated.
    pub end_us: u64,
    /// Time at which the script ended by itself or by a mistake, if it did, in microseconds since its first line.
    pub ended_us: Option<u64>,
    /// The mistake that ended the script.
    pub mistake: Option<Mistake>,
    /// Check error, if it prevented verdicts.
    #[serde(rename = "trouble")]
    pub error: Option<CheckError>,
    /// Verdicts on the expectations, in the check's order; empty if the script could not be parsed.
    pub verdicts: Vec<Verdict>,
}

/// Verdict on one expectation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// True if the expectation was met.
    pub passed: bool,
    /// Time of the failure, in microseconds since the script's first line.
    pub at_us: Option<u64>,
    /// Message of the pack to a pupil whose program fails; may be empty.
    pub message: LocalText,
    /// Phrase of the expected behaviour.
    pub expected: Said,
    /// Phrase of the observed behaviour.
    pub happened: Said,
}

impl CheckReport {
    /// True if the program meets all expectations. A check without a scenario for the board is not passed.
    pub fn passed(&self) -> bool {
        !self.scenarios.is_empty() && self.scenarios.iter().all(ScenarioReport::passed)
    }

    /// Returns the first scenario that is not passed.
    pub fn first_failed(&self) -> Option<&ScenarioReport> {
        self.scenarios.iter().find(|scenario| !scenario.passed())
    }

    /// Returns the text for people: about the first scenario that is not passed, or nothing.
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        self.first_failed().map(|scenario| scenario.lines(texts)).unwrap_or_default()
    }
}

impl ScenarioReport {
    /// True if all expectations were met.
    pub fn passed(&self) -> bool {
        self.mistake.is_none() && self.error.is_none() && self.verdicts.iter().all(|verdict| verdict.passed)
    }

    /// Returns the text for people: the check error, the program's mistake, and the expectations that were not met.
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        let error = self.error.iter().flat_map(|error| [error.text(texts), error.advice(texts)]);
        let mistake = self.mistake.iter().flat_map(|mistake| [mistake.text(texts), mistake.advice(texts)]);
        let failed = self.verdicts.iter().filter(|verdict| !verdict.passed);
        error.chain(mistake).chain(failed.flat_map(|verdict| verdict.lines(texts))).collect()
    }
}

impl Verdict {
    /// Returns the text for people: the pack's own message if there is one, the expected and the observed behaviour.
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        let sentence = |phrase, what: &Said| Said::new(phrase).with("what", what.clone()).words(texts);
        let message = Some(self.message.get(texts.language())).filter(|message| !message.is_empty());
        let (expected, happened) =
            (sentence(Phrase::EXPECTED, &self.expected), sentence(Phrase::HAPPENED, &self.happened));
        message.map(str::to_owned).into_iter().chain([expected, happened]).collect()
    }
}
