//! Kinds of nodes in programs.

use std::collections::BTreeSet;

use rhai::{AST, ASTFlags, ASTNode, Expr, Stmt};

/// Every kind of node that programs must contain.
pub(super) const KINDS: [&str; 45] = [
    "array",
    "assignment",
    "block",
    "bool",
    "break",
    "break with a value",
    "call",
    "char",
    "const",
    "continue",
    "dot",
    "dot of a value or nothing",
    "do until",
    "do while",
    "expression",
    "float",
    "for",
    "for with a counter",
    "if",
    "index",
    "index of a value or nothing",
    "int",
    "interpolated string",
    "let",
    "loop",
    "map",
    "method call",
    "operator",
    "operator assignment",
    "property",
    "qualified variable",
    "return",
    "share",
    "statements as an expression",
    "string",
    "switch",
    "this",
    "throw",
    "try",
    "unit",
    "variable",
    "while",
    "&&",
    "||",
    "??",
];

/// Calls `visit` with each node of a program, in its functions and closures too.
pub(super) fn each_node(ast: &AST, visit: &mut impl FnMut(&ASTNode<'_>)) {
    // Rhai's own walk leaves out the values of `break`: they are walked behind it.
    let mut values: Vec<Expr> = Vec::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| visited(path, &mut values, visit));
    while let Some(value) = values.pop() {
        value.walk(&mut Vec::new(), &mut |path: &[ASTNode<'_>]| visited(path, &mut values, visit));
    }
}

fn visited(path: &[ASTNode<'_>], values: &mut Vec<Expr>, visit: &mut impl FnMut(&ASTNode<'_>)) -> bool {
    if let Some(node) = path.last() {
        if let ASTNode::Stmt(Stmt::BreakLoop(Some(value), ..)) = node {
            values.push((**value).clone());
        }
        visit(node);
    }
    true
}

/// Finds the kinds of nodes in a program, in its functions and closures too.
pub(super) fn kinds(ast: &AST) -> BTreeSet<&'static str> {
    let mut kinds = BTreeSet::new();
    each_node(ast, &mut |node| {
        kinds.extend(match node {
            ASTNode::Stmt(statement) => statement_kind(statement),
            ASTNode::Expr(expression) => expression_kind(expression),
            _ => None,
        });
    });
    kinds
}

fn statement_kind(statement: &Stmt) -> Option<&'static str> {
    let is = |flag| statement.options().intersects(flag);
    Some(match statement {
        Stmt::If(..) => "if",
        Stmt::Switch(..) => "switch",
        Stmt::While(flow, _) if matches!(flow.expr, Expr::Unit(_)) => "loop",
        Stmt::While(..) => "while",
        Stmt::Do(..) if is(ASTFlags::NEGATED) => "do until",
        Stmt::Do(..) => "do while",
        Stmt::For(names, _) if names.1.is_some() => "for with a counter",
        Stmt::For(..) => "for",
        Stmt::Var(..) if is(ASTFlags::CONSTANT) => "const",
        Stmt::Var(..) => "let",
        Stmt::Assignment(assignment) if assignment.0.is_op_assignment() => "operator assignment",
        Stmt::Assignment(_) => "assignment",
        Stmt::FnCall(..) => "statement call",
        Stmt::Block(_) => "block",
        Stmt::TryCatch(..) => "try",
        Stmt::Expr(_) => "expression",
        Stmt::BreakLoop(Some(_), ..) => "break with a value",
        Stmt::BreakLoop(..) if is(ASTFlags::BREAK) => "break",
        Stmt::BreakLoop(..) => "continue",
        Stmt::Return(..) if is(ASTFlags::BREAK) => "throw",
        Stmt::Return(..) => "return",
        Stmt::Share(_) => "share",
        _ => return None,
    })
}

fn expression_kind(expression: &Expr) -> Option<&'static str> {
    Some(match expression {
        Expr::BoolConstant(..) => "bool",
        Expr::IntegerConstant(..) => "int",
        Expr::FloatConstant(..) => "float",
        Expr::CharConstant(..) => "char",
        Expr::StringConstant(..) => "string",
        Expr::InterpolatedString(..) => "interpolated string",
        Expr::Array(..) => "array",
        Expr::Map(..) => "map",
        Expr::Unit(_) => "unit",
        Expr::Variable(name, ..) if !name.2.is_empty() => "qualified variable",
        Expr::Variable(..) => "variable",
        Expr::ThisPtr(_) => "this",
        Expr::Property(..) => "property",
        Expr::MethodCall(..) => "method call",
        Expr::Stmt(_) => "statements as an expression",
        Expr::FnCall(call, _) if call.op_token.is_some() => "operator",
        Expr::FnCall(..) => "call",
        Expr::Dot(_, flags, _) if flags.intersects(ASTFlags::NEGATED) => "dot of a value or nothing",
        Expr::Dot(..) => "dot",
        Expr::Index(_, flags, _) if flags.intersects(ASTFlags::NEGATED) => "index of a value or nothing",
        Expr::Index(..) => "index",
        Expr::And(..) => "&&",
        Expr::Or(..) => "||",
        Expr::Coalesce(..) => "??",
        _ => return None,
    })
}
