//! Rebuilds the crate when a text has changed: the texts are embedded in the program.

fn main() {
    println!("cargo::rerun-if-changed=../locales");
}
