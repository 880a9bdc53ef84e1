//! The rule on `print`.

use rhai::{AST, ASTNode, Expr, Stmt};

use crate::machine::tests::differential::syntax;

/// True if the program prints several values at once.
pub(super) fn is_printed_together(ast: &AST) -> bool {
    let mut is_printed = false;
    syntax::each_node(ast, &mut |node| {
        if let ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _)) = node {
            is_printed |= call.name == "print" && call.args.len() > 1;
        }
    });
    is_printed
}
