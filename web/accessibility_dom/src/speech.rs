//! Screen reader announcements: changed texts of live regions.

use std::collections::HashMap;

use accesskit::{Live, Node, NodeId, Role};

use crate::tree::Tree;

/// A sentence to speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The text.
    pub text: String,
    /// True to interrupt the present speech.
    pub is_urgent: bool,
}

/// The last texts of live regions.
///
/// An element of the page is only spoken if it was there before its text; in egui a text comes together with its
/// node. So the page has one element for all announcements.
#[derive(Debug, Default)]
pub(crate) struct Speech {
    /// `None` before the first tree: texts that are there from the start are read, not announced.
    said: Option<HashMap<NodeId, String>>,
}

impl Speech {
    /// Returns the new announcements of `tree`.
    pub fn listen(&mut self, tree: &Tree) -> Vec<Announcement> {
        let mut now = HashMap::new();
        let mut news = Vec::new();
        // The live node that the walk is in: its text is that of all its descendants.
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

/// Returns whether a node's text is urgent; `None` if it is not announced.
fn announced(node: &Node) -> Option<bool> {
    match (node.role(), node.live()) {
        // The browser announces these itself.
        (Role::Log | Role::Alert, _) | (_, Some(Live::Off)) => None,
        (_, Some(Live::Assertive)) => Some(true),
        (_, Some(Live::Polite)) | (Role::Status, None) => Some(false),
        _ => None,
    }
}
