//! Packs and the template of a new one are part of the program: what is changed in them is built in anew.

fn main() {
    println!("cargo::rerun-if-changed=packs");
    println!("cargo::rerun-if-changed=src/reader/template");
}
