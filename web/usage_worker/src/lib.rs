//! Keeps the usage log in the browser. It is a program of its own, so that a page is there before it, and so that a log
//! that falls does not make the lab fall.
//!
//! The first message says that it listens, and is nothing. The page sends the JSON of a pair, an `Ask` and when it was asked
//! in milliseconds since 1970; what there is to tell comes as the JSON of an `Answer`. Nothing, from the page, says that the
//! page goes: the session ends, and the worker with it. A worker that falls sends an empty text.
//!
//! One tab at a time has the log (`locks`): a database in the browser's own files (`pool`), or, where a page gets none,
//! one in memory whose events wait in IndexedDB (`beside`). What happens in another tab waits there, too (`queue`).
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
