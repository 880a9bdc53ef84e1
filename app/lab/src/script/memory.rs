//! Counts a run's memory where it is allocated.
//!
//! Rhai can bound the sizes of arrays, maps and strings itself, but does it by walking the container at every
//! operation, which makes a growing array quadratic. Counting in the allocator costs one addition per allocation and
//! sees everything, whatever it is stored in. Existing counters (`cap`, `stats_alloc`) keep one total for all threads
//! behind atomics, and so could not tell a run from the window beside it; here each thread has a balance of its own,
//! and a script lives on one thread.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

thread_local! {
    /// Bytes this thread allocated minus bytes it freed. Negative if it frees what others allocated.
    static BALANCE: Cell<isize> = const { Cell::new(0) };
}

#[cfg(test)]
thread_local! {
    /// The highest balance since it was reset.
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

/// Returns the highest balance of this thread since [`reset_peak`].
#[cfg(test)]
pub(crate) fn peak_bytes() -> isize {
    PEAK.get()
}

/// Begins to measure the highest balance of this thread.
#[cfg(test)]
pub(crate) fn reset_peak() {
    PEAK.set(balance_bytes());
}

/// An allocator with a count per thread. A program that runs scripts installs it, around the system's allocator or
/// a faster one:
///
/// ```
/// use std::alloc::System;
///
/// use digilab_lab::script::memory::CountingAllocator;
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);
/// # fn main() {
/// let before = digilab_lab::script::memory::balance_bytes();
/// let kept = vec![0_u8; 10_000];
/// assert!(digilab_lab::script::memory::balance_bytes() >= before + 10_000);
/// # drop(kept);
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct CountingAllocator<A>(pub A);

/// Returns the bytes that the calling thread holds: allocated and not yet freed. Always 0 if no [`CountingAllocator`]
/// is installed; then a run's memory is not bounded.
pub fn balance_bytes() -> isize {
    BALANCE.try_with(Cell::get).unwrap_or(0)
}

/// Calls `work` without counting what it allocates and frees: for what is handed to another thread, which frees it
/// there, and is no longer the run's.
///
/// ```
/// # use std::alloc::System;
/// # use digilab_lab::script::memory::{CountingAllocator, balance_bytes, uncounted};
/// # #[global_allocator]
/// # static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);
/// # fn main() {
/// let before = balance_bytes();
/// let given_away = uncounted(|| vec![0_u8; 10_000]);
/// assert_eq!(balance_bytes(), before);
/// # std::thread::spawn(move || drop(given_away)).join().unwrap();
/// # }
/// ```
pub fn uncounted<T>(work: impl FnOnce() -> T) -> T {
    /// Puts the balance back, after a panic as well.
    struct Before(isize);

    impl Drop for Before {
        fn drop(&mut self) {
            let _ = BALANCE.try_with(|balance| balance.set(self.0));
        }
    }

    let _before = Before(balance_bytes());
    work()
}

fn add(bytes: usize) {
    // A layout's size never exceeds isize::MAX, so the conversion loses nothing.
    let _ = BALANCE.try_with(|balance| {
        let held = balance.get().wrapping_add_unsigned(bytes);
        balance.set(held);
        #[cfg(test)]
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(held)));
    });
}

fn subtract(bytes: usize) {
    let _ = BALANCE.try_with(|balance| balance.set(balance.get().wrapping_sub_unsigned(bytes)));
}

// An allocator can only be written with `unsafe`. Every call is passed on unchanged to the inner allocator, so its
// contract is the one our callers keep; the count beside it touches a `Cell` that needs neither allocation nor a
// destructor.
#[allow(unsafe_code)]
unsafe impl<A: GlobalAlloc> GlobalAlloc for CountingAllocator<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let pointer = unsafe { self.0.alloc(layout) };
        if !pointer.is_null() {
            add(layout.size());
        }
        pointer
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let pointer = unsafe { self.0.alloc_zeroed(layout) };
        if !pointer.is_null() {
            add(layout.size());
        }
        pointer
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { self.0.dealloc(pointer, layout) };
        subtract(layout.size());
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let moved = unsafe { self.0.realloc(pointer, layout, new_size) };
        if !moved.is_null() {
            add(new_size);
            subtract(layout.size());
        }
        moved
    }
}
