//! Where one writes. The browser's own field, which eframe keeps the keyboard on, has nothing of the text in it: so
//! what the caret comes to is announced.

use accesskit::NodeId;

use crate::speech::Announcement;
use crate::tree::Tree;

/// The caret in the field that has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caret {
    field: NodeId,
    /// What stands in the field.
    text: String,
    /// The row, and what stands in it.
    row: NodeId,
    row_text: String,
    /// Characters from the row's beginning.
    column: usize,
}

impl Caret {
    /// The caret of `tree`; `None` where the focus is not in a text.
    pub fn find(tree: &Tree) -> Option<Self> {
        let field = tree.focus?;
        let node = tree.nodes.get(&field)?;
        let place = node.text_selection()?.focus;
        let row_text = tree.nodes.get(&place.node)?.value()?.to_owned();
        let text = node.value().unwrap_or_default().to_owned();
        Some(Self { field, text, row: place.node, row_text, column: place.character_index })
    }

    /// What is said of a caret that was at `before`: the row it has come to, or the character it is at now. Nothing
    /// while one writes: a screen reader says the keys.
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
