//! Rules on what the interpreter does otherwise with a variable once a closure captures it.

use std::collections::BTreeSet;

use rhai::{AST, ASTNode, Expr, Stmt};

use crate::machine::tests::differential::syntax;

/// True if the program asks whether a variable is shared that a closure captures.
pub(super) fn is_asked(ast: &AST) -> bool {
    is_captured(ast, |node| match node {
        ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _))
            if call.name == "is_shared" =>
        {
            call.args.iter().filter_map(name).collect()
        }
        ASTNode::Expr(Expr::Dot(sides, ..)) => {
            let is_asked = matches!(&sides.rhs, Expr::MethodCall(call, _) if call.name == "is_shared");
            name(&sides.lhs).filter(|_| is_asked).into_iter().collect()
        }
        _ => Vec::new(),
    })
}

/// True if the program gives a variable that a closure captures to a pointer or, first, to another function: the
/// interpreter gives the variable itself to the first, and a copy to the other.
pub(super) fn is_given(ast: &AST) -> bool {
    is_captured(ast, |node| match node {
        ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
        | ASTNode::Stmt(Stmt::FnCall(call, _)) => {
            let is_method = matches!(node, ASTNode::Expr(Expr::MethodCall(..)));
            let count = match call.name.as_str() {
                "call" => call.args.len(),
                "is_shared" => 0,
                _ if is_method || call.op_token.is_some() => 0,
                _ => 1,
            };
            call.args.iter().take(count).filter_map(name).collect()
        }
        _ => Vec::new(),
    })
}

/// True if a closure captures one of the variables that are found in a node.
fn is_captured(ast: &AST, found: impl Fn(&ASTNode<'_>) -> Vec<String>) -> bool {
    let (mut captured, mut all_found) = (BTreeSet::new(), BTreeSet::new());
    syntax::each_node(ast, &mut |node| {
        if let ASTNode::Stmt(Stmt::Share(names)) = node {
            captured.extend(names.iter().map(|(variable, _)| variable.name.to_string()));
        }
        all_found.extend(found(node));
    });
    captured.intersection(&all_found).next().is_some()
}

fn name(variable: &Expr) -> Option<String> {
    match variable {
        Expr::Variable(variable, ..) => Some(variable.1.to_string()),
        _ => None,
    }
}
