//! The lab thread in the browser: a worker that runs scripts, drivers and simulated boards, and waits by
//! `Atomics.wait` for what the page puts into the mailbox they share.
//!
//! A page that is not isolated from other sites has no mailbox. Then nothing reaches a script that runs, and Stop is
//! the end of the worker. Where the browser lets it wait all the same, it sleeps as long as the script says; where
//! not, it does everything at once and tells when each thing was due.
#![cfg(target_arch = "wasm32")]

mod clock;
mod control;
mod here;
mod link;
mod outlet;
mod place;
mod start;

use std::alloc::System;

use digilab_lab::script::memory::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);
