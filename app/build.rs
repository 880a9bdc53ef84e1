//! The programs the lab begins with are part of it: what is changed in them is built in anew.

fn main() {
    println!("cargo::rerun-if-changed=programs");
}
