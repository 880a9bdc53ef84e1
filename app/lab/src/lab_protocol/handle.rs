//! Handles the commands of the lab thread, one after the other.

use std::rc::Rc;

use digilab_devices::discovery::{Expected, detect_through};

use super::{LabCommand, LabEvent, Platform, RequestedBoards, check, execute};
use crate::lab::Control;
use crate::stop::StopFlag;

/// Handles `command` to its end. Gives the thread back while it waits, if the platform's clock does. Has the same requirements on its thread as
/// [`sandbox::run`](crate::sandbox::run).
///
/// # Arguments
/// - `stop`: ends a run or a detection; a fresh one for each command.
/// - `control`: source of the run's live commands.
/// - `tell`: receives the events.
pub async fn handle(
    command: LabCommand,
    platform: &Rc<dyn Platform>,
    stop: StopFlag,
    control: Box<dyn Control>,
    tell: Rc<dyn Fn(LabEvent)>,
) {
    match command {
        LabCommand::Check { revision, script } => {
            tell(LabEvent::Checked { revision, mistake: check(&script) });
        }
        LabCommand::Run(request) => {
            let clock = platform.clock(stop.signal());
            let source = Box::new(RequestedBoards::new(platform.clone(), request.places.clone()));
            execute(request, clock, source, stop, control, tell).await;
        }
        LabCommand::Detect { port, likely } => {
            let mut clock = platform.clock(stop.signal());
            let expected = likely.map_or(Expected::Anything, Expected::Likely);
            let open = |_now_us, baud| platform.open(&port, baud, stop.signal());
            let is_cancelled = || stop.is_stopped();
            let answer = detect_through(&port, expected, &mut *clock, open, &is_cancelled).await;
            tell(LabEvent::Detected { port, answer });
        }
    }
}
