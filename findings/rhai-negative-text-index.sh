#!/bin/sh
# Rhai replaces the wrong character of a text at a negative index.
#
# Versions: rhai 1.27.0 (features of its own choice).
# Expected: `s[-1] = c` replaces the last character, which `s[-1]` reads.
# Happens:  it replaces the one at index 1: the distance from the end is taken for one from the start.
# In DigiLab: the machine replaces the character that the index reads (machine::tests::language).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "finding"
version = "0.0.0"
edition = "2021"

[dependencies]
rhai = { version = "=1.27.0" }
TOML
cat >src/main.rs <<'RUST'
use rhai::Engine;

fn main() {
    let engine = Engine::new();
    println!("{}", engine.eval::<char>(r#"let s = "abcd"; s[-1]"#).unwrap());
    println!("{}", engine.eval::<String>(r#"let s = "abcd"; s[-1] = 'X'; s"#).unwrap());
    println!("{}", engine.eval::<String>(r#"let s = "abcd"; s[-3] = 'X'; s"#).unwrap());
}
RUST
cargo run --quiet >seen
cat >expected <<'SEEN'
d
aXcd
abcX
SEEN
if diff expected seen; then
  echo "as described"
else
  echo "rhai answers differently now" >&2
  exit 1
fi
