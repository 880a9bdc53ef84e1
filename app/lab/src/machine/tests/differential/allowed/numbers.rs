//! The rule on what is no number.

use rhai::{AST, ASTNode, Expr};

use crate::machine::tests::differential::syntax;

/// Functions whose result may be no number, or an infinite one.
const FUNCTIONS: [&str; 7] = ["sqrt", "ln", "log", "asin", "acos", "acosh", "atanh"];
const COMPARISONS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

/// True if the program has such a function, and a comparison.
pub(super) fn is_compared(ast: &AST) -> bool {
    let (mut is_made, mut is_compared) = (false, false);
    syntax::each_node(ast, &mut |node| {
        if let ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _)) = node {
            is_made |= FUNCTIONS.contains(&call.name.as_str());
            is_compared |= COMPARISONS.contains(&call.name.as_str());
        }
    });
    is_made && is_compared
}
