//! Calls of functions by name.

use rhai::{Expr, FnCallExpr, Position};

use super::body::{Body, Found};
use super::compiler::Failure;
use crate::machine::op::{Failure as Told, Op, Register};
use crate::machine::sites::{NativeSite, PointerCallSite, Root};

impl Body<'_, '_> {
    /// Compiles a call in function style.
    pub fn call(&mut self, call: &FnCallExpr, position: Position, to: Register) -> Result<(), Failure> {
        let before = self.next_register(position);
        if !call.namespace.is_empty() {
            self.qualified_call(call, position, to)?;
        } else if !self.operator(call, position, to)? && !self.special(call, position, to)? {
            self.named(call, position, to)?;
        }
        self.release(before);
        Ok(())
    }

    /// Compiles a function value and its arguments, and returns the site of the call.
    fn pointer_call(
        &mut self,
        pointer: &Expr,
        arguments: &[Expr],
        position: Position,
    ) -> Result<u32, Failure> {
        let first = self.register(position);
        self.expression(pointer, first)?;
        self.arguments(arguments)?;
        let count = self.short(arguments.len(), position);
        let site = PointerCallSite { pointer: first, count, pointer_at: pointer.start_position() };
        self.compiler.program.pointer_calls.push(site);
        Ok(index(self.compiler.program.pointer_calls.len() - 1))
    }

    /// Compiles the calls that are part of the language. Returns false for any other.
    fn special(&mut self, call: &FnCallExpr, position: Position, to: Register) -> Result<bool, Failure> {
        let count = call.args.len();
        match (call.name.as_str(), &call.args[..]) {
            ("call", [pointer, arguments @ ..]) => {
                let site = self.pointer_call(pointer, arguments, position)?;
                self.emit(Op::CallPointer { to, site }, position);
            }
            ("curry", [pointer, arguments @ ..]) if !arguments.is_empty() => {
                let site = self.pointer_call(pointer, arguments, position)?;
                self.emit(Op::Curry { to, site }, position);
            }
            ("is_def_var", [name]) => {
                let register = self.register(position);
                self.expression(name, register)?;
                let visible = self.variables.iter().map(|variable| variable.name.clone()).collect();
                self.compiler.program.scopes.push(visible);
                let scope = self.short(self.compiler.program.scopes.len() - 1, position);
                self.emit(Op::IsDefined { to, name: register, scope }, name.start_position());
            }
            ("Fn", [name]) => {
                let from = self.operand(name, true)?;
                self.emit(Op::Pointer { to, from }, name.start_position());
            }
            ("is_def_fn", [_, _] | [_, _, _]) => {
                let first = self.next_register(position);
                self.arguments(&call.args)?;
                let count = self.short(count, position);
                self.emit(Op::IsFunction { to, first, count }, position);
            }
            ("is_true", [value]) if self.script.is_prelude => {
                let from = self.operand(value, true)?;
                self.emit(Op::IsTrue { to, from }, position);
            }
            ("sorter", [items]) if self.script.is_prelude => {
                let from = self.operand(items, true)?;
                self.emit(Op::Sorter { to, from }, position);
            }
            ("sort_next", [sorter, left, _]) if self.script.is_prelude => {
                let sorter = self.operand(sorter, true)?;
                let pair = self.operand(left, true)?;
                self.emit(Op::SortNext { to, sorter, pair }, position);
            }
            ("sort_answer", [sorter, result]) if self.script.is_prelude => {
                let sorter = self.operand(sorter, true)?;
                let from = self.operand(result, true)?;
                self.emit(Op::SortAnswer { sorter, from }, position);
            }
            ("sort_items", [sorter]) if self.script.is_prelude => {
                let sorter = self.operand(sorter, true)?;
                self.emit(Op::SortItems { to, sorter }, position);
            }
            ("is_shared", [value]) => {
                let register = self.register(position);
                self.expression(value, register)?;
                let is_shared = matches!(
                    value,
                    Expr::Variable(variable, ..)
                        if matches!(self.find(&variable.1), Found::Variable(Root::Cell(_), _))
                );
                self.constant(rhai::Dynamic::from(is_shared), to, position);
            }
            ("print", _) if count > 0 && !self.is_own("print", count) => {
                let first = self.next_register(position);
                self.arguments(&call.args)?;
                let count = self.short(count, position);
                self.emit(Op::Print { to, first, count }, position);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn is_own(&self, name: &str, count: usize) -> bool {
        self.script.functions.contains_key(&(name.into(), count))
    }

    fn named(&mut self, call: &FnCallExpr, position: Position, to: Register) -> Result<(), Failure> {
        let key = (call.name.clone(), call.args.len());
        if let Some(function) = self.script.functions.get(&key).copied() {
            let first = self.next_register(position);
            for _ in 0..call.args.len() {
                self.register(position);
            }
            self.later_first(&call.args, first, position, |body, variable, first| {
                body.expression(variable, first)
            })?;
            let function = self.short(function, position);
            self.emit(Op::Call { function, first, to }, position);
            return Ok(());
        }
        if let [first, rest @ ..] = &call.args[..]
            && self.compiler.has_prelude(&call.name, rest.len())
        {
            return self.method_of(first, call, rest, position, to);
        }
        self.native_call(call, position, to)
    }

    /// Compiles arguments into `first` and the registers behind it, the first argument last if it is a variable or
    /// `this`: what the others do to it, it has.
    fn later_first(
        &mut self,
        arguments: &[Expr],
        first: Register,
        position: Position,
        variable: impl FnOnce(&mut Self, &Expr, Register) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Some((head, rest)) = arguments.split_first() else { return Ok(()) };
        let is_variable = match head {
            Expr::Variable(name, ..) => name.2.is_empty(),
            other => matches!(other, Expr::ThisPtr(_)),
        };
        if !is_variable {
            self.expression(head, first)?;
        }
        for (index, argument) in (1..).zip(rest) {
            let register = self.short(usize::from(first) + index, position);
            self.expression(argument, register)?;
        }
        if is_variable { variable(self, head, first) } else { Ok(()) }
    }

    fn native_call(&mut self, call: &FnCallExpr, position: Position, to: Register) -> Result<(), Failure> {
        let first = self.next_register(position);
        for _ in 0..call.args.len() {
            self.register(position);
        }
        let mut by_reference = None;
        let mut is_constant = false;
        self.later_first(&call.args, first, position, |body, variable, first| {
            if let Expr::ThisPtr(at) = variable {
                body.emit(Op::CheckThis, *at);
                by_reference = Some(Root::This);
                return Ok(());
            }
            if let Expr::Variable(name, ..) = variable
                && let Found::Variable(root, constant) = body.find(&name.1)
            {
                by_reference = Some(root);
                is_constant = constant;
                return Ok(());
            }
            if let Expr::Variable(name, _, at) = variable
                && let Found::Global(global) = body.find(&name.1)
            {
                // Told if it is not there yet.
                let number = body.name(&name.1, *at);
                body.emit(Op::LoadGlobal { to: first, global, name: number }, *at);
                by_reference = Some(Root::Global(global));
                return Ok(());
            }
            body.expression(variable, first)
        })?;
        let native = self.compiler.native(&call.name, call.args.len());
        let count = self.short(call.args.len(), position);
        self.compiler.program.calls.push(NativeSite { native, first, count, by_reference, is_constant });
        let site = self.compiler.program.calls.len() - 1;
        self.emit(Op::Native { to, site: index(site) }, position);
        Ok(())
    }

    /// Compiles arguments into new registers.
    pub fn arguments(&mut self, arguments: &[Expr]) -> Result<(), Failure> {
        for argument in arguments {
            let register = self.register(argument.position());
            self.expression(argument, register)?;
        }
        Ok(())
    }

    fn qualified_call(&mut self, call: &FnCallExpr, position: Position, to: Register) -> Result<(), Failure> {
        let Some(module) = self.module(&call.namespace) else {
            self.arguments(&call.args)?;
            let name = call.namespace.to_string();
            self.fail(Told::ModuleNotFound, &name, call.namespace.position());
            return Ok(());
        };
        let key = (call.name.clone(), call.args.len());
        let first = self.next_register(position);
        self.arguments(&call.args)?;
        match self.compiler.exported_function(module, &key) {
            Some(function) => {
                let function = self.short(function, position);
                self.emit(Op::Call { function, first, to }, position);
            }
            None => {
                let name = format!("{}::{}", call.namespace, call.name);
                let native = self.compiler.native(&name, call.args.len());
                let count = self.short(call.args.len(), position);
                self.compiler.program.calls.push(NativeSite {
                    native,
                    first,
                    count,
                    by_reference: None,
                    is_constant: false,
                });
                let site = self.compiler.program.calls.len() - 1;
                self.emit(Op::Native { to, site: index(site) }, position);
            }
        }
        Ok(())
    }
}

/// Converts the index of a site.
pub(super) fn index(site: usize) -> u32 {
    u32::try_from(site).unwrap_or(u32::MAX)
}
