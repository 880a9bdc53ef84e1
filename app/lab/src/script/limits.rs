//! How much one run may use. Each bound is far above what a lesson needs and low enough that an old school
//! computer carries it.

/// The stack of the thread that runs scripts, in bytes. It is address space: only what deep recursion touches
/// becomes memory. Values may be nested as deep as the memory limit allows, and Rust frees them recursively:
/// the deepest nesting that fits 64 MiB needs about half of this.
pub const STACK_BYTES: usize = 512 << 20;

/// Memory that one run may hold at a time, in bytes; see [`memory`](super::memory).
pub const MAX_MEMORY_BYTES: isize = 64 << 20;

/// Longest script, in bytes.
pub const MAX_SCRIPT_BYTES: usize = 1 << 20;

/// How deep functions may call each other.
pub const MAX_CALL_LEVELS: usize = 100;

/// How deep expressions and blocks may be nested.
pub const MAX_EXPRESSION_DEPTH: usize = 64;

/// Modules that import each other, one inside the other.
pub const MAX_IMPORT_DEPTH: usize = 8;

/// Handlers of one run: `forever`, `every`, `on_press`, …
pub const MAX_HANDLERS: usize = 32;

/// Events that wait for a handler; more are counted as none, as on the board itself.
pub const MAX_WAITING_EVENTS: usize = 64;
