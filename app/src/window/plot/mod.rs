//! The plot: curves of the values that a script plots and boards send, as they arrive.

mod bar;
mod csv;
pub(super) mod curve_style;
mod data;
mod figure;
mod legend;
mod picture;
mod readout;
mod series;
#[cfg(test)]
mod tests;
mod thin;
mod view;

use std::collections::BTreeSet;

use digilab_lab::text::Texts;
use egui::{Rect, Ui};

use self::data::{Curve, Data};
use self::picture::{Picture, Taken};
use self::series::Sample;
use self::view::{Span, View};
use crate::numbers::Numbers;

/// Latest time of a point, in microseconds: 31 years, up to which calculation is exact.
const MAX_AT_US: u64 = 1_000_000_000_000_000;

/// Requests of the plot to the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlotAction {
    /// Save a file for the person: the curves as a table (CSV), or the visible plot as a picture (PNG).
    Save {
        /// Name of the file in the pupil's language.
        name: String,
        /// Content of the file.
        bytes: Vec<u8>,
    },
}

/// The newest 100,000 points of at most 20 curves, and the view of them.
#[derive(Default)]
pub struct Plot {
    data: Data,
    /// Data shown while the plot is paused; meanwhile `data` goes on growing, and loses old points.
    paused: Option<Data>,
    /// Data that was cleared and can be brought back.
    cleared: Option<Data>,
    view: View,
    /// Names of the curves that are switched off.
    hidden: BTreeSet<String>,
    picture: Picture,
    /// True if the last picture could not be made.
    has_picture_failed: bool,
    /// Rectangle of the curves in the last frame, without axes, in points.
    drawn: Option<Rect>,
    /// Range of values in the last frame.
    values: Option<Span>,
}

impl Plot {
    /// Creates an empty plot.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a point to the curve `name`; it is the newest of all.
    ///
    /// # Arguments
    /// - `at_us`: the time in microseconds since the run began.
    /// - `value`: NaN or infinity makes a gap in the curve.
    pub fn push(&mut self, at_us: u64, name: &str, value: f64) {
        self.data.push(name, Sample { at_us: at_us.min(MAX_AT_US), value });
    }

    /// Removes the newest points, which a run that has gone back undoes.
    pub fn undo(&mut self, points: u64) {
        self.data.undo(points);
    }

    /// Starts a run at time 0: the old curves are gone, the settings of the view stay.
    pub fn begin_run(&mut self) {
        self.data = Data::default();
        self.paused = None;
        self.cleared = None;
        self.view.follow();
    }

    /// Clears the curves. Until the next run begins, a button brings them back.
    pub fn clear(&mut self) {
        let mut cleared = self.cleared.take().unwrap_or_default();
        cleared.append(&std::mem::take(&mut self.data));
        self.cleared = Some(cleared);
        self.paused = None;
        self.view.follow();
    }

    /// `true` if there is no point.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Shows the plot in all the available space and handles its input.
    pub fn show(&mut self, ui: &mut Ui, texts: &Texts) -> Vec<PlotAction> {
        let mut actions = Vec::new();
        ui.push_id("digilab-plot", |ui| {
            self.show_bar(ui, texts, &mut actions);
            self.show_remark(ui, texts);
            let picture = ui.available_rect_before_wrap();
            if self.shown().is_empty() {
                self.show_empty(ui, texts);
            } else {
                self.show_legend(ui, texts);
                self.show_figure(ui, texts);
            }
            match self.picture.advance(ui.ctx(), picture) {
                Some(Taken::File(bytes)) => {
                    let name = texts.plain("plot-file") + ".png";
                    actions.push(PlotAction::Save { name, bytes });
                }
                Some(Taken::Failed) => self.has_picture_failed = true,
                None => {}
            }
        });
        actions
    }

    fn bring_back(&mut self) {
        if let Some(cleared) = self.cleared.take() {
            let newer = std::mem::replace(&mut self.data, cleared);
            self.data.append(&newer);
        }
    }

    fn toggle_pause(&mut self) {
        self.paused = match self.paused {
            Some(_) => None,
            None => Some(self.data.clone()),
        };
    }

    /// Returns the data that is shown.
    fn shown(&self) -> &Data {
        self.paused.as_ref().unwrap_or(&self.data)
    }

    /// Returns the curves that are switched on, with their indices.
    fn seen(&self) -> impl Iterator<Item = (usize, &Curve)> {
        self.shown().curves.iter().enumerate().filter(|(_, curve)| !self.hidden.contains(&curve.name))
    }

    /// Returns the time range of the points, in seconds.
    fn kept(&self) -> Span {
        let data = self.shown();
        // If old points were dropped, the time before them is of no interest.
        Span { low: if data.has_dropped { data.start_s() } else { 0.0 }, high: data.end_s() }
    }

    /// Returns the text for screen readers: the number of curves, and their newest values.
    fn summary(&self, texts: &Texts) -> String {
        let numbers = Numbers::of(texts.language());
        let mut summary = texts.get("plot-summary", &[("count", self.shown().curves.len())]);
        for curve in &self.shown().curves {
            let newest = curve.series.newest().map_or(f64::NAN, |sample| sample.value);
            let value = numbers.short(newest);
            summary.push(' ');
            summary.push_str(&texts.get("plot-summary-curve", &[("name", &curve.name), ("value", &value)]));
        }
        summary
    }
}
