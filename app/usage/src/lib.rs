//! The usage log: what the lab was used for, and nothing about whom.
//!
//! [`event`] is the closed set of what is written down, [`session`] makes it of what happens, [`store`] keeps it,
//! [`indicators`] counts it, and [`lines`] carries it from one log to another. No field of it can hold a name, a free
//! text, a script or an address; [`event::FIELDS`] lists them all.

pub mod actor;
pub mod code;
pub mod error;
pub mod event;
pub mod indicators;
pub mod lines;
pub mod open_data;
pub mod session;
pub mod settings;
pub mod store;
pub mod time;
