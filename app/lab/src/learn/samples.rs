//! A table of samples: rows of numbers, each with an optional label.

use std::fmt::Write;

/// Maximum number of rows: more than eight minutes at ten samples a second.
pub const MAX_ROWS: usize = 5000;

/// Maximum number of columns.
pub const MAX_COLUMNS: usize = 20;

/// Maximum number of different labels.
pub const MAX_LABELS: usize = 20;

/// Maximum length of a label or a column's name, in characters.
pub const MAX_LABEL_CHARS: usize = 40;

/// Number of rows shown from each end of a long table.
const SHOWN_ROWS: usize = 10;

/// Magnitude from which numbers are shown in scientific notation.
const LARGE: f64 = 1e12;

/// Reason why an operation on a table is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The row's length differs from the table's.
    Width {
        /// Numbers in each row of the table.
        expected: usize,
        /// Numbers given.
        given: usize,
    },
    /// The table has [`MAX_ROWS`] rows.
    Full,
    /// The table has [`MAX_LABELS`] different labels.
    Labels,
    /// The table has too few rows.
    TooFew {
        /// Number of rows needed.
        min: usize,
        /// Number of rows given.
        given: usize,
    },
    /// A row has no label, but needs one.
    Unlabelled {
        /// Index of the row.
        row: usize,
    },
}

type Result<T> = std::result::Result<T, Refusal>;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    values: Box<[f64]>,
    /// Index into the table's labels.
    label: Option<usize>,
}

/// A table of samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    names: Vec<String>,
    /// Number of columns; 0 until the first row, unless names define it.
    width: usize,
    /// Every label that was ever in the table, in order of appearance.
    labels: Vec<String>,
    rows: Vec<Row>,
}

impl Samples {
    /// Makes an empty table. `names` define the number of columns; if there are none, the first row does.
    pub fn new(names: Vec<String>) -> Self {
        Self { width: names.len(), names, ..Self::default() }
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True if there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the number of columns; 0 while it is undefined.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns the columns' names; empty if they have none.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Adds a row.
    ///
    /// # Arguments
    /// - `values`: its numbers, all finite.
    /// - `label`: its label; empty for none.
    ///
    /// # Errors
    /// `Width`, `Full`, `Labels`; the table is then unchanged.
    pub fn add(&mut self, values: &[f64], label: &str) -> Result<()> {
        if self.width != 0 {
            self.check_width(values.len())?;
        }
        if self.rows.len() >= MAX_ROWS {
            return Err(Refusal::Full);
        }
        let known = self.labels.iter().position(|known| known == label);
        let label = match known {
            _ if label.is_empty() => None,
            Some(index) => Some(index),
            None if self.labels.len() >= MAX_LABELS => return Err(Refusal::Labels),
            None => {
                self.labels.push(label.to_owned());
                Some(self.labels.len() - 1)
            }
        };
        self.width = values.len();
        self.rows.push(Row { values: values.into(), label });
        Ok(())
    }

    /// Checks that a row of `given` numbers is as long as the table's.
    ///
    /// # Errors
    /// `Width`.
    pub(super) fn check_width(&self, given: usize) -> Result<()> {
        if given == self.width { Ok(()) } else { Err(Refusal::Width { expected: self.width, given }) }
    }

    /// Checks that there are at least `min` rows.
    ///
    /// # Errors
    /// `TooFew`.
    pub fn check_rows(&self, min: usize) -> Result<()> {
        if self.rows.len() >= min { Ok(()) } else { Err(Refusal::TooFew { min, given: self.rows.len() }) }
    }

    /// Checks that there are rows, and that each has a label.
    ///
    /// # Errors
    /// `TooFew`, `Unlabelled`.
    pub(super) fn check_labels(&self) -> Result<()> {
        self.check_rows(1)?;
        match self.rows.iter().position(|row| row.label.is_none()) {
            Some(row) => Err(Refusal::Unlabelled { row }),
            None => Ok(()),
        }
    }

    /// Returns the numbers of a row and its label.
    pub fn row(&self, index: usize) -> Option<(&[f64], Option<&str>)> {
        self.rows.get(index).map(|row| (&*row.values, self.label(row)))
    }

    /// Returns the numbers and the label of every row.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[f64], Option<&str>)> {
        self.rows.iter().map(|row| (&*row.values, self.label(row)))
    }

    fn label(&self, row: &Row) -> Option<&str> {
        row.label.and_then(|index| self.labels.get(index)).map(String::as_str)
    }

    /// Returns the labels that rows have, each once, in order of appearance.
    pub fn labels(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for label in self.rows.iter().filter_map(|row| self.label(row)) {
            if !found.contains(&label) {
                found.push(label);
            }
        }
        found
    }

    fn column(&self, column: usize) -> impl Iterator<Item = f64> {
        self.rows.iter().filter_map(move |row| row.values.get(column).copied())
    }

    /// Returns the mean of a column; `None` if it has no numbers.
    pub fn mean(&self, column: usize) -> Option<f64> {
        let count = self.column(column).count();
        if count == 0 {
            return None;
        }
        let count = count as f64;
        let sum: f64 = self.column(column).sum();
        if sum.is_finite() {
            return Some(sum / count);
        }
        // The sum of numbers near the largest `f64` overflows; the sum of their fractions hardly does.
        let mean: f64 = self.column(column).map(|value| value / count).sum();
        Some(mean.max(self.min(column)?).min(self.max(column)?))
    }

    /// Returns the smallest number of a column; `None` if it has none.
    pub fn min(&self, column: usize) -> Option<f64> {
        self.column(column).reduce(f64::min)
    }

    /// Returns the largest number of a column; `None` if it has none.
    pub fn max(&self, column: usize) -> Option<f64> {
        self.column(column).reduce(f64::max)
    }

    /// Moves a random share of the rows into a table of their own. At least one row is moved, and one stays. Both
    /// tables keep the order of their rows.
    ///
    /// # Arguments
    /// - `percent`: percentage of the rows to move.
    /// - `draw`: returns a random whole number between two, both included.
    ///
    /// # Errors
    /// `TooFew` if there are fewer than two rows.
    pub fn set_aside(&mut self, percent: usize, mut draw: impl FnMut(i64, i64) -> i64) -> Result<Self> {
        self.check_rows(2)?;
        let last = self.rows.len() - 1;
        let wanted = ((self.rows.len() * percent + 50) / 100).clamp(1, last);
        let mut order: Vec<usize> = (0..=last).collect();
        for place in 0..wanted {
            // A table has far fewer rows than an i64 can count.
            let drawn = draw(place as i64, last as i64);
            order.swap(place, usize::try_from(drawn).unwrap_or(place).clamp(place, last));
        }
        let mut is_taken = vec![false; self.rows.len()];
        for &index in order.iter().take(wanted) {
            if let Some(taken) = is_taken.get_mut(index) {
                *taken = true;
            }
        }
        let (mut aside, mut rest) =
            (Vec::with_capacity(wanted), Vec::with_capacity(self.rows.len() - wanted));
        for (row, taken) in self.rows.drain(..).zip(is_taken) {
            if taken { aside.push(row) } else { rest.push(row) }
        }
        self.rows = rest;
        Ok(Self { names: self.names.clone(), width: self.width, labels: self.labels.clone(), rows: aside })
    }

    /// Formats the table for people: labels to the left, numbers aligned in columns. A long table is cut to its start
    /// and its end, with the number of rows between them.
    pub fn shown(&self) -> String {
        let hidden = self.rows.len().saturating_sub(2 * SHOWN_ROWS);
        let (head, tail) = if hidden == 0 { (self.rows.len(), 0) } else { (SHOWN_ROWS, SHOWN_ROWS) };
        let has_labels = self.rows.iter().any(|row| row.label.is_some());
        let cells = |row: &Row| -> Vec<String> {
            let label = has_labels.then(|| self.label(row).unwrap_or_default().to_owned());
            label.into_iter().chain(row.values.iter().map(|value| number(*value))).collect()
        };
        let mut lines: Vec<Vec<String>> = Vec::new();
        if !self.names.is_empty() {
            lines.push(has_labels.then(String::new).into_iter().chain(self.names.iter().cloned()).collect());
        }
        lines.extend(self.rows.iter().take(head).map(cells));
        let gap = (hidden > 0).then_some(lines.len());
        lines.extend(self.rows.iter().skip(self.rows.len() - tail).map(cells));
        let mut widths = vec![0; self.width + usize::from(has_labels)];
        for line in &lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let mut text = String::new();
        for (index, line) in lines.iter().enumerate() {
            if gap == Some(index) {
                // Writing to a String cannot fail.
                let _ = writeln!(text, "… ({hidden})");
            }
            for (place, (cell, width)) in line.iter().zip(&widths).enumerate() {
                let between = if place == 0 { "" } else { "  " };
                let _ = if place == 0 && has_labels {
                    write!(text, "{between}{cell:<width$}")
                } else {
                    write!(text, "{between}{cell:>width$}")
                };
            }
            text.push('\n');
        }
        text.truncate(text.trim_end().len());
        text
    }
}

/// Formats a number with at most three decimals.
fn number(value: f64) -> String {
    if value.abs() >= LARGE {
        return format!("{value:.3e}");
    }
    let text = format!("{value:.3}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}
