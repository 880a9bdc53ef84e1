//! The texts are part of the program: what is changed in them is built in anew.

fn main() {
    println!("cargo::rerun-if-changed=../locales");
}
