//! The rule on closures that use the value whose method calls them, which the interpreter takes for a data race.

use rhai::{AST, ASTNode, Stmt};

use super::{Program, caught};
use crate::machine::tests::differential::comparison::Comparison;
use crate::machine::tests::differential::difference::Difference;
use crate::machine::tests::differential::syntax;

/// Name of the mistake.
const RACE: &str = "ErrorDataRace";

/// True if the interpreter ends with a data race, tells of one, or catches one.
pub(super) fn is_data_race(comparison: &Comparison, program: &Program<'_>, difference: &Difference) -> bool {
    difference.expected.entries.iter().any(|entry| entry.text.contains(RACE))
        || has_shared(program.ast) && caught::ends(comparison, program, |end| end.kind() == RACE)
}

fn has_shared(ast: &AST) -> bool {
    let mut has = false;
    syntax::each_node(ast, &mut |node| has |= matches!(node, ASTNode::Stmt(Stmt::Share(_))));
    has
}
