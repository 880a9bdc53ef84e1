//! The lab thread in the browser: a worker that runs scripts, drivers and simulated boards, and waits by
//! `Atomics.wait` for what the page puts into the mailbox they share.
#![cfg(target_arch = "wasm32")]
