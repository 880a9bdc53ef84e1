//! The elements over the canvas.

use std::collections::HashMap;
use std::fmt::Write as _;

use digilab_accessibility_dom::{Announcement, Change, Checked, Focus, Place, Tag, Update};
use egui::accesskit::NodeId;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Element, HtmlCanvasElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// Id of the layer with the elements.
const LAYER_ID: &str = "accessibility";
/// Prefix of an element's id, before the node's number.
const ELEMENT_PREFIX: &str = "accessible-";
/// Transparent rather than hidden: hidden elements are hidden from everybody. `clip`, so that no reader can scroll
/// it away from the canvas; `contain`, so that no change in it causes a layout of the page.
const LAYER_STYLE: &str = "position:absolute;overflow:clip;contain:strict;opacity:0;pointer-events:none;\
    user-select:none;-webkit-user-select:none;transform-origin:0 0;";
const ELEMENT_STYLE: &str =
    "position:absolute;box-sizing:border-box;margin:0;padding:0;border:0;outline:0;white-space:pre;";
/// For elements that are only spoken.
const UNSEEN_STYLE: &str = "position:absolute;left:0;top:0;width:1px;height:1px;overflow:hidden;opacity:0;\
    pointer-events:none;white-space:nowrap;";

/// The layer over the canvas.
pub struct Overlay {
    document: Document,
    canvas: HtmlCanvasElement,
    layer: HtmlElement,
    elements: HashMap<NodeId, HtmlElement>,
    /// The regions for polite and for assertive announcements.
    voices: [HtmlElement; 2],
    layer_style: String,
    focus: Option<Focus>,
}

impl Overlay {
    /// Creates an empty layer.
    ///
    /// # Errors
    /// The browser's error.
    pub fn over(canvas: &HtmlCanvasElement) -> Result<Self, JsValue> {
        let document = canvas.owner_document().ok_or("the canvas is in no page")?;
        let parent = canvas.parent_node().ok_or("the canvas is in no page")?;
        let make = |style: &str| -> Result<HtmlElement, JsValue> {
            let element: HtmlElement = document.create_element("div")?.unchecked_into();
            element.style().set_css_text(style);
            Ok(element)
        };
        let layer = make(LAYER_STYLE)?;
        layer.set_id(LAYER_ID);
        // The texts are in the user's language already.
        layer.set_attribute("translate", "no")?;
        let voices = [make(UNSEEN_STYLE)?, make(UNSEEN_STYLE)?];
        for (voice, live) in voices.iter().zip(["polite", "assertive"]) {
            voice.set_attribute("aria-live", live)?;
            voice.set_attribute("aria-atomic", "true")?;
            parent.append_child(voice)?;
        }
        // Behind eframe's own field, which eframe looks for next to the canvas.
        parent.append_child(&layer)?;
        canvas.set_attribute("role", "group")?;
        canvas.set_attribute("aria-owns", LAYER_ID)?;
        if canvas.get_attribute("aria-label").is_none() {
            canvas.set_attribute("aria-label", &document.title())?;
        }
        Ok(Self {
            document,
            canvas: canvas.clone(),
            layer,
            elements: HashMap::new(),
            voices,
            layer_style: String::new(),
            focus: None,
        })
    }

    /// The layer's element.
    pub fn layer(&self) -> &HtmlElement {
        &self.layer
    }

    /// Applies the changes of an update.
    ///
    /// - `zoom`: CSS pixels per point of egui.
    ///
    /// # Errors
    /// The browser's error; the changes after it are not applied.
    pub fn make(&mut self, update: Update, zoom: f32) -> Result<(), JsValue> {
        self.stretch(zoom);
        for change in update.changes {
            self.change(change)?;
        }
        self.show_focus(update.focus)?;
        for announcement in update.announcements {
            self.say(&announcement);
        }
        Ok(())
    }

    /// Removes the layer from the page.
    pub fn remove(self) {
        self.layer.remove();
        for voice in self.voices {
            voice.remove();
        }
    }

    /// Aligns the layer with the present place of the canvas.
    fn stretch(&mut self, zoom: f32) {
        let zoom = if zoom > 0.0 { zoom } else { 1.0 };
        let points = |pixels: i32| f64::from(pixels) / f64::from(zoom);
        let style = format!(
            "{LAYER_STYLE}left:{}px;top:{}px;width:{}px;height:{}px;transform:scale({zoom});",
            self.canvas.offset_left(),
            self.canvas.offset_top(),
            points(self.canvas.client_width()),
            points(self.canvas.client_height()),
        );
        if style != self.layer_style {
            self.layer.style().set_css_text(&style);
            self.layer_style = style;
        }
    }

    fn change(&mut self, change: Change) -> Result<(), JsValue> {
        match change {
            Change::Create { id, tag } => {
                let element = self.create(id, tag)?;
                self.elements.insert(id, element);
            }
            Change::Remove { id } => {
                if let Some(element) = self.elements.remove(&id) {
                    element.remove();
                }
            }
            Change::Attribute { id, name, value } => {
                if let Some(element) = self.elements.get(&id) {
                    match value {
                        Some(value) => element.set_attribute(name, &value)?,
                        None => element.remove_attribute(name)?,
                    }
                }
            }
            Change::Text { id, text } => {
                if let Some(element) = self.elements.get(&id) {
                    element.set_text_content(Some(&text));
                }
            }
            Change::Value { id, value } => {
                let Some(element) = self.elements.get(&id) else { return Ok(()) };
                if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                    input.set_value(&value);
                } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
                    area.set_value(&value);
                }
            }
            Change::Checked { id, checked } => {
                if let Some(input) = self.elements.get(&id).and_then(|e| e.dyn_ref::<HtmlInputElement>()) {
                    input.set_checked(checked == Checked::Yes);
                    input.set_indeterminate(checked == Checked::Mixed);
                }
            }
            Change::Place { id, place } => {
                if let Some(element) = self.elements.get(&id) {
                    element.style().set_css_text(&style(place));
                }
            }
            Change::Children { id, children } => self.order(id, &children)?,
        }
        Ok(())
    }

    fn create(&self, id: NodeId, tag: Tag) -> Result<HtmlElement, JsValue> {
        let (name, kind) = tag.html();
        let element: HtmlElement = self.document.create_element(name)?.unchecked_into();
        element.set_id(&element_id(id));
        if let Some(kind) = kind {
            element.set_attribute("type", kind)?;
        }
        if tag.is_text() {
            for (name, value) in [("autocomplete", "off"), ("spellcheck", "false"), ("autocapitalize", "off")]
            {
                element.set_attribute(name, value)?;
            }
        }
        Ok(element)
    }

    /// Puts these into an element in this order; those already in place are not touched.
    fn order(&self, id: Option<NodeId>, children: &[NodeId]) -> Result<(), JsValue> {
        let parent: &Element = match id {
            Some(id) => match self.elements.get(&id) {
                Some(element) => element,
                None => return Ok(()),
            },
            None => &self.layer,
        };
        let mut next = parent.first_element_child();
        for child in children.iter().filter_map(|child| self.elements.get(child)) {
            match &next {
                Some(there) if there == child.unchecked_ref::<Element>() => {
                    next = there.next_element_sibling()
                }
                _ => drop(parent.insert_before(child, next.as_deref())?),
            }
        }
        Ok(())
    }

    /// Describes the focus at the element that has the keyboard. While the user types, that is eframe's own field.
    fn show_focus(&mut self, focus: Option<Focus>) -> Result<(), JsValue> {
        if focus == self.focus {
            return Ok(());
        }
        match &focus {
            Some(Focus { is_text: true, name, .. }) => {
                self.canvas.remove_attribute("aria-activedescendant")?;
                if let Some(field) = self.keyboard_field() {
                    field.set_attribute("aria-label", name)?;
                }
            }
            Some(focus) => self.canvas.set_attribute("aria-activedescendant", &element_id(focus.id))?,
            None => self.canvas.remove_attribute("aria-activedescendant")?,
        }
        self.focus = focus;
        Ok(())
    }

    /// eframe's hidden field, which it puts next to the canvas.
    fn keyboard_field(&self) -> Option<HtmlInputElement> {
        self.canvas.next_element_sibling()?.dyn_into().ok()
    }

    fn say(&self, announcement: &Announcement) {
        let [polite, urgent] = &self.voices;
        let voice = if announcement.is_urgent { urgent } else { polite };
        // The same words again only count as a change if they come as a new node.
        let paragraph = self.document.create_element("p");
        if let Ok(paragraph) = paragraph {
            paragraph.set_text_content(Some(&announcement.text));
            voice.replace_children_with_node_1(&paragraph);
        }
    }
}

/// The id of a node's element.
fn element_id(id: NodeId) -> String {
    format!("{ELEMENT_PREFIX}{}", id.0)
}

/// The node of an element.
pub fn node_of(element: &Element) -> Option<NodeId> {
    element.id().strip_prefix(ELEMENT_PREFIX)?.parse().ok().map(NodeId)
}

fn style(place: Place) -> String {
    let mut style = ELEMENT_STYLE.to_owned();
    let Place { left, top, width, height } = place;
    // Writing into a string cannot fail.
    let _ = write!(style, "left:{left}px;top:{top}px;width:{width}px;height:{height}px");
    style
}
