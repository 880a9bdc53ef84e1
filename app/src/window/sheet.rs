//! A sheet that lies over the lab until it is closed: in the middle of a large window, all over a small one.

use egui::{Align, Context, Frame, Id, Layout, Modal, RichText, ScrollArea, Ui, vec2};

use super::touch::{FINGER, cross};

/// How wide and how high a sheet is at most, in points.
const WIDTH: f32 = 680.0;
const HEIGHT: f32 = 720.0;

/// Windows narrower than this, in points, are covered by it wholly.
const NARROW: f32 = 600.0;

/// A sheet, and who has the keyboard's focus when it is closed.
#[derive(Debug, Default)]
pub struct Sheet {
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Closed,
    /// It is shown in the next frame.
    New,
    /// It is shown; this had the focus before.
    Open(Option<Id>),
    /// It was closed; this gets the focus back as soon as egui lets what lies below have it.
    GivesBack(Id),
}

impl Sheet {
    /// Opens it, if it is not open.
    pub fn open(&mut self) {
        if !self.is_open() {
            self.state = State::New;
        }
    }

    /// Closes it. Who had the focus before gets it back, unless somebody else takes it.
    pub fn close(&mut self) {
        self.state = match self.state {
            State::Open(Some(before)) => State::GivesBack(before),
            _ => State::Closed,
        };
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::New | State::Open(_))
    }

    /// Shows it if it is open, with what `content` draws below its title, which scrolls; that is told whether it is
    /// shown for the first time, so that something takes the focus. To be called in each frame. Whether the cross, or
    /// the ground beside the sheet, was clicked. Esc is for the caller to look for ([`Self::escape`]) before it shows
    /// the sheet.
    ///
    /// # Arguments
    /// - `close`: the name of the cross.
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
        let size = if room.width() < NARROW {
            room.size()
        } else {
            vec2(WIDTH, HEIGHT).min(room.size() - vec2(48.0, 48.0))
        };
        let style = ctx.global_style();
        let frame = Frame::window(&style).inner_margin(12.0);
        let inner = size - frame.total_margin().sum();
        let modal = Modal::new(id).frame(frame).show(ctx, |ui| {
            ui.set_min_size(inner);
            ui.set_max_size(inner);
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
            ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).show(ui, |ui| {
                // Room for the bar, which otherwise lies over what is at the right.
                ui.set_max_width(ui.available_width() - 10.0);
                ui.spacing_mut().item_spacing.y = 6.0;
                content(ui, is_new);
            });
            closed
        });
        modal.inner || modal.backdrop_response.clicked()
    }

    /// Whether Esc is pressed, which then nobody else sees.
    pub fn escape(ctx: &Context) -> bool {
        ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
    }

    fn give_back(&mut self, ctx: &Context, before: Id) {
        if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            // The sheet of the last frame still keeps the focus from what lies below it.
            ctx.request_repaint();
            return;
        }
        self.state = State::Closed;
        if ctx.memory(|memory| memory.focused().is_none()) {
            ctx.memory_mut(|memory| memory.request_focus(before));
        }
    }
}
