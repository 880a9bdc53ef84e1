//! Runs a step's check: runs the scenarios of a lesson pack on a simulated board in virtual time, and reports the
//! results.
//!
//! Expected and observed behaviour is stored as phrases ([`Said`]), so that a report can be read in every language.

mod bounds;
mod check;
mod check_error;
mod explain;
mod input_phrase;
mod judge;
mod line_text;
mod matcher;
mod observed;
mod phrase;
mod picture;
mod plan;
mod prove;
mod record;
mod report;
mod run;
#[cfg(test)]
mod tests;

pub use self::check::{CheckRequest, check};
pub use self::check_error::{CheckError, CheckErrorCode};
pub use self::phrase::{Phrase, Said, Value, seconds};
pub use self::plan::part_of;
pub use self::prove::{Proof, ProofProblem, REAL_TIME_LIMIT_MS, prove};
pub use self::record::{Recording, record};
pub use self::report::{CheckReport, ScenarioReport, Verdict};
