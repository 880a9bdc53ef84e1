//! Rebuilds the crate when a first program has changed: the programs are embedded in the lab.

fn main() {
    println!("cargo::rerun-if-changed=programs");
}
