//! Announces the caret. The browser's own field, on which eframe keeps the keyboard focus, holds nothing of the
//! text, so a screen reader would not hear where the caret moves.

use accesskit::NodeId;

use crate::speech::Announcement;
use crate::tree::Tree;

/// The caret in the focused field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caret {
    field: NodeId,
    /// The text of the field.
    text: String,
    /// The row's node and its text.
    row: NodeId,
    row_text: String,
    /// Characters from the start of the row.
    column: usize,
}

impl Caret {
    /// Finds the caret of `tree`; `None` if the focus is not in a text.
    pub fn find(tree: &Tree) -> Option<Self> {
        let field = tree.focus?;
        let node = tree.nodes.get(&field)?;
        let place = node.text_selection()?.focus;
        let row_text = tree.nodes.get(&place.node)?.value()?.to_owned();
        let text = node.value().unwrap_or_default().to_owned();
        Some(Self { field, text, row: place.node, row_text, column: place.character_index })
    }

    /// Announces a caret that was at `before`: the row it has moved to, or the character it is at now. Nothing
    /// while the user types: a screen reader speaks the keys.
    pub fn announce(&self, before: &Self) -> Option<Announcement> {
        if self.field != before.field || self.text != before.text {
            return None;
        }
        let text = if self.row != before.row {
            self.row_text.trim_end().to_owned()
        } else if self.column != before.column {
            self.row_text.chars().nth(self.column).filter(|at| !at.is_whitespace())?.to_string()
        } else {
            return None;
        };
        (!text.is_empty()).then_some(Announcement { text, is_urgent: true })
    }
}
