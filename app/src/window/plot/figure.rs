//! The curves, and their input by mouse, touch and keyboard.

use digilab_lab::text::Texts;
use egui::accesskit::Role;
use egui::{
    CursorIcon, EventFilter, Id, Key, Modifiers, PointerButton, Rangef, Response, Sense, Ui, WidgetInfo,
};
use egui_plot::{
    AxisHints, GridInput, GridMark, Line, LineStyle, PlotPoint, PlotPoints, PlotTransform, Points,
    uniform_grid_spacer,
};

use super::series::Sample;
use super::thin::{Thinned, thin};
use super::view::Span;
use super::{Plot, curve_style};
use crate::numbers::Numbers;
use crate::window::widgets::touch;

/// Most columns of pixels that are drawn: no eye and hardly a screen has more.
const MAX_COLUMNS: f32 = 2000.0;

/// Distance between points from which on each one has a dot, in points of the screen.
const DOT_DISTANCE: f32 = 12.0;

/// Longest dashed curve, as a multiple of the plot's width: a curve that goes up and down all the time would be
/// tens of thousands of dashes, and look solid.
const MAX_DASHED: f64 = 10.0;

/// Zoom factor of buttons and keys.
pub(super) const ZOOM: f64 = 1.5;

/// Distance an arrow key moves, as a share of the visible time.
const KEY_PAN: f64 = 0.15;

/// Distance of the wheel that zooms by a factor of e, in points.
const WHEEL_POINTS: f32 = 300.0;

/// Smallest distance between grid marks, in points.
const MARK_X: f64 = 70.0;
const MARK_Y: f64 = 34.0;

/// Distances between grid marks at which their labels fade in, in points.
const LABEL_FADE_X: Rangef = Rangef { min: 50.0, max: 60.0 };
const LABEL_FADE_Y: Rangef = Rangef { min: 24.0, max: 30.0 };

/// A curve, thinned for drawing.
struct Drawn {
    index: usize,
    name: String,
    thinned: Thinned,
}

impl Plot {
    pub(super) fn show_figure(&mut self, ui: &mut Ui, texts: &Texts) {
        let time = self.view.time(self.kept());
        let values = self.view.values(self.seen().map(|(_, curve)| curve), time);
        self.values = Some(values);
        let width = self.drawn.map_or(ui.available_width(), |rect| rect.width());
        let columns = (width * ui.ctx().pixels_per_point()).clamp(1.0, MAX_COLUMNS) as usize;
        let curves: Vec<Drawn> = self
            .seen()
            .map(|(index, curve)| Drawn {
                index,
                name: curve.name.clone(),
                thinned: thin(&curve.series, time.low * 1e6, time.high * 1e6, columns),
            })
            .collect();
        let transform = draw(ui, curves, time, values, width, texts);
        self.drawn = Some(*transform.frame());
        let response = self.listen(ui, &transform, texts);
        touch::focus_frame(ui, &response);
        // A lifted finger has no hover position.
        let pointer = response.hover_pos().or_else(|| response.interact_pointer_pos());
        if let Some(pointer) = pointer.filter(|_| !self.picture.is_asked()) {
            self.paint_readout(ui, pointer, &transform, texts);
        }
    }

    /// Handles input on the curves; its effect is visible in the next frame.
    fn listen(&mut self, ui: &Ui, transform: &PlotTransform, texts: &Texts) -> Response {
        let id = ui.make_persistent_id("curves");
        let response = ui.interact(*transform.frame(), id, Sense::click_and_drag());
        let response = response.on_hover_cursor(CursorIcon::Crosshair);
        self.describe(ui, id, &response, texts);
        let before = self.view;
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        let (kept, [seconds, units]) = (self.kept(), transform.dvalue_dpos());
        if response.dragged_by(PointerButton::Primary) || response.dragged_by(PointerButton::Middle) {
            let delta = response.drag_delta();
            if delta.x != 0.0 {
                self.view.pan(-f64::from(delta.x) * seconds, kept);
            }
            self.view.pan_values(-f64::from(delta.y) * units);
        }
        if let Some(pointer) =
            ui.input(|input| input.pointer.hover_pos()).filter(|_| response.contains_pointer())
        {
            let place = transform.value_from_position(pointer);
            let (zoom, wheel) = ui.input_mut(|input| {
                // The wheel must not scroll the area around the plot too.
                let wheel = std::mem::take(&mut input.smooth_scroll_delta);
                (input.zoom_delta_2d(), wheel)
            });
            let factor = f64::from((wheel.y / WHEEL_POINTS).exp() * zoom.x);
            if factor > 0.0 && factor != 1.0 {
                self.view.zoom(1.0 / factor, Some(place.x), kept);
            }
            if zoom.y > 0.0 && zoom.y != 1.0 {
                self.view.zoom_values(1.0 / f64::from(zoom.y), place.y);
            }
            if wheel.x != 0.0 {
                self.view.pan(-f64::from(wheel.x) * seconds, kept);
            }
        }
        if response.has_focus() {
            let filter =
                EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            self.handle_keys(ui);
        }
        if self.view != before {
            ui.ctx().request_repaint();
        }
        response
    }

    fn handle_keys(&mut self, ui: &Ui) {
        let kept = self.kept();
        let width = self.view.time(kept).width();
        let height = self.values.map_or(1.0, Span::width);
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        // On many keyboards plus needs Shift.
        let plus = [Key::Plus, Key::Equals]
            .into_iter()
            .any(|key| pressed(key) || ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key)));
        if plus {
            self.view.zoom(1.0 / ZOOM, None, kept);
        }
        if pressed(Key::Minus) {
            self.view.zoom(ZOOM, None, kept);
        }
        if pressed(Key::ArrowLeft) {
            self.view.pan(-KEY_PAN * width, kept);
        }
        if pressed(Key::ArrowRight) {
            self.view.pan(KEY_PAN * width, kept);
        }
        if pressed(Key::ArrowUp) {
            self.view.pan_values(KEY_PAN * height);
        }
        if pressed(Key::ArrowDown) {
            self.view.pan_values(-KEY_PAN * height);
        }
        if pressed(Key::Home) {
            self.view.choose_window(None);
        }
        if pressed(Key::End) {
            self.view.follow();
        }
        if pressed(Key::Space) {
            self.toggle_pause();
        }
    }

    fn describe(&self, ui: &Ui, id: Id, response: &Response, texts: &Texts) {
        response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, texts.plain("plot-label")));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_description(format!("{} {}", self.summary(texts), texts.plain("plot-label.keys")));
        });
    }
}

/// Draws axes, grid and curves; keys and pointers are handled here, not by `egui_plot`.
fn draw(
    ui: &mut Ui,
    curves: Vec<Drawn>,
    time: Span,
    values: Span,
    width: f32,
    texts: &Texts,
) -> PlotTransform {
    let numbers = Numbers::of(texts.language());
    let dark_mode = ui.visuals().dark_mode;
    let points_per_unit =
        (f64::from(width) / time.width(), f64::from(ui.available_height().max(1.0)) / values.width());
    egui_plot::Plot::new("plot")
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .sense(Sense::hover())
        .show_x(false)
        .show_y(false)
        .show_crosshair(false)
        .custom_x_axes(vec![
            AxisHints::new_x()
                .label_spacing(LABEL_FADE_X)
                .formatter(move |mark, _| format!("{} s", numbers.mark(mark.value, mark.step_size))),
        ])
        .custom_y_axes(vec![
            AxisHints::new_y()
                .label_spacing(LABEL_FADE_Y)
                .min_thickness(36.0)
                .formatter(move |mark, _| numbers.mark(mark.value, mark.step_size)),
        ])
        .x_grid_spacer(grid(MARK_X))
        .y_grid_spacer(grid(MARK_Y))
        .show(ui, move |plot| {
            plot.set_plot_bounds_x(time.low..=time.high);
            plot.set_plot_bounds_y(values.low..=values.high);
            for Drawn { index, name, thinned } in curves {
                let color = curve_style::color(index, dark_mode);
                let style = match curve_style::style(index) {
                    style if length(&thinned, points_per_unit) < MAX_DASHED * f64::from(width) => style,
                    _ => LineStyle::Solid,
                };
                let has_dots = thinned.is_all && {
                    let count: usize = thinned.runs.iter().map(Vec::len).sum();
                    (count as f32) < width / DOT_DISTANCE
                };
                for run in thinned.runs {
                    let places: Vec<PlotPoint> = run.into_iter().map(place).collect();
                    // A single point between two gaps would not be visible as a line.
                    if has_dots || places.len() == 1 {
                        let dots = Points::new(name.clone(), PlotPoints::Owned(places.clone()));
                        plot.points(dots.color(color).radius(3.0).allow_hover(false));
                    }
                    let line = Line::new(name.clone(), PlotPoints::Owned(places)).color(color);
                    plot.line(line.width(curve_style::LINE_WIDTH).style(style).allow_hover(false));
                }
            }
        })
        .transform
}

/// Returns a function that puts marks at 1, 2 or 5 times a power of ten, with grid lines between them.
///
/// # Arguments
/// - `least`: the smallest distance between marks, in points.
fn grid(least: f64) -> impl Fn(GridInput) -> Vec<GridMark> {
    let spacer = uniform_grid_spacer(move |input: GridInput| {
        // The base step is the distance of the finest lines that `egui_plot` would draw, which is 8 points.
        let step = round_step(input.base_step_size / 8.0 * least);
        [step / 5.0, step, step * 10.0]
    });
    move |input| if input.base_step_size > f64::EPSILON { spacer(input) } else { Vec::new() }
}

/// Rounds up to 1, 2 or 5 times a power of ten.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|times| times * power >= least * 0.999_999);
    times.unwrap_or(10.0) * power
}

fn place(sample: Sample) -> PlotPoint {
    PlotPoint::new(sample.at_us as f64 / 1e6, sample.value)
}

/// Returns the length of a curve on the screen, in points.
fn length(thinned: &Thinned, (points_per_s, points_per_unit): (f64, f64)) -> f64 {
    let pairs = thinned.runs.iter().flat_map(|run| run.iter().zip(run.iter().skip(1)));
    let lengths = pairs.map(|(one, other)| {
        let across = (other.at_us as f64 - one.at_us as f64) / 1e6 * points_per_s;
        across.hypot((other.value - one.value) * points_per_unit)
    });
    lengths.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (least, expected) in
            [(1.0, 1.0), (1.1, 2.0), (3.0, 5.0), (6.0, 10.0), (0.03, 0.05), (700.0, 1000.0)]
        {
            let found = round_step(least);
            assert!((found / expected - 1.0).abs() < 1e-9, "{least}: {found}");
        }
    }
}
