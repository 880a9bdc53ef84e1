//! Detects that the page is left: closed, put away, or hidden, which on a phone may be the last event it gets.

use gloo::events::EventListener;
use web_sys::VisibilityState;

/// Calls `on_leaving` whenever the page may be about to end, until the listeners are dropped. Unsaved changes must
/// be sent in it; nothing that takes time is sure to finish any more.
pub fn listen(on_leaving: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let on_hide = on_leaving.clone();
    let mut listeners = vec![EventListener::new(&window, "pagehide", move |_| on_leaving())];
    if let Some(document) = window.document() {
        listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
            if is_hidden() {
                on_hide();
            }
        }));
    }
    listeners
}

/// Calls `on_return` whenever the page becomes visible again.
pub fn listen_to_return(on_return: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let on_show = on_return.clone();
    let mut listeners = vec![EventListener::new(&window, "pageshow", move |_| on_return())];
    if let Some(document) = window.document() {
        listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
            if !is_hidden() {
                on_show();
            }
        }));
    }
    listeners
}

/// True if the page is hidden.
pub fn is_hidden() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}
