//! The usage log on the desktop: written by one thread, and sent to a city's store by another.

mod send;
mod service;
mod settings;

use jiff::Timestamp;
pub use send::{Connection, Sent, send};
pub use service::UsageService;
pub use settings::SettingsPlace;

/// Returns the time in milliseconds since 1970.
pub fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}
