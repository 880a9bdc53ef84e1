//! Reports to the usage log that somebody uses the lab.

use egui::{Context, Event};

/// Minimum interval between two reports of user activity, in seconds.
const ACTIVE_S: f64 = 1.0;

/// Decides when user activity is reported.
#[derive(Debug)]
pub struct Activity {
    /// Time of the last report, in egui's seconds.
    reported_s: f64,
}

impl Default for Activity {
    fn default() -> Self {
        Self { reported_s: f64::NEG_INFINITY }
    }
}

impl Activity {
    /// True if the user was active and a report is due, which then counts as made. Call it once a frame.
    ///
    /// # Arguments
    /// - `now_s`: egui's time, in seconds.
    pub fn is_to_report(&mut self, ctx: &Context, now_s: f64) -> bool {
        let is_due = now_s - self.reported_s >= ACTIVE_S;
        let is_to_report = is_due && ctx.input(|input| input.events.iter().any(is_somebodys));
        if is_to_report {
            self.reported_s = now_s;
        }
        is_to_report
    }
}

/// True for an event caused by the user, not by the window system.
fn is_somebodys(event: &Event) -> bool {
    !matches!(event, Event::PointerGone | Event::WindowFocused(_))
}
