//! Tables that a city can publish: each month for the whole city, and each school for a year.
//!
//! No person can be identified from them. A cell with fewer than [`MIN_PERSONS`] persons is hidden, and so is one in
//! which one person has more than half of the hours. If only one cell of a column is hidden, the total of the other
//! table would reveal it: then the smallest other cell is hidden, too. The rest is rounded to [`ROUNDED_TO`].

use std::io::Write;

use jiff::civil::Date;
use rusqlite::params;
use serde_json::{Value, json};

use crate::error::{UsageError, UsageErrorCode};
use crate::indicators::{Period, indicators};
use crate::store::Store;

/// Minimum number of persons in a cell that is shown.
pub const MIN_PERSONS: u64 = 5;

/// Step to which counts are rounded.
pub const ROUNDED_TO: u64 = 5;

/// Names of the number columns, in order.
pub const MEASURES: [&str; 4] = ["visits", "person_hours", "workshops", "participants"];

/// A published table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Subject of a row: `month` or `school`.
    pub of: &'static str,
    /// Month or school of each row, and its numbers in the order of [`MEASURES`]; `None` if hidden.
    pub rows: Vec<(String, [Option<u64>; 4])>,
}

/// Counts each month of a year, for the whole city.
///
/// # Errors
/// Any database error.
pub fn months(store: &Store, year: i16) -> Result<Table, UsageError> {
    let mut rows = Vec::new();
    for month in 1..=12 {
        let Ok(from) = Date::new(year, month, 1) else { continue };
        rows.push((
            format!("{year}-{month:02}"),
            cells(store, Period { from, to: from.last_of_month() }, None)?,
        ));
    }
    Ok(Table { of: "month", rows: published(rows) })
}

/// Counts each school over a year. Sessions without a school are counted under an empty code.
///
/// # Errors
/// Any database error.
pub fn schools(store: &Store, year: i16) -> Result<Table, UsageError> {
    let (Ok(from), Ok(to)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else {
        return Ok(Table { of: "school", rows: Vec::new() });
    };
    let names: Vec<String> = {
        let mut select = store.connection().prepare(
            "SELECT DISTINCT school FROM sessions WHERE active_s >= 60 AND date BETWEEN ?1 AND ?2 ORDER BY school",
        )?;
        let rows = select.query_map([from.to_string(), to.to_string()], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    let mut rows = Vec::new();
    for name in names {
        let row = cells(store, Period { from, to }, Some(&name))?;
        rows.push((name, row));
    }
    Ok(Table { of: "school", rows: published(rows) })
}

/// A number, and whether it is hidden.
#[derive(Clone, Copy)]
struct Cell {
    value: f64,
    is_hidden: bool,
}

fn cells(store: &Store, period: Period, school: Option<&str>) -> Result<[Cell; 4], UsageError> {
    let counted = indicators(store, period, school)?;
    let (persons, most_s, all_s): (u64, u64, u64) = store.connection().query_row(
        "SELECT coalesce(sum(persons), 0), coalesce(max(active_s), 0), coalesce(sum(active_s), 0)
         FROM (SELECT max(persons) AS persons, sum(active_s) AS active_s FROM sessions
            WHERE active_s >= 60 AND date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR school = ?3) GROUP BY actor)",
        params![period.from.to_string(), period.to.to_string(), school],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let are_few = persons < MIN_PERSONS || 2 * most_s > all_s;
    let workshop_has_few = counted.participants < MIN_PERSONS;
    let cell = |value: f64, is_hidden: bool| Cell { value, is_hidden: is_hidden && value > 0.0 };
    Ok([
        cell(counted.visits as f64, are_few),
        cell(counted.person_hours, are_few),
        cell(counted.workshops as f64, workshop_has_few),
        cell(counted.participants as f64, workshop_has_few),
    ])
}

fn published(mut rows: Vec<(String, [Cell; 4])>) -> Vec<(String, [Option<u64>; 4])> {
    for measure in 0..MEASURES.len() {
        let mut column: Vec<&mut Cell> =
            rows.iter_mut().filter_map(|(_, cells)| cells.get_mut(measure)).collect();
        if column.iter().filter(|cell| cell.is_hidden).count() == 1 {
            let others = column.iter_mut().filter(|cell| !cell.is_hidden && cell.value > 0.0);
            if let Some(smallest) = others.min_by(|one, other| one.value.total_cmp(&other.value)) {
                smallest.is_hidden = true;
            }
        }
    }
    let rounded = |cell: Cell| {
        let steps = (cell.value / ROUNDED_TO as f64).round() as u64;
        (!cell.is_hidden).then_some(steps * ROUNDED_TO)
    };
    rows.into_iter().map(|(name, cells)| (name, cells.map(rounded))).collect()
}

impl Table {
    /// Writes the table as CSV; hidden cells are empty.
    ///
    /// # Errors
    /// `ReadOnly` if `into` cannot be written.
    pub fn write_csv(&self, into: &mut impl Write) -> Result<(), UsageError> {
        let unwritable = |_| UsageError::new(UsageErrorCode::ReadOnly);
        let mut csv = csv::Writer::from_writer(into);
        csv.write_record([self.of].iter().chain(&MEASURES)).map_err(unwritable)?;
        for (name, cells) in &self.rows {
            let cells = cells.iter().map(|cell| cell.map(|value| value.to_string()).unwrap_or_default());
            csv.write_record([name.clone()].into_iter().chain(cells)).map_err(unwritable)?;
        }
        csv.flush().map_err(|_| UsageError::new(UsageErrorCode::ReadOnly))
    }
}

/// Returns the tables' metadata for a data catalogue, in DCAT-AP 3, as JSON-LD.
///
/// # Arguments
/// - `publisher`: the city's name.
/// - `files`: names of the tables' files.
/// - `issued`: date of publication.
pub fn metadata(publisher: &str, year: i16, files: &[&str], issued: Date) -> Value {
    let text = |fi: &str, sv: &str, en: &str| {
        json!([
            { "@language": "fi", "@value": fi }, { "@language": "sv", "@value": sv }, { "@language": "en", "@value": en }
        ])
    };
    let distribution = |file: &&str| {
        json!({
            "@type": "dcat:Distribution",
            "dcat:accessURL": { "@id": file },
            "dcat:mediaType": { "@id": "https://www.iana.org/assignments/media-types/text/csv" },
            "dct:format": { "@id": "http://publications.europa.eu/resource/authority/file-type/CSV" },
            "dct:license": { "@id": "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0" },
        })
    };
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@type": "dcat:Dataset",
        "dct:title": text(
            &format!("DigiLabin käyttö {year}"), &format!("Användningen av DigiLab {year}"), &format!("Use of DigiLab in {year}"),
        ),
        "dct:description": text(
            "Käynnit, henkilötunnit, työpajat ja osallistujat kuukausittain ja kouluittain. Luvut on pyöristetty viiteen; alle viiden henkilön luvut on piilotettu.",
            "Besök, persontimmar, workshoppar och deltagare per månad och per skola. Talen är avrundade till fem; tal för färre än fem personer är dolda.",
            "Visits, person-hours, workshops and participants by month and by school. Numbers are rounded to five; those of fewer than five persons are hidden.",
        ),
        "dct:publisher": { "@type": "foaf:Agent", "foaf:name": publisher },
        "dct:issued": { "@type": "xsd:date", "@value": issued.to_string() },
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": { "@type": "xsd:date", "@value": format!("{year}-01-01") },
            "dcat:endDate": { "@type": "xsd:date", "@value": format!("{year}-12-31") },
        },
        "dcat:theme": { "@id": "http://publications.europa.eu/resource/authority/data-theme/EDUC" },
        "dcat:distribution": files.iter().map(distribution).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::code::Code;
    use crate::event::{Edition, Event, Record};
    use crate::time::read;

    /// Builds a log from the sessions of schools on given days: the active seconds of each person.
    fn city(sessions: &[(&str, &str, &[u32])]) -> Store {
        let mut store = Store::in_memory().unwrap();
        let mut number = 0;
        for (school, day, seconds) in sessions {
            for active_s in *seconds {
                number += 1;
                let at_ms = read(&format!("{day}T08:00:00Z")).unwrap();
                let session = Uuid::from_u128(number);
                let started = Event::SessionStarted {
                    actor: session,
                    is_pseudonym: true,
                    school: Code::new(school),
                    persons_per_seat: 1,
                    edition: Edition::Desktop,
                    version: Code::or_other("1"),
                };
                let events = [started, Event::SessionEnded { active_s: *active_s }];
                let records: Vec<Record> = (0..)
                    .zip(events)
                    .map(|(sequence, event)| Record { session, sequence, at_ms, event })
                    .collect();
                store.append(&records, false).unwrap();
            }
        }
        store
    }

    fn visits(table: &Table) -> Vec<(&str, Option<u64>)> {
        table.rows.iter().map(|(name, cells)| (name.as_str(), cells[0])).collect()
    }

    const HOUR: u32 = 3_600;

    #[test]
    fn few_persons_are_hidden_and_a_second_cell_with_them() {
        let (many, more, few) = ([HOUR; 12], [HOUR; 23], [HOUR; 4]);
        let store =
            city(&[("a", "2026-03-02", &many), ("b", "2026-03-03", &more), ("c", "2026-04-01", &few)]);
        let schools = schools(&store, 2026).unwrap();
        // By hand: 23 is rounded to 25; c has four persons, and a is the smallest other cell.
        assert_eq!(visits(&schools), [("a", None), ("b", Some(25)), ("c", None)]);
        let months = months(&store, 2026).unwrap();
        assert_eq!(months.rows.len(), 12);
        assert_eq!(
            visits(&months)[1..5],
            [("2026-02", Some(0)), ("2026-03", None), ("2026-04", None), ("2026-05", Some(0))]
        );
    }

    #[test]
    fn two_hidden_cells_protect_each_other() {
        let (many, few) = ([HOUR; 12], [HOUR; 4]);
        let store = city(&[("a", "2026-03-02", &many), ("b", "2026-03-03", &few), ("c", "2026-04-01", &few)]);
        assert_eq!(visits(&schools(&store, 2026).unwrap()), [("a", Some(10)), ("b", None), ("c", None)]);
    }

    #[test]
    fn one_person_with_most_of_the_hours_is_hidden() {
        let mut led = vec![HOUR; 10];
        led.push(11 * HOUR);
        let store = city(&[("a", "2026-03-02", &led)]);
        assert_eq!(visits(&schools(&store, 2026).unwrap()), [("a", None)]);
        led.pop();
        led.push(10 * HOUR);
        let store = city(&[("a", "2026-03-02", &led)]);
        assert_eq!(visits(&schools(&store, 2026).unwrap()), [("a", Some(10))], "half is not more than half");
    }

    #[test]
    fn the_files_are_for_spreadsheets_and_catalogues() {
        let store = city(&[("a", "2026-03-02", &[HOUR; 12])]);
        let mut csv = Vec::new();
        schools(&store, 2026).unwrap().write_csv(&mut csv).unwrap();
        let expected = "school,visits,person_hours,workshops,participants\na,10,10,0,0\n";
        assert_eq!(String::from_utf8(csv).unwrap(), expected);
        let metadata = metadata("Oulu", 2026, &["months.csv", "schools.csv"], "2027-01-07".parse().unwrap());
        assert_eq!(metadata["@type"], "dcat:Dataset");
        assert_eq!(metadata["dcat:distribution"].as_array().map(Vec::len), Some(2));
        assert_eq!(metadata["dct:publisher"]["foaf:name"], "Oulu");
    }
}
