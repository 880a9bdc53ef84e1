//! Keeps the usage log in the browser. It is a program of its own, so that the page can load before it, and so that a
//! log that crashes does not crash the lab.
//!
//! The page sends the JSON of a pair, a `UsageRequest` and its time in milliseconds since 1970; the worker sends the JSON
//! of an `Answer`. An empty message from the page means that the page goes: the session ends, and the worker with it.
//! `digilab_worker_scope` describes the messages by which a worker reports that it listens or has crashed.
//!
//! One tab at a time has the log (`locks`): a database in the browser's own files (`pool`), or, on a page without
//! them, one in memory whose events wait in IndexedDB (`pending_store`). Events in other tabs wait there too
//! (`queue`).
#![cfg(target_arch = "wasm32")]

mod locks;
mod log_service;
mod opening;
mod pending_store;
mod platform;
mod pool;
mod queue;
mod settings;
mod worker;
