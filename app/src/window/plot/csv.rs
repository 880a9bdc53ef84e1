//! The curves as a table for spreadsheets.

use digilab_lab::text::Texts;

use super::data::Data;
use crate::numbers::Numbers;

/// Returns the table: the time in seconds and a column for each curve, with a row for each time at which there
/// is a value. Points of one curve at the same time are rows of their own; a value that is not a number is an
/// empty cell.
///
/// In UTF-8 with a byte order mark, without which Excel misreads letters such as ”ä”; with the separators of
/// the language: `;` and `,` in Finnish and Swedish, `,` and `.` in English.
pub(super) fn table(data: &Data, texts: &Texts) -> Vec<u8> {
    let numbers = Numbers::of(texts.language());
    let mut table = String::from("\u{feff}");
    let names = data.curves.iter().map(|curve| cell(&curve.name, numbers.separator));
    let header: Vec<String> =
        std::iter::once(cell(&texts.plain("plot-csv-time"), numbers.separator)).chain(names).collect();
    table.push_str(&header.join(&numbers.separator.to_string()));
    table.push_str("\r\n");
    let mut rest: Vec<_> = data.curves.iter().map(|curve| curve.series.iter().peekable()).collect();
    while let Some(at_us) =
        rest.iter_mut().filter_map(|samples| samples.peek().map(|sample| sample.at_us)).min()
    {
        table.push_str(&time(at_us, numbers.decimal));
        for samples in &mut rest {
            table.push(numbers.separator);
            if let Some(sample) = samples.next_if(|sample| sample.at_us == at_us) {
                table.push_str(&numbers.exact(sample.value));
            }
        }
        table.push_str("\r\n");
    }
    table.into_bytes()
}

/// Formats microseconds as seconds, without rounding.
fn time(at_us: u64, decimal: char) -> String {
    let (seconds, micros) = (at_us / 1_000_000, at_us % 1_000_000);
    if micros == 0 {
        return seconds.to_string();
    }
    format!("{seconds}{decimal}{micros:06}").trim_end_matches('0').to_owned()
}

/// Formats a name as a cell. One that a spreadsheet would take for a formula is marked as text.
fn cell(name: &str, separator: char) -> String {
    let mark = if name.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    let name = format!("{mark}{name}");
    if name.contains([separator, '"', '\n', '\r']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name
    }
}

/// Returns the name of the file.
pub(super) fn file_name(texts: &Texts) -> String {
    texts.plain("plot-file") + ".csv"
}

#[cfg(test)]
mod tests {
    use digilab_lab::text::Language;

    use super::super::series::Sample;
    use super::*;

    #[track_caller]
    fn check(language: Language, expected: &str) {
        let mut data = Data::default();
        for (at_us, name, value) in [
            (0, "light", 1.5),
            (0, "a;b,c \"d\"", -2.0),
            (500_000, "light", 2.0),
            (500_000, "light", 3.0),
            (1_250_000, "=1+1", f64::NAN),
        ] {
            data.push(name, Sample { at_us, value });
        }
        let table = String::from_utf8(table(&data, &Texts::new(language))).unwrap();
        assert_eq!(table.strip_prefix('\u{feff}'), Some(expected));
    }

    #[test]
    fn a_table_is_written_as_the_languages_spreadsheets_write_it() {
        check(
            Language::En,
            "time (s),light,\"a;b,c \"\"d\"\"\",'=1+1\r\n0,1.5,-2,\r\n0.5,2,,\r\n0.5,3,,\r\n1.25,,,\r\n",
        );
        check(
            Language::Fi,
            "aika (s);light;\"a;b,c \"\"d\"\"\";'=1+1\r\n0;1,5;-2;\r\n0,5;2;;\r\n0,5;3;;\r\n1,25;;;\r\n",
        );
        check(
            Language::Sv,
            "tid (s);light;\"a;b,c \"\"d\"\"\";'=1+1\r\n0;1,5;-2;\r\n0,5;2;;\r\n0,5;3;;\r\n1,25;;;\r\n",
        );
    }
}
