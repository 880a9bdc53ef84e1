//! The tree that results from the updates.

use std::collections::{HashMap, HashSet};

use accesskit::{Node, NodeId, Role, TreeUpdate};

/// Maximum nesting of elements. egui's own trees are some twenty deep; browsers become slow and stop at 512, so a
/// deeper tree is cut.
const DEEPEST: usize = 200;

/// The nodes reachable from the root.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub nodes: HashMap<NodeId, Node>,
    pub root: Option<NodeId>,
    pub focus: Option<NodeId>,
}

impl Tree {
    /// Applies an update, and drops unreachable nodes.
    pub fn apply(&mut self, update: TreeUpdate) {
        self.nodes.extend(update.nodes);
        if let Some(tree) = update.tree {
            self.root = Some(tree.root);
        }
        self.focus = Some(update.focus);
        let mut reached = HashSet::new();
        let mut open: Vec<NodeId> = self.root.into_iter().collect();
        while let Some(id) = open.pop() {
            if let Some(node) = self.nodes.get(&id)
                && reached.insert(id)
            {
                open.extend(node.children());
            }
        }
        self.nodes.retain(|id, _| reached.contains(id));
    }

    /// Calls `visit` for each node that a person can find, in reading order, each once: with its id, the node, and
    /// its depth.
    pub fn walk<'a>(&'a self, mut visit: impl FnMut(NodeId, &'a Node, usize)) {
        let mut seen = HashSet::new();
        let mut open: Vec<(NodeId, usize)> = self.root.map(|root| (root, 0)).into_iter().collect();
        while let Some((id, depth)) = open.pop() {
            let Some(node) = self.nodes.get(&id) else { continue };
            // The runs of a text are part of the text's own value.
            if node.is_hidden() || node.role() == Role::TextRun || !seen.insert(id) {
                continue;
            }
            visit(id, node, depth);
            if depth < DEEPEST {
                open.extend(node.children().iter().rev().map(|child| (*child, depth + 1)));
            }
        }
    }

    /// The name of a node: its own label, otherwise that of its labelling node; of a text, the text itself.
    pub fn name(&self, node: &Node) -> Option<String> {
        fn own(node: &Node) -> Option<&str> {
            let said = if node.role() == Role::Label { node.value().or(node.label()) } else { node.label() };
            said.filter(|text| !text.trim().is_empty())
        }
        if let Some(own) = own(node) {
            return Some(own.to_owned());
        }
        let others = node.labelled_by().iter().filter_map(|id| own(self.nodes.get(id)?));
        let name = others.collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    }
}
