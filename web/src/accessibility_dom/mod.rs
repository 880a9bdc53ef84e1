//! Accessibility for people who do not see the canvas: the window as elements of the page.
//!
//! eframe draws into a canvas, which means nothing to a screen reader. egui describes the window as an AccessKit
//! tree; `digilab_accessibility_dom` computes the elements for it and their changes, and this module keeps them,
//! transparent, over the canvas. Mouse and touch pass through them to the canvas. Actions of a screen reader on them
//! (press, focus, set a value) go to egui as its own requests. The keyboard focus stays where eframe wants it, on the
//! canvas or on eframe's hidden field: an element that gets the browser's focus gives it back at once, and the canvas
//! tells by `aria-activedescendant` where egui's focus is.

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
