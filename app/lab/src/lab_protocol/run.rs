//! Executes a run from its request to its end.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::clock::Clock;

use super::{LabEvent, RunEnd, RunRequest};
use crate::boards::BoardSource;
use crate::lab::{Control, Lab, LabOutput, LabSettings};
use crate::mistakes::{Mistake, check_text};
use crate::sandbox::{self, Modules, Outcome};
use crate::stop::StopFlag;
use crate::transcript::EndReason;

/// Finds a mistake in a script without running it.
pub fn check(script: &str) -> Option<Mistake> {
    check_text(script)
        .or_else(|| sandbox::compile(script).err().map(|error| sandbox::explain(script, &error)))
}

/// Runs a script to its end. Has the same requirements on its thread as [`sandbox::run`].
///
/// # Arguments
/// - `request`: the script and its settings; `source` knows the places of its boards.
/// - `clock`: source of time.
/// - `source`: opens boards.
/// - `stop`: ends the run.
/// - `control`: source of live commands.
/// - `tell`: receives the events, [`LabEvent::Ended`] last.
pub async fn execute(
    request: RunRequest,
    clock: Box<dyn Clock>,
    source: Box<dyn BoardSource>,
    stop: StopFlag,
    control: Box<dyn Control>,
    tell: Rc<dyn Fn(LabEvent)>,
) {
    tell(LabEvent::Connecting);
    if let Some(mistake) = check_text(&request.script) {
        tell(LabEvent::Ended(RunEnd { reason: EndReason::Error, mistake: Some(mistake) }));
        return;
    }
    let settings = LabSettings {
        seed: request.seed,
        stop,
        boards: request.boards,
        benches: request.benches,
        control: Some(control),
        paused: request.paused,
        sentences: request.sentences,
        keeps_past: true,
        ..LabSettings::default()
    };
    let output = {
        let tell = tell.clone();
        Box::new(move |output| match output {
            LabOutput::Started => tell(LabEvent::Started),
            output => tell(LabEvent::Output(output)),
        })
    };
    let lab = Rc::new(RefCell::new(Lab::new(clock, source, settings, output)));
    let outcome = sandbox::run_async(&request.script, &lab, Modules::default()).await;
    let mistake = match &outcome {
        Outcome::Failed(error) => Some(sandbox::explain(&request.script, error)),
        Outcome::Done | Outcome::Stopped | Outcome::TimeOver => None,
    };
    tell(LabEvent::Ended(RunEnd { reason: outcome.reason(), mistake }));
}
