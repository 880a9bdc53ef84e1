//! Mistakes that a program catches, which its outcome does not show.

use rhai::{ASTNode, Stmt};

use super::Program;
use super::insertions::{self, Insertion};
use crate::machine::tests::differential::comparison::Comparison;
use crate::machine::tests::differential::outcome::End;
use crate::machine::tests::differential::syntax;

/// True if the interpreter ends as wanted, or would if a `catch` threw again what it caught.
pub(super) fn ends(comparison: &Comparison, program: &Program<'_>, is_wanted: impl Fn(&End) -> bool) -> bool {
    let catches = catches(program);
    // Each alone, as an earlier one may catch something else; and all from one on, as an outer one may catch it again.
    let ends = |thrown: &[Insertion]| {
        let ast = comparison.parse(&insertions::inserted(program.source, thrown));
        ast.is_some_and(|ast| is_wanted(&comparison.expected(&ast).end))
    };
    ends(&[]) || catches.chunks(1).any(ends) || (0..catches.len()).any(|first| ends(&catches[first..]))
}

fn catches(program: &Program<'_>) -> Vec<Insertion> {
    let mut catches = Vec::new();
    syntax::each_node(program.ast, &mut |node| {
        if let ASTNode::Stmt(Stmt::TryCatch(parts, _)) = node {
            catches.push(Insertion { brace: parts.branch.position(), text: "throw;".to_owned() });
        }
    });
    insertions::ordered(catches)
}
