//! A release build is small, and when it panics all the same, its backtrace names our functions.
#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

use std::fs;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = r#"
#[inline(never)]
fn a_function_of_ours(number: usize) {
    if number > 0 {
        panic!("as expected");
    }
}

fn main() {
    a_function_of_ours(std::env::args().count());
}
"#;

/// What a program with nothing in it may take; with what a debugger wants to know, it takes several times that.
const MOST_BYTES: u64 = 1 << 20;

/// The profile as the lab's own manifest has it, for a program that is compiled in a moment.
fn manifest() -> String {
    let ours = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml")).unwrap();
    let from = ours.find("[profile.release]").unwrap();
    let profile = &ours[from..];
    let profile = profile.split_once("\n[").map_or(profile, |(profile, _)| profile);
    format!("[package]\nname = \"panics\"\nedition = \"2024\"\n\n[workspace]\n\n{profile}\n")
}

#[test]
fn a_release_build_is_small_and_its_backtrace_names_our_functions() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/main.rs"), PROGRAM).unwrap();
    fs::write(folder.path().join("Cargo.toml"), manifest()).unwrap();
    let target = folder.path().join("target");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--release", "--offline", "--target-dir"]).arg(&target);
    // Only ours are held to Clippy.
    let built = cargo.current_dir(folder.path()).env_remove("RUSTC_WORKSPACE_WRAPPER").output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let program = target.join("release").join(format!("panics{}", std::env::consts::EXE_SUFFIX));
    let bytes = fs::metadata(&program).unwrap().len();
    assert!(bytes < MOST_BYTES, "{bytes} bytes");
    let ran = Command::new(program).env("RUST_BACKTRACE", "1").output().unwrap();
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(!ran.status.success() && told.contains("panics::a_function_of_ours"), "{told}");
}
