//! Statements.

use rhai::{ASTFlags, Expr, FlowControl, ImmutableString, OpAssignment, Position, Stmt};

use super::body::{Body, Found};
use super::compiler::Failure;
use super::tree::{capture, too_many};
use crate::machine::op::{Binary, Failure as Told, Op, Register};
use crate::machine::sites::Root;

impl Body<'_, '_> {
    /// Compiles statements in the present scope; `to` receives the last one's value.
    pub fn statements(
        &mut self,
        statements: &[Stmt],
        to: Option<Register>,
        traced: bool,
    ) -> Result<(), Failure> {
        let Some((last, others)) = statements.split_last() else {
            self.unit(to);
            return Ok(());
        };
        for statement in others {
            self.statement(statement, None, traced)?;
        }
        self.statement(last, to, traced)
    }

    /// Compiles a block with a scope of its own.
    pub fn block(&mut self, statements: &[Stmt], to: Option<Register>) -> Result<(), Failure> {
        let traced = self.script.calm.contains(statements);
        let mark = self.mark();
        self.statements(statements, to, traced)?;
        self.leave(&mark);
        Ok(())
    }

    fn unit(&mut self, to: Option<Register>) {
        if let Some(to) = to {
            self.emit(Op::Unit { to }, Position::NONE);
        }
    }

    fn statement(&mut self, statement: &Stmt, to: Option<Register>, traced: bool) -> Result<(), Failure> {
        if traced && !statement.is_noop() && !self.script.is_prelude {
            self.line(statement.position());
        }
        let before = self.next_register(statement.position());
        match statement {
            Stmt::Noop(_) | Stmt::Share(_) => self.unit(to),
            Stmt::Expr(expression) => self.value_or_effect(expression, to)?,
            Stmt::FnCall(call, position) => {
                let to = self.target(to, *position);
                self.call(call, *position, to)?;
            }
            Stmt::Block(block) => self.block(block.statements(), to)?,
            Stmt::Var(definition, flags, position) => {
                let (name, value, _) = &**definition;
                let register = self.register(*position);
                self.expression(value, register)?;
                // What was needed on the way is free again; the variable stays.
                self.release(register + 1);
                self.define(&name.name, register, flags.intersects(ASTFlags::CONSTANT), *position);
                self.unit(to);
                return Ok(());
            }
            Stmt::Assignment(assignment) => {
                let (operator, sides) = &**assignment;
                self.assignment(operator, &sides.lhs, &sides.rhs)?;
                self.unit(to);
            }
            Stmt::If(parts, _) => self.condition(parts, to)?,
            Stmt::Switch(parts, _) => self.switch(&parts.0, &parts.1, to)?,
            Stmt::While(parts, _) => self.while_loop(parts, to)?,
            Stmt::Do(parts, flags, _) => {
                self.do_loop(parts, flags.intersects(ASTFlags::NEGATED), to)?;
            }
            Stmt::For(parts, _) => self.for_loop(&parts.0, parts.1.as_ref(), &parts.2, to)?,
            Stmt::BreakLoop(value, flags, position) => {
                self.leave_loop(value.as_deref(), flags.intersects(ASTFlags::BREAK), *position)?;
            }
            Stmt::TryCatch(parts, _) => self.try_catch(parts, to)?,
            Stmt::Return(value, flags, position) => {
                let register = self.register(*position);
                match value {
                    Some(value) => self.expression(value, register)?,
                    None => self.unit(Some(register)),
                }
                let op = if flags.intersects(ASTFlags::BREAK) {
                    Op::Throw { from: register }
                } else {
                    Op::Return { from: register }
                };
                self.emit(op, *position);
            }
            Stmt::Import(parts, position) => self.import(&parts.0, &parts.1, *position)?,
            // What a module shows is found when it is compiled.
            Stmt::Export(..) => self.unit(to),
            _ => return Err(too_many(statement.position())),
        }
        self.release(before);
        Ok(())
    }

    /// Returns `to`, or a register for a value that nobody needs.
    pub fn target(&mut self, to: Option<Register>, position: Position) -> Register {
        to.unwrap_or_else(|| self.register(position))
    }

    fn value_or_effect(&mut self, expression: &Expr, to: Option<Register>) -> Result<(), Failure> {
        match (expression, to) {
            (Expr::Stmt(block), to) if capture(block.statements()).is_none() => {
                self.block(block.statements(), to)
            }
            _ => {
                let to = self.target(to, expression.position());
                self.expression(expression, to)
            }
        }
    }

    fn condition(&mut self, parts: &FlowControl, to: Option<Register>) -> Result<(), Failure> {
        let otherwise = self.jump_unless(&parts.expr)?;
        self.block(parts.body.statements(), to)?;
        if parts.branch.is_empty() && to.is_none() {
            self.land_all(&otherwise);
            return Ok(());
        }
        let end = self.emit(Op::Jump { to: 0 }, Position::NONE);
        self.land_all(&otherwise);
        self.block(parts.branch.statements(), to)?;
        self.land(end);
        Ok(())
    }

    /// Sets the target of all these jumps to the next instruction.
    pub fn land_all(&mut self, jumps: &[usize]) {
        for jump in jumps {
            self.land(*jump);
        }
    }

    /// Compiles a condition. Returns the jumps that are made if it is false.
    pub fn jump_unless(&mut self, condition: &Expr) -> Result<Vec<usize>, Failure> {
        let before = self.next_register(condition.position());
        let mut jumps = Vec::new();
        if let Expr::And(parts, _) = condition {
            for part in parts.iter() {
                jumps.extend(self.jump_unless(part)?);
            }
            return Ok(jumps);
        }
        let value = self.operand(condition, true)?;
        self.release(before);
        let position = condition.position();
        jumps.push(self.emit(Op::JumpIfNot { condition: value, to: 0 }, position));
        Ok(jumps)
    }

    fn assignment(&mut self, operator: &OpAssignment, left: &Expr, right: &Expr) -> Result<(), Failure> {
        let binary = operator.get_op_assignment_info().and_then(|(.., name)| Binary::named(name));
        let position = operator.position();
        match left {
            Expr::Variable(variable, ..) if variable.2.is_empty() => {
                self.assign_variable(&variable.1, binary, right, left.position(), position)
            }
            Expr::ThisPtr(_) => {
                self.emit(Op::CheckThis, left.position());
                let from = self.operand(right, true)?;
                self.emit(Op::CheckThisChanges, left.position());
                self.emit(
                    match binary {
                        None => Op::StoreThis { from },
                        Some(operator) => Op::AssignThis { operator, from },
                    },
                    if binary.is_some() { position } else { left.position() },
                );
                Ok(())
            }
            Expr::Variable(variable, ..) => {
                let value = self.register(position);
                self.expression(right, value)?;
                self.fail(Told::AssignToConstant, &variable.1, left.position());
                Ok(())
            }
            _ => {
                let value = self.register(position);
                self.expression(right, value)?;
                self.write_place(left, binary, position, value)
            }
        }
    }

    fn assign_variable(
        &mut self,
        name: &ImmutableString,
        binary: Option<Binary>,
        right: &Expr,
        name_at: Position,
        operator_at: Position,
    ) -> Result<(), Failure> {
        match (self.find(name), binary) {
            (Found::Variable(_, true) | Found::Constant(_) | Found::Function, _) => {
                let value = self.register(name_at);
                self.expression(right, value)?;
                self.fail(Told::AssignToConstant, name, name_at);
            }
            (Found::Nothing, _) => {
                let value = self.register(name_at);
                self.expression(right, value)?;
                self.fail(Told::VariableNotFound, name, name_at);
            }
            (Found::Variable(Root::Register(to), _), None) => {
                // Written in place only if the value does not read the variable half-way.
                if is_simple(right) {
                    self.expression(right, to)?;
                } else {
                    let value = self.register(name_at);
                    self.expression(right, value)?;
                    self.emit(Op::Move { to, from: value }, name_at);
                }
            }
            (Found::Variable(Root::Register(root), _), Some(operator)) => {
                if let Expr::IntegerConstant(value, _) = right
                    && let Ok(right) = i16::try_from(*value)
                {
                    self.emit(Op::AssignInt { operator, root, right }, operator_at);
                    return Ok(());
                }
                let from = self.operand(right, true)?;
                self.emit(Op::Assign { operator, root, from }, operator_at);
            }
            (Found::Variable(Root::Cell(cell), _), None) => {
                let from = self.operand(right, true)?;
                self.check_captured(cell, name, name_at);
                self.emit(Op::StoreCell { cell, from }, name_at);
            }
            (Found::Variable(Root::Cell(cell), _), Some(operator)) => {
                let from = self.operand(right, true)?;
                self.check_captured(cell, name, name_at);
                self.emit(Op::AssignCell { operator, cell, from }, operator_at);
            }
            (Found::Global(global), None) => {
                let from = self.operand(right, true)?;
                let name = self.name(name, name_at);
                self.emit(Op::CheckGlobalChanges { global, name }, name_at);
                self.emit(Op::StoreGlobal { global, from, name }, name_at);
            }
            (Found::Global(global), Some(operator)) => {
                let from = self.operand(right, true)?;
                let name = self.name(name, name_at);
                self.emit(Op::CheckGlobalChanges { global, name }, name_at);
                self.emit(Op::AssignGlobal { operator, global, from }, operator_at);
            }
            (Found::Variable(Root::Global(_) | Root::This, _), _) => {}
        }
        Ok(())
    }

    /// Lets an assignment to a captured variable fail if that is a constant.
    fn check_captured(&mut self, cell: u16, name: &ImmutableString, position: Position) {
        if self.is_captured(cell) {
            let name = self.name(name, position);
            self.emit(Op::CheckCellChanges { cell, name }, position);
        }
    }

    fn try_catch(&mut self, parts: &FlowControl, to: Option<Register>) -> Result<(), Failure> {
        let error = self.register(Position::NONE);
        let begin = self.emit(Op::Try { error, catch: 0 }, Position::NONE);
        self.tries += 1;
        let bound = self.bound();
        self.block(parts.body.statements(), to)?;
        self.tries -= 1;
        self.emit(Op::EndTry, Position::NONE);
        let end = self.emit(Op::Jump { to: 0 }, Position::NONE);
        // The handler catches nothing itself, but knows the mistake that `throw;` throws again.
        self.land(begin);
        self.show_again(bound);
        self.tries += 1;
        let mark = self.mark();
        if let Expr::Variable(variable, ..) = &parts.expr {
            let value = self.register(Position::NONE);
            self.emit(Op::Move { to: value, from: error }, Position::NONE);
            self.define(&variable.1, value, false, Position::NONE);
        }
        self.block(parts.branch.statements(), None)?;
        self.leave(&mark);
        self.tries -= 1;
        self.emit(Op::EndTry, Position::NONE);
        self.unit(to);
        self.land(end);
        Ok(())
    }
}

/// True for an expression that does nothing but compute a value.
pub(super) fn is_simple(expression: &Expr) -> bool {
    match expression {
        Expr::FnCall(call, _) => call.op_token.is_some() && call.args.iter().all(is_simple),
        Expr::Variable(..)
        | Expr::ThisPtr(_)
        | Expr::BoolConstant(..)
        | Expr::IntegerConstant(..)
        | Expr::FloatConstant(..)
        | Expr::CharConstant(..)
        | Expr::StringConstant(..)
        | Expr::DynamicConstant(..)
        | Expr::Unit(_) => true,
        _ => false,
    }
}
