//! Rules on variables of loops. The interpreter has one variable for all rounds; once a closure captures it, all
//! closures share it. In a loop through a byte list, it is of a type that nothing takes. With a copy of it in each
//! round, the interpreter must do what the machine does.

use std::collections::BTreeSet;

use rhai::{AST, ASTNode, Stmt};

use super::insertions::{self, Insertion};
use super::{Allowed, Program};
use crate::machine::compile::walk;
use crate::machine::tests::differential::comparison::Comparison;
use crate::machine::tests::differential::difference::Difference;
use crate::machine::tests::differential::engine::NUMBER_OF;
use crate::machine::tests::differential::outcome::End;
use crate::machine::tests::differential::syntax;

/// True if the difference goes, or is another one that was decided, when each round copies the loop's variables.
pub(super) fn is_variable_kept(
    comparison: &Comparison,
    program: &Program<'_>,
    difference: &Difference,
) -> bool {
    goes_with(comparison, program, difference, &copies(program.ast, false))
}

/// True if the difference goes, or is another one that was decided, when each round makes a number of a byte.
pub(super) fn is_byte_number(
    comparison: &Comparison,
    program: &Program<'_>,
    difference: &Difference,
) -> bool {
    program.source.contains("blob") && goes_with(comparison, program, difference, &copies(program.ast, true))
}

fn goes_with(
    comparison: &Comparison,
    program: &Program<'_>,
    difference: &Difference,
    copies: &[Insertion],
) -> bool {
    if copies.is_empty() {
        return false;
    }
    let source = insertions::inserted(program.source, copies);
    let Some(ast) = comparison.parse(&source) else { return false };
    let mut expected = comparison.expected(&ast);
    if expected.end == End::Over {
        return true;
    }
    insertions::take_out(&mut expected, copies);
    let Some(difference) = Difference::between(expected, difference.found.clone()) else { return true };
    Allowed::of_one_run().any(|rule| rule.explains(comparison, program, &difference))
}

/// Finds the loops whose variables closures capture, or all loops to make numbers of bytes. Returns the copies in the
/// order of the source.
fn copies(ast: &AST, of_bytes: bool) -> Vec<Insertion> {
    let mut copies = Vec::new();
    syntax::each_node(ast, &mut |node| {
        let ASTNode::Stmt(Stmt::For(parts, _)) = node else { return };
        let (variable, counter, flow) = &**parts;
        let shared = shared(flow.body.statements());
        let names = [Some(variable), counter.as_ref()].into_iter().flatten();
        let text: String = names
            .filter(|known| of_bytes || shared.contains(known.name.as_str()))
            .map(|known| known.name.as_str())
            .map(|name| {
                if of_bytes {
                    format!("let {name}={NUMBER_OF}({name});")
                } else {
                    format!("let {name}={name};")
                }
            })
            .collect();
        if !text.is_empty() {
            copies.push(Insertion { brace: flow.body.position(), text });
        }
    });
    insertions::ordered(copies)
}

/// Returns the names of the variables that closures in these statements capture.
fn shared(statements: &[Stmt]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    walk(statements, &mut |node| {
        if let ASTNode::Stmt(Stmt::Share(shared)) = node {
            names.extend(shared.iter().map(|(variable, _)| variable.name.to_string()));
        }
    });
    names
}
