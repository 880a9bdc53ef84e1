//! The rule on what is no number.

use rhai::{AST, ASTNode, Expr};

use crate::machine::tests::differential::syntax;

/// Functions whose result may be no number, or an infinite one.
const FUNCTIONS: [&str; 7] = ["sqrt", "ln", "log", "asin", "acos", "acosh", "atanh"];
const COMPARISONS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

/// True if the program has such a function or divides decimals by zero, and compares.
pub(super) fn is_compared(ast: &AST) -> bool {
    let (mut is_made, mut is_compared) = (false, false);
    let (mut is_divided, mut has_decimals, mut has_zero) = (false, false, false);
    syntax::each_node(ast, &mut |node| match node {
        ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _)) => {
            is_made |= FUNCTIONS.contains(&call.name.as_str());
            is_divided |= call.name == "/";
            is_compared |= COMPARISONS.contains(&call.name.as_str());
        }
        ASTNode::Expr(Expr::FloatConstant(value, _)) => {
            has_decimals = true;
            has_zero |= **value == 0.0;
        }
        ASTNode::Expr(Expr::IntegerConstant(value, _)) => has_zero |= *value == 0,
        _ => (),
    });
    is_compared && (is_made || is_divided && has_decimals && has_zero)
}
