//! The lab thread in the browser: a worker that runs scripts, drivers and simulated boards. While all of a script waits,
//! the worker gives its thread back to the browser, whose messages arrive then: Stop, presses, a port's bytes. A script
//! that computes without waiting gives it back for a moment, several times within a tenth of a second.
#![cfg(target_arch = "wasm32")]

mod clock;
mod control;
mod event_loop;
mod link;
mod outlet;
mod start;
mod worker;

use std::alloc::System;

use digilab_lab::script::memory::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);
