//! `import`, and names in modules: `name::thing`.

use rhai::{Expr, Ident, ImmutableString, Namespace, Position};

use super::body::Body;
use super::compiler::{Compiler, Failure};
use super::tree::is_global;
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::machine::op::{Failure as Told, Op, Register};
use crate::machine::program::{Export, Module};

/// Maximum depth of modules that import each other.
const MAX_IMPORT_DEPTH: usize = 8;

impl Body<'_, '_> {
    pub fn import(&mut self, path: &Expr, alias: &Ident, position: Position) -> Result<(), Failure> {
        let Expr::StringConstant(name, at) = path else {
            let to = self.register(position);
            self.expression(path, to)?;
            self.fail(Told::ForeignModule, "", path.start_position());
            return Ok(());
        };
        let module = self.compiler.import(name, *at)?;
        let number = self.short(module, position);
        self.emit(Op::Import { module: number }, position);
        if !alias.name.is_empty() {
            self.script.imports.insert(alias.name.clone(), module);
        }
        Ok(())
    }

    /// Finds the module of a qualified name.
    pub fn module(&self, namespace: &Namespace) -> Option<usize> {
        let mut names = namespace.path.iter();
        let first = names.next()?;
        let mut module = self.script.imports.get(&first.name).copied()?;
        for name in names {
            module = self.compiler.program.modules.get(module)?.imports.get(&name.name).copied()?;
        }
        Some(module)
    }

    /// Reads a module's variable.
    pub fn load_qualified(
        &mut self,
        namespace: &Namespace,
        name: &ImmutableString,
        to: Register,
    ) -> Result<(), Failure> {
        let position = namespace.position();
        if let Some(module) = self.module(namespace) {
            let module = self.compiler.program.modules.get(module);
            match module.and_then(|module| module.exports.get(name)).copied() {
                Some(Export { global }) => {
                    let name = self.name(name, position);
                    self.emit(Op::LoadGlobal { to, global, name }, position);
                }
                None => {
                    let name = format!("{namespace}::{name}");
                    self.fail(Told::VariableNotFound, &name, position);
                }
            }
            return Ok(());
        }
        // `global::NAME` is a constant of the main script.
        if is_global(namespace) {
            if let Some(global) = self.script.globals.get(name).copied() {
                let name = self.name(&format!("{namespace}::{name}"), position);
                self.emit(Op::LoadGlobal { to, global, name }, position);
            } else {
                let name = format!("{namespace}::{name}");
                self.fail(Told::VariableNotFound, &name, position);
            }
            return Ok(());
        }
        let name = namespace.to_string();
        self.fail(Told::ModuleNotFound, &name, position);
        Ok(())
    }
}

impl Compiler<'_> {
    /// Compiles a module, once. Returns its number.
    fn import(&mut self, name: &ImmutableString, at: Position) -> Result<usize, Failure> {
        if let Some(known) = self.program.modules.iter().position(|module| module.name == *name) {
            return Ok(known);
        }
        let Some(source) = self.around.modules.get(name.as_str()) else {
            let allowed: Vec<_> = self.around.modules.keys().map(String::as_str).collect();
            let error = ApiError::new(ApiErrorCode::UnknownModule).with("given", name);
            let mut error = error.with("allowed", allowed.join(", ")).raise();
            error.set_position(at);
            return Err(error);
        };
        // Modules that import each other would never end.
        if self.importing.len() >= MAX_IMPORT_DEPTH || self.importing.contains(name) {
            return Err(Box::new(rhai::EvalAltResult::ErrorStackOverflow(at)));
        }
        let within =
            |inner: Failure| Box::new(rhai::EvalAltResult::ErrorInModule(name.to_string(), inner, at));
        let ast = self.around.engine.compile(source).map_err(|error| within(error.into()))?;
        self.importing.push(name.clone());
        let compiled = self.module_script(&ast, name);
        self.importing.pop();
        let module = compiled.map_err(within)?;
        self.program.modules.push(module);
        Ok(self.program.modules.len() - 1)
    }

    fn module_script(&mut self, ast: &rhai::AST, name: &ImmutableString) -> Result<Module, Failure> {
        let (main, script, exports) = self.script_with_exports(ast, Some(name.clone()))?;
        Ok(Module { name: name.clone(), main, exports, functions: script.functions, imports: script.imports })
    }

    /// Returns a function that importing scripts may call.
    pub(super) fn exported_function(&self, module: usize, key: &(ImmutableString, usize)) -> Option<usize> {
        self.program.modules.get(module)?.functions.get(key).copied()
    }
}
