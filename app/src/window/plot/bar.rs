//! The bar above the plot: pause, zoom, visible time, and a menu for the rest.

use digilab_lab::text::Texts;
use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{
    Align, Button, ComboBox, DragValue, Layout, PopupCloseBehavior, RichText, Ui, Vec2, WidgetInfo, vec2,
};

use super::figure::ZOOM;
use super::view::{Span, WINDOWS_S};
use super::{Plot, PlotAction, csv};
use crate::numbers::Numbers;
use crate::window::widgets::empty_state::empty_state;
use crate::window::widgets::icon_button::{Icon, WITH_NAMES, button, plain_button};
use crate::window::widgets::touch::{FINGER, focus_frame};

/// Width of the menu, in points.
const MENU_WIDTH: f32 = 230.0;

/// Font size of the notice, in points.
const SMALL: f32 = 12.0;

impl Plot {
    pub(super) fn show_bar(&mut self, ui: &mut Ui, texts: &Texts, actions: &mut Vec<PlotAction>) {
        let is_named = ui.available_width() >= WITH_NAMES;
        let row = vec2(ui.available_width(), FINGER);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let has_curves = !self.shown().is_empty();
            let (icon, id) = match self.paused {
                Some(_) => (Icon::Play, "plot-go-on"),
                None => (Icon::Pause, "plot-pause"),
            };
            if self.act(ui, icon, has_curves, id, is_named, texts) {
                self.toggle_pause();
            }
            let kept = self.kept();
            if self.act(ui, Icon::Minus, has_curves, "plot-zoom-out", false, texts) {
                self.view.zoom(ZOOM, None, kept);
            }
            if self.act(ui, Icon::Plus, has_curves, "plot-zoom-in", false, texts) {
                self.view.zoom(1.0 / ZOOM, None, kept);
            }
            let is_behind = has_curves && !self.view.follows();
            if self.act(ui, Icon::Newest, is_behind, "plot-newest", is_named, texts) {
                self.view.follow();
            }
            self.show_windows(ui, texts);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.show_menu(ui, is_named, texts, actions);
            });
        });
    }

    /// Draws a button with its advice in the tooltip; returns `true` if it was pressed.
    fn act(&self, ui: &mut Ui, icon: Icon, enabled: bool, id: &str, is_named: bool, texts: &Texts) -> bool {
        ui.add_enabled_ui(enabled, |ui| {
            let pressed = button(ui, icon, &texts.plain(id), is_named);
            let clicked = pressed.clicked();
            if !self.picture.is_asked() {
                pressed.on_hover_text(texts.plain(&format!("{id}.advice")));
            }
            clicked
        })
        .inner
    }

    fn show_windows(&mut self, ui: &mut Ui, texts: &Texts) {
        let chosen = window_name(self.view.window_s, texts);
        ui.spacing_mut().interact_size.y = FINGER;
        let response =
            ComboBox::from_id_salt("window").width(74.0).selected_text(chosen.clone()).show_ui(ui, |ui| {
                for window_s in WINDOWS_S.map(Some).into_iter().chain([None]) {
                    let is_chosen = self.view.window_s == window_s;
                    let choice = Button::selectable(is_chosen, window_name(window_s, texts));
                    if ui.add(choice.min_size(vec2(100.0, FINGER))).clicked() {
                        self.view.choose_window(window_s);
                    }
                }
            });
        let name = texts.plain("plot-window");
        response.response.widget_info(|| {
            let mut info = WidgetInfo::labeled(egui::Role::ComboBox, ui.is_enabled(), &name);
            info.current_text_value = Some(chosen.clone());
            info
        });
        focus_frame(ui, &response.response);
    }

    fn show_menu(&mut self, ui: &mut Ui, is_named: bool, texts: &Texts, actions: &mut Vec<PlotAction>) {
        let name = texts.plain("plot-more");
        let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let more = plain_button(Icon::More, &name, is_named);
        let (response, _) = MenuButton::from_button(more).config(config).ui(ui, |ui| {
            ui.set_width(MENU_WIDTH);
            let has_curves = !self.shown().is_empty();
            if entry(ui, has_curves, "plot-save-table", texts) {
                let bytes = csv::table(self.shown(), texts);
                actions.push(PlotAction::Save { name: csv::file_name(texts), bytes });
            }
            if entry(ui, has_curves, "plot-save-picture", texts) {
                self.has_picture_failed = false;
                self.picture.ask();
                ui.ctx().request_repaint();
            }
            ui.separator();
            self.show_values(ui, texts);
            ui.separator();
            if entry(ui, !self.is_empty(), "plot-clear", texts) {
                self.clear();
            }
            if self.cleared.is_some() && entry(ui, true, "plot-bring-back", texts) {
                self.bring_back();
            }
        });
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), &name));
        focus_frame(ui, &response);
    }

    /// Draws the choice of the value range: automatic, or fixed.
    fn show_values(&mut self, ui: &mut Ui, texts: &Texts) {
        ui.spacing_mut().interact_size.y = FINGER;
        let mut is_fixed = self.view.fixed.is_some();
        if ui.checkbox(&mut is_fixed, texts.plain("plot-fixed")).changed() {
            let seen = self.values.unwrap_or(Span { low: 0.0, high: 1.0 });
            self.view.fixed = is_fixed.then_some(seen);
        }
        let Some(Span { mut low, mut high }) = self.view.fixed else { return };
        let speed = (high - low) / 200.0;
        let changed = ui
            .horizontal(|ui| {
                number(ui, &mut low, speed, "plot-fixed-from", texts)
                    | number(ui, &mut high, speed, "plot-fixed-to", texts)
            })
            .inner;
        if changed {
            self.view.fixed = Some(Span::new(low, high));
        }
    }

    /// Draws a one-line notice about the plot, such as that it is paused.
    pub(super) fn show_remark(&self, ui: &mut Ui, texts: &Texts) {
        let data = self.shown();
        let id = if self.has_picture_failed {
            "plot-picture-failed"
        } else if self.paused.is_some() {
            "plot-is-paused"
        } else if data.has_more_curves {
            "plot-more-curves"
        } else if data.has_dropped {
            "plot-newest-points"
        } else {
            return;
        };
        let numbers = [("points", super::data::MAX_POINTS), ("curves", super::data::MAX_CURVES)];
        ui.label(RichText::new(texts.get(id, &numbers)).size(SMALL).weak());
    }

    /// Draws the placeholder of a plot without curves.
    pub(super) fn show_empty(&mut self, ui: &mut Ui, texts: &Texts) {
        let rect = ui.available_rect_before_wrap();
        ui.painter().rect_filled(rect, 4.0, ui.visuals().extreme_bg_color);
        empty_state(ui, rect, &texts.plain("plot-empty"), "plot(\"light\", bit.light());");
        if self.cleared.is_some() {
            let layout = Layout::bottom_up(Align::Center);
            let builder = egui::UiBuilder::new().max_rect(rect.shrink(12.0)).layout(layout);
            let mut below = ui.new_child(builder);
            if button(&mut below, Icon::Back, &texts.plain("plot-bring-back"), true).clicked() {
                self.bring_back();
            }
        }
        ui.allocate_rect(rect, egui::Sense::hover());
    }
}

/// Draws an entry of the menu, which closes it; returns `true` if it was chosen.
fn entry(ui: &mut Ui, enabled: bool, id: &str, texts: &Texts) -> bool {
    let button = Button::new(texts.plain(id)).min_size(Vec2::new(MENU_WIDTH, FINGER));
    let clicked = ui.add_enabled(enabled, button).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

/// Draws a field for a number, with its name before it; returns `true` if it was changed.
fn number(ui: &mut Ui, value: &mut f64, speed: f64, id: &str, texts: &Texts) -> bool {
    let numbers = Numbers::of(texts.language());
    let label = ui.label(texts.plain(id));
    let field = DragValue::new(value)
        .speed(speed)
        .min_size(vec2(72.0, FINGER))
        .custom_formatter(move |value, _| numbers.short(value))
        .custom_parser(Numbers::parse);
    ui.add(field).labelled_by(label.id).changed()
}

fn window_name(window_s: Option<f64>, texts: &Texts) -> String {
    let numbers = Numbers::of(texts.language());
    match window_s {
        None => texts.plain("plot-window-all"),
        Some(window_s) if window_s >= 60.0 => {
            format!("{} min", numbers.short((window_s / 6.0).round() / 10.0))
        }
        Some(window_s) if window_s >= 1.0 => format!("{} s", numbers.short((window_s * 10.0).round() / 10.0)),
        Some(window_s) => format!("{} s", numbers.short(window_s)),
    }
}
