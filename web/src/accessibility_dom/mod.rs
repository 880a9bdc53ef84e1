//! For those who do not see the canvas: what the window draws, as elements of the page.
//!
//! eframe draws into a canvas, which tells a screen reader nothing. egui describes what it draws as an AccessKit
//! tree; `digilab_accessibility_dom` says which elements stand for it and what has changed, and this module keeps them, see-
//! through, over the canvas. Mouse and touch go through them to the canvas. What a screen reader does with them
//! (press, focus, set a value) goes to egui as its own requests. The keyboard stays where eframe wants it, at the
//! canvas or at eframe's hidden field: an element that gets the browser's focus gives it back at once, and the
//! canvas says by `aria-activedescendant` where egui's focus is.

mod listen;
mod overlay;
mod plugin;

use web_sys::HtmlCanvasElement;

/// Starts to mirror the window of `ctx` as elements over `canvas`. A page has one such canvas.
///
/// - `ctx`: egui's context, as eframe gives it when the program is created.
/// - `canvas`: eframe's canvas; it is in the page.
///
/// # Errors
/// The browser's error if it does not create the elements.
pub fn install(ctx: &egui::Context, canvas: &HtmlCanvasElement) -> Result<(), wasm_bindgen::JsValue> {
    let overlay = overlay::Overlay::over(canvas)?;
    let listeners = listen::listen(ctx, canvas, overlay.layer());
    plugin::install(ctx, overlay, listeners);
    Ok(())
}
