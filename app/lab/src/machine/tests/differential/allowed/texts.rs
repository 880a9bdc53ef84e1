//! The rule on changes of texts.

use rhai::{AST, ASTNode, Expr, Stmt};

use crate::machine::tests::differential::difference::Difference;
use crate::machine::tests::differential::syntax;

/// True if the program changes something at an index that may be negative; both runs end alike but for values.
pub(super) fn is_last_character(ast: &AST, difference: &Difference) -> bool {
    let mut is_changed = false;
    syntax::each_node(ast, &mut |node| {
        if let ASTNode::Stmt(Stmt::Assignment(assignment)) = node {
            is_changed |= has_negative_index(&assignment.1.lhs);
        }
    });
    is_changed && difference.expected.end.kind() == difference.found.end.kind()
}

fn has_negative_index(place: &Expr) -> bool {
    match place {
        Expr::Index(sides, ..) => match &sides.rhs {
            Expr::Index(rest, ..) | Expr::Dot(rest, ..) => {
                can_be_negative(&rest.lhs) || has_negative_index(&sides.lhs) || has_negative_index(&sides.rhs)
            }
            index => can_be_negative(index) || has_negative_index(&sides.lhs),
        },
        Expr::Dot(sides, ..) => has_negative_index(&sides.lhs) || has_negative_index(&sides.rhs),
        _ => false,
    }
}

fn can_be_negative(index: &Expr) -> bool {
    match index {
        Expr::IntegerConstant(value, _) => *value < 0,
        Expr::StringConstant(..) | Expr::CharConstant(..) | Expr::InterpolatedString(..) => false,
        _ => true,
    }
}
