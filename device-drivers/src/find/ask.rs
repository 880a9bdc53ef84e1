//! Asking a real port.

use crate::clock::{Clock, RealClock, Signal};
use crate::error::DeviceError;
use crate::find::asking::{Asking, Found, Step, Wish};
use crate::link::{Link, outside};

/// Asks what is on `port` (a path or `tcp://HOST:PORT`); see [`Asking`]. Takes up to eleven seconds, if nothing
/// answers; resets an Arduino and ends a program that runs in MicroPython, which then starts again.
///
/// # Errors
/// Why there is no board to use: `no-answer`, `wrong-baud`, `other-firmware`, `port-busy`, `no-permission`,
/// `port-missing`, `port-failed` or `gone`.
pub fn ask(port: &str, wish: Wish) -> Result<Found, DeviceError> {
    let signal = Signal::new();
    let mut clock = RealClock::new(signal.clone());
    let open = |_now_us, baud| outside::open(port, baud, signal.clone());
    ask_through(wish, &mut clock, open).map_err(|error| match error.arg("port") {
        Some(_) => error,
        None => error.with("port", port),
    })
}

/// As [`ask`], through whatever `open` opens: it gets the time in microseconds and the speed in baud.
///
/// # Errors
/// As [`ask`]; without the argument `port` where the port itself did not fail.
pub fn ask_through(
    wish: Wish,
    clock: &mut dyn Clock,
    mut open: impl FnMut(u64, u32) -> Result<Box<dyn Link>, DeviceError>,
) -> Result<Found, DeviceError> {
    let mut asking = Asking::new(wish);
    let mut link: Option<Box<dyn Link>> = None;
    loop {
        match asking.step() {
            Step::Finished(result) => return result,
            Step::Open(baud) => {
                // The port is locked until it is closed.
                drop(link.take());
                match open(clock.now_us(), baud) {
                    Ok(opened) => {
                        link = Some(opened);
                        asking.opened(clock.now_us());
                    }
                    Err(error) => asking.failed(error),
                }
            }
            Step::Talk => {
                let Some(link) = link.as_deref_mut() else { continue };
                if let Err(error) = talk(&mut asking, link, clock) {
                    asking.failed(error);
                }
            }
        }
    }
}

/// Passes bytes both ways once, then waits until something happens.
fn talk(asking: &mut Asking, link: &mut dyn Link, clock: &mut dyn Clock) -> Result<(), DeviceError> {
    let now_us = clock.now_us();
    let mut bytes = Vec::new();
    link.receive(now_us, &mut bytes)?;
    asking.push(now_us, &bytes);
    bytes.clear();
    asking.take_output(now_us, &mut bytes);
    // A few bytes a second: if a port does not even take those, asking again later is what helps.
    link.send(now_us, &bytes)?;
    let wakes = [asking.next_wake_us(), link.next_wake_us()];
    if asking.step() == Step::Talk
        && let Some(wake_us) = wakes.into_iter().flatten().min()
    {
        clock.wait_until_us(wake_us.max(now_us + 1));
    }
    Ok(())
}
