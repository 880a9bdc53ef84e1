//! Loops and `switch`.

use rhai::{Expr, FlowControl, Ident, Position, SwitchCasesCollection};

use super::body::{Body, Loop};
use super::calls::index;
use super::compiler::Failure;
use super::tree::{capture, too_many};
use crate::machine::op::{Binary, Op, Register};
use crate::machine::sites::Switch;

impl Body<'_, '_> {
    pub fn while_loop(&mut self, parts: &FlowControl, to: Option<Register>) -> Result<(), Failure> {
        self.unit_value(to);
        let top = self.here();
        let tick = self.emit(Op::Tick { operations: 0 }, parts.body.position());
        let is_endless = matches!(parts.expr, Expr::Unit(_) | Expr::BoolConstant(true, _));
        let exits = if is_endless { Vec::new() } else { self.jump_unless(&parts.expr)? };
        self.enter_loop(to, self.visible());
        self.block(parts.body.statements(), None)?;
        self.emit(Op::Jump { to: top }, Position::NONE);
        self.price(tick);
        let left = self.loops.pop().unwrap_or_default();
        for jump in left.continues {
            self.aim(jump, top);
        }
        self.land_all(&exits);
        self.land_all(&left.breaks);
        Ok(())
    }

    pub fn do_loop(
        &mut self,
        parts: &FlowControl,
        is_until: bool,
        to: Option<Register>,
    ) -> Result<(), Failure> {
        self.unit_value(to);
        let top = self.here();
        let tick = self.emit(Op::Tick { operations: 0 }, parts.body.position());
        self.enter_loop(to, self.visible());
        self.block(parts.body.statements(), None)?;
        let left = self.loops.pop().unwrap_or_default();
        // In this loop `continue` goes back without a look at the condition.
        for jump in left.continues {
            self.aim(jump, top);
        }
        let before = self.next_register(Position::NONE);
        let condition = self.operand(&parts.expr, true)?;
        self.release(before);
        let position = parts.expr.position();
        let op =
            if is_until { Op::JumpIfNot { condition, to: top } } else { Op::JumpIf { condition, to: top } };
        self.emit(op, position);
        self.price(tick);
        self.land_all(&left.breaks);
        Ok(())
    }

    pub fn for_loop(
        &mut self,
        name: &Ident,
        counter: Option<&Ident>,
        parts: &FlowControl,
        to: Option<Register>,
    ) -> Result<(), Failure> {
        let position = parts.expr.start_position();
        // The iterator's state takes three registers.
        let iterator = self.register(position);
        self.register(position);
        self.register(position);
        self.expression(&parts.expr, iterator)?;
        self.emit(Op::IterateBegin { iterator }, position);
        let count = counter.map(|_| {
            let count = self.register(position);
            self.emit(Op::Int { to: count, value: -1 }, position);
            count
        });
        self.unit_value(to);
        let (mark, visible) = (self.mark(), self.visible());
        let item = self.register(position);
        let top = self.here();
        let tick = self.emit(Op::Tick { operations: 0 }, parts.body.position());
        // With an item, the jump behind is left out.
        self.emit(Op::IterateNext { iterator, to: item }, parts.expr.position());
        let exit = self.emit(Op::Jump { to: 0 }, Position::NONE);
        if let (Some(counter), Some(count)) = (counter, count) {
            self.emit(Op::AssignInt { operator: Binary::Add, root: count, right: 1 }, name.pos);
            let shown = self.register(position);
            self.emit(Op::Copy { to: shown, from: count }, position);
            self.define(&counter.name, shown, false, counter.pos);
        }
        self.define(&name.name, item, false, name.pos);
        self.enter_loop(to, visible);
        self.block(parts.body.statements(), None)?;
        self.leave(&mark);
        self.emit(Op::Jump { to: top }, Position::NONE);
        self.price(tick);
        let left = self.loops.pop().unwrap_or_default();
        for jump in left.continues {
            self.aim(jump, top);
        }
        self.land(exit);
        self.land_all(&left.breaks);
        Ok(())
    }

    fn unit_value(&mut self, to: Option<Register>) {
        if let Some(to) = to {
            self.emit(Op::Unit { to }, Position::NONE);
        }
    }

    fn enter_loop(&mut self, value: Option<Register>, visible: usize) {
        self.loops.push(Loop { value, tries: self.tries, visible, ..Loop::default() });
    }

    /// Sets what a round of a loop costs: the number of its instructions.
    fn price(&mut self, tick: usize) {
        let operations = self.here().saturating_sub(index(tick));
        self.set_operations(tick, operations);
    }

    pub fn leave_loop(
        &mut self,
        value: Option<&Expr>,
        is_break: bool,
        position: Position,
    ) -> Result<(), Failure> {
        let around = self.loops.last().map(|around| (around.value, around.tries, around.visible));
        let Some((to, tries, visible)) = around else { return Err(too_many(position)) };
        if let Some(value) = value {
            let to = self.target(to, position);
            self.expression(value, to)?;
        }
        for _ in tries..self.tries {
            self.emit(Op::EndTry, position);
        }
        self.hide(visible);
        let jump = self.emit(Op::Jump { to: 0 }, position);
        if let Some(around) = self.loops.last_mut() {
            if is_break { around.breaks.push(jump) } else { around.continues.push(jump) }
        }
        Ok(())
    }

    pub fn switch(
        &mut self,
        value: &Expr,
        cases: &SwitchCasesCollection,
        to: Option<Register>,
    ) -> Result<(), Failure> {
        let register = self.register(value.position());
        self.expression(value, register)?;
        let number = self.compiler.program.switches.len();
        self.compiler.program.switches.push(Switch::default());
        // A value that no arm has goes on behind this instruction.
        self.emit(Op::Switch { value: register, site: index(number) }, value.position());
        let mut ends = Vec::new();
        self.unit_value(to);
        ends.push(self.emit(Op::Jump { to: 0 }, Position::NONE));
        let mut table = Switch {
            by_hash: cases.cases.iter().map(|(hash, list)| (*hash, list.blocks.to_vec())).collect(),
            ranges: cases.ranges.iter().map(|range| (range.clone(), range.index())).collect(),
            default: cases.def_case,
            arms: Vec::new(),
        };
        for arm in &cases.expressions {
            table.arms.push(self.here());
            if !matches!(arm.lhs, Expr::BoolConstant(true, _)) {
                // A condition that is false hands the value on to the arms behind.
                let unmet = self.jump_unless(&arm.lhs)?;
                let met = self.emit(Op::Jump { to: 0 }, Position::NONE);
                self.land_all(&unmet);
                self.emit(Op::NextArm { value: register, site: index(number) }, Position::NONE);
                self.unit_value(to);
                ends.push(self.emit(Op::Jump { to: 0 }, Position::NONE));
                self.land(met);
            }
            match (&arm.rhs, to) {
                (Expr::Stmt(block), to) if capture(block.statements()).is_none() => {
                    self.block(block.statements(), to)?;
                }
                (value, to) => {
                    let to = self.target(to, value.position());
                    self.expression(value, to)?;
                }
            }
            ends.push(self.emit(Op::Jump { to: 0 }, Position::NONE));
        }
        self.land_all(&ends);
        if let Some(place) = self.compiler.program.switches.get_mut(number) {
            *place = table;
        }
        Ok(())
    }
}
