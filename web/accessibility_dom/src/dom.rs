//! Computes the changes in the page from one tree to the next.

use std::collections::HashMap;

use accesskit::{NodeId, TreeUpdate};

use crate::caret::Caret;
use crate::element::{Checked, Element, Place, element};
use crate::role::{Naming, Tag, shape};
use crate::speech::{Announcement, Speech};
use crate::tree::Tree;

/// A change of the page. Changes are applied in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Create an element; [`Children`](Self::Children) puts it into its place.
    Create {
        /// The new element.
        id: NodeId,
        /// Its HTML element.
        tag: Tag,
    },
    /// Remove an element, and forget it. Its remaining children are put into its successor by a later
    /// [`Children`](Self::Children).
    Remove {
        /// The element.
        id: NodeId,
    },
    /// Set an attribute, or remove it.
    Attribute {
        /// The element.
        id: NodeId,
        /// The attribute's name.
        name: &'static str,
        /// Its new value, or `None` to remove it.
        value: Option<String>,
    },
    /// Set the text of an element that contains no others.
    Text {
        /// The element.
        id: NodeId,
        /// The text.
        text: String,
    },
    /// Set an input's property `value`.
    Value {
        /// The element.
        id: NodeId,
        /// The value.
        value: String,
    },
    /// Set the properties `checked` and `indeterminate`.
    Checked {
        /// The element.
        id: NodeId,
        /// The state.
        checked: Checked,
    },
    /// Move an element.
    Place {
        /// The element.
        id: NodeId,
        /// The new place.
        place: Place,
    },
    /// Put these elements into one, in this order; it contains no others.
    Children {
        /// The parent; `None` is the page's layer itself.
        id: Option<NodeId>,
        /// Its children.
        children: Vec<NodeId>,
    },
}

/// The element with the window's focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The element.
    pub id: NodeId,
    /// True if it is a text field.
    pub is_text: bool,
    /// Its name.
    pub name: String,
}

/// The result of an update of the tree.
#[derive(Debug, Default)]
pub struct Update {
    /// The changes of the page; empty if nothing has changed.
    pub changes: Vec<Change>,
    /// Texts for a screen reader to speak.
    pub announcements: Vec<Announcement>,
    /// The focus; `None` if no element has it.
    pub focus: Option<Focus>,
}

/// The present state of the page.
#[derive(Debug, Default)]
pub struct AccessibilityDom {
    tree: Tree,
    elements: HashMap<NodeId, Element>,
    top: Vec<NodeId>,
    speech: Speech,
    caret: Option<Caret>,
}

impl AccessibilityDom {
    /// Creates an empty page.
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies an update of the tree. Invalid parts (a child that does not exist, a node within itself) are
    /// ignored.
    pub fn apply(&mut self, update: TreeUpdate) -> Update {
        self.tree.apply(update);
        let (elements, top, order) = build(&self.tree);
        let changes = self.changes_to(&elements, &top, &order);
        let mut announcements = self.speech.listen(&self.tree);
        let caret = Caret::find(&self.tree);
        if let (Some(before), Some(now)) = (&self.caret, &caret) {
            announcements.extend(now.announce(before));
        }
        self.caret = caret;
        (self.elements, self.top) = (elements, top);
        Update { changes, announcements, focus: self.focus() }
    }

    /// Notes that the element was used on the page: its value or tick may differ from the last one set, whatever
    /// the window makes of it. The next update sets it again.
    ///
    /// - `id`: the element used.
    pub fn is_stale(&mut self, id: NodeId) {
        if let Some(element) = self.elements.get_mut(&id) {
            element.value = None;
            element.checked = None;
        }
    }

    /// The present state of an element.
    pub fn element(&self, id: NodeId) -> Option<&Element> {
        self.elements.get(&id)
    }

    /// All elements, in arbitrary order.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.elements.values()
    }

    fn focus(&self) -> Option<Focus> {
        let id = self.tree.focus?;
        let element = self.elements.get(&id)?;
        let name = self.tree.nodes.get(&id).and_then(|node| self.tree.name(node)).unwrap_or_default();
        Some(Focus { id, is_text: element.tag.is_text(), name })
    }

    fn changes_to(&self, now: &HashMap<NodeId, Element>, top: &[NodeId], order: &[NodeId]) -> Vec<Change> {
        let mut changes = Vec::new();
        // An element that gets another parent is created anew, which is rare: so no element is ever put into its
        // own descendant, whatever the order of changes. So is one that loses its value or tick: an input always
        // has one.
        let stays = |new: &Element, old: &Element| {
            new.tag == old.tag
                && new.parent == old.parent
                && (new.value.is_some() || old.value.is_none())
                && (new.checked.is_some() || old.checked.is_none())
        };
        let gone = |id: &NodeId, old: &Element| !now.get(id).is_some_and(|new| stays(new, old));
        let mut removed: Vec<NodeId> =
            self.elements.iter().filter(|(id, old)| gone(id, old)).map(|(id, _)| *id).collect();
        removed.sort_unstable();
        changes.extend(removed.iter().map(|id| Change::Remove { id: *id }));
        let mut orders = Vec::new();
        for id in order {
            let Some(new) = now.get(id) else { continue };
            let old = self.elements.get(id).filter(|old| stays(new, old));
            describe(*id, old, new, &mut changes);
            // An element created anew in its parent must be put there again.
            let remade = |child: &NodeId| removed.binary_search(child).is_ok();
            let before: &[NodeId] = old.map_or(&[], |old| &old.children);
            if before != new.children || new.children.iter().any(remade) {
                orders.push(Change::Children { id: Some(*id), children: new.children.clone() });
            }
        }
        let remade = top.iter().any(|child| removed.binary_search(child).is_ok());
        if top != self.top || remade {
            orders.push(Change::Children { id: None, children: top.to_vec() });
        }
        changes.append(&mut orders);
        changes
    }
}

/// Adds the changes that turn `old` into `new`.
fn describe(id: NodeId, old: Option<&Element>, new: &Element, changes: &mut Vec<Change>) {
    if old.is_none() {
        changes.push(Change::Create { id, tag: new.tag });
    }
    for (name, value) in &new.attributes {
        if old.and_then(|old| old.attributes.get(name)) != Some(value) {
            changes.push(Change::Attribute { id, name, value: Some(value.clone()) });
        }
    }
    for name in old.iter().flat_map(|old| old.attributes.keys()) {
        if !new.attributes.contains_key(name) {
            changes.push(Change::Attribute { id, name, value: None });
        }
    }
    if old.map_or("", |old| &old.text) != new.text {
        changes.push(Change::Text { id, text: new.text.clone() });
    }
    if let Some(value) = &new.value
        && old.and_then(|old| old.value.as_ref()) != Some(value)
    {
        changes.push(Change::Value { id, value: value.clone() });
    }
    if let Some(checked) = new.checked
        && old.and_then(|old| old.checked) != Some(checked)
    {
        changes.push(Change::Checked { id, checked });
    }
    if old.map(|old| old.place) != Some(new.place) {
        changes.push(Change::Place { id, place: new.place });
    }
}

/// Builds the elements for a tree; returns them, those in the page's layer itself, and their order.
fn build(tree: &Tree) -> (HashMap<NodeId, Element>, Vec<NodeId>, Vec<NodeId>) {
    /// An element that can take others, at the present depth of the walk.
    struct Open {
        depth: usize,
        id: Option<NodeId>,
        place: Place,
        role: Option<&'static str>,
        children: Vec<NodeId>,
    }
    let mut elements: HashMap<NodeId, Element> = HashMap::with_capacity(tree.nodes.len());
    let mut order = Vec::with_capacity(tree.nodes.len());
    let mut shapes = HashMap::new();
    let mut open =
        vec![Open { depth: 0, id: None, place: Place::default(), role: None, children: Vec::new() }];
    let mut childrens: Vec<(Option<NodeId>, Vec<NodeId>)> = Vec::new();
    tree.walk(|id, node, depth| {
        while open.len() > 1 && open.last().is_some_and(|last| last.depth >= depth) {
            childrens.extend(open.pop().map(|done| (done.id, done.children)));
        }
        let name = tree.name(node);
        let Some(parent) = open.last_mut() else { return };
        // The root is the page's layer itself.
        let shape = shape(node, name.is_some(), parent.role).filter(|_| tree.root != Some(id));
        let Some(shape) = shape else { return };
        parent.children.push(id);
        let parent_id = parent.id;
        let place = Place::of(node.bounds());
        let from = parent.place;
        shapes.insert(id, (shape, name));
        let relative = Place {
            left: place.left.saturating_sub(from.left),
            top: place.top.saturating_sub(from.top),
            ..place
        };
        order.push((id, parent_id, relative));
        // The children of an element that cannot contain others follow it.
        if matches!(shape.naming, Naming::Around | Naming::TextOrAround) {
            open.push(Open { depth, id: Some(id), place, role: shape.role, children: Vec::new() });
        }
    });
    childrens.extend(open.into_iter().map(|done| (done.id, done.children)));
    let mut top = Vec::new();
    let mut children_of: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for (id, children) in childrens {
        match id {
            Some(id) => drop(children_of.insert(id, children)),
            None => top = children,
        }
    }
    for (id, parent, place) in &order {
        let (Some(node), Some((shape, name))) = (tree.nodes.get(id), shapes.get(id)) else { continue };
        let children = children_of.remove(id).unwrap_or_default();
        let mut element = element(node, *shape, name.as_deref(), !children.is_empty());
        (element.place, element.parent, element.children) = (*place, *parent, children);
        elements.insert(*id, element);
    }
    let order = order.into_iter().map(|(id, ..)| id).collect();
    (elements, top, order)
}
