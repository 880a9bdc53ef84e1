//! The usage log: records what the lab is used for, and nothing about who uses it.
//!
//! [`event`] is the closed set of events, [`session`] numbers them and measures active time, [`store`] keeps them,
//! [`usage_log`] holds session and store together and answers requests ([`request`]), [`indicators`] computes a city's
//! numbers, [`lines`] carries events from one log to another and [`xapi`] to a city's store. No field can hold a
//! name, a free text, a script or an address; [`event::FIELDS`] lists them all.

pub mod code;
pub mod error;
pub mod event;
pub mod report;
pub mod request;
pub mod settings;
pub mod workshop;

#[cfg(feature = "store")]
pub mod actor;
#[cfg(feature = "store")]
pub mod entry;
#[cfg(feature = "store")]
pub mod indicators;
#[cfg(feature = "store")]
pub mod lines;
#[cfg(feature = "store")]
pub mod open_data;
#[cfg(feature = "store")]
pub mod session;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "store")]
pub mod time;
#[cfg(feature = "store")]
pub mod usage_log;
#[cfg(feature = "store")]
pub mod xapi;
