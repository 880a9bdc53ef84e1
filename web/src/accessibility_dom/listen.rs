//! Actions of a screen reader on the elements.

use std::cell::RefCell;

use egui::accesskit::{Action, ActionData, ActionRequest, NodeId, TreeId};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{
    Element, Event, FocusOptions, HtmlCanvasElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
};

use super::overlay::node_of;

thread_local! {
    /// Actions since egui's last pass.
    static ASKED: RefCell<Asked> = const { RefCell::new(Asked { requests: Vec::new(), used: Vec::new() }) };
}

/// Actions requested from egui.
#[derive(Default)]
pub struct Asked {
    /// The requests, in order.
    pub requests: Vec<ActionRequest>,
    /// The elements that the browser has changed by itself in doing so.
    pub used: Vec<NodeId>,
}

/// The effect of an event on a node's element.
type Handler = Box<dyn FnMut(&Event, &HtmlElement, NodeId)>;

/// Takes the actions since the last call.
pub fn take() -> Asked {
    ASKED.with(RefCell::take)
}

/// True if there are actions that have not been taken.
pub fn is_asked() -> bool {
    ASKED.with_borrow(|asked| !asked.requests.is_empty())
}

/// Listens to the elements in `layer` as long as the listeners are kept.
pub fn listen(ctx: &egui::Context, canvas: &HtmlCanvasElement, layer: &HtmlElement) -> Vec<EventListener> {
    let on = |name: &'static str, mut handle: Handler| {
        let ctx = ctx.clone();
        EventListener::new_with_options(
            layer,
            name,
            EventListenerOptions { passive: false, ..EventListenerOptions::default() },
            move |event| {
                let Some((element, id)) = of(event) else { return };
                handle(event, &element, id);
                ctx.request_repaint();
            },
        )
    };
    let canvas = canvas.clone();
    vec![
        on(
            "click",
            Box::new(|event, _, id| {
                // egui decides whether the tick is set.
                event.prevent_default();
                ask(id, Action::Click, None);
            }),
        ),
        on(
            "focusin",
            Box::new(move |_, _, id| {
                ask(id, Action::ScrollIntoView, None);
                ask(id, Action::Focus, None);
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                // If this fails the focus is where the browser has left it, and the next click repairs that.
                let _ = canvas.focus_with_options(&options);
            }),
        ),
        on(
            "input",
            Box::new(|_, element, id| {
                let data = match element.dyn_ref::<HtmlInputElement>() {
                    Some(input) if matches!(input.type_().as_str(), "checkbox" | "radio") => return,
                    Some(input) if matches!(input.type_().as_str(), "range" | "number") => {
                        Some(input.value_as_number()).filter(|n| n.is_finite()).map(ActionData::NumericValue)
                    }
                    Some(input) => Some(ActionData::Value(input.value().into())),
                    None => element
                        .dyn_ref::<HtmlTextAreaElement>()
                        .map(|area| ActionData::Value(area.value().into())),
                };
                if data.is_some() {
                    ask(id, Action::SetValue, data);
                }
            }),
        ),
    ]
}

/// The target element of an event, and its node.
fn of(event: &Event) -> Option<(HtmlElement, NodeId)> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let id = node_of(&element)?;
    Some((element.dyn_into().ok()?, id))
}

fn ask(target_node: NodeId, action: Action, data: Option<ActionData>) {
    ASKED.with_borrow_mut(|asked| {
        if matches!(action, Action::Click | Action::SetValue) {
            asked.used.push(target_node);
        }
        asked.requests.push(ActionRequest { action, target_tree: TreeId::ROOT, target_node, data });
    });
}
