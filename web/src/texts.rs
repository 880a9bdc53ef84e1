//! The texts of the language in use, which the page loads from its server: the other languages' are not part of what a
//! pupil waits for.

use digilab_lab::text::{Language, is_there, supply};
use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Loads the texts of a language, unless they are there.
///
/// # Errors
/// What the browser says, if anything.
pub async fn load(language: Language) -> Result<(), JsValue> {
    if is_there(language) {
        return Ok(());
    }
    let address = format!("texts/{}.ftl", language.code());
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(&address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(response.status_text().into());
    }
    let source: JsString = JsFuture::from(response.text()?).await?.dyn_into()?;
    supply(language, source.into());
    Ok(())
}

/// Loads the texts that the page begins with: those of `wanted`, or else of any language.
///
/// # Errors
/// What the browser says where none can be had.
pub async fn load_first(wanted: Language) -> Result<Language, JsValue> {
    let mut last = JsValue::NULL;
    // Twice: one request may go wrong on a school's network.
    for language in [wanted, wanted].iter().chain(Language::ALL) {
        match load(*language).await {
            Ok(()) => return Ok(*language),
            Err(error) => last = error,
        }
    }
    Err(last)
}
