//! Compiles a script: the pupil's, a module, or the prelude.

use std::collections::{BTreeSet, HashMap};

use rhai::{AST, ASTFlags, ASTNode, Expr, ImmutableString, ScriptFuncDef, Shared, Stmt};

use super::body::Body;
use super::calm::Calm;
use super::compiler::{Compiler, Failure, Script};
use super::tree::{capture, is_anonymous, is_global, statements_of, walk};
use crate::machine::prelude;
use crate::machine::program::Export;

impl Compiler<'_> {
    /// Compiles a script and its functions. Returns the number of its main function.
    pub fn script(&mut self, ast: &AST, name: Option<ImmutableString>) -> Result<usize, Failure> {
        self.script_with_exports(ast, name).map(|(main, ..)| main)
    }

    /// Compiles a script and its functions. Returns the number of its main function, what is known of it, and the
    /// variables that importing scripts may read.
    pub fn script_with_exports(
        &mut self,
        ast: &AST,
        name: Option<ImmutableString>,
    ) -> Result<(usize, Script, HashMap<ImmutableString, Export>), Failure> {
        let definitions: Vec<Shared<ScriptFuncDef>> =
            ast.shared_lib().iter_script_fn_info().map(|(.., function)| function.clone()).collect();
        let bodies: Vec<Vec<Stmt>> = definitions.iter().map(statements_of).collect();
        let main = self.reserve();
        let mut script = Script {
            functions: HashMap::new(),
            typed: HashMap::new(),
            names: BTreeSet::new(),
            globals: HashMap::new(),
            imports: HashMap::new(),
            calm: Calm::new(
                self.around.calm,
                definitions.iter().map(|function| function.name.as_str()).zip(&bodies),
            ),
            is_prelude: self.is_in_prelude,
        };
        let captured = captured_counts(ast.statements().iter().chain(bodies.iter().flatten()));
        let mut numbers = Vec::new();
        for definition in &definitions {
            let number = self.reserve();
            let key = (definition.name.clone(), definition.params.len());
            match &definition.this_type {
                Some(of) => script.typed.entry(key).or_default().push((of.clone(), number)),
                None if is_anonymous(&definition.name) => {
                    self.program.closures.insert(definition.name.clone(), number);
                }
                None => {
                    script.names.insert(definition.name.clone());
                    script.functions.insert(key, number);
                }
            }
            numbers.push(number);
        }
        if name.is_none() && !self.is_in_prelude {
            self.program.by_name.clone_from(&script.functions);
            self.program.typed.clone_from(&script.typed);
        }
        let exports = self.find_globals(&mut script, ast.statements(), &bodies);
        let function = Body::main(self, &mut script).compile(ast.statements())?;
        self.define(main, function);
        for ((definition, statements), number) in definitions.iter().zip(&bodies).zip(numbers) {
            let captured = captured.get(&definition.name).copied().unwrap_or(0);
            let function = Body::function(self, &mut script, definition, captured, statements)?;
            self.define(number, function);
        }
        // A module's private functions are its own.
        for definition in &definitions {
            if definition.access == rhai::FnAccess::Private && name.is_some() {
                script.functions.remove(&(definition.name.clone(), definition.params.len()));
            }
        }
        Ok((main, script, exports))
    }

    /// Returns the prelude's functions of a name for lists and for maps, and what is known of them.
    ///
    /// # Errors
    /// None: the prelude itself is tested.
    pub fn prelude(
        &mut self,
        name: &str,
        count: usize,
    ) -> Result<([Option<usize>; 2], Option<&'static prelude::Entry>), Failure> {
        let Some(entry) = prelude::entry(name, count).filter(|_| !self.is_in_prelude) else {
            return Ok(([None; 2], None));
        };
        if self.prelude.is_none() {
            let mut parser = rhai::Engine::new_raw();
            parser.set_max_expr_depths(0, 0);
            let ast = parser.compile(prelude::SOURCE)?;
            self.is_in_prelude = true;
            let compiled = self.script_with_exports(&ast, None);
            self.is_in_prelude = false;
            let (_, script, _) = compiled?;
            self.prelude =
                Some(script.functions.into_iter().map(|((name, _), number)| (name, number)).collect());
        }
        let number = |function: Option<&str>| self.prelude.as_ref()?.get(function?).copied();
        Ok((entry.functions.map(number), Some(entry)))
    }

    /// Gives a number to each variable of the main script that a function uses or that is exported. Returns the
    /// exported ones.
    fn find_globals(
        &mut self,
        script: &mut Script,
        main: &[Stmt],
        bodies: &[Vec<Stmt>],
    ) -> HashMap<ImmutableString, Export> {
        let mut exported: Vec<(ImmutableString, ImmutableString)> = Vec::new();
        for statement in main {
            match statement {
                Stmt::Var(definition, flags, _) if flags.intersects(ASTFlags::EXPORTED) => {
                    exported.push((definition.0.name.clone(), definition.0.name.clone()));
                }
                Stmt::Export(names, _) => {
                    let alias = if names.1.name.is_empty() { &names.0.name } else { &names.1.name };
                    exported.push((names.0.name.clone(), alias.clone()));
                }
                _ => {}
            }
        }
        let mut defined = BTreeSet::new();
        walk(main, &mut |node| {
            if let ASTNode::Stmt(Stmt::Var(definition, ..)) = node {
                defined.insert(definition.0.name.clone());
            }
        });
        let mut used = BTreeSet::new();
        for body in bodies.iter().map(Vec::as_slice).chain([main]) {
            walk(body, &mut |node| match node {
                // The parser has found the others in the function itself.
                ASTNode::Expr(Expr::Variable(variable, None, _))
                    if variable.0.is_none() && variable.2.is_empty() =>
                {
                    used.insert(variable.1.clone());
                }
                ASTNode::Expr(Expr::Variable(variable, ..)) if is_global(&variable.2) => {
                    used.insert(variable.1.clone());
                }
                ASTNode::Stmt(Stmt::Share(shared)) => {
                    let unknown = shared.iter().filter(|(_, index)| index.is_none());
                    used.extend(unknown.map(|(variable, _)| variable.name.clone()));
                }
                _ => {}
            });
        }
        used.extend(exported.iter().map(|(name, _)| name.clone()));
        for name in defined.intersection(&used) {
            let Ok(number) = u16::try_from(self.program.globals) else { break };
            script.globals.insert(name.clone(), number);
            self.program.globals += 1;
        }
        let shown = exported.into_iter().filter_map(|(name, alias)| {
            Some((alias, Export { global: script.globals.get(&name).copied()? }))
        });
        shown.collect()
    }
}

/// Counts the captured variables of each closure, by its name.
fn captured_counts<'s>(statements: impl Iterator<Item = &'s Stmt>) -> HashMap<ImmutableString, usize> {
    let mut counts = HashMap::new();
    for statement in statements {
        walk(std::slice::from_ref(statement), &mut |node| {
            if let ASTNode::Expr(Expr::Stmt(block)) = node
                && let Some((pointer, variables)) = capture(block.statements())
            {
                counts.insert(pointer.fn_name().into(), variables.len());
            }
        });
    }
    counts
}
