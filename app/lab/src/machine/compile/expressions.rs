//! Expressions.

use rhai::{Dynamic, Expr, FnCallExpr, FnPtr, ImmutableString, Position, Token};

use super::body::{Body, Found};
use super::compiler::Failure;
use super::statements::is_simple;
use super::tree::{capture, too_many};
use crate::machine::op::{Binary, Failure as Told, Op, Register};
use crate::machine::sites::{CaptureSite, Root};

/// Number of items of a list that are computed before they are put into it.
const CHUNK: usize = 64;

impl Body<'_, '_> {
    /// Compiles an expression. Returns the register that holds its value: a variable's own, or a new one.
    ///
    /// # Arguments
    /// - `is_last`: true if nothing is evaluated before the value is used, so that a variable cannot change meanwhile.
    pub fn operand(&mut self, expression: &Expr, is_last: bool) -> Result<Register, Failure> {
        if is_last
            && let Expr::Variable(variable, ..) = expression
            && variable.2.is_empty()
            && let Found::Variable(Root::Register(register), _) = self.find(&variable.1)
        {
            return Ok(register);
        }
        let to = self.register(expression.position());
        self.expression(expression, to)?;
        Ok(to)
    }

    /// Compiles an expression whose value goes to `to`.
    pub fn expression(&mut self, expression: &Expr, to: Register) -> Result<(), Failure> {
        let before = self.next_register(expression.position());
        let position = expression.position();
        match expression {
            Expr::Unit(_) => {
                self.emit(Op::Unit { to }, position);
            }
            Expr::IntegerConstant(value, _) => match i32::try_from(*value) {
                Ok(value) => {
                    self.emit(Op::Int { to, value }, position);
                }
                Err(_) => self.constant(Dynamic::from(*value), to, position),
            },
            Expr::BoolConstant(value, _) => self.constant(Dynamic::from(*value), to, position),
            Expr::FloatConstant(value, _) => self.constant(Dynamic::from(**value), to, position),
            Expr::CharConstant(value, _) => {
                let letter = self.compiler.around.dialect.letter(*value);
                self.constant(letter, to, position);
            }
            Expr::StringConstant(value, _) => self.constant(value.clone().into(), to, position),
            Expr::DynamicConstant(value, _) => self.constant((**value).clone(), to, position),
            Expr::Variable(variable, ..) if variable.2.is_empty() => {
                self.load(&variable.1, to, position);
            }
            Expr::Variable(variable, ..) => self.load_qualified(&variable.2, &variable.1, to)?,
            Expr::ThisPtr(_) => {
                self.emit(Op::LoadThis { to }, position);
            }
            Expr::FnCall(call, at) => self.call(call, *at, to)?,
            Expr::Stmt(block) => match capture(block.statements()) {
                Some((pointer, variables)) => self.closure(pointer, variables, to, position),
                None => self.block(block.statements(), Some(to))?,
            },
            Expr::InterpolatedString(parts, _) => {
                let first = self.next_register(position);
                let is_fixed = |part: &Expr| matches!(part, Expr::StringConstant(..));
                let last = parts.iter().rposition(|part| !is_fixed(part)).unwrap_or(0);
                for (index, part) in parts.iter().enumerate() {
                    let register = self.register(position);
                    self.expression(part, register)?;
                    // A value is what it is now, whatever the parts behind it do.
                    if index < last && !is_fixed(part) {
                        self.emit(Op::Text { to: register, first: register, count: 1 }, part.position());
                    }
                }
                let count = self.short(parts.len(), position);
                let at = parts.first().map_or(position, Expr::position);
                self.emit(Op::Text { to, first, count }, at);
            }
            Expr::Array(items, _) => self.list(items, to, position)?,
            Expr::Map(parts, _) => {
                let first = self.next_register(position);
                let mut names = Vec::with_capacity(parts.0.len());
                for (name, value) in &parts.0 {
                    names.push(name.name.clone());
                    let register = self.register(position);
                    self.expression(value, register)?;
                }
                self.compiler.program.maps.push(names);
                let keys = self.short(self.compiler.program.maps.len() - 1, position);
                self.emit(Op::Map { to, first, keys }, position);
            }
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                let is_and = matches!(expression, Expr::And(..));
                let mut ends = Vec::new();
                for (index, part) in parts.iter().enumerate() {
                    self.expression(part, to)?;
                    let at = part.position();
                    if index + 1 == parts.len() {
                        self.emit(Op::CheckBool { value: to }, at);
                    } else if is_and {
                        ends.push(self.emit(Op::JumpIfNot { condition: to, to: 0 }, at));
                    } else {
                        ends.push(self.emit(Op::JumpIf { condition: to, to: 0 }, at));
                    }
                }
                self.land_all(&ends);
            }
            Expr::Coalesce(parts, _) => {
                let mut ends = Vec::new();
                for (index, part) in parts.iter().enumerate() {
                    self.expression(part, to)?;
                    if index + 1 < parts.len() {
                        ends.push(self.emit(Op::JumpIfNotUnit { value: to, to: 0 }, part.position()));
                    }
                }
                self.land_all(&ends);
            }
            Expr::Dot(..) | Expr::Index(..) => self.read_place(expression, to)?,
            Expr::Property(..) | Expr::MethodCall(..) => {
                return Err(too_many(position));
            }
            _ => return Err(too_many(position)),
        }
        self.release(before);
        Ok(())
    }

    /// Adds a constant.
    pub fn constant(&mut self, value: Dynamic, to: Register, position: Position) {
        let constants = &mut self.compiler.program.constants;
        constants.push(value);
        let constant = u32::try_from(constants.len() - 1).unwrap_or(u32::MAX);
        self.emit(Op::Constant { to, constant }, position);
    }

    /// Reads a variable.
    fn load(&mut self, name: &ImmutableString, to: Register, position: Position) {
        match self.find(name) {
            Found::Variable(Root::Register(from), _) => {
                if from != to {
                    self.emit(Op::Copy { to, from }, position);
                }
            }
            Found::Variable(Root::Cell(cell), _) => {
                self.emit(Op::LoadCell { to, cell }, position);
            }
            Found::Variable(..) => {}
            Found::Global(global) => {
                let name = self.name(name, position);
                self.emit(Op::LoadGlobal { to, global, name }, position);
            }
            Found::Constant(value) => self.constant(value, to, position),
            Found::Function => match rhai::FnPtr::new(name.clone()) {
                Ok(pointer) => self.constant(Dynamic::from(pointer), to, position),
                Err(_) => self.fail(Told::VariableNotFound, name, position),
            },
            Found::Nothing => self.fail(Told::VariableNotFound, name, position),
        }
    }

    fn closure(&mut self, pointer: FnPtr, variables: &[Expr], to: Register, position: Position) {
        let captured = variables
            .iter()
            .filter_map(|variable| match variable {
                Expr::Variable(variable, _, at) => Some(self.captured(&variable.1, *at)),
                _ => None,
            })
            .collect();
        self.compiler.program.captures.push(CaptureSite { pointer, captured });
        let site = u32::try_from(self.compiler.program.captures.len() - 1).unwrap_or(u32::MAX);
        self.emit(Op::Closure { to, site }, position);
    }

    fn list(&mut self, items: &[Expr], to: Register, position: Position) -> Result<(), Failure> {
        let mut chunks = items.chunks(CHUNK);
        let begin = chunks.next().unwrap_or_default();
        let first = self.next_register(position);
        let count = self.items(begin, position)?;
        // A list that is built in parts grows in a register of its own: an item may use the variable in `to`.
        if items.len() <= CHUNK {
            self.emit(Op::Array { to, first, count }, position);
            return Ok(());
        }
        self.release(first);
        let list = self.register(position);
        // The first chunk was computed from `list` on; the list takes its place when all of it is read.
        self.emit(Op::Array { to: list, first, count }, position);
        for chunk in chunks {
            let first = self.next_register(position);
            let count = self.items(chunk, position)?;
            self.emit(Op::Extend { to: list, first, count }, position);
            self.release(first);
        }
        self.emit(Op::Move { to, from: list }, position);
        Ok(())
    }

    fn items(&mut self, items: &[Expr], position: Position) -> Result<u16, Failure> {
        for item in items {
            let register = self.register(position);
            self.expression(item, register)?;
        }
        Ok(self.short(items.len(), position))
    }

    /// Compiles an operator. Returns false if the call is none.
    pub fn operator(&mut self, call: &FnCallExpr, position: Position, to: Register) -> Result<bool, Failure> {
        let Some(token) = &call.op_token else { return Ok(false) };
        match &call.args[..] {
            [left, right] => {
                let Some(operator) = Binary::named(&call.name) else { return Ok(false) };
                let left = self.operand(left, is_simple(right))?;
                if let Expr::IntegerConstant(value, _) = right
                    && let Ok(right) = i16::try_from(*value)
                {
                    self.emit(Op::BinaryInt { operator, to, left, right }, position);
                    return Ok(true);
                }
                let right = self.operand(right, true)?;
                self.emit(Op::Binary { operator, to, left, right }, position);
                Ok(true)
            }
            [value] => {
                let op = match token {
                    Token::Bang => |to, from| Op::Not { to, from },
                    Token::Minus | Token::UnaryMinus => |to, from| Op::Negate { to, from },
                    _ => return Ok(false),
                };
                let from = self.operand(value, true)?;
                self.emit(op(to, from), position);
                Ok(true)
            }
            _ => Ok(false),
        }
    }
}
