//! From one tree to the next: what has changed in the page.

use std::collections::HashMap;

use accesskit::{NodeId, TreeUpdate};

use crate::caret::Caret;
use crate::element::{Checked, Element, Place, element};
use crate::role::{Naming, Tag, shape};
use crate::speech::{Announcement, Speech};
use crate::tree::Tree;

/// One thing to do in the page. They are to be done in the order in which they are told.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Make an element; it is put somewhere by [`Children`](Self::Children).
    Create {
        /// Which.
        id: NodeId,
        /// What it is.
        tag: Tag,
    },
    /// Take an element out, and forget it. What is in it and stays comes into its successor by a later
    /// [`Children`](Self::Children).
    Remove {
        /// Which.
        id: NodeId,
    },
    /// Set an attribute, or remove it.
    Attribute {
        /// Of which element.
        id: NodeId,
        /// The attribute.
        name: &'static str,
        /// What it is now, or `None`: it is there no more.
        value: Option<String>,
    },
    /// Set the text in an element that has no others in it.
    Text {
        /// Of which element.
        id: NodeId,
        /// The text.
        text: String,
    },
    /// Set an input's property `value`.
    Value {
        /// Of which element.
        id: NodeId,
        /// The value.
        value: String,
    },
    /// Set the properties `checked` and `indeterminate`.
    Checked {
        /// Of which element.
        id: NodeId,
        /// Its state.
        checked: Checked,
    },
    /// Move an element.
    Place {
        /// Which.
        id: NodeId,
        /// Where to.
        place: Place,
    },
    /// Put these elements into one, in this order; no others are in it.
    Children {
        /// Which; `None` is the page's layer itself.
        id: Option<NodeId>,
        /// What is in it.
        children: Vec<NodeId>,
    },
}

/// Which element has the window's focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The element.
    pub id: NodeId,
    /// Whether one writes into it.
    pub is_text: bool,
    /// What it is called.
    pub name: String,
}

/// What an update of the tree comes to.
#[derive(Debug, Default)]
pub struct Update {
    /// What to do in the page; empty when nothing has changed.
    pub changes: Vec<Change>,
    /// What a screen reader is to say.
    pub announcements: Vec<Announcement>,
    /// Where the focus is; `None` where nothing in the page has it.
    pub focus: Option<Focus>,
}

/// What the page has at this time.
#[derive(Debug, Default)]
pub struct AccessibilityDom {
    tree: Tree,
    elements: HashMap<NodeId, Element>,
    top: Vec<NodeId>,
    speech: Speech,
    caret: Option<Caret>,
}

impl AccessibilityDom {
    /// A page with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an update of the tree. What it says that makes no sense (a child that is not there, a node in itself) is
    /// passed over.
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

    /// The page was used: a value or a tick is no longer what was told, whatever the window makes of it. The next
    /// update tells it again.
    ///
    /// - `id`: the element used.
    pub fn is_stale(&mut self, id: NodeId) {
        if let Some(element) = self.elements.get_mut(&id) {
            element.value = None;
            element.checked = None;
        }
    }

    /// The element as it is now.
    pub fn element(&self, id: NodeId) -> Option<&Element> {
        self.elements.get(&id)
    }

    /// All elements, in no order.
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
        // What goes to another parent is made anew, which is rare: so no element is ever put into one that it has in
        // itself, in whatever order they change.
        // So is what has a value or a tick no more: an input always has one.
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
            // An element made anew in its parent's place must be put there again.
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

/// The changes that make `old` into `new`.
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

/// The elements for a tree, those in the page's layer itself, and the order in which they come.
fn build(tree: &Tree) -> (HashMap<NodeId, Element>, Vec<NodeId>, Vec<NodeId>) {
    /// An element that others may be put into, as deep as the walk has come.
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
        // What has no place for others in it lets them follow.
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
