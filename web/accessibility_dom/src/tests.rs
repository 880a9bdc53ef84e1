//! A page changed step by step, compared with a page built from the last tree alone.

use std::collections::BTreeMap;

use accesskit::{
    Action, Live, Node, NodeId, Rect, Role, TextPosition, TextSelection, Toggled, TreeId, TreeInfo,
    TreeUpdate,
};
use proptest::prelude::*;

use crate::{AccessibilityDom, Attributes, Change, Checked, Place, Tag, Update};

/// A page's elements, changed as a browser does: an impossible change fails the test.
#[derive(Clone, Debug, Default, PartialEq)]
struct Page {
    elements: BTreeMap<NodeId, PageElement>,
    top: Vec<NodeId>,
}

#[derive(Clone, Debug, PartialEq)]
struct PageElement {
    tag: Tag,
    attributes: Attributes,
    text: String,
    value: Option<String>,
    checked: Option<Checked>,
    place: Option<Place>,
    children: Vec<NodeId>,
}

impl Page {
    fn make(&mut self, changes: &[Change]) {
        for change in changes {
            match change.clone() {
                Change::Create { id, tag } => {
                    let new = PageElement {
                        tag,
                        attributes: Attributes::new(),
                        text: String::new(),
                        value: None,
                        checked: None,
                        place: None,
                        children: Vec::new(),
                    };
                    assert!(self.elements.insert(id, new).is_none(), "{id:?} is there already");
                }
                Change::Remove { id } => {
                    self.elements.remove(&id).unwrap();
                    self.top.retain(|child| *child != id);
                    for element in self.elements.values_mut() {
                        element.children.retain(|child| *child != id);
                    }
                }
                Change::Attribute { id, name, value: Some(value) } => {
                    self.at(id).attributes.insert(name, value);
                }
                Change::Attribute { id, name, value: None } => {
                    self.at(id).attributes.remove(name).unwrap();
                }
                Change::Text { id, text } => {
                    // As `textContent` does.
                    self.at(id).children.clear();
                    self.at(id).text = text;
                }
                Change::Value { id, value } => self.at(id).value = Some(value),
                Change::Checked { id, checked } => self.at(id).checked = Some(checked),
                Change::Place { id, place } => self.at(id).place = Some(place),
                Change::Children { id, children } => {
                    for child in &children {
                        assert!(self.elements.contains_key(child), "{child:?} is not there");
                        assert!(id.is_none_or(|id| !self.is_in(id, *child)), "{child:?} around itself");
                    }
                    match id {
                        Some(id) => self.at(id).children = children,
                        None => self.top = children,
                    }
                }
            }
        }
    }

    fn at(&mut self, id: NodeId) -> &mut PageElement {
        self.elements.get_mut(&id).unwrap()
    }

    fn is_in(&self, id: NodeId, around: NodeId) -> bool {
        id == around
            || self.elements.get(&around).is_some_and(|e| e.children.iter().any(|c| self.is_in(id, *c)))
    }
}

const ROOT: NodeId = NodeId(0);

fn node(role: Role, label: &str) -> Node {
    let mut node = Node::new(role);
    if !label.is_empty() {
        node.set_label(label);
    }
    node
}

fn text(value: &str) -> Node {
    let mut node = Node::new(Role::Label);
    node.set_value(value);
    node
}

/// A whole tree, as egui sends it: the first node is the root; `focus` is a node number.
fn update(nodes: &[(u64, Node)], focus: u64) -> TreeUpdate {
    TreeUpdate {
        nodes: nodes.iter().map(|(id, node)| (NodeId(*id), node.clone())).collect(),
        tree: Some(TreeInfo::new(NodeId(nodes[0].0))),
        tree_id: TreeId::ROOT,
        focus: NodeId(focus),
    }
}

fn around(children: &[u64], mut node: Node) -> Node {
    node.set_children(children.iter().map(|id| NodeId(*id)).collect::<Vec<_>>());
    node
}

/// A window with these nodes, numbered from 1.
fn window(nodes: Vec<Node>) -> TreeUpdate {
    let ids: Vec<u64> = (1..=nodes.len() as u64).collect();
    let mut all = vec![(0, around(&ids, Node::new(Role::Window)))];
    all.extend(ids.into_iter().zip(nodes));
    update(&all, 0)
}

fn only(node: Node) -> crate::Element {
    let mut dom = AccessibilityDom::new();
    dom.apply(window(vec![node]));
    dom.element(NodeId(1)).unwrap().clone()
}

#[test]
fn controls_become_the_browsers_own() {
    let button = only(node(Role::Button, "Run"));
    assert_eq!((button.tag, button.text.as_str()), (Tag::Button, "Run"));

    let mut ticked = node(Role::CheckBox, "Sound");
    ticked.set_toggled(Toggled::True);
    let ticked = only(ticked);
    assert_eq!((ticked.tag, ticked.checked), (Tag::Checkbox, Some(Checked::Yes)));
    assert_eq!(ticked.attributes["aria-label"], "Sound");

    let mut slider = node(Role::Slider, "Light");
    slider.set_numeric_value(20.5);
    slider.set_min_numeric_value(0.0);
    slider.set_max_numeric_value(255.0);
    let slider = only(slider);
    assert_eq!((slider.tag, slider.value.as_deref()), (Tag::Range, Some("20.5")));
    assert_eq!((slider.attributes["min"].as_str(), slider.attributes["max"].as_str()), ("0", "255"));
    assert_eq!(slider.attributes["step"], "any");

    let mut field = node(Role::MultilineTextInput, "Program");
    field.set_value("a\nb");
    field.set_placeholder("write here");
    let field = only(field);
    assert_eq!((field.tag, field.value.as_deref()), (Tag::TextArea, Some("a\nb")));
    assert_eq!(field.attributes["placeholder"], "write here");
    assert!(!field.attributes.contains_key("readonly"));

    let mut tab = node(Role::Tab, "Plot");
    tab.set_selected(true);
    let tab = only(tab);
    assert_eq!((tab.attributes["role"].as_str(), tab.attributes["aria-selected"].as_str()), ("tab", "true"));

    let mut held = node(Role::Button, "A");
    held.set_toggled(Toggled::False);
    assert_eq!(only(held).attributes["aria-pressed"], "false");
}

#[test]
fn a_box_to_choose_from_has_its_name_and_shows_what_is_chosen() {
    let mut combo = Node::new(Role::ComboBox);
    combo.set_value("Suomi");
    combo.set_labelled_by(vec![NodeId(2)]);
    let mut dom = AccessibilityDom::new();
    dom.apply(window(vec![combo, text("Kieli")]));
    let combo = dom.element(NodeId(1)).unwrap();
    assert_eq!((combo.text.as_str(), combo.attributes["aria-label"].as_str()), ("Suomi", "Kieli"));
    assert_eq!(combo.attributes["role"], "combobox");
}

#[test]
fn buttons_in_a_menu_or_a_list_are_what_belongs_there() {
    let mut chosen = node(Role::Button, "Suomi");
    chosen.set_toggled(Toggled::True);
    let mut dom = AccessibilityDom::new();
    dom.apply(update(
        &[
            (0, around(&[1, 4], Node::new(Role::Window))),
            (1, around(&[2], Node::new(Role::ListBox))),
            (2, around(&[3], Node::new(Role::GenericContainer))),
            (3, chosen),
            (4, around(&[5], Node::new(Role::Menu))),
            (5, node(Role::Button, "Open")),
        ],
        0,
    ));
    let option = &dom.element(NodeId(3)).unwrap().attributes;
    assert_eq!((option["role"].as_str(), option["aria-selected"].as_str()), ("option", "true"));
    assert_eq!(dom.element(NodeId(5)).unwrap().attributes["role"], "menuitem");
}

#[test]
fn layout_leaves_nothing_behind_and_places_count_from_the_parent() {
    let rect = |x0, y0, x1, y1| Rect { x0, y0, x1, y1 };
    let mut list = node(Role::List, "Boards");
    list.set_bounds(rect(10.0, 20.0, 110.0, 220.0));
    let mut item = node(Role::ListItem, "Uno");
    item.set_bounds(rect(15.2, 30.0, 105.0, 50.0));
    let mut dom = AccessibilityDom::new();
    dom.apply(update(
        &[
            (0, around(&[1], Node::new(Role::Window))),
            (1, around(&[2], Node::new(Role::GenericContainer))),
            (2, around(&[3], list)),
            (3, around(&[4], Node::new(Role::GenericContainer))),
            (4, item),
        ],
        0,
    ));
    assert!(dom.element(NodeId(1)).is_none() && dom.element(NodeId(3)).is_none());
    assert_eq!(dom.element(NodeId(2)).unwrap().children, [NodeId(4)]);
    let place = dom.element(NodeId(4)).unwrap().place;
    assert_eq!(place, Place { left: 5, top: 10, width: 90, height: 20 });
}

#[test]
fn what_a_button_has_in_it_follows_it() {
    let mut dom = AccessibilityDom::new();
    dom.apply(update(
        &[
            (0, around(&[1, 3], Node::new(Role::Window))),
            (1, around(&[2], node(Role::Button, "Lesson"))),
            (2, text("Three LEDs")),
            (3, text("after")),
        ],
        0,
    ));
    assert!(dom.element(NodeId(1)).unwrap().children.is_empty());
    assert_eq!(dom.element(NodeId(2)).unwrap().parent, None);
}

fn mirror_tree() -> TreeUpdate {
    window(vec![node(Role::Button, "Run"), text("Ready")])
}

fn fresh(update: &TreeUpdate) -> Update {
    AccessibilityDom::new().apply(update.clone())
}

#[test]
fn the_same_tree_again_changes_nothing() {
    let mut dom = AccessibilityDom::new();
    assert!(!dom.apply(mirror_tree()).changes.is_empty());
    assert_eq!(dom.apply(mirror_tree()).changes, []);
}

#[test]
fn only_what_has_changed_is_touched() {
    let mut dom = AccessibilityDom::new();
    dom.apply(window(vec![node(Role::Button, "Run"), text("Ready"), text("3")]));
    let changes = dom.apply(window(vec![node(Role::Button, "Run"), text("Ready"), text("4")])).changes;
    assert_eq!(changes, [Change::Text { id: NodeId(3), text: "4".to_owned() }]);
    let changes = dom.apply(window(vec![node(Role::Button, "Run"), text("Ready")])).changes;
    assert_eq!(
        changes,
        [
            Change::Remove { id: NodeId(3) },
            Change::Children { id: None, children: vec![NodeId(1), NodeId(2)] }
        ]
    );
}

#[test]
fn a_refused_change_is_told_again() {
    let mut tick = node(Role::CheckBox, "Sound");
    tick.set_toggled(Toggled::False);
    let mut dom = AccessibilityDom::new();
    dom.apply(window(vec![tick.clone()]));
    dom.is_stale(NodeId(1));
    let changes = dom.apply(window(vec![tick])).changes;
    assert_eq!(changes, [Change::Checked { id: NodeId(1), checked: Checked::No }]);
}

#[test]
fn a_book_is_cut_and_cannot_be_changed() {
    let mut field = node(Role::MultilineTextInput, "Program");
    field.set_value("ä".repeat(100_000));
    let field = only(field);
    let shown = field.value.unwrap();
    assert!(shown.len() <= 64 * 1024 && shown.chars().all(|c| c == 'ä'));
    assert!(field.attributes.contains_key("readonly"));
}

#[test]
fn live_texts_are_announced_when_they_change_and_not_at_the_start() {
    let live = |said: &str| {
        let mut node = text(said);
        node.set_live(Live::Polite);
        window(vec![node])
    };
    let mut dom = AccessibilityDom::new();
    assert!(dom.apply(live("2 found")).announcements.is_empty());
    assert!(dom.apply(live("2 found")).announcements.is_empty());
    let said = dom.apply(live("3 found")).announcements;
    assert_eq!((said[0].text.as_str(), said[0].is_urgent, said.len()), ("3 found", false, 1));

    dom.apply(window(vec![]));
    let status = update(
        &[
            (0, around(&[1], Node::new(Role::Window))),
            (1, around(&[2, 3], Node::new(Role::Status))),
            (2, text("Saved.")),
            (3, text("All is well.")),
        ],
        0,
    );
    assert_eq!(dom.apply(status).announcements[0].text, "Saved. All is well.");
}

/// A field with two rows, and the caret in one of them.
fn field(row: u64, column: usize, rows: [&str; 2]) -> TreeUpdate {
    let mut field = node(Role::MultilineTextInput, "Program");
    field.set_value(rows.concat());
    field.add_action(Action::Focus);
    let at = TextPosition { node: NodeId(row), character_index: column };
    field.set_text_selection(TextSelection { anchor: at, focus: at });
    let run = |value: &str| {
        let mut run = Node::new(Role::TextRun);
        run.set_value(value);
        run
    };
    update(
        &[
            (0, around(&[1], Node::new(Role::Window))),
            (1, around(&[2, 3], field)),
            (2, run(rows[0])),
            (3, run(rows[1])),
        ],
        1,
    )
}

#[test]
fn the_caret_tells_its_row_and_its_character_but_not_what_is_typed() {
    let mut dom = AccessibilityDom::new();
    let rows = ["let a = 1;\n", "print(a);"];
    let first = dom.apply(field(2, 0, rows));
    assert_eq!(
        first.focus.map(|focus| (focus.id, focus.is_text, focus.name)),
        Some((NodeId(1), true, "Program".into()))
    );
    let said = |update: Update| update.announcements.into_iter().map(|said| said.text).collect::<Vec<_>>();
    assert_eq!(said(dom.apply(field(3, 0, rows))), ["print(a);"]);
    assert_eq!(said(dom.apply(field(3, 6, rows))), ["a"]);
    assert_eq!(said(dom.apply(field(3, 7, [rows[0], "print(ab);"]))), [] as [&str; 0]);
    assert_eq!(dom.apply(field(2, 0, rows)).changes.len(), 1, "the rows have no elements");
}

#[test]
fn what_egui_draws_has_its_roles_names_and_values() {
    let ctx = egui::Context::default();
    ctx.enable_accesskit();
    let (mut speed, mut program, mut is_on) = (3.0_f32, "say(1);".to_owned(), true);
    let mut dom = AccessibilityDom::new();
    for _ in 0..2 {
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            ui.heading("Lab");
            let _ = ui.button("Run");
            ui.checkbox(&mut is_on, "Sound");
            ui.add(egui::Slider::new(&mut speed, 0.0..=10.0).text("Speed"));
            let name = ui.label("Program").id;
            ui.text_edit_multiline(&mut program).labelled_by(name);
        });
        output.textures_delta.clear();
        dom.apply(output.platform_output.accesskit_update.unwrap());
    }
    let found: Vec<_> = dom
        .elements()
        .map(|element| {
            let name = element.attributes.get("aria-label").unwrap_or(&element.text).clone();
            (element.tag, name, element.value.clone(), element.place.width > 1)
        })
        .collect();
    for wanted in [
        (Tag::Span, "Lab", None),
        (Tag::Button, "Run", None),
        (Tag::Checkbox, "Sound", None),
        (Tag::Range, "Speed", Some("3")),
        (Tag::TextArea, "Program", Some("say(1);")),
    ] {
        let wanted = (wanted.0, wanted.1.to_owned(), wanted.2.map(str::to_owned), true);
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
    assert!(found.len() < 12, "egui's layout has no elements: {found:?}");
}

/// Any nodes: wrong children, cycles, unreachable nodes.
fn any_update() -> impl Strategy<Value = TreeUpdate> {
    let roles = prop::sample::select(vec![
        Role::Button,
        Role::GenericContainer,
        Role::Label,
        Role::List,
        Role::ListItem,
        Role::TextRun,
        Role::MultilineTextInput,
        Role::Slider,
        Role::CheckBox,
        Role::Dialog,
        Role::Status,
        Role::Group,
        Role::Tab,
    ]);
    let any_node =
        (roles, prop::collection::vec(0..24_u64, 0..5), "[ab]{0,2}", any::<(f64, f64, bool, bool)>())
            .prop_map(|(role, children, label, (x, y, is_live, is_set))| {
                let mut node = around(&children, node(role, &label));
                node.set_value(label.as_str());
                node.set_bounds(Rect { x0: x, y0: y, x1: y, y1: x });
                if is_live {
                    node.set_live(Live::Polite);
                }
                if is_set {
                    node.set_toggled(Toggled::True);
                    node.set_numeric_value(x);
                    node.push_labelled_by(NodeId(children.first().copied().unwrap_or(3)));
                    let at =
                        TextPosition { node: NodeId(children.len() as u64), character_index: children.len() };
                    node.set_text_selection(TextSelection { anchor: at, focus: at });
                }
                node
            });
    (prop::collection::vec((0..24_u64, any_node), 0..24), 0..24_u64, prop::option::of(0..3_u64)).prop_map(
        |(nodes, focus, root)| TreeUpdate {
            nodes: nodes.into_iter().map(|(id, node)| (NodeId(id), node)).collect(),
            tree: root.map(|root| TreeInfo::new(NodeId(root))),
            tree_id: TreeId::ROOT,
            focus: NodeId(focus),
        },
    )
}

/// The state after many updates as one tree, for a page built afresh.
fn whole(kept: &BTreeMap<NodeId, Node>, root: NodeId, focus: NodeId) -> TreeUpdate {
    TreeUpdate {
        nodes: kept.iter().map(|(id, node)| (*id, node.clone())).collect(),
        tree: Some(TreeInfo::new(root)),
        tree_id: TreeId::ROOT,
        focus,
    }
}

/// Keeps the reachable nodes: the others are dropped between updates.
fn reachable(nodes: &mut BTreeMap<NodeId, Node>, root: NodeId) {
    let mut kept = BTreeMap::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        if let Some(node) = nodes.remove(&id) {
            open.extend(node.children());
            kept.insert(id, node);
        }
    }
    *nodes = kept;
}

proptest! {
    #[test]
    fn many_updates_end_at_the_page_that_the_last_tree_gives(updates in prop::collection::vec(any_update(), 1..6)) {
        let (mut dom, mut page) = (AccessibilityDom::new(), Page::default());
        let (mut nodes, mut root) = (BTreeMap::new(), ROOT);
        for mut update in updates {
            update.tree.get_or_insert_with(|| TreeInfo::new(root));
            root = update.tree.as_ref().unwrap().root;
            let focus = update.focus;
            nodes.extend(update.nodes.iter().cloned());
            reachable(&mut nodes, root);
            page.make(&dom.apply(update).changes);
            let mut afresh = Page::default();
            afresh.make(&fresh(&whole(&nodes, root, focus)).changes);
            prop_assert_eq!(&page, &afresh);
        }
    }
}
