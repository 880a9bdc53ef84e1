//! Rebuilds the crate when a built-in pack or the template of a new one has changed: both are embedded in the
//! program.

fn main() {
    println!("cargo::rerun-if-changed=packs");
    println!("cargo::rerun-if-changed=src/reader/template");
}
