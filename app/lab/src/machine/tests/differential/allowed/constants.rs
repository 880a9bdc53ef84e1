//! The rule on methods that change constants.

use std::collections::BTreeSet;

use rhai::{AST, ASTFlags, ASTNode, Expr, Stmt};

use crate::machine::tests::differential::difference::Difference;
use crate::machine::tests::differential::syntax;

/// Methods of the native type that change what they are called on. The interpreter takes every registered method for
/// one that changes nothing.
const CHANGING: [&str; 3] = ["bump", "set_to", "fail"];

/// True if a native method that changes a value is called, and something on a constant; both runs end alike but for
/// values.
pub(super) fn is_changed(ast: &AST, difference: &Difference) -> bool {
    let (mut constants, mut roots) = (BTreeSet::new(), BTreeSet::new());
    let mut is_called = false;
    syntax::each_node(ast, &mut |node| match node {
        ASTNode::Stmt(Stmt::Var(definition, flags, _)) if flags.intersects(ASTFlags::CONSTANT) => {
            constants.insert(definition.0.name.to_string());
        }
        ASTNode::Expr(Expr::MethodCall(call, _)) => is_called |= CHANGING.contains(&call.name.as_str()),
        ASTNode::Expr(Expr::Dot(sides, ..)) => roots.extend(root(&sides.lhs)),
        _ => (),
    });
    let is_on_constant = constants.intersection(&roots).next().is_some();
    is_called && is_on_constant && difference.expected.end.kind() == difference.found.end.kind()
}

/// Returns the name of the variable that a chain begins with.
fn root(chain: &Expr) -> Option<String> {
    match chain {
        Expr::Variable(variable, ..) => Some(variable.1.to_string()),
        Expr::Dot(sides, ..) | Expr::Index(sides, ..) => root(&sides.lhs),
        _ => None,
    }
}
