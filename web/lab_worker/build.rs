//! Gives the worker's linker the stack that scripts need.

/// The stack in the worker's own memory, in bytes, where Rust keeps values whose address is taken. As large as in a
/// desktop program (`lab`'s `script::limits::STACK_BYTES`) it would be half a gigabyte; the calls themselves are on
/// the browser's stack, which ends much earlier.
const STACK_BYTES: u32 = 16 << 20;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size={STACK_BYTES}");
    }
}
