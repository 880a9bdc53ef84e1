//! Compiles a script's tree, as Rhai's parser made it, to instructions.
//!
//! Variables are found here, once: each is a register of its function's frame, or a cell if a closure or a function
//! uses it as well.

mod body;
mod calls;
mod calm;
mod compiler;
mod expressions;
mod loops;
mod modules;
mod places;
mod script;
mod statements;
mod tree;

use rhai::AST;

use self::compiler::Compiler;
pub(crate) use self::compiler::{Failure, Surroundings};
#[cfg(test)]
pub(super) use self::tree::walk;
use super::program::Program;

/// Compiles a script.
///
/// # Errors
/// A form that no program can have, with its place; errors of a module's text.
pub(crate) fn compile(ast: &AST, around: &Surroundings<'_>) -> Result<Program, Failure> {
    let mut compiler = Compiler::new(around);
    // The main script is the first function.
    let main = compiler.script(ast, None)?;
    debug_assert_eq!(main, 0);
    Ok(compiler.program)
}
