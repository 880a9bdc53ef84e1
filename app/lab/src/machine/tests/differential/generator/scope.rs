//! The variables that a program has declared at a place.

use super::kind::Kind;

#[derive(Clone, Debug)]
struct Variable {
    name: String,
    /// Kind of its value; none if it must not be used.
    kind: Option<Kind>,
    is_constant: bool,
}

/// The variables of a place, innermost last.
#[derive(Debug, Default)]
pub(super) struct Scope(Vec<Variable>);

impl Scope {
    pub(super) fn declare(&mut self, name: &str, kind: Kind) {
        self.0.push(Variable { name: name.to_owned(), kind: Some(kind), is_constant: false });
    }

    pub(super) fn declare_constant(&mut self, name: &str, kind: Kind) {
        self.0.push(Variable { name: name.to_owned(), kind: Some(kind), is_constant: true });
    }

    /// Declares a name whose value must not be used, for example because its kind is unknown.
    pub(super) fn hide(&mut self, name: &str) {
        self.0.push(Variable { name: name.to_owned(), kind: None, is_constant: true });
    }

    /// Returns a mark to leave the scope at.
    pub(super) fn mark(&self) -> usize {
        self.0.len()
    }

    /// Forgets the variables since a mark.
    pub(super) fn leave(&mut self, mark: usize) {
        self.0.truncate(mark);
    }

    /// Returns the names of the variables of a kind.
    pub(super) fn readable(&self, kind: Kind) -> Vec<String> {
        self.names(|variable| variable.kind == Some(kind))
    }

    /// Returns the names of the variables of a kind that may be changed.
    pub(super) fn changeable(&self, kind: Kind) -> Vec<String> {
        self.names(|variable| variable.kind == Some(kind) && !variable.is_constant)
    }

    fn names(&self, is_wanted: impl Fn(&Variable) -> bool) -> Vec<String> {
        let is_shadowed = |at: usize| self.0[at + 1..].iter().any(|later| later.name == self.0[at].name);
        let wanted =
            self.0.iter().enumerate().filter(|(at, variable)| is_wanted(variable) && !is_shadowed(*at));
        wanted.map(|(_, variable)| variable.name.clone()).collect()
    }
}
