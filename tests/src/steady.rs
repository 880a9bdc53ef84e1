//! Real time on a loaded machine: emulators and boards' time limits both count it, so a machine that stalls for
//! seconds looks like a board that does.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Maximum number of runs of a body.
const ATTEMPTS: usize = 5;

/// Interval between samples; a sample that is late by [`STALL`] counts as a stall.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const STALL: Duration = Duration::from_millis(500);

/// Runs `body`, which fails by a panic. If it fails while the machine stalled for half a second or more, it is run
/// again, a few times; a failure without a stall counts at once.
pub fn steady<T>(what: &str, body: impl Fn() -> T) -> T {
    let mut attempt = 1;
    loop {
        let witness = Witness::start();
        let result = catch_unwind(AssertUnwindSafe(&body));
        let stall = witness.longest_stall();
        match result {
            Ok(value) => return value,
            Err(_) if stall >= STALL && attempt < ATTEMPTS => {
                #[expect(clippy::print_stderr, reason = "who reads why the test failed sees this above it")]
                {
                    eprintln!("{what}: the machine stood still for {} ms; once more", stall.as_millis());
                }
                attempt += 1;
            }
            Err(panic) => resume_unwind(panic),
        }
    }
}

/// Measures how late a thread of this process wakes.
struct Witness {
    longest_ms: Arc<AtomicU64>,
    is_over: Arc<AtomicBool>,
}

impl Witness {
    fn start() -> Self {
        let witness = Self { longest_ms: Arc::default(), is_over: Arc::default() };
        let (longest_ms, is_over) = (witness.longest_ms.clone(), witness.is_over.clone());
        std::thread::spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                let before = Instant::now();
                std::thread::sleep(LOOK_EVERY);
                let late = before.elapsed().saturating_sub(LOOK_EVERY);
                longest_ms.fetch_max(u64::try_from(late.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
            }
        });
        witness
    }

    fn longest_stall(self) -> Duration {
        // The stall may have ended just now, before its sample is complete.
        std::thread::sleep(2 * LOOK_EVERY);
        Duration::from_millis(self.longest_ms.load(Ordering::Relaxed))
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "that is what is tested")]

    use super::*;

    #[test]
    fn a_failure_on_a_machine_that_goes_on_counts() {
        let runs = AtomicU64::new(0);
        let failing = || {
            steady("test", || {
                runs.fetch_add(1, Ordering::Relaxed);
                panic!("as expected");
            })
        };
        let failed: Result<(), _> = catch_unwind(AssertUnwindSafe(failing));
        assert!(failed.is_err() && runs.into_inner() <= ATTEMPTS as u64);
        assert_eq!(steady("test", || 7), 7);
    }
}
