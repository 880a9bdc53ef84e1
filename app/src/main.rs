//! The program `digilab`.

use std::process::ExitCode;

use digilab_lab::script::memory::CountingAllocator;
use mimalloc::MiMalloc;

/// Counts the memory of a script's run, so that it can be limited. A script allocates at nearly every function
/// call, which mimalloc does faster than the systems' own allocators.
#[global_allocator]
static ALLOCATOR: CountingAllocator<MiMalloc> = CountingAllocator(MiMalloc);

fn main() -> ExitCode {
    digilab::cli::main()
}
