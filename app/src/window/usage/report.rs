//! The indicators: this period, the year before, the city's targets, and the months.

use digilab_lab::text::Texts;
use digilab_usage::report::{MEASURES, Report, Span};
use digilab_usage::request::UsageRequest;
use digilab_usage::workshop::shown;
use egui::accesskit::{Live, Role};
use egui::{Align, Layout, RichText, Ui, vec2};

use super::chart;
use super::{UsageDialog, date, heading};
use crate::numbers::Numbers;
use crate::window::widgets::touch::{self, button, choice, small_font, spoken};

/// Width below which a name stands above its numbers, in points.
const NARROW: f32 = 420.0;

/// Measures that are drawn month by month, by their index.
const DRAWN: [usize; 3] = [0, 3, 5];

impl UsageDialog {
    pub(super) fn show_report(&mut self, ui: &mut Ui, texts: &Texts) {
        touch::buttons(ui, |ui| {
            for span in Span::ALL {
                let name = texts.plain(&format!("use-span-{}", span.id()));
                if choice(ui, Role::RadioButton, self.span == span, name).clicked() {
                    self.span = span;
                    self.ask(UsageRequest::Report(span));
                }
            }
        });
        let Some(report) = self.report.take() else { return self.show_waiting(ui, texts) };
        ui.label(
            texts.get("use-days", &[("from", date(&report.from, texts)), ("to", date(&report.to, texts))]),
        );
        ui.add_space(4.0);
        table(ui, &report, texts);
        let numbers = Numbers::of(texts.language());
        for drawn in DRAWN {
            let Some(measure) = MEASURES.get(drawn) else { continue };
            heading(ui, &texts.plain(&format!("use-row-{}", measure.id)));
            let months: Vec<(&str, f64)> = report
                .months
                .iter()
                .map(|(month, numbers)| (month.as_str(), (measure.of)(numbers)))
                .collect();
            chart::show(ui, drawn, &months, |value| numbers.fixed(value, measure.decimals));
        }
        ui.add_space(8.0);
        ui.label(RichText::new(texts.plain("use-rules")).font(small_font(ui)));
        heading(ui, &texts.plain("use-pilot"));
        ui.label(RichText::new(texts.plain("use-pilot-why")).font(small_font(ui)));
        if let Some(pilot) = &self.pilot {
            let text = texts.get("use-pilot-done", &[("code", shown(pilot))]);
            spoken(ui, RichText::new(text), Live::Polite);
        } else if button(ui, texts.plain("use-pilot-now")).clicked() {
            self.ask(UsageRequest::RegisterPilot);
        }
        self.report = Some(report);
    }
}

fn table(ui: &mut Ui, report: &Report, texts: &Texts) {
    let numbers = Numbers::of(texts.language());
    let is_narrow = ui.available_width() < NARROW;
    let head = ["use-head-period", "use-head-before", "use-head-target"].map(|id| texts.plain(id));
    row(ui, is_narrow, "", &head, true);
    for measure in &MEASURES {
        let name = texts.plain(&format!("use-row-{}", measure.id));
        let now = (measure.of)(&report.period);
        let target = match (measure.target)(&report.targets) {
            Some(target) if target > 0 => {
                let percent = (now / f64::from(target) * 100.0).floor();
                texts.get(
                    "use-target",
                    &[("target", target.to_string()), ("percent", format!("{percent:.0}"))],
                )
            }
            _ => "–".to_owned(),
        };
        let cells = [
            numbers.fixed(now, measure.decimals),
            numbers.fixed((measure.of)(&report.year_before), measure.decimals),
            target,
        ];
        row(ui, is_narrow, &name, &cells, false);
    }
}

/// Shows a row of the table: a name, and three numbers to the right of it or below.
fn row(ui: &mut Ui, is_narrow: bool, name: &str, cells: &[String; 3], is_head: bool) {
    let width = ui.available_width();
    let name_width = if is_narrow { 0.0 } else { width * 0.34 };
    let cell_width = (width - name_width) / 3.0 - ui.spacing().item_spacing.x;
    if is_narrow && !is_head {
        ui.label(name);
    }
    ui.horizontal(|ui| {
        let height = ui.spacing().interact_size.y * 0.8;
        if !is_narrow {
            ui.allocate_ui_with_layout(
                vec2(name_width, height),
                Layout::left_to_right(Align::Center),
                |ui| {
                    ui.set_min_width(name_width);
                    ui.label(name);
                },
            );
        }
        for (index, cell) in cells.iter().enumerate() {
            let text = RichText::new(cell);
            let text = match (is_head, index) {
                (true, _) => text.font(small_font(ui)),
                (false, 0) => text.strong(),
                (false, _) => text,
            };
            ui.allocate_ui_with_layout(
                vec2(cell_width, height),
                Layout::right_to_left(Align::Center),
                |ui| {
                    ui.set_min_width(cell_width);
                    ui.label(text);
                },
            );
        }
    });
}
