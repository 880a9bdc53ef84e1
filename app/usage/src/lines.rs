//! Log files: JSON lines, which can be merged into another log, and CSV for a spreadsheet.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::entry::cell;
use crate::error::{UsageError, UsageErrorCode};
use crate::event::{Event, FIELDS, FORMAT_VERSION, Record};
use crate::store::Store;
use crate::time::{read, written};

/// Maximum length of a line that is read, in bytes; the longest line that is written has about 500.
const MAX_LINE_BYTES: u64 = 4_096;

/// Number of events that are written in one transaction.
const BATCH: usize = 10_000;

/// The fields on every line.
#[derive(Serialize, Deserialize)]
struct Line {
    format: u32,
    id: Uuid,
    session: Uuid,
    sequence: u32,
    at: String,
}

/// Result of merging a file into a log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Number of events that were new.
    pub added: usize,
    /// Number of events that were there already.
    pub known: usize,
    /// Number of events that were dropped: the start of their session is in neither log.
    pub orphaned: usize,
}

/// Writes every event of a log as a line of JSON.
///
/// # Errors
/// Errors of the log; `ReadOnly` if `into` cannot be written.
pub fn write_json(store: &Store, into: &mut impl Write) -> Result<(), UsageError> {
    store.read(|record| {
        let line = json_line(&record).ok_or_else(|| UsageError::new(UsageErrorCode::Failed))?;
        writeln!(into, "{line}").map_err(|_| UsageError::new(UsageErrorCode::ReadOnly))
    })
}

/// Returns an event as a line of JSON.
pub fn json_line(record: &Record) -> Option<String> {
    let line = Line {
        format: FORMAT_VERSION,
        id: record.id(),
        session: record.session,
        sequence: record.sequence,
        at: written(record.at_ms),
    };
    let (Value::Object(mut all), Value::Object(event)) =
        (serde_json::to_value(line).ok()?, serde_json::to_value(&record.event).ok()?)
    else {
        return None;
    };
    all.extend(event);
    serde_json::to_string(&all).ok()
}

/// Parses a line that [`json_line`] wrote; `None` if it is malformed or has an unknown field.
pub fn parse_line(text: &str) -> Option<Record> {
    let mut fields: Map<String, Value> = serde_json::from_str(text).ok()?;
    let envelope: Map<String, Value> = ["format", "id", "session", "sequence", "at"]
        .into_iter()
        .filter_map(|name| fields.remove_entry(name))
        .collect();
    let line: Line = serde_json::from_value(envelope.into()).ok()?;
    let event: Event = serde_json::from_value(fields.into()).ok()?;
    let record = Record { session: line.session, sequence: line.sequence, at_ms: read(&line.at)?, event };
    (line.format == FORMAT_VERSION && record.id() == line.id).then_some(record)
}

/// Merges the events of a file into a log. Events that are there already are skipped, so that a file can be merged
/// twice.
///
/// # Errors
/// `WrongLine` with the line's number, and then nothing of the file is merged; errors of the log.
pub fn merge(store: &mut Store, from: &mut impl BufRead) -> Result<Merged, UsageError> {
    let mut records = Vec::new();
    let mut number = 0_u64;
    loop {
        let mut bytes = Vec::new();
        let count = std::io::Read::take(&mut *from, MAX_LINE_BYTES).read_until(b'\n', &mut bytes);
        if count.map_err(|_| UsageError::new(UsageErrorCode::Unreadable))? == 0 {
            break;
        }
        number += 1;
        let text = String::from_utf8_lossy(&bytes);
        // An editor may have put a byte order mark first.
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        let record = parse_line(text).ok_or_else(|| UsageError::with(UsageErrorCode::WrongLine, number))?;
        records.push(record);
    }
    // A session's events must be added in their order, whatever order the file has.
    records.sort_by_key(|record| (record.session, record.sequence));
    let mut merged = Merged::default();
    for batch in records.chunks(BATCH) {
        let appended = store.append(batch, false)?;
        merged.added += appended.added;
        merged.orphaned += appended.orphaned;
        merged.known += batch.len() - appended.added - appended.orphaned;
    }
    Ok(merged)
}

/// Writes every event of a log as a row of CSV, with a column for each field.
///
/// # Errors
/// As [`write_json`].
pub fn write_csv(store: &Store, into: &mut impl Write) -> Result<(), UsageError> {
    let unwritable = |_| UsageError::new(UsageErrorCode::ReadOnly);
    let mut fields: Vec<&str> = Vec::new();
    for (_, names) in FIELDS {
        for name in names.iter().filter(|name| **name != "event") {
            if !fields.contains(name) {
                fields.push(name);
            }
        }
    }
    let mut csv = csv::Writer::from_writer(into);
    let head = ["id", "session", "sequence", "at", "event"].iter().chain(&fields);
    csv.write_record(head).map_err(unwritable)?;
    store.read(|record| {
        let event = serde_json::to_value(&record.event).unwrap_or_default();
        let cells: BTreeMap<&str, String> = event
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), cell(value)))
            .collect();
        let own = [
            record.id().to_string(),
            record.session.to_string(),
            record.sequence.to_string(),
            written(record.at_ms),
        ];
        let of = |name: &str| cells.get(name).cloned().unwrap_or_default();
        let row = own.into_iter().chain([of("event")]).chain(fields.iter().map(|name| of(name)));
        csv.write_record(row).map_err(unwritable)
    })?;
    csv.flush().map_err(|_| UsageError::new(UsageErrorCode::ReadOnly))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::one_of_each;

    fn session(id: u128) -> Vec<Record> {
        let events = one_of_each().into_iter().enumerate();
        let record = |(index, event)| {
            let sequence = u32::try_from(index).unwrap();
            Record { session: Uuid::from_u128(id), sequence, at_ms: 1_000 * i64::from(sequence), event }
        };
        events.map(record).collect()
    }

    fn exported(store: &Store) -> String {
        let mut bytes = Vec::new();
        write_json(store, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn logs_are_merged_in_any_order_and_however_often() {
        let [mut one, mut two, mut city, mut other] = [0; 4].map(|_| Store::in_memory().unwrap());
        one.append(&session(1), true).unwrap();
        two.append(&session(2), true).unwrap();
        let (first, second) = (exported(&one), exported(&two));
        let new = Merged { added: 16, ..Merged::default() };
        assert_eq!(merge(&mut city, &mut first.as_bytes()), Ok(new));
        assert_eq!(merge(&mut city, &mut second.as_bytes()), Ok(new));
        assert_eq!(merge(&mut city, &mut first.as_bytes()), Ok(Merged { known: 16, ..Merged::default() }));
        let both: Vec<&str> = first.lines().chain(second.lines()).collect();
        let backwards = both.iter().rev().copied().collect::<Vec<_>>().join("\r\n");
        assert_eq!(
            merge(&mut other, &mut backwards.as_bytes()),
            Ok(Merged { added: 32, ..Merged::default() })
        );
        assert_eq!(exported(&other), exported(&city));
        assert_eq!(exported(&city).lines().count(), 32);
        let headless = first.split_once('\n').unwrap().1;
        let orphaned = Merged { orphaned: 15, ..Merged::default() };
        assert_eq!(merge(&mut Store::in_memory().unwrap(), &mut headless.as_bytes()), Ok(orphaned));
    }

    #[test]
    fn what_is_no_line_of_a_log_is_refused_and_nothing_taken() {
        let good = json_line(&session(1)[0]).unwrap();
        let mut store = Store::in_memory().unwrap();
        let named = good.replace(r#""format":1"#, r#""format":1,"name":"Aino""#);
        let other_id = good.replace(r#""sequence":0"#, r#""sequence":1"#);
        let newer = good.replace(r#""format":1"#, r#""format":2"#);
        let long = good.replacen('{', &format!("{{{}", " ".repeat(5_000)), 1);
        for bad in ["moi", "{}", "[]", &named, &other_id, &newer, &long, "\u{0}"] {
            let text = format!("{good}\n\n{bad}\n");
            let expected = UsageError::with(UsageErrorCode::WrongLine, 3);
            assert_eq!(merge(&mut store, &mut text.as_bytes()), Err(expected), "{bad}");
            assert_eq!(store.count(), Ok(0));
        }
    }

    #[test]
    fn a_spreadsheet_has_a_column_for_each_field() {
        let mut store = Store::in_memory().unwrap();
        store.append(&session(1), true).unwrap();
        let mut bytes = Vec::new();
        write_csv(&store, &mut bytes).unwrap();
        let mut csv = csv::Reader::from_reader(bytes.as_slice());
        let head = csv.headers().unwrap().clone();
        let at = |name: &str| head.iter().position(|column| column == name).unwrap();
        let rows: Vec<_> = csv.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 16);
        assert_eq!((&rows[4][at("event")], &rows[4][at("duration_ms")]), ("script-run", "1500"));
        assert_eq!((&rows[0][at("school")], &rows[1][at("school")]), ("oulu-17", ""));
    }
}
