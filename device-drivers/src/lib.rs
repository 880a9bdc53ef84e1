//! Boards as bytes: wire protocols, sans-IO drivers, links and simulated boards.
//!
//! The crate knows neither scripts nor windows. Data flows one way:
//!
//! ```text
//! command ─▶ driver ─▶ bytes ─▶ link ─▶ board        board ─▶ link ─▶ bytes ─▶ driver ─▶ event, state
//! ```
//!
//! Time is an argument everywhere: `now_us`, microseconds since the run began. Only [`clock`] and the links to real
//! ports read an actual clock.

pub mod board;
pub mod clock;
pub mod command;
pub mod discovery;
pub mod driver;
pub mod error;
pub mod firmata;
pub mod link;
pub mod microbit;
pub mod session;
pub mod sim;
pub mod text;
