//! Limits of a run. Each is far above what a lesson needs and low enough for an old school computer.

/// Stack of the thread that runs scripts, in bytes. It is address space: only the part that deep recursion touches
/// becomes memory. Values may be nested as deeply as the memory limit allows, and Rust frees them recursively: the
/// deepest nesting that fits 64 MiB needs about half of this.
pub const STACK_BYTES: usize = 512 << 20;

/// Memory that one run may hold at a time, in bytes; see [`memory`](super::memory).
pub const MAX_MEMORY_BYTES: isize = 64 << 20;

/// Maximum length of a script, in bytes.
pub const MAX_SCRIPT_BYTES: usize = 1 << 20;

/// Maximum number of steps in which a script is read: names that are compared with each other, mostly. Some half a
/// second; a program of ten thousand lines takes a tenth of them.
pub const MAX_READING_STEPS: u64 = 100_000_000;

/// Maximum depth of function calls.
pub const MAX_CALL_LEVELS: usize = 1_000;

/// Maximum nesting of expressions and blocks.
pub const MAX_EXPRESSION_DEPTH: usize = 64;

/// Maximum number of handlers of a run: `forever`, `every`, `on_press`, …
pub const MAX_HANDLERS: usize = 32;

/// Maximum number of events that wait for a handler; more are dropped, as on the board itself, and that is told.
pub const MAX_WAITING_EVENTS: usize = 64;
