#!/bin/sh
# The items of a byte list are of a type that nothing takes, if Rhai has only 64-bit numbers.
#
# Versions: rhai 1.27.0 (only_i64).
# Expected: with the feature `only_i64`, `for b in blob(2, 7)` gives numbers like `blob[0]` does.
# Happens:  it gives u8, for which no operator and no function is registered.
# In DigiLab: the machine gives whole numbers (machine::tests::differential, the rule BytesAreNumbers).
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
rhai = { version = "=1.27.0", features = ["only_i64"] }
TOML
cat >src/main.rs <<'RUST'
use rhai::Engine;

fn main() {
    let engine = Engine::new();
    println!("{}", engine.eval::<String>("let b = blob(2, 7); type_of(b[0])").unwrap());
    println!("{}", engine.eval::<String>("for b in blob(2, 7) { return type_of(b); }").unwrap());
    println!("{}", engine.eval::<i64>("for b in blob(2, 7) { return b + 1; }").unwrap_err());
}
RUST
cargo run --quiet >seen
cat >expected <<'SEEN'
i64
u8
Function not found: + (u8, i64) (line 1, position 32)
SEEN
if diff expected seen; then
  echo "as described"
else
  echo "rhai answers differently now" >&2
  exit 1
fi
