//! Writes the city's test year as a log file: `cargo run -p digilab_tests --example year -- FILE`. With the word
//! `recent` after it, the year ends today, for looking at it in the window.
#![allow(clippy::unwrap_used, reason = "a tool for developers ends when it cannot work")]

use std::fs;

use digilab_tests::year::city;
use digilab_usage::lines::{json_line, parse_line};

/// Time from the end of the test year to the end of the next one, in milliseconds.
const YEAR_MS: i64 = 364 * 24 * 3_600 * 1_000;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (path, form) = (arguments.next().unwrap(), arguments.next());
    let (_, lines) = city();
    let mut all = lines.clone();
    if form.as_deref() == Some("recent") {
        for mut record in lines.lines().filter_map(parse_line) {
            record.at_ms += YEAR_MS;
            record.session = uuid::Uuid::new_v5(&record.session, b"a year later");
            all += &json_line(&record).unwrap();
            all.push('\n');
        }
    }
    fs::write(path, all).unwrap();
}
