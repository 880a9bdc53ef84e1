//! What a screen reader says on its own: texts marked as live that have changed.

use std::collections::HashMap;

use accesskit::{Live, Node, NodeId, Role};

use crate::tree::Tree;

/// A sentence to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// What to say.
    pub text: String,
    /// Whether to break off what is being said.
    pub is_urgent: bool,
}

/// What live texts said the last time.
///
/// A page's element only speaks when it was there before its text came; in egui a text comes together with its
/// node. So the page has one element for all announcements.
#[derive(Debug, Default)]
pub(crate) struct Speech {
    /// `None` before the first tree: what is there from the start is read, not announced.
    said: Option<HashMap<NodeId, String>>,
}

impl Speech {
    /// What is new in `tree`.
    pub fn listen(&mut self, tree: &Tree) -> Vec<Announcement> {
        let mut now = HashMap::new();
        let mut news = Vec::new();
        // The live node that the walk is in: its text is that of all in it.
        let mut open: Option<(NodeId, bool, usize, String)> = None;
        let mut done = |open: Option<(NodeId, bool, usize, String)>| {
            let Some((id, is_urgent, _, text)) = open.filter(|(.., text)| !text.is_empty()) else { return };
            let is_new = self.said.as_ref().is_some_and(|said| said.get(&id) != Some(&text));
            if is_new {
                news.push(Announcement { text: text.clone(), is_urgent });
            }
            now.insert(id, text);
        };
        tree.walk(|id, node, depth| {
            if open.as_ref().is_some_and(|(_, _, from, _)| depth <= *from) {
                done(open.take());
            }
            if open.is_none()
                && let Some(is_urgent) = announced(node)
            {
                open = Some((id, is_urgent, depth, String::new()));
            }
            if let Some((_, _, _, text)) = &mut open
                && let Some(said) = tree.name(node)
            {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&said);
            }
        });
        done(open);
        self.said = Some(now);
        news
    }
}

/// Whether a node's text is announced, and whether urgently.
fn announced(node: &Node) -> Option<bool> {
    match (node.role(), node.live()) {
        // The browser does these itself.
        (Role::Log | Role::Alert, _) | (_, Some(Live::Off)) => None,
        (_, Some(Live::Assertive)) => Some(true),
        (_, Some(Live::Polite)) | (Role::Status, None) => Some(false),
        _ => None,
    }
}
