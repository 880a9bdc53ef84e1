//! Rules on what is recorded while programs run.

use rhai::{AST, ASTNode, Expr};

use crate::machine::tests::differential::difference::Difference;
use crate::machine::tests::differential::outcome::Outcome;
use crate::machine::tests::differential::syntax;

/// True if only the reads and writes of properties differ.
pub(super) fn is_write_back(difference: &Difference) -> bool {
    let others = |outcome: &Outcome| -> Vec<String> {
        let texts = outcome.entries.iter().map(|entry| entry.text.clone());
        texts.filter(|text| !text.starts_with("set ") && !text.starts_with("get ")).collect()
    };
    difference.expected.end == difference.found.end
        && others(&difference.expected) == others(&difference.found)
}

/// True if the interpreter tells of the call that a mistake came out of.
pub(super) fn is_call_caught(difference: &Difference) -> bool {
    let is_call = |text: &str| text.contains("ErrorInFunctionCall");
    is_call(&format!("{:?}", difference.expected.end))
        || difference.expected.entries.iter().any(|entry| is_call(&entry.text))
}

/// True if the machine sets a property more often, as a function of the script changed it by its `this`.
pub(super) fn is_this_written_back(ast: &AST, difference: &Difference) -> bool {
    let set =
        |outcome: &Outcome| outcome.entries.iter().filter(|entry| entry.text.starts_with("set ")).count();
    let mut has_this = false;
    syntax::each_node(ast, &mut |node| has_this |= matches!(node, ASTNode::Expr(Expr::ThisPtr(_))));
    has_this
        && set(&difference.found) > set(&difference.expected)
        && difference.expected.end.kind() == difference.found.end.kind()
}
