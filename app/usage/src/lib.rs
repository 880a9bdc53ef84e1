//! The usage log: what the lab was used for, and nothing about whom.
//!
//! [`event`] is the closed set of what is written down, [`session`] makes it of what happens, [`store`] keeps it, [`keeper`]
//! holds the two together and answers whoever asks ([`ask`]), [`indicators`] counts it, [`lines`] carries it from one log to
//! another and [`xapi`] to a city's store. No field of it can hold a name, a free
//! text, a script or an address; [`event::FIELDS`] lists them all.

pub mod ask;
pub mod code;
pub mod error;
pub mod event;
pub mod report;
pub mod settings;
pub mod workshop;

#[cfg(feature = "store")]
pub mod actor;
#[cfg(feature = "store")]
pub mod entry;
#[cfg(feature = "store")]
pub mod indicators;
#[cfg(feature = "store")]
pub mod keeper;
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
pub mod xapi;
