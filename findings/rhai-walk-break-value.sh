#!/bin/sh
# Walking Rhai's tree leaves out the value of `break`.
#
# Versions: rhai 1.27.0 (internals).
# Expected: `AST::walk` visits every expression, also that of `break value`.
# Happens:  nothing inside it is visited, so a call there is not seen.
# In DigiLab: the compiler walks the values of `break` itself (machine/compile/tree.rs).
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
rhai = { version = "=1.27.0", features = ["internals"] }
TOML
cat >src/main.rs <<'RUST'
use rhai::{ASTNode, Engine, Expr, Stmt};

fn calls(source: &str) -> usize {
    let ast = Engine::new().compile(source).unwrap();
    let mut calls = 0;
    ast.walk(&mut |path: &[ASTNode]| {
        let call = matches!(
            path.last(),
            Some(ASTNode::Expr(Expr::FnCall(..)) | ASTNode::Stmt(Stmt::FnCall(..)))
        );
        calls += usize::from(call);
        true
    });
    calls
}

fn main() {
    println!("{}", calls("fn f() { loop { return seen(1); } }"));
    println!("{}", calls("fn f() { loop { break seen(1); } }"));
}
RUST
cargo run --quiet >seen
cat >expected <<'SEEN'
1
0
SEEN
if diff expected seen; then
  echo "as described"
else
  echo "rhai answers differently now" >&2
  exit 1
fi
