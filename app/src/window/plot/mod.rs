//! The plot: curves of what a script plots and what boards send, while they grow.

mod bar;
mod csv;
mod data;
mod figure;
mod legend;
pub(super) mod look;
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

/// The latest time of a point, in microseconds: 31 years, up to where calculating is exact.
const MAX_AT_US: u64 = 1_000_000_000_000_000;

/// What the plot asks the window for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlotAction {
    /// To keep a file for the person: the curves as a table (CSV), or what is seen of them as a picture (PNG).
    Save {
        /// Its name in the pupil's language.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
}

/// The newest 100,000 points of at most 20 curves, and how they are looked at.
#[derive(Default)]
pub struct Plot {
    data: Data,
    /// What is shown while the plot is paused. The data goes on growing, and loses old points.
    paused: Option<Data>,
    /// What was cleared away, to be brought back.
    cleared: Option<Data>,
    view: View,
    /// The names of curves that are switched off.
    hidden: BTreeSet<String>,
    picture: Picture,
    /// Whether the last picture came to nothing.
    has_picture_failed: bool,
    /// Where the curves were drawn in the last frame, without axes; in points.
    drawn: Option<Rect>,
    /// The values that were seen in the last frame.
    values: Option<Span>,
}

impl Plot {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a point to the curve with a name, the newest one of all.
    ///
    /// # Arguments
    /// - `at_us`: when, in microseconds since the run began.
    /// - `value`: one that is no number, or infinite, makes a gap in the curve.
    pub fn push(&mut self, at_us: u64, name: &str, value: f64) {
        self.data.push(name, Sample { at_us: at_us.min(MAX_AT_US), value });
    }

    /// A run begins, and its time at 0: what there was is gone. How it is looked at stays.
    pub fn begin_run(&mut self) {
        self.data = Data::default();
        self.paused = None;
        self.cleared = None;
        self.view.follow();
    }

    /// Clears the curves away. Until the next run begins, a button brings them back.
    pub fn clear(&mut self) {
        let mut cleared = self.cleared.take().unwrap_or_default();
        cleared.append(&std::mem::take(&mut self.data));
        self.cleared = Some(cleared);
        self.paused = None;
        self.view.follow();
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Shows the plot in all the room there is, and handles what is done with it.
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

    /// The data that is shown.
    fn shown(&self) -> &Data {
        self.paused.as_ref().unwrap_or(&self.data)
    }

    /// The curves that are switched on, with their numbers.
    fn seen(&self) -> impl Iterator<Item = (usize, &Curve)> {
        self.shown().curves.iter().enumerate().filter(|(_, curve)| !self.hidden.contains(&curve.name))
    }

    /// From when to when there are points, in seconds.
    fn kept(&self) -> Span {
        let data = self.shown();
        // Where old points are gone, the time before them is no longer of interest.
        Span { low: if data.has_dropped { data.start_s() } else { 0.0 }, high: data.end_s() }
    }

    /// What a screen reader says of the curves: how many there are, and their newest values.
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
