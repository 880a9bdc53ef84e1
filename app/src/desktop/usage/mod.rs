//! The usage log behind the window: written down on a thread of its own, and sent to a city's store on another.

mod send;
mod service;
mod settings;

use jiff::Timestamp;
pub use send::{Connection, Sent, send};
pub use service::UsageService;
pub use settings::SettingsPlace;

/// Now, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}
