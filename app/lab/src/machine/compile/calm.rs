//! Calm code: what calls the lab somewhere inside (shows, reads, waits, prints). The trace follows it line by line; a
//! loop or function that only computes is one step, and runs at full speed.

use std::collections::BTreeSet;

use rhai::{ASTNode, Expr, Stmt};

use super::tree::walk;

/// Names of the functions that wait for the lab or show something.
pub(super) struct Calm(BTreeSet<String>);

impl Calm {
    /// Finds the calm functions of a script.
    ///
    /// # Arguments
    /// - `natives`: names of the native functions that wait or show something.
    /// - `functions`: the script's functions: names and bodies.
    pub fn new<'a>(
        natives: &BTreeSet<String>,
        functions: impl Iterator<Item = (&'a str, &'a Vec<Stmt>)>,
    ) -> Self {
        let mut calm = Self(natives.clone());
        let bodies: Vec<_> = functions.collect();
        // A caller of a calm function is calm: repeated until nothing is added.
        loop {
            let before = calm.0.len();
            for (name, statements) in &bodies {
                if calm.contains(statements) {
                    calm.0.insert((*name).to_owned());
                }
            }
            if calm.0.len() == before {
                return calm;
            }
        }
    }

    /// True if a calm function is called somewhere in `statements`.
    pub fn contains(&self, statements: &[Stmt]) -> bool {
        let mut is_calm = false;
        walk(statements, &mut |node| {
            if let ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
            | ASTNode::Stmt(Stmt::FnCall(call, _)) = node
            {
                is_calm |= self.0.contains(call.name.as_str());
            }
        });
        is_calm
    }
}
