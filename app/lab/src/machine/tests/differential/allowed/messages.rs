//! Rules on the mistakes that programs end with.

use std::collections::BTreeSet;

use rhai::{AST, ASTFlags, ASTNode, Expr, Stmt};

use super::{Program, caught, records};
use crate::machine::prelude;
use crate::machine::tests::differential::comparison::Comparison;
use crate::machine::tests::differential::difference::Difference;
use crate::machine::tests::differential::outcome::{End, Outcome};
use crate::machine::tests::differential::syntax;

fn message(end: &End) -> &str {
    match end {
        End::Error { message, .. } => message,
        _ => "",
    }
}

/// True if the interpreter tells something of this text, in its end or in its record.
fn tells(difference: &Difference, part: &str) -> bool {
    let is_told = |text: &str| text.contains(part);
    let is_end = match &difference.expected.end {
        End::Error { message, .. } => is_told(message),
        End::Value(value) => is_told(value),
        End::Panic | End::Over => false,
    };
    is_end || difference.expected.entries.iter().any(|entry| is_told(&entry.text))
}

/// True if one of the runs called too deep.
pub(super) fn is_depth(difference: &Difference) -> bool {
    [&difference.expected, &difference.found].iter().any(|outcome| outcome.end.kind() == "ErrorStackOverflow")
}

/// True if the interpreter met a byte that is no number.
pub(super) fn is_byte(source: &str, difference: &Difference) -> bool {
    source.contains("blob") && tells(difference, "u8")
}

/// True if the same functions are missing, with other arguments: closures, and functions whose names are in the
/// program.
pub(super) fn is_pointers_arguments(ast: &AST, difference: &Difference) -> bool {
    let mut names = names(ast);
    names.insert("anonymous".to_owned());
    let expected = without_arguments(&difference.expected, &names);
    let found = without_arguments(&difference.found, &names);
    match Difference::between(expected, found) {
        None => true,
        // Both may differ at once.
        Some(rest) => records::is_write_back(&rest) && !records::is_write_back(difference),
    }
}

/// Returns the texts of a program, and the names that it uses as values.
fn names(ast: &AST) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    syntax::each_node(ast, &mut |node| match node {
        ASTNode::Expr(Expr::StringConstant(text, _)) if !text.is_empty() => {
            names.insert(text.to_string());
        }
        ASTNode::Expr(Expr::Variable(variable, ..)) => {
            names.insert(variable.1.to_string());
        }
        _ => (),
    });
    names
}

/// Removes from an outcome the arguments of functions that are missing.
fn without_arguments(outcome: &Outcome, names: &BTreeSet<String>) -> Outcome {
    let removed = |text: &str| {
        let mut text = text.to_owned();
        // What a script prints of a mistake has the function apart.
        let is_told = text.contains("Function not found: ");
        for name in names.iter().filter(|_| is_told) {
            for before in ["Function not found: ", "\"function\": \""] {
                text = without_parentheses(&text, &format!("{before}{name} "));
            }
        }
        text
    };
    let mut outcome = outcome.clone();
    match &mut outcome.end {
        End::Error { message, .. } => *message = removed(message),
        End::Value(value) => *value = removed(value),
        End::Panic | End::Over => (),
    }
    for entry in &mut outcome.entries {
        entry.text = removed(&entry.text);
    }
    outcome
}

/// Removes the parentheses behind each `start`, with what they enclose.
fn without_parentheses(text: &str, start: &str) -> String {
    let mut parts = text.split(start);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut depth = 0_usize;
        let end = part.find(|letter| {
            depth = match letter {
                '(' => depth + 1,
                ')' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0
        });
        kept.push_str(start);
        kept.push_str(part.get(end.map_or(0, |end| end + 1)..).unwrap_or_default());
    }
    kept
}

/// True if a function of lists was given a text where it takes a function; a `try` may hide that.
pub(super) fn is_text_for_function(ast: &AST, difference: &Difference) -> bool {
    message(&difference.found.end).contains("(array, &str") || has_try(ast) && has_text_for_function(ast)
}

fn has_try(ast: &AST) -> bool {
    let mut has = false;
    syntax::each_node(ast, &mut |node| has |= matches!(node, ASTNode::Stmt(Stmt::TryCatch(..))));
    has
}

fn has_text_for_function(ast: &AST) -> bool {
    let mut has = false;
    syntax::each_node(ast, &mut |node| {
        if let ASTNode::Expr(Expr::MethodCall(call, _)) = node {
            has |= prelude::entry(&call.name, call.args.len()).is_some()
                && matches!(call.args.first(), Some(Expr::StringConstant(..)));
        }
    });
    has
}

/// True if the interpreter tells the type of the cell that a captured variable is in.
pub(super) fn is_cells_type(difference: &Difference) -> bool {
    difference.expected.end.kind() == difference.found.end.kind() && tells(difference, "RefCell<")
}

/// True if the interpreter lets no method be called on a constant's property, tells of that or catches it.
pub(super) fn is_constants_property(
    comparison: &Comparison,
    program: &Program<'_>,
    difference: &Difference,
) -> bool {
    const START: &str = "Cannot modify property";
    if message(&difference.found.end).starts_with(START) || !has_constant(program.ast) {
        return false;
    }
    tells(difference, START) || caught::ends(comparison, program, |end| message(end).starts_with(START))
}

fn has_constant(ast: &AST) -> bool {
    let mut has = false;
    syntax::each_node(ast, &mut |node| {
        has |= matches!(node, ASTNode::Stmt(Stmt::Var(_, flags, _)) if flags.intersects(ASTFlags::CONSTANT));
    });
    has
}

/// True if a name that no function can have is told where it is.
pub(super) fn is_bad_name(difference: &Difference) -> bool {
    difference.aspect == "position of ErrorParsing"
}
