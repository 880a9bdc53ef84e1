//! Builds the element for one node.

use std::collections::BTreeMap;

use accesskit::{
    Action, AriaCurrent, HasPopup, Invalid, Live, Node, NodeId, Orientation, Rect, Role, Toggled,
};

use crate::role::{Naming, Shape, Tag};

/// Maximum length of a text in bytes. A longer text is shown by its start and cannot be changed from the page: a
/// browser is slow with a large field, and no screen reader reads a whole book in one.
pub(crate) const LONGEST_VALUE: usize = 64 * 1024;

/// An element's attributes by their HTML names.
pub type Attributes = BTreeMap<&'static str, String>;

/// An element's position and size, in egui's points from the top left corner of its parent element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Distance from the left.
    pub left: i32,
    /// Distance from the top.
    pub top: i32,
    /// Width, at least 1: browsers omit elements without a size.
    pub width: i32,
    /// Height, at least 1.
    pub height: i32,
}

impl Place {
    /// The place from the window's top left corner, rounded: smaller movements are not worth a change.
    pub(crate) fn of(bounds: Option<Rect>) -> Self {
        let Some(bounds) = bounds else { return Self { left: 0, top: 0, width: 1, height: 1 } };
        // No screen is larger, and browsers clip larger values, each in its own way.
        let round = |points: f64| points.round().clamp(-100_000.0, 100_000.0) as i32;
        let (left, top) = (round(bounds.x0), round(bounds.y0));
        Self { left, top, width: (round(bounds.x1) - left).max(1), height: (round(bounds.y1) - top).max(1) }
    }
}

/// The state of an element that can be ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Not ticked.
    No,
    /// Ticked.
    Yes,
    /// Neither.
    Mixed,
}

/// The target state of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// The HTML element; one whose tag changes is created anew.
    pub tag: Tag,
    /// Its attributes.
    pub attributes: Attributes,
    /// The text in it; empty if it contains other elements.
    pub text: String,
    /// The property `value` of an input.
    pub value: Option<String>,
    /// The property `checked` (and `indeterminate`) of a checkbox or radio button.
    pub checked: Option<Checked>,
    /// Position and size.
    pub place: Place,
    /// The parent; `None` is the page's layer itself.
    pub parent: Option<NodeId>,
    /// The child elements, in reading order.
    pub children: Vec<NodeId>,
}

/// Builds the element for `node`, without its place and children.
///
/// - `name`: the node's name.
/// - `has_children`: true if it contains other elements.
pub(crate) fn element(node: &Node, shape: Shape, name: Option<&str>, has_children: bool) -> Element {
    let mut attributes = Attributes::new();
    let mut text = String::new();
    let is_text = match shape.naming {
        Naming::Text => true,
        Naming::TextOrAround => !has_children,
        Naming::Label | Naming::Around => false,
    };
    let mut label = name.filter(|_| !is_text);
    if is_text {
        let value = node.value().filter(|_| node.role() != Role::Label);
        // A combo box shows the selected item, and is named after its purpose.
        match (name, value) {
            (Some(name), Some(value)) => {
                label = Some(name);
                text = value.to_owned();
            }
            (name, value) => text = name.or(value).unwrap_or_default().to_owned(),
        }
    }
    let mut set = |name, value: Option<String>| {
        if let Some(value) = value {
            attributes.insert(name, value);
        }
    };
    let yes = |is: bool| is.then(|| "true".to_owned());
    set("role", shape.role.map(str::to_owned));
    set("aria-label", label.map(str::to_owned));
    set("aria-description", node.description().filter(|text| Some(*text) != name).map(str::to_owned));
    set("aria-roledescription", node.role_description().map(str::to_owned));
    set("aria-keyshortcuts", node.keyboard_shortcut().map(str::to_owned));
    set("aria-disabled", yes(node.is_disabled()));
    set("aria-busy", yes(node.is_busy()));
    set("aria-modal", yes(node.is_modal()));
    set("aria-required", yes(node.is_required()));
    set("aria-multiselectable", yes(node.is_multiselectable()));
    set("aria-expanded", node.is_expanded().map(|is| is.to_string()));
    set("aria-haspopup", popup(node, shape).map(str::to_owned));
    set("aria-invalid", node.invalid().map(invalid).map(str::to_owned));
    set("aria-current", node.aria_current().map(current).map(str::to_owned));
    set("aria-live", live(node).map(str::to_owned));
    set("aria-orientation", orientation(node, shape).map(str::to_owned));
    set("aria-level", level(node).map(|level| level.to_string()));
    set("aria-posinset", node.position_in_set().map(|place| place.to_string()));
    set("aria-setsize", node.size_of_set().map(|size| size.to_string()));
    set("lang", node.language().map(str::to_owned));

    let mut checked = None;
    match (shape.tag, shape.role) {
        (Tag::Checkbox | Tag::Radio, _) => {
            checked = Some(match node.toggled() {
                Some(Toggled::True) => Checked::Yes,
                Some(Toggled::Mixed) => Checked::Mixed,
                _ if node.is_selected() == Some(true) => Checked::Yes,
                _ => Checked::No,
            });
        }
        (_, Some("tab" | "option" | "treeitem" | "row" | "gridcell")) => {
            let is = node.is_selected().or(node.toggled().map(|toggled| toggled == Toggled::True));
            set("aria-selected", is.map(|is| is.to_string()));
        }
        (_, Some("menuitemcheckbox" | "menuitemradio")) => {
            set("aria-checked", Some(toggled(node.toggled().unwrap_or(Toggled::False)).to_owned()));
        }
        (Tag::Button, _) => set("aria-pressed", node.toggled().map(toggled).map(str::to_owned)),
        _ => {}
    }

    let mut value = None;
    if shape.tag.is_text() {
        let whole = node.value().unwrap_or_default();
        let cut = whole.floor_char_boundary(LONGEST_VALUE);
        value = whole.get(..cut).map(str::to_owned);
        set("placeholder", node.placeholder().filter(|hint| !hint.is_empty()).map(str::to_owned));
        set("readonly", (node.is_read_only() || cut < whole.len()).then(String::new));
    } else if let Some(number) = node.numeric_value() {
        let bounds = [("min", node.min_numeric_value()), ("max", node.max_numeric_value())];
        if shape.tag.has_value() {
            value = Some(number.to_string());
            // Otherwise a browser rounds the value to whole steps from the minimum.
            let step = node.numeric_value_step().filter(|step| *step > 0.0);
            set("step", Some(step.map_or("any".to_owned(), |step| step.to_string())));
            for (name, bound) in bounds {
                set(name, bound.filter(|bound| bound.is_finite()).map(|bound| bound.to_string()));
            }
            set("aria-valuetext", node.value().map(str::to_owned));
        } else if matches!(shape.role, Some("progressbar" | "meter" | "separator")) {
            set("aria-valuenow", Some(number.to_string()));
            set("aria-valuemin", bounds[0].1.map(|bound| bound.to_string()));
            set("aria-valuemax", bounds[1].1.map(|bound| bound.to_string()));
            set("aria-valuetext", node.value().map(str::to_owned));
        }
    }
    // Reachable for a screen reader, but not by Tab: the window itself decides where Tab goes.
    let can_focus = node.supports_action(Action::Focus) || node.supports_action(Action::Click);
    set("tabindex", (can_focus || shape.tag.has_value() || checked.is_some()).then(|| "-1".to_owned()));

    Element {
        tag: shape.tag,
        attributes,
        text,
        value,
        checked,
        place: Place::default(),
        parent: None,
        children: Vec::new(),
    }
}

fn toggled(toggled: Toggled) -> &'static str {
    match toggled {
        Toggled::False => "false",
        Toggled::True => "true",
        Toggled::Mixed => "mixed",
    }
}

fn popup(node: &Node, shape: Shape) -> Option<&'static str> {
    match node.has_popup() {
        Some(HasPopup::Menu) => Some("menu"),
        Some(HasPopup::Listbox) => Some("listbox"),
        Some(HasPopup::Tree) => Some("tree"),
        Some(HasPopup::Grid) => Some("grid"),
        Some(HasPopup::Dialog) => Some("dialog"),
        None => (shape.role == Some("combobox")).then_some("listbox"),
    }
}

fn invalid(invalid: Invalid) -> &'static str {
    match invalid {
        Invalid::True => "true",
        Invalid::Grammar => "grammar",
        Invalid::Spelling => "spelling",
    }
}

fn current(current: AriaCurrent) -> &'static str {
    match current {
        AriaCurrent::False => "false",
        AriaCurrent::True => "true",
        AriaCurrent::Page => "page",
        AriaCurrent::Step => "step",
        AriaCurrent::Location => "location",
        AriaCurrent::Date => "date",
        AriaCurrent::Time => "time",
    }
}

/// The node's live setting. Changes of a status are spoken by the announcer ([`crate::Announcement`]): a browser
/// would repeat them. An alert or a log is left to the browser.
fn live(node: &Node) -> Option<&'static str> {
    match (node.role(), node.live()) {
        (Role::Status, _) => Some("off"),
        (Role::Log | Role::Alert, Some(Live::Off)) => Some("off"),
        (Role::Log | Role::Alert, Some(Live::Polite)) => Some("polite"),
        (Role::Log | Role::Alert, Some(Live::Assertive)) => Some("assertive"),
        _ => None,
    }
}

fn orientation(node: &Node, shape: Shape) -> Option<&'static str> {
    let may = shape.tag == Tag::Range
        || matches!(
            shape.role,
            Some("separator" | "toolbar" | "tablist" | "listbox" | "menu" | "menubar" | "tree")
        );
    match node.orientation().filter(|_| may)? {
        Orientation::Horizontal => Some("horizontal"),
        Orientation::Vertical => Some("vertical"),
    }
}

/// A heading without a level is one of the window's parts.
fn level(node: &Node) -> Option<usize> {
    node.level().or((node.role() == Role::Heading).then_some(2))
}
