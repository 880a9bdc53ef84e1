//! Chains of indices, properties and method calls: `a.b[c].d(e)`.

use rhai::{ASTFlags, BinaryExpr, Expr, FnCallExpr, ImmutableString, Position};

use super::body::{Body, Found};
use super::calls::index;
use super::compiler::Failure;
use crate::machine::op::{Binary, Failure as Told, Op, Register};
use crate::machine::sites::{MethodKind, MethodSite, Place, PlaceSite, Root, Step};

/// A part of a chain after its root.
struct Part<'e> {
    expression: &'e Expr,
    is_index: bool,
    is_optional: bool,
    operator_at: Position,
    /// Place of the expression as mistakes tell it.
    at: Position,
}

/// A chain while it is compiled: the place so far.
struct Chain {
    root: Root,
    steps: Vec<Step>,
    is_constant: bool,
    /// Variable that it begins with, for mistakes.
    variable: Option<(ImmutableString, Position)>,
}

impl Body<'_, '_> {
    /// Reads a chain's value.
    pub fn read_place(&mut self, expression: &Expr, to: Register) -> Result<(), Failure> {
        let (root, parts) = parts(expression);
        let values = self.values(&parts)?;
        let Some(chain) = self.root(root)? else { return Ok(()) };
        let mut optional = Vec::new();
        let chain = self.methods(chain, &parts, &values, Some(to), &mut optional)?;
        if let Some(chain) = chain {
            let site = self.site(chain, None, Position::NONE);
            self.emit(Op::Read { to, site }, expression.position());
        }
        let end = self.here();
        for site in optional {
            self.compiler.end_method(site, end, Some(to));
        }
        Ok(())
    }

    /// Assigns the value in `from` to a chain's place.
    pub fn write_place(
        &mut self,
        expression: &Expr,
        operator: Option<Binary>,
        operator_at: Position,
        from: Register,
    ) -> Result<(), Failure> {
        let (root, parts) = parts(expression);
        let values = self.values(&parts)?;
        let Some(chain) = self.root(root)? else { return Ok(()) };
        if chain.root == Root::This {
            self.emit(Op::CheckThisChanges, root.position());
        }
        let mut optional = Vec::new();
        if let Some(chain) = self.methods(chain, &parts, &values, None, &mut optional)? {
            let site = self.site(chain, operator, operator_at);
            self.emit(Op::Write { from, site }, expression.position());
        }
        let end = self.here();
        for site in optional {
            self.compiler.end_method(site, end, None);
        }
        Ok(())
    }

    /// Compiles a call of a method in function style: `map(list, f)`.
    pub fn method_of(
        &mut self,
        target: &Expr,
        call: &FnCallExpr,
        arguments: &[Expr],
        position: Position,
        to: Register,
    ) -> Result<(), Failure> {
        let first = self.next_register(position);
        self.arguments(arguments)?;
        let Some(chain) = self.root(target)? else { return Ok(()) };
        self.method(chain, call, arguments, first, position, false, to)?;
        Ok(())
    }

    /// Compiles indices and arguments, in their order. Returns the first register of each part's.
    fn values(&mut self, parts: &[Part<'_>]) -> Result<Vec<Register>, Failure> {
        let mut values = Vec::with_capacity(parts.len());
        for part in parts {
            values.push(self.next_register(part.at));
            match part.expression {
                Expr::MethodCall(call, _) if !part.is_index => self.arguments(&call.args)?,
                Expr::Property(..) if !part.is_index => {}
                expression => {
                    let register = self.register(part.at);
                    self.expression(expression, register)?;
                }
            }
        }
        Ok(values)
    }

    /// Finds a chain's root. `None` if it is a variable that does not exist, which the instruction tells.
    fn root(&mut self, root: &Expr) -> Result<Option<Chain>, Failure> {
        let position = root.position();
        let mut chain = Chain { root: Root::This, steps: Vec::new(), is_constant: false, variable: None };
        match root {
            Expr::ThisPtr(_) => {
                // Told if there is no such value.
                self.emit(Op::CheckThis, position);
                return Ok(Some(chain));
            }
            Expr::Variable(variable, ..) if variable.2.is_empty() => match self.find(&variable.1) {
                Found::Variable(root, is_constant) => {
                    chain.root = root;
                    chain.is_constant = is_constant;
                    chain.variable = Some((variable.1.clone(), position));
                    return Ok(Some(chain));
                }
                Found::Global(global) => {
                    let name = self.name(&variable.1, position);
                    self.emit(Op::CheckGlobal { global, name }, position);
                    chain.root = Root::Global(global);
                    chain.variable = Some((variable.1.clone(), position));
                    return Ok(Some(chain));
                }
                Found::Nothing => {
                    self.fail(Told::VariableNotFound, &variable.1, position);
                    return Ok(None);
                }
                Found::Constant(_) | Found::Function => {
                    chain.is_constant = true;
                    chain.variable = Some((variable.1.clone(), position));
                }
            },
            _ => {}
        }
        let register = self.register(position);
        self.expression(root, register)?;
        chain.root = Root::Register(register);
        Ok(Some(chain))
    }

    /// Compiles the methods of a chain. Returns the place behind the last one; `None` if the chain ends with it.
    fn methods(
        &mut self,
        mut chain: Chain,
        parts: &[Part<'_>],
        values: &[Register],
        to: Option<Register>,
        optional: &mut Vec<u32>,
    ) -> Result<Option<Chain>, Failure> {
        for (number, (part, value)) in parts.iter().zip(values).enumerate() {
            let is_last = number + 1 == parts.len();
            match part.expression {
                Expr::MethodCall(call, position) if !part.is_index => {
                    let result = match to {
                        Some(to) => to,
                        None => self.register(*position),
                    };
                    // What comes behind needs a register that the next result does not take first.
                    let result = if is_last { result } else { self.register(*position) };
                    let site =
                        self.method(chain, call, &call.args, *value, *position, part.is_optional, result)?;
                    optional.push(site);
                    if is_last {
                        return Ok(None);
                    }
                    chain = Chain {
                        root: Root::Register(result),
                        steps: Vec::new(),
                        is_constant: false,
                        variable: None,
                    };
                }
                Expr::Property(names, position) if !part.is_index => {
                    let getter = self.compiler.native(&names.0.0, 1);
                    let setter = self.compiler.native(&names.1.0, 2);
                    chain.steps.push(Step::Property {
                        name: names.2.clone(),
                        getter,
                        setter,
                        is_optional: part.is_optional,
                        at: *position,
                        operator_at: part.operator_at,
                    });
                }
                _ => {
                    chain.steps.push(Step::Index {
                        register: *value,
                        is_optional: part.is_optional,
                        is_computed: !is_below_zero(part.expression),
                        at: part.at,
                        operator_at: part.operator_at,
                    });
                }
            }
        }
        Ok(Some(chain))
    }

    /// Adds a method call. Returns its site.
    #[allow(clippy::too_many_arguments)]
    fn method(
        &mut self,
        chain: Chain,
        call: &FnCallExpr,
        arguments: &[Expr],
        first: Register,
        position: Position,
        is_optional: bool,
        to: Register,
    ) -> Result<u32, Failure> {
        let count = arguments.len();
        let key = (call.name.clone(), count);
        let kind = match (call.name.as_str(), count) {
            ("call", _) => MethodKind::Call,
            ("curry", _) => MethodKind::Curry,
            ("is_shared", 0) => MethodKind::IsShared,
            ("call_item", _) if self.script.is_prelude => MethodKind::CallItem,
            ("call_each", _) if self.script.is_prelude => MethodKind::CallEach,
            ("call_fold", _) if self.script.is_prelude => MethodKind::CallFold,
            ("call_pair", _) if self.script.is_prelude => MethodKind::CallPair,
            ("call_entry", _) if self.script.is_prelude => MethodKind::CallEntry,
            _ => MethodKind::Plain,
        };
        let (prelude, entry) = self.compiler.prelude(&call.name, count)?;
        let native = self.compiler.native(&call.name, count + 1);
        let count = self.short(count, position);
        let site = MethodSite {
            name: call.name.clone(),
            kind,
            native,
            place: Place { root: chain.root, steps: chain.steps },
            arguments: first,
            count,
            is_optional,
            is_constant: chain.is_constant,
            script: self.script.functions.get(&key).copied(),
            typed: self.script.typed.get(&key).cloned().unwrap_or_default(),
            prelude,
            entry,
            first_argument_at: arguments.first().map_or(Position::NONE, Expr::position),
            end: 0,
            end_to: to,
        };
        self.compiler.program.methods.push(site);
        let site = index(self.compiler.program.methods.len() - 1);
        self.emit(Op::Method { to, site }, position);
        Ok(site)
    }

    /// Adds the site of a read or a write. Returns its number.
    fn site(&mut self, chain: Chain, operator: Option<Binary>, operator_at: Position) -> u32 {
        self.compiler.program.places.push(PlaceSite {
            place: Place { root: chain.root, steps: chain.steps },
            operator,
            operator_at,
            variable: chain.variable,
            is_constant: chain.is_constant,
        });
        index(self.compiler.program.places.len() - 1)
    }
}

/// True for an index that is written with a minus before it, and so counts from the end on purpose: `-1`, `-i`, `-i - 1`.
fn is_below_zero(index: &Expr) -> bool {
    match index {
        Expr::IntegerConstant(value, _) => *value < 0,
        Expr::FnCall(call, _) if call.op_token.is_some() && call.name == "-" => match &call.args[..] {
            [_] => true,
            [left, _] => is_below_zero(left),
            _ => false,
        },
        _ => false,
    }
}

/// Splits a chain into its root and its parts.
fn parts(expression: &Expr) -> (&Expr, Vec<Part<'_>>) {
    let mut parts = Vec::new();
    let (mut parent, BinaryExpr { lhs: root, rhs }) = match expression {
        Expr::Dot(sides, ..) | Expr::Index(sides, ..) => (expression, &**sides),
        other => return (other, parts),
    };
    let mut rest = rhs;
    loop {
        let flags = parent.options();
        let mut part = Part {
            expression: rest,
            is_index: matches!(parent, Expr::Index(..)),
            is_optional: flags.intersects(ASTFlags::NEGATED),
            operator_at: parent.position(),
            at: rest.start_position(),
        };
        match rest {
            Expr::Dot(sides, ..) | Expr::Index(sides, ..) if !flags.intersects(ASTFlags::BREAK) => {
                part.expression = &sides.lhs;
                part.at = sides.lhs.start_position();
                parts.push(part);
                parent = rest;
                rest = &sides.rhs;
            }
            _ => {
                parts.push(part);
                return (root, parts);
            }
        }
    }
}
