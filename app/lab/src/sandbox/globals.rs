//! Which variables functions and closures see, where a pupil expects more than Rhai gives.
//!
//! A function of Rhai sees its own variables only; a pupil's first program is a `let bit = microbit();` and a
//! `fn beat() { bit.show(HEART); }`, and most languages taught at school allow it. So where a function names a
//! variable it does not have, it finds the one of the main script, as closures do: both sides share it.
//!
//! A closure of Rhai shares what it uses, and a shared value is locked while a method of it runs. In
//! `bit.on_press("A", || bit.show(HAPPY))` the closure would use what the call has locked, which Rhai refuses.
//! A board is only a handle that never changes, so a closure gets a copy instead.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rhai::{AST, ASTNode, Dynamic, Engine, EvalContext, Expr, Stmt};

use crate::api::{Board, PinHandle};

/// The main script's variables that functions use.
pub(super) type Globals = Rc<RefCell<BTreeMap<String, Option<Dynamic>>>>;

/// What a script's variables are used for.
#[derive(Default)]
struct Uses {
    /// Named where they are not defined.
    unresolved: BTreeSet<String>,
    /// Defined by `let` or `const`.
    defined: BTreeSet<String>,
    /// Used by a closure.
    captured: BTreeSet<String>,
    /// Given another value after they were defined.
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

/// Makes `engine` find the main script's variables in functions of `ast`, and copies of boards in closures.
/// `None` where no function needs one; and where no closure does either, variables cost what they always do.
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

/// Takes note of the variables, where the main script stands now: each becomes one that both sides share.
pub(super) fn note(globals: &Globals, context: &mut EvalContext<'_, '_, '_, '_, '_, '_>) {
    for (name, shared) in globals.borrow_mut().iter_mut() {
        let Some(value) = context.scope_mut().get_mut(name) else { continue };
        if !value.is_shared() {
            *value = std::mem::take(value).into_shared();
        }
        *shared = Some(value.clone());
    }
}
