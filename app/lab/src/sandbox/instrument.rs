//! The trace hook: instruments a script to report its current line, and the variables that changed.
//!
//! Rhai's own debugger interface copies the arguments of every native call, the whole array of an `array.push` among
//! them, as soon as it is registered: quadratic again. So we insert probes into the syntax tree ourselves: a probe is
//! a custom expression that only reports its line, before each statement of *calm* code: the main script's outer
//! lines, and every block and function that calls the lab somewhere inside (shows, reads, waits, prints). A loop or
//! function that only computes contains none: it is one step of the trace, and runs at full speed. Calm code that
//! runs very often between two moments of the lab's time is thinned, too.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rhai::{
    AST, ASTNode, CustomExpr, Dynamic, Engine, EvalAltResult, EvalContext, Expr, Expression, INT,
    ImmutableString, Module, Position, ScriptFuncDef, Shared, Stmt, StmtBlock,
};

use super::globals::{Globals, note};
use super::guards::{Limited, write_value};
use crate::api;
use crate::script::run::ScriptRun;

/// Key of a probe. Not an identifier, so no parser ever sees it.
const PROBE: &str = "line probe";

/// Key of the expression that stands for a function's body.
const BODY: &str = "lab_body_";

/// Number of probes that report fully between two moments of the lab's time.
const FULL_PROBES: u32 = 100;

/// Interval of the probes that report after those: one in this many.
const THINNED: u32 = 1024;

/// Maximum number of variables that one probe reads; the innermost ones.
const MAX_VARIABLES: usize = 40;

/// Maximum length of a noted value, in bytes.
const MAX_VALUE_BYTES: usize = 200;

/// Returns a copy of `ast` with probes, whose engine must be `engine`.
pub(super) fn insert(engine: &mut Engine, ast: &AST, run: &Rc<ScriptRun>, globals: Option<Globals>) -> AST {
    let functions: Vec<Shared<ScriptFuncDef>> =
        ast.shared_lib().iter_script_fn_info().map(|(.., function)| function.clone()).collect();
    let calm = Calm::new(&functions);
    let mut bodies = Vec::new();
    let mut lib = Module::new();
    let donor = Donor::new();
    for function in functions {
        let statements = statements_of(&function);
        let donated = if calm.contains(&statements) { donor.function(bodies.len()) } else { None };
        match donated {
            Some(donated) => {
                let block = StmtBlock::new(calm.probed(statements), Position::NONE, Position::NONE);
                bodies.push(Expr::Stmt(Box::new(block)));
                lib.set_script_fn(ScriptFuncDef { body: donated.body.clone(), ..(*function).clone() });
            }
            None => {
                lib.set_script_fn(function);
            }
        }
    }
    let main = calm.probed(ast.statements().to_vec());
    register(
        engine,
        bodies,
        Probes { run: run.clone(), globals, seen: RefCell::default(), thinning: Cell::default() },
    );
    AST::new(main, lib)
}

fn register(engine: &mut Engine, bodies: Vec<Expr>, probes: Probes) {
    let no_syntax = |_: &[ImmutableString], name: &str, _: &mut Dynamic| {
        Err(rhai::ParseError(
            Box::new(rhai::ParseErrorType::BadInput(rhai::LexError::UnexpectedInput(name.to_owned()))),
            Position::NONE,
        ))
    };
    engine.register_custom_syntax_with_state_raw(PROBE, no_syntax, false, move |context, _, line| {
        probes.at(context, line.as_int().unwrap_or(0)).map(|()| Dynamic::UNIT)
    });
    engine.register_custom_syntax_with_state_raw(BODY, no_syntax, false, move |context, _, index| {
        let body = index.as_int().ok().and_then(|index| bodies.get(usize::try_from(index).ok()?));
        match body {
            Some(body) => context.eval_expression_tree(&Expression::from(body)),
            None => Ok(Dynamic::UNIT),
        }
    });
}

/// Returns a function's statements. They are reachable only by a walk, and a walk distinguishes them only if there is
/// one function.
fn statements_of(function: &Shared<ScriptFuncDef>) -> Vec<Stmt> {
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

/// Makes function bodies that consist of the [`BODY`] expression. The type of a body has no public name, but a parsed
/// body can be put into another function.
struct Donor {
    engine: Engine,
    index: Rc<Cell<INT>>,
}

impl Donor {
    fn new() -> Self {
        let mut engine = Engine::new_raw();
        let index = Rc::new(Cell::new(0));
        let next = index.clone();
        engine.register_custom_syntax_with_state_raw(
            BODY,
            move |_, _, state| {
                *state = Dynamic::from(next.get());
                Ok(None)
            },
            false,
            |_, _, _| Ok(Dynamic::UNIT),
        );
        Self { engine, index }
    }

    fn function(&self, index: usize) -> Option<Shared<ScriptFuncDef>> {
        self.index.set(INT::try_from(index).ok()?);
        let ast = self.engine.compile(format!("fn donor() {{ {BODY} }}")).ok()?;
        let (.., function) = ast.shared_lib().iter_script_fn_info().next()?;
        Some(function.clone())
    }
}

/// Names of the functions that wait for the lab or show something.
struct Calm(BTreeSet<String>);

impl Calm {
    fn new(functions: &[Shared<ScriptFuncDef>]) -> Self {
        let api = api::FUNCTIONS.iter().filter(|function| !function.computes);
        let mut calm = Self(api.map(|function| function.name.to_owned()).collect());
        let bodies: Vec<_> =
            functions.iter().map(|function| (function.name.to_string(), statements_of(function))).collect();
        // A caller of a calm function is calm: repeated until nothing is added.
        loop {
            let before = calm.0.len();
            for (name, statements) in &bodies {
                if calm.contains(statements) {
                    calm.0.insert(name.clone());
                }
            }
            if calm.0.len() == before {
                return calm;
            }
        }
    }

    /// True if a calm function is called somewhere in `statements`.
    fn contains(&self, statements: &[Stmt]) -> bool {
        let mut path = Vec::new();
        // A walk goes on while its callback returns true.
        !statements.iter().all(|statement| {
            statement.walk(&mut path, &mut |path: &[ASTNode<'_>]| match path.last() {
                Some(
                    ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
                    | ASTNode::Stmt(Stmt::FnCall(call, _)),
                ) => !self.0.contains(call.name.as_str()),
                _ => true,
            })
        })
    }

    /// Returns the statements with a probe before each, inside calm blocks, too.
    fn probed(&self, statements: Vec<Stmt>) -> Vec<Stmt> {
        let mut probed = Vec::with_capacity(statements.len() * 2);
        for statement in statements {
            if let Some(line) = statement.position().line().filter(|_| !statement.is_noop()) {
                probed.push(probe(line, statement.position()));
            }
            probed.push(self.inside(statement));
        }
        probed
    }

    fn inside(&self, statement: Stmt) -> Stmt {
        match statement {
            Stmt::If(mut flow, position) => {
                self.block(&mut flow.body);
                self.block(&mut flow.branch);
                Stmt::If(flow, position)
            }
            Stmt::While(mut flow, position) => {
                self.block(&mut flow.body);
                Stmt::While(flow, position)
            }
            Stmt::Do(mut flow, options, position) => {
                self.block(&mut flow.body);
                Stmt::Do(flow, options, position)
            }
            Stmt::For(mut parts, position) => {
                self.block(&mut parts.2.body);
                Stmt::For(parts, position)
            }
            Stmt::TryCatch(mut flow, position) => {
                self.block(&mut flow.body);
                self.block(&mut flow.branch);
                Stmt::TryCatch(flow, position)
            }
            Stmt::Block(mut block) => {
                self.block(&mut block);
                Stmt::Block(block)
            }
            Stmt::Switch(mut parts, position) => {
                for case in &mut parts.1.expressions {
                    if let Expr::Stmt(block) = &mut case.rhs {
                        self.block(block);
                    }
                }
                Stmt::Switch(parts, position)
            }
            other => other,
        }
    }

    fn block(&self, block: &mut StmtBlock) {
        if self.contains(block.statements()) {
            let statements = block.statements().to_vec();
            *block = StmtBlock::new_with_span(self.probed(statements), block.span());
        }
    }
}

fn probe(line: usize, position: Position) -> Stmt {
    let probe = CustomExpr {
        inputs: Default::default(),
        tokens: std::iter::once(ImmutableString::from(PROBE)).collect(),
        state: Dynamic::from(INT::try_from(line).unwrap_or(0)),
        scope_may_be_changed: false,
        self_terminated: true,
    };
    Stmt::Expr(Box::new(Expr::Custom(Box::new(probe), position)))
}

/// State of the probes.
struct Probes {
    run: Rc<ScriptRun>,
    globals: Option<Globals>,
    /// Last noted value of each variable, by call depth and name.
    seen: RefCell<BTreeMap<(usize, String), String>>,
    thinning: Cell<Thinning>,
}

#[derive(Clone, Copy, Default)]
struct Thinning {
    moment_us: u64,
    probes: u32,
}

impl Probes {
    fn at(
        &self,
        context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
        line: INT,
    ) -> Result<(), Box<EvalAltResult>> {
        let level = context.call_level();
        if level == 0
            && let Some(globals) = &self.globals
        {
            note(globals, context);
        }
        let now_us = self.run.lab_us();
        let mut thinning = self.thinning.get();
        if thinning.moment_us != now_us {
            thinning = Thinning { moment_us: now_us, probes: 0 };
        }
        thinning.probes = thinning.probes.wrapping_add(1);
        self.thinning.set(thinning);
        let is_thin = thinning.probes > FULL_PROBES && !thinning.probes.is_multiple_of(THINNED);
        if is_thin && !self.run.is_stepping() {
            return Ok(());
        }
        let changed = self.changed(context, level);
        self.run.trace_line(u32::try_from(line).unwrap_or(0), &changed)
    }

    fn changed(&self, context: &EvalContext<'_, '_, '_, '_, '_, '_>, level: usize) -> Vec<(String, String)> {
        let mut seen = self.seen.borrow_mut();
        // Variables of calls that have returned are dropped.
        seen.retain(|(depth, _), _| *depth <= level);
        let mut changed = Vec::new();
        // Innermost first.
        let variables = context.scope().iter_raw().filter(|(_, is_constant, _)| !is_constant);
        let mut known = BTreeSet::new();
        for (name, _, value) in variables.take(MAX_VARIABLES) {
            // An inner variable hides an outer one of the same name.
            if !known.insert(name) {
                continue;
            }
            let mut text = Limited::new(MAX_VALUE_BYTES);
            write_value(&mut text, value, true);
            let text = text.into_text();
            match seen.get_mut(&(level, name.to_owned())) {
                Some(before) if *before == text => continue,
                Some(before) => before.clone_from(&text),
                None => {
                    seen.insert((level, name.to_owned()), text.clone());
                }
            }
            changed.push((name.to_owned(), text));
        }
        changed.reverse();
        changed
    }
}
