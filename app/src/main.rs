//! The program `digilab`.

use std::process::ExitCode;

use digilab_lab::script::memory::CountingAllocator;
use mimalloc::MiMalloc;

/// Counts what a script's run takes, so that its memory can be bounded. A script allocates at nearly every call
/// of a function, which mimalloc does faster than the systems' own allocators.
#[global_allocator]
static ALLOCATOR: CountingAllocator<MiMalloc> = CountingAllocator(MiMalloc);

fn main() -> ExitCode {
    digilab::cli::main()
}
