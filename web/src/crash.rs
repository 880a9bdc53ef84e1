//! Shows a sentence when the page's program panics, instead of a picture that no longer moves.

use std::cell::RefCell;

use digilab_lab::text::Texts;
use gloo::events::EventListener;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::language;

/// The style of the sentence, in the browser's own colours.
const STYLE: &str = "position:fixed;inset:0;display:flex;flex-direction:column;gap:1rem;align-items:center;\
    justify-content:center;padding:2rem;text-align:center;font:1.25rem/1.5 system-ui,sans-serif;\
    background:Canvas;color:CanvasText;z-index:9";
const BUTTON_STYLE: &str = "min-height:44px;min-width:44px;padding:0 1.5rem;font:inherit";

thread_local! {
    /// Made in advance: a program that has panicked should do little.
    static SENTENCES: RefCell<Option<Sentences>> = const { RefCell::new(None) };
}

struct Sentences {
    fell: String,
    advice: String,
    reload: String,
}

/// Prepares the sentences in the present language; call it again when the language changes.
pub fn prepare() {
    let texts = Texts::new(language::present());
    let sentences = Sentences {
        fell: texts.plain("page-fell"),
        advice: texts.plain("page-fell.advice"),
        reload: texts.plain("page-reload"),
    };
    SENTENCES.set(Some(sentences));
}

/// Shows the sentence whenever the program panics. Call it before the window exists.
pub fn watch() {
    prepare();
    std::panic::set_hook(Box::new(|_| {
        // Nothing may fail here any more; if it cannot be shown, so be it.
        let _ = show();
    }));
}

fn show() -> Option<()> {
    let sentences = SENTENCES.try_with(|sentences| sentences.try_borrow_mut().ok()?.take()).ok()??;
    let body = document().body()?;
    let place: HtmlElement = element("div")?;
    place.set_attribute("role", "alert").ok()?;
    place.set_attribute("style", STYLE).ok()?;
    for sentence in [&sentences.fell, &sentences.advice] {
        let line: HtmlElement = element("p")?;
        line.set_text_content(Some(sentence));
        line.set_attribute("style", "margin:0;max-width:40rem").ok()?;
        place.append_child(&line).ok()?;
    }
    let button: HtmlElement = element("button")?;
    button.set_text_content(Some(&sentences.reload));
    button.set_attribute("style", BUTTON_STYLE).ok()?;
    EventListener::new(&button, "click", |_| {
        let _ = gloo::utils::window().location().reload();
    })
    .forget();
    place.append_child(&button).ok()?;
    body.append_child(&place).ok()?;
    button.focus().ok()
}

fn element<T: JsCast>(name: &str) -> Option<T> {
    document().create_element(name).ok()?.dyn_into().ok()
}
