//! The texts of the language in use, which the page loads from its server: a pupil does not wait for those of other
//! languages.

use digilab_lab::text::{Language, is_there, supply};
use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Loads the texts of a language, unless they are there.
///
/// # Errors
/// The browser's error, if any.
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

/// Loads the texts the page starts with: those of `wanted`, or otherwise of any language.
///
/// # Errors
/// The browser's error if none can be loaded.
pub async fn load_first(wanted: Language) -> Result<Language, JsValue> {
    let mut last = JsValue::NULL;
    // Twice: one request may fail on a school's network.
    for language in [wanted, wanted].iter().chain(Language::ALL) {
        match load(*language).await {
            Ok(()) => return Ok(*language),
            Err(error) => last = error,
        }
    }
    Err(last)
}
