//! The lab thread in the browser: a worker that runs scripts, drivers and simulated boards, and waits with
//! `Atomics.wait` for the page to write into their shared mailbox.
//!
//! A page that is not isolated from other sites has no mailbox. Then no command reaches a running script, and Stop
//! ends the worker. If the browser lets it wait anyway, it sleeps as long as the script says; if not, it does
//! everything at once and gives the time when each event is due.
#![cfg(target_arch = "wasm32")]

mod atomics_sleep;
mod clock;
mod control;
mod link;
mod outlet;
mod place;
mod platform;
mod run_ahead;
mod start;

use std::alloc::System;

use digilab_lab::script::memory::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);
