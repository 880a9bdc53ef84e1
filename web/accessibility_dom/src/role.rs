//! Maps AccessKit roles to HTML elements.

use accesskit::{Node, Role};

/// The HTML elements of the page. Native elements are used where they fit the role: browsers and screen readers
/// know best how they behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `div`; its attribute `role` gives the meaning.
    Div,
    /// `span`, a piece of text.
    Span,
    /// `button`.
    Button,
    /// `input` of type `checkbox`.
    Checkbox,
    /// `input` of type `radio`.
    Radio,
    /// `input` of type `range`.
    Range,
    /// `input` of type `number`.
    Number,
    /// `input` of type `text`.
    Text,
    /// `textarea`.
    TextArea,
}

impl Tag {
    /// The element's name in HTML and, of an `input`, its type.
    pub fn html(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Div => ("div", None),
            Self::Span => ("span", None),
            Self::Button => ("button", Some("button")),
            Self::Checkbox => ("input", Some("checkbox")),
            Self::Radio => ("input", Some("radio")),
            Self::Range => ("input", Some("range")),
            Self::Number => ("input", Some("number")),
            Self::Text => ("input", Some("text")),
            Self::TextArea => ("textarea", None),
        }
    }

    /// True if the element is a text field.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::TextArea)
    }

    /// True if the element has a `value` that the page sets.
    pub fn has_value(self) -> bool {
        self.is_text() || matches!(self, Self::Range | Self::Number)
    }
}

/// The place of an element's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The name is the element's text; it contains no other elements.
    Text,
    /// The name is the attribute `aria-label`; the element is empty.
    Label,
    /// The name is the attribute `aria-label`; it contains other elements.
    Around,
    /// [`Text`](Self::Text), or [`Around`](Self::Around) if it contains other elements.
    TextOrAround,
}

/// The element for a node's role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The element.
    pub tag: Tag,
    /// Its attribute `role`, unless the element itself implies it.
    pub role: Option<&'static str>,
    /// The place of its name.
    pub naming: Naming,
}

/// Returns the element for `node`, or `None` if only its children have elements: layout, which means nothing to a
/// screen reader.
///
/// - `is_named`: true if the node has a name. A box without one groups nothing.
/// - `around`: the role of the parent element. egui's lists and menus contain buttons, which have roles of their
///   own there.
pub fn shape(node: &Node, is_named: bool, around: Option<&str>) -> Option<Shape> {
    use Naming::{Around, Label, Text, TextOrAround};
    let real = |tag, naming| Some(Shape { tag, role: None, naming });
    let div = |role, naming| Some(Shape { tag: Tag::Div, role: Some(role), naming });
    match node.role() {
        Role::Button if around == Some("listbox") => div("option", Text),
        Role::Button if matches!(around, Some("menu" | "menubar")) => match node.toggled() {
            Some(_) => div("menuitemcheckbox", Text),
            None => div("menuitem", Text),
        },
        Role::Button | Role::DefaultButton | Role::DisclosureTriangle | Role::ColorWell => {
            real(Tag::Button, Text)
        }
        Role::ComboBox | Role::EditableComboBox => {
            Some(Shape { tag: Tag::Button, role: Some("combobox"), naming: Text })
        }
        Role::CheckBox => real(Tag::Checkbox, Label),
        Role::Switch => Some(Shape { tag: Tag::Checkbox, role: Some("switch"), naming: Label }),
        Role::RadioButton => real(Tag::Radio, Label),
        Role::Slider => real(Tag::Range, Label),
        Role::SpinButton => real(Tag::Number, Label),
        Role::MultilineTextInput => real(Tag::TextArea, Label),
        Role::SearchInput => Some(Shape { tag: Tag::Text, role: Some("searchbox"), naming: Label }),
        Role::TextInput
        | Role::PasswordInput
        | Role::EmailInput
        | Role::NumberInput
        | Role::PhoneNumberInput
        | Role::UrlInput
        | Role::DateInput
        | Role::DateTimeInput
        | Role::WeekInput
        | Role::MonthInput
        | Role::TimeInput => real(Tag::Text, Label),

        Role::Label | Role::Paragraph | Role::Abbr | Role::Caption | Role::Legend | Role::TitleBar => {
            real(Tag::Span, Text)
        }
        Role::Heading => div("heading", Text),
        Role::Link => div("link", Text),
        Role::Image | Role::Canvas | Role::GraphicsSymbol | Role::Figure => div("img", Label),
        Role::ProgressIndicator => div("progressbar", Label),
        Role::Meter => div("meter", Label),
        Role::Splitter => div("separator", Label),
        Role::Code => div("code", TextOrAround),
        Role::Math => div("math", TextOrAround),
        Role::Note | Role::Comment => div("note", TextOrAround),
        Role::Tooltip => div("tooltip", TextOrAround),

        Role::Tab => div("tab", TextOrAround),
        Role::MenuItem => div("menuitem", TextOrAround),
        Role::MenuItemCheckBox => div("menuitemcheckbox", TextOrAround),
        Role::MenuItemRadio => div("menuitemradio", TextOrAround),
        Role::ListBoxOption | Role::MenuListOption => div("option", TextOrAround),
        Role::TreeItem => div("treeitem", TextOrAround),
        Role::ListItem => div("listitem", TextOrAround),
        Role::Cell => div("cell", TextOrAround),
        Role::GridCell => div("gridcell", TextOrAround),
        Role::ColumnHeader => div("columnheader", TextOrAround),
        Role::RowHeader => div("rowheader", TextOrAround),
        Role::Term => div("term", TextOrAround),
        Role::Definition => div("definition", TextOrAround),

        Role::TabList => div("tablist", Around),
        Role::TabPanel => div("tabpanel", Around),
        Role::List | Role::DescriptionList => div("list", Around),
        Role::ListBox | Role::MenuListPopup => div("listbox", Around),
        Role::Tree => div("tree", Around),
        Role::TreeGrid => div("treegrid", Around),
        Role::Grid | Role::ListGrid => div("grid", Around),
        Role::Table => div("table", Around),
        Role::Row => div("row", Around),
        Role::RowGroup => div("rowgroup", Around),
        Role::Menu => div("menu", Around),
        Role::MenuBar => div("menubar", Around),
        Role::Toolbar => div("toolbar", Around),
        Role::RadioGroup => div("radiogroup", Around),
        Role::Dialog => div("dialog", Around),
        Role::AlertDialog => div("alertdialog", Around),
        Role::Alert => div("alert", TextOrAround),
        Role::Status => div("status", TextOrAround),
        Role::Timer => div("timer", TextOrAround),
        Role::Log | Role::Terminal => div("log", Around),
        Role::Article => div("article", Around),
        Role::Document | Role::RootWebArea => div("document", Around),
        Role::Form => div("form", Around),
        Role::Search => div("search", Around),
        Role::Main => div("main", Around),
        Role::Navigation => div("navigation", Around),
        Role::Banner | Role::Header => div("banner", Around),
        Role::ContentInfo | Role::Footer => div("contentinfo", Around),
        Role::Complementary => div("complementary", Around),

        // The node of a window; here the page is the window.
        Role::TextRun | Role::ScrollBar | Role::Caret | Role::LineBreak => None,
        _ if is_named => div("group", Around),
        _ => None,
    }
}
