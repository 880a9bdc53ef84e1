//! Rhai's tree of a script: walks, and the forms its parser makes.

use rhai::{AST, ASTNode, EvalAltResult, Expr, FnPtr, Module, Position, ScriptFuncDef, Shared, Stmt};

/// Returns a function's statements. They are reachable only by a walk, and a walk distinguishes them only if there is
/// one function.
pub(super) fn statements_of(function: &Shared<ScriptFuncDef>) -> Vec<Stmt> {
    let mut alone = Module::new();
    alone.set_script_fn(function.clone());
    let mut statements = Vec::new();
    AST::new([], alone).walk(&mut |path: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(statement)] = path {
            statements.push((*statement).clone());
        }
        true
    });
    statements
}

/// Calls `visit` with every node of the statements.
pub(in crate::machine) fn walk(statements: &[Stmt], visit: &mut impl FnMut(&ASTNode<'_>)) {
    for statement in statements {
        // Rhai's own walk leaves out the values of `break`: they are walked after it.
        let mut values: Vec<Expr> = Vec::new();
        let mut visit_one = |path: &[ASTNode<'_>]| {
            if let Some(node) = path.last() {
                if let ASTNode::Stmt(Stmt::BreakLoop(Some(value), ..)) = node {
                    values.push((**value).clone());
                }
                visit(node);
            }
            true
        };
        statement.walk(&mut Vec::new(), &mut visit_one);
        while let Some(value) = values.pop() {
            let mut found: Vec<Expr> = Vec::new();
            value.walk(&mut Vec::new(), &mut |path: &[ASTNode<'_>]| {
                if let Some(node) = path.last() {
                    if let ASTNode::Stmt(Stmt::BreakLoop(Some(value), ..)) = node {
                        found.push((**value).clone());
                    }
                    visit(node);
                }
                true
            });
            values.extend(found);
        }
    }
}

/// True for the made-up name of a closure.
pub(super) fn is_anonymous(name: &str) -> bool {
    name.starts_with("anon$")
}

/// Returns a closure and the variables it captures, if a block is what the parser makes of such a closure.
pub(super) fn capture(block: &[Stmt]) -> Option<(FnPtr, &[Expr])> {
    let [Stmt::Share(_), Stmt::Expr(expression)] = block else { return None };
    let Expr::FnCall(call, _) = &**expression else { return None };
    let (Expr::DynamicConstant(closure, _), variables) = call.args.split_first()? else { return None };
    let pointer = closure.read_lock::<FnPtr>()?.clone();
    Some((pointer, variables))
}

/// True for the namespace of the main script's constants.
pub(super) fn is_global(namespace: &rhai::Namespace) -> bool {
    matches!(&namespace.path[..], [only] if only.name == "global")
}

/// Makes an error of a form that cannot be compiled.
pub(super) fn too_many(position: Position) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorTooManyVariables(position))
}
