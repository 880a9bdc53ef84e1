//! A modal dialog over the lab: in the middle of a large window, all over a small one.

use egui::{Align, Align2, Context, Frame, Id, Layout, Modal, RichText, ScrollArea, Ui, vec2};

use super::touch::{FINGER, cross};

/// Width and maximum height of a dialog, in points. It is as high as its content.
const WIDTH: f32 = 680.0;
const HEIGHT: f32 = 720.0;

/// Margin around the highest dialog, in points.
const ROOM: f32 = 24.0;

/// Window width, in points, below which a dialog covers the whole window.
const NARROW: f32 = 600.0;

/// A modal dialog, which returns the keyboard focus when it closes.
#[derive(Debug, Default)]
pub struct Dialog {
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Closed,
    /// Open from the next frame on.
    New,
    /// Open; holds the widget that had the focus before.
    Open(Option<Id>),
    /// Closed; holds the widget that gets the focus back as soon as egui lets widgets below the dialog have it.
    GivesBack(Id),
}

impl Dialog {
    /// Opens the dialog if it is closed.
    pub fn open(&mut self) {
        if !self.is_open() {
            self.state = State::New;
        }
    }

    /// Closes the dialog. The widget that had the focus before gets it back, unless another one takes it.
    pub fn close(&mut self) {
        self.state = match self.state {
            State::Open(Some(before)) => State::GivesBack(before),
            _ => State::Closed,
        };
    }

    /// True if the dialog is open.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::New | State::Open(_))
    }

    /// Draws the dialog if it is open, with `content` in a scroll area below the title. To be called in each frame.
    /// `content` is told whether this is the first frame, so that one of its widgets takes the focus. Returns true if
    /// the cross or the background was clicked. The caller looks for Esc ([`Self::escape`]) before it shows the
    /// dialog.
    ///
    /// # Arguments
    /// - `close`: accessible name of the cross.
    pub fn show(
        &mut self,
        ctx: &Context,
        id: Id,
        title: &str,
        close: &str,
        content: impl FnOnce(&mut Ui, bool),
    ) -> bool {
        match self.state {
            State::Closed => return false,
            State::GivesBack(before) => {
                self.give_back(ctx, before);
                return false;
            }
            State::New | State::Open(_) => {}
        }
        let is_new = self.state == State::New;
        if is_new {
            self.state = State::Open(ctx.memory(|memory| memory.focused()));
        }
        let room = ctx.content_rect();
        let covers_all = room.width() < NARROW;
        let most = if covers_all {
            room.size()
        } else {
            vec2(WIDTH, HEIGHT).min(room.size() - vec2(2.0 * ROOM, 2.0 * ROOM))
        };
        let style = ctx.global_style();
        let frame = Frame::window(&style).inner_margin(12.0);
        let inner = most - frame.total_margin().sum();
        // The top edge is where the highest dialog's would be: a dialog grows downwards, and its content stays in
        // place.
        let top = (room.height() - most.y) / 2.0;
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top));
        let modal = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
            ui.set_min_width(inner.x);
            ui.set_max_size(inner);
            if covers_all {
                ui.set_min_height(inner.y);
            }
            let closed = ui
                .allocate_ui_with_layout(vec2(inner.x, FINGER), Layout::right_to_left(Align::Center), |ui| {
                    let closed = cross(ui, close).clicked();
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(egui::Label::new(RichText::new(title).heading()).truncate());
                    });
                    closed
                })
                .inner;
            ui.separator();
            ScrollArea::vertical().id_salt(id).auto_shrink([false, !covers_all]).show(ui, |ui| {
                // Room for the scroll bar, which would otherwise cover the content at the right.
                ui.set_max_width(ui.available_width() - 10.0);
                ui.spacing_mut().item_spacing.y = 6.0;
                content(ui, is_new);
            });
            closed
        });
        modal.inner || modal.backdrop_response.clicked()
    }

    /// Consumes a press of Esc. Returns true if there was one.
    pub fn escape(ctx: &Context) -> bool {
        ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
    }

    fn give_back(&mut self, ctx: &Context, before: Id) {
        if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            // The dialog of the last frame still keeps the focus from the widgets below it.
            ctx.request_repaint();
            return;
        }
        self.state = State::Closed;
        if ctx.memory(|memory| memory.focused().is_none()) {
            ctx.memory_mut(|memory| memory.request_focus(before));
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{Rect, Vec2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;

    /// A dialog, and the height of its content in points.
    struct Shown {
        dialog: Dialog,
        height: f32,
    }

    fn harness(size: Vec2, height: f32) -> Harness<'static, Shown> {
        let mut dialog = Dialog::default();
        dialog.open();
        let mut harness = Harness::builder().with_size(size).build_ui_state(
            |ui, shown: &mut Shown| {
                let height = shown.height;
                shown.dialog.show(ui.ctx(), Id::unique("dialog"), "Dialog", "Close", |ui, _| {
                    ui.allocate_space(vec2(50.0, height - 30.0));
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.label("end");
                });
            },
            Shown { dialog, height },
        );
        harness.run();
        harness
    }

    fn dialog(harness: &Harness<'_, Shown>) -> Rect {
        harness.ctx.memory(|memory| memory.area_rect(Id::unique("dialog"))).unwrap()
    }

    #[track_caller]
    fn check(window: Vec2, content: f32, expected: std::ops::RangeInclusive<f32>) {
        let found = dialog(&harness(window, content));
        assert!(expected.contains(&found.height()), "{content} in {window}: {found}");
        assert!((found.center().x - window.x / 2.0).abs() < 1.0, "{found}");
        assert!(found.top() >= 0.0 && found.bottom() <= window.y, "{content} in {window}: {found}");
    }

    #[test]
    fn a_dialog_is_as_high_as_what_is_on_it() {
        check(vec2(1366.0, 768.0), 200.0, 250.0..=310.0);
        check(vec2(1366.0, 768.0), 400.0, 450.0..=510.0);
        check(vec2(1366.0, 768.0), 5000.0, 715.0..=720.0);
        check(vec2(1920.0, 1080.0), 5000.0, 715.0..=720.0);
        check(vec2(1024.0, 600.0), 5000.0, 547.0..=552.0);
    }

    #[test]
    fn a_dialog_covers_a_phone() {
        check(vec2(390.0, 844.0), 100.0, 843.0..=844.0);
        check(vec2(390.0, 844.0), 5000.0, 843.0..=844.0);
    }

    #[test]
    fn a_dialog_grows_and_shrinks_without_moving_what_is_on_it() {
        let mut harness = harness(vec2(1366.0, 768.0), 200.0);
        let low = dialog(&harness);
        let cross = harness.get_by_label("Close").rect();
        harness.state_mut().height = 400.0;
        harness.run();
        let high = dialog(&harness);
        assert_eq!(high.min, low.min);
        assert!((high.height() - low.height() - 200.0).abs() < 1.0, "{low} {high}");
        assert_eq!(harness.get_by_label("Close").rect(), cross);
        harness.state_mut().height = 200.0;
        harness.run();
        assert_eq!(dialog(&harness), low);
    }
}
