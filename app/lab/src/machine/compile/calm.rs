//! Calm code: what calls the lab somewhere inside (shows, reads, waits, prints). The trace follows it line by line; a
//! loop or function that only computes is one step, and runs at full speed.

use std::collections::{BTreeMap, BTreeSet};

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
        // The functions that call a function, by its name.
        let mut callers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (caller, statements) in functions {
            walk(statements, &mut |node| {
                if let Some(called) = called(node) {
                    callers.entry(called.to_owned()).or_default().push(caller);
                }
            });
        }
        // A caller of a calm function is calm.
        let mut calm = Self(natives.clone());
        let mut added: Vec<&str> = natives.iter().map(String::as_str).collect();
        while let Some(name) = added.pop() {
            for caller in callers.remove(name).unwrap_or_default() {
                if calm.0.insert(caller.to_owned()) {
                    added.push(caller);
                }
            }
        }
        calm
    }

    /// True if a calm function is called somewhere in `statements`.
    pub fn contains(&self, statements: &[Stmt]) -> bool {
        let mut is_calm = false;
        walk(statements, &mut |node| {
            is_calm |= called(node).is_some_and(|name| self.0.contains(name));
        });
        is_calm
    }
}

/// Returns the name of the function that a node calls.
fn called<'n>(node: &'n ASTNode<'_>) -> Option<&'n str> {
    match node {
        ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
        | ASTNode::Stmt(Stmt::FnCall(call, _)) => Some(call.name.as_str()),
        _ => None,
    }
}
