//! A button of the page itself, over the window: the browser requires a click that it sees.

use std::rc::Rc;

use digilab_lab::text::Texts;
use gloo::events::EventListener;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use crate::language;

/// The style of a button that is easy to hit with a finger.
const BUTTON_STYLE: &str = "min-height:44px;min-width:44px;margin-right:0.5rem;padding:0 1rem;font:inherit";
const DIALOG_STYLE: &str = "max-width:30rem;padding:1.5rem;font:1.125rem/1.5 system-ui,sans-serif;\
    border:1px solid;border-radius:8px;color-scheme:light dark;z-index:9";

/// Shows a question with a button; `on_click` is called within the click. Only one such question at a time.
pub fn show(on_click: impl Fn() + 'static) {
    // A page in which no element can be created has no window either.
    let _ = try_show(Rc::new(on_click));
}

const ID: &str = "choose-port";

fn try_show(on_click: Rc<dyn Fn()>) -> Option<()> {
    if let Some(old) = document().get_element_by_id(ID) {
        old.remove();
    }
    let texts = Texts::new(language::present());
    let dialog: HtmlDialogElement = document().create_element("dialog").ok()?.dyn_into().ok()?;
    dialog.set_id(ID);
    dialog.set_attribute("style", DIALOG_STYLE).ok()?;
    let sentence: HtmlElement = document().create_element("p").ok()?.dyn_into().ok()?;
    sentence.set_id("choose-port-sentence");
    sentence.set_text_content(Some(&texts.plain("page-choose-port")));
    dialog.set_attribute("aria-labelledby", "choose-port-sentence").ok()?;
    dialog.append_child(&sentence).ok()?;
    let button = |text: &str| -> Option<HtmlElement> {
        let button: HtmlElement = document().create_element("button").ok()?.dyn_into().ok()?;
        button.set_text_content(Some(&texts.plain(text)));
        button.set_attribute("style", BUTTON_STYLE).ok()?;
        dialog.append_child(&button).ok()?;
        Some(button)
    };
    let (choose, cancel) = (button("page-choose-port-button")?, button("page-cancel")?);
    let shown = dialog.clone();
    EventListener::new(&choose, "click", move |_| {
        shown.close();
        on_click();
    })
    .forget();
    let shown = dialog.clone();
    EventListener::new(&cancel, "click", move |_| shown.close()).forget();
    let shown = dialog.clone();
    // Esc closes it too; the browser restores the focus.
    EventListener::new(&dialog, "close", move |_| shown.remove()).forget();
    document().body()?.append_child(&dialog).ok()?;
    dialog.show_modal().ok()
}
