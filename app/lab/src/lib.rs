//! The lab behind the window: runs a script in its sandbox, drives its boards, and records the run.

pub mod api;
pub mod api_error;
pub mod boards;
pub mod inputs;
pub mod lab;
pub mod lab_protocol;
pub mod learn;
pub mod lesson;
mod machine;
pub mod mistakes;
pub mod random;
pub mod sandbox;
pub mod script;
pub mod stop;
mod tap;
pub mod text;
pub mod trace;
pub mod transcript;
