//! The language of the page's own texts, outside the window.

use std::cell::Cell;

use digilab_lab::text::Language;

thread_local! {
    static CHOSEN: Cell<Option<Language>> = const { Cell::new(None) };
}

/// The browser's preferred language.
pub fn of_browser() -> Language {
    let wishes = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    Language::negotiate(wishes.iter().filter_map(|wish| wish.as_string()))
}

/// The lab's present language.
pub fn present() -> Language {
    CHOSEN.get().unwrap_or_else(of_browser)
}

/// Sets the chosen language, or none. The page's own elements and a screen reader follow.
pub fn choose(language: Option<Language>) {
    CHOSEN.set(language);
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", present().code());
    }
}
