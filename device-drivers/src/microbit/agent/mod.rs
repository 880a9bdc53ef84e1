//! The agent that runs on the board: its lines and its source; `docs/agent-protocol.md` describes them.

pub mod message;
pub mod source;
