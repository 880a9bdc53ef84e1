//! Identifies a board through any link, on any clock.

use std::future::poll_fn;

use crate::clock::Clock;
use crate::discovery::board_detector::{BoardDetector, DetectorStep, Expected, FoundBoard};
use crate::error::DeviceError;
use crate::link::Link;

/// Identifies the board on a port, through the link that `open` opens.
///
/// # Arguments
/// - `port`: the port's name for errors.
/// - `expected`: the expected board.
/// - `clock`: the time; arriving bytes end its wait.
/// - `open`: opens the port; it gets the time in microseconds and the speed in baud.
/// - `is_cancelled`: true once the result is no longer wanted; checked after each wait.
///
/// # Returns
/// The board found, or the reason why there is no usable one; `None` if it was cancelled.
pub async fn detect_through(
    port: &str,
    expected: Expected,
    clock: &mut dyn Clock,
    mut open: impl FnMut(u64, u32) -> Result<Box<dyn Link>, DeviceError>,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Result<FoundBoard, DeviceError>> {
    let mut detector = BoardDetector::new(expected);
    let mut link: Option<Box<dyn Link>> = None;
    while !is_cancelled() {
        match detector.step() {
            DetectorStep::Finished(result) => {
                return Some(result.map_err(|error| match error.arg("port") {
                    Some(_) => error,
                    None => error.with("port", port),
                }));
            }
            DetectorStep::Open(baud) => {
                // The port is locked until it is closed.
                drop(link.take());
                match open(clock.now_us(), baud) {
                    Ok(opened) => {
                        link = Some(opened);
                        detector.opened(clock.now_us());
                    }
                    Err(error) => detector.failed(error),
                }
            }
            DetectorStep::Talk => {
                let Some(link) = link.as_deref_mut() else { continue };
                if let Err(error) = talk(&mut detector, link, clock).await {
                    detector.failed(error);
                }
            }
        }
    }
    None
}

/// Transfers bytes both ways once, then waits until something happens.
async fn talk(
    detector: &mut BoardDetector,
    link: &mut dyn Link,
    clock: &mut dyn Clock,
) -> Result<(), DeviceError> {
    let now_us = clock.now_us();
    let mut bytes = Vec::new();
    link.receive(now_us, &mut bytes)?;
    detector.push(now_us, &bytes);
    bytes.clear();
    detector.take_output(now_us, &mut bytes);
    // Only a few bytes a second: if a port does not take even those, detecting again later is the remedy.
    link.send(now_us, &bytes)?;
    let wakes = [detector.next_wake_us(), link.next_wake_us()];
    if detector.step() == DetectorStep::Talk
        && let Some(wake_us) = wakes.into_iter().flatten().min()
    {
        let wake_us = wake_us.max(now_us + 1);
        poll_fn(|context| clock.poll_until_us(wake_us, context)).await;
    }
    Ok(())
}
