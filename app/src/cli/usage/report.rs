//! `digilab usage report`: the indicators of a period, next to their targets and the year before.

use digilab_lab::text::Texts;
use digilab_usage::indicators::{Indicators, Period, indicators};
use digilab_usage::report::{MEASURES, Measure, Targets};
use digilab_usage::time::date_of;
use serde::Serialize;

use super::log_failure::failure;
use super::place;
use crate::cli::args::{ReportForm, UsageReportArguments};
use crate::cli::failure::{Failure, Status};
use crate::cli::output::{out, out_line};
use crate::desktop::usage::now_ms;
use crate::numbers::Numbers;

/// JSON form of the report; see `docs/cli.md`.
#[derive(Serialize)]
struct Report {
    from: String,
    to: String,
    school: Option<String>,
    period: Indicators,
    year_before: Indicators,
    targets: Targets,
}

/// Reports the indicators.
pub fn report(arguments: &UsageReportArguments, texts: &Texts) -> Result<Status, Failure> {
    let (path, store) = place::open(arguments.log.as_deref(), texts)?;
    let today = date_of(now_ms());
    let to = arguments.to.unwrap_or(today);
    let from = arguments.from.unwrap_or_else(|| to.first_of_year());
    if from > to {
        let args = [("from", from.to_string()), ("to", to.to_string())];
        return Err(Failure::usage(texts.get("log-period-backwards", &args)));
    }
    let period = Period { from, to };
    let school = arguments.school.as_ref().map(|school| school.as_str());
    let count = |period| indicators(&store, period, school).map_err(|error| failure(&path, &error, texts));
    let report = Report {
        from: from.to_string(),
        to: to.to_string(),
        school: school.map(str::to_owned),
        period: count(period)?,
        year_before: count(period.year_before())?,
        targets: place::settings(texts).targets,
    };
    match arguments.form() {
        ReportForm::Json => {
            // Numbers and dates can always be written as JSON.
            out_line(&serde_json::to_string_pretty(&report).unwrap_or_default());
        }
        ReportForm::Csv => {
            // The table goes to memory, which does not fail.
            out(&csv(&report).unwrap_or_default());
        }
        ReportForm::Markdown => {
            out(&markdown(&report, texts));
        }
        ReportForm::Text => {
            out(&text(&report, texts));
        }
    }
    Ok(Status::Done)
}

/// Returns the cells of the table, header row first.
fn cells(report: &Report, texts: &Texts) -> Vec<[String; 4]> {
    let numbers = Numbers::of(texts.language());
    let head = ["log-head-what", "use-head-period", "use-head-before", "use-head-target"];
    let mut cells = vec![head.map(|id| texts.plain(id))];
    cells.extend(MEASURES.iter().map(|measure| {
        let number = |all| numbers.fixed((measure.of)(all), measure.decimals);
        [
            texts.plain(&format!("use-row-{}", measure.id)),
            number(&report.period),
            number(&report.year_before),
            (measure.target)(&report.targets).map_or_else(|| "–".to_owned(), |target| target.to_string()),
        ]
    }));
    cells
}

fn title(report: &Report, texts: &Texts) -> String {
    let id = if report.school.is_some() { "log-title-school" } else { "log-title" };
    let school = report.school.clone().unwrap_or_default();
    texts.get(id, &[("from", &report.from), ("to", &report.to), ("school", &school)])
}

fn text(report: &Report, texts: &Texts) -> String {
    let cells = cells(report, texts);
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    let mut text = format!("{}\n\n", title(report, texts));
    for [what, now, before, target] in &cells {
        let [first, second, third, fourth] = widths;
        text += &format!("{what:<first$}  {now:>second$}  {before:>third$}  {target:>fourth$}\n");
    }
    text
}

fn markdown(report: &Report, texts: &Texts) -> String {
    let mut text = format!("## {}\n\n", title(report, texts));
    for (index, row) in cells(report, texts).iter().enumerate() {
        text += &format!("| {} |\n", row.join(" | "));
        if index == 0 {
            text += "|---|---:|---:|---:|\n";
        }
    }
    text
}

/// Writes CSV with decimal points and ids in every language: it is for programs.
fn csv(report: &Report) -> Result<String, csv::Error> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["indicator", "from", "to", "school", "period", "year_before", "target"])?;
    for Measure { id, of, target, decimals } in MEASURES {
        let numbers = [&report.period, &report.year_before].map(|all| format!("{:.decimals$}", of(all)));
        let target = target(&report.targets).map(|target| target.to_string()).unwrap_or_default();
        let about = [id, &report.from, &report.to, report.school.as_deref().unwrap_or_default()];
        csv.write_record(
            about.into_iter().chain(numbers.iter().map(String::as_str)).chain([target.as_str()]),
        )?;
    }
    let bytes = csv.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8(bytes).unwrap_or_default())
}
