//! Gives functions and closures access to the main script's variables, as pupils expect.
//!
//! A function of Rhai sees its own variables only; a pupil's first program is a `let bit = microbit();` and a `fn
//! beat() { bit.show(HEART); }`, and most languages taught at school allow it. So a variable that a function does not
//! define is resolved to that of the main script, which is shared as with closures.
//!
//! A closure of Rhai shares the variables it uses, and a shared value is locked while a method of it runs. In
//! `bit.on_press("A", || bit.show(HAPPY))` the closure would use a value that the call has locked, which Rhai
//! refuses. A board is only a handle that never changes, so a closure gets a copy instead.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rhai::{AST, ASTNode, Dynamic, Engine, EvalContext, Expr, Stmt};

use crate::api::{Board, PinHandle};

/// The main script's variables that functions use.
pub(super) type Globals = Rc<RefCell<BTreeMap<String, Option<Dynamic>>>>;

/// Uses of a script's variables.
#[derive(Default)]
struct Uses {
    /// Names used where they are not defined.
    unresolved: BTreeSet<String>,
    /// Names defined by `let` or `const`.
    defined: BTreeSet<String>,
    /// Names used by a closure.
    captured: BTreeSet<String>,
    /// Names assigned after their definition.
    assigned: BTreeSet<String>,
}

impl Uses {
    fn of(ast: &AST) -> Self {
        let mut uses = Self::default();
        ast.walk(&mut |path: &[ASTNode<'_>]| {
            match path.last() {
                Some(ASTNode::Expr(Expr::Variable(variable, None, _)))
                    if variable.0.is_none() && variable.2.is_empty() =>
                {
                    uses.unresolved.insert(variable.1.to_string());
                }
                Some(ASTNode::Stmt(Stmt::Var(definition, ..))) => {
                    uses.defined.insert(definition.0.name.to_string());
                }
                Some(ASTNode::Stmt(Stmt::Share(shared))) => {
                    uses.captured.extend(shared.iter().map(|(variable, _)| variable.name.to_string()));
                }
                Some(ASTNode::Stmt(Stmt::Assignment(assignment))) => {
                    if let Expr::Variable(variable, ..) = &assignment.1.lhs {
                        uses.assigned.insert(variable.1.to_string());
                    }
                }
                _ => {}
            }
            true
        });
        uses
    }
}

/// Makes `engine` resolve the main script's variables in functions of `ast`, and copy boards and pins for
/// closures. `None` if no function needs a variable; if no closure needs a copy either, variables cost nothing extra.
pub(super) fn reach(engine: &mut Engine, ast: &AST) -> Option<Globals> {
    let uses = Uses::of(ast);
    let wanted: BTreeMap<_, _> =
        uses.unresolved.intersection(&uses.defined).map(|name| (name.clone(), None)).collect();
    let copied: BTreeSet<_> = uses.captured.difference(&uses.assigned).cloned().collect();
    if wanted.is_empty() && copied.is_empty() {
        return None;
    }
    let has_globals = !wanted.is_empty();
    let globals: Globals = Rc::new(RefCell::new(wanted));
    let known = globals.clone();
    #[allow(deprecated)] // Rhai marks the hook as one that may change, not as one that goes.
    engine.on_var(move |name, index, context| {
        if copied.contains(name)
            && let Some(value) = context.scope().get(name).map(Dynamic::flatten_clone)
            && (value.is::<Board>() || value.is::<PinHandle>())
        {
            return Ok(Some(value));
        }
        if index > 0 || context.scope().contains(name) {
            return Ok(None);
        }
        Ok(known.borrow().get(name).cloned().flatten())
    });
    has_globals.then_some(globals)
}

/// Stores the main script's variables, once it has defined them: each becomes a shared value.
pub(super) fn note(globals: &Globals, context: &mut EvalContext<'_, '_, '_, '_, '_, '_>) {
    for (name, shared) in globals.borrow_mut().iter_mut() {
        let Some(value) = context.scope_mut().get_mut(name) else { continue };
        if !value.is_shared() {
            *value = std::mem::take(value).into_shared();
        }
        *shared = Some(value.clone());
    }
}
