//! The accessibility DOM as an egui plugin.

use std::cell::RefCell;
use std::time::Duration;

use digilab_accessibility_dom::AccessibilityDom;
use egui::{Context, FullOutput, RawInput};
use gloo::events::EventListener;

use super::listen;
use super::overlay::Overlay;

/// Describing the window costs egui a little in each pass; much if a long script is open, whose every letter is
/// described. Sixty descriptions a second are of no use: while the window moves, it is described at this interval.
const SHORTEST_INTERVAL_S: f64 = 0.1;
/// The longest interval, whatever it costs.
const LONGEST_INTERVAL_S: f64 = 1.0;
/// In between, describing takes at most one part in this many of the time.
const SPARING: f64 = 20.0;

/// The state of the page. Thread-local, because a browser's objects belong to the page's thread, while egui's
/// plugins might move to another.
struct Page {
    dom: AccessibilityDom,
    overlay: Overlay,
    _listeners: Vec<EventListener>,
}

thread_local! {
    static PAGE: RefCell<Option<Page>> = const { RefCell::new(None) };
}

/// Installs the accessibility DOM in egui.
pub fn install(ctx: &Context, overlay: Overlay, listeners: Vec<EventListener>) {
    let page = Page { dom: AccessibilityDom::new(), overlay, _listeners: listeners };
    if let Some(old) = PAGE.replace(Some(page)) {
        old.overlay.remove();
    }
    ctx.add_plugin(Plugin {
        described_at_s: f64::NEG_INFINITY,
        is_described: false,
        began_ms: 0.0,
        plain_ms: None,
        interval_s: SHORTEST_INTERVAL_S,
    });
}

struct Plugin {
    /// Time of the last description.
    described_at_s: f64,
    /// True if this pass is described.
    is_described: bool,
    /// Start of this pass, by the browser's clock.
    began_ms: f64,
    /// Duration of a pass without a description; `None` before the first one.
    plain_ms: Option<f64>,
    /// Time from one description to the next.
    interval_s: f64,
}

impl Plugin {
    /// Measures the duration of a pass.
    fn learn(&mut self) {
        let took_ms = now_ms() - self.began_ms;
        if !self.is_described {
            self.plain_ms = Some(took_ms);
        } else if let Some(plain_ms) = self.plain_ms {
            let cost_s = (took_ms - plain_ms).max(0.0) / 1000.0;
            self.interval_s = (SPARING * cost_s).clamp(SHORTEST_INTERVAL_S, LONGEST_INTERVAL_S);
        }
    }
}

/// The browser's clock, which advances within a frame.
fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

impl egui::Plugin for Plugin {
    fn debug_name(&self) -> &'static str {
        "accessibility-dom"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.began_ms = now_ms();
        let now_s = input.time.unwrap_or_default();
        // A frame may take more than one pass: then the last one counts.
        let is_due = now_s >= self.described_at_s + self.interval_s || now_s == self.described_at_s;
        self.is_described = is_due || listen::is_asked();
        if self.is_described {
            self.described_at_s = now_s;
            ctx.enable_accesskit();
        } else {
            ctx.disable_accesskit();
        }
        let asked = listen::take();
        input.events.extend(asked.requests.into_iter().map(egui::Event::AccessKitActionRequest));
        PAGE.with_borrow_mut(|page| {
            if let Some(page) = page {
                asked.used.into_iter().for_each(|id| page.dom.is_stale(id));
            }
        });
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        if !self.is_described {
            self.learn();
            // The final state of the window is described once it stops moving.
            ctx.request_repaint_after(Duration::from_secs_f64(self.interval_s));
            return;
        }
        let Some(tree) = output.platform_output.accesskit_update.take() else { return };
        PAGE.with_borrow_mut(|page| {
            if let Some(page) = page {
                let update = page.dom.apply(tree);
                if let Err(error) = page.overlay.make(update, ctx.zoom_factor()) {
                    web_sys::console::error_1(&error);
                }
            }
        });
        self.learn();
    }

    fn on_exit(&mut self, _ctx: &Context) {
        if let Some(page) = PAGE.take() {
            page.overlay.remove();
        }
    }
}
