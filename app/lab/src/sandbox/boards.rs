//! Finds the boards that a script names, so that they are connected before its first line runs.
//!
//! A board takes seconds to answer: an Arduino restarts when its port is opened. A script's time begins when its
//! boards are ready, so that `now`, inputs and the end of a run mean the same on every board.

use rhai::{AST, ASTNode, Expr, Position, Stmt};

use crate::api;
use digilab_devices::board::BoardFamily;

/// Returns the boards that `ast` requests, each once, with the place of its first request.
pub(super) fn named_in(ast: &AST) -> Vec<(BoardFamily, Position)> {
    let mut named: Vec<(BoardFamily, Position)> = Vec::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        let call = match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, position))) => Some((call, position)),
            Some(ASTNode::Stmt(Stmt::FnCall(call, position))) => Some((call, position)),
            _ => None,
        };
        let wanted = call.filter(|(call, _)| call.args.is_empty()).and_then(|(call, position)| {
            let (_, want) = api::constructors().find(|(name, _)| *name == call.name)?;
            Some((want, *position))
        });
        if let Some((want, position)) = wanted
            && named.iter().all(|(already, _)| *already != want)
        {
            named.push((want, position));
        }
        true
    });
    named
}
