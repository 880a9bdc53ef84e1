//! A nearest-neighbour model.

use super::samples::{Refusal, Samples};

/// Maximum number of neighbours that vote.
pub const MAX_NEIGHBOURS: usize = 25;

/// A model's guess for a row of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess<'a> {
    /// The label.
    pub label: &'a str,
    /// Percentage of the voting neighbours that have the label.
    pub percent: i64,
}

/// A trained model: a copy of the samples, and the number of neighbours that vote.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    samples: Samples,
    neighbours: usize,
}

impl Model {
    /// Trains a model: keeps a copy of the samples.
    ///
    /// # Arguments
    /// - `samples`: each with its label.
    /// - `neighbours`: number of nearest samples that vote; clamped to at least one and at most all samples.
    ///
    /// # Errors
    /// `TooFew` if there are no samples, `Unlabelled`.
    pub fn train(samples: &Samples, neighbours: usize) -> Result<Self, Refusal> {
        samples.check_labels()?;
        Ok(Self { samples: samples.clone(), neighbours: neighbours.clamp(1, samples.len()) })
    }

    /// Returns the samples it was trained with.
    pub fn samples(&self) -> &Samples {
        &self.samples
    }

    /// Returns the cost of one guess in script operations, each of which takes about as long as this many numbers.
    pub fn operations(&self) -> u64 {
        const NUMBERS: usize = 16;
        (self.samples.len() * self.samples.width() / NUMBERS) as u64 + 1
    }

    /// Returns the label that most of the nearest samples have. Of equally near samples the earlier ones vote; if
    /// labels have the same number of votes, that of the nearest sample wins.
    ///
    /// # Errors
    /// `Width`.
    pub fn guess(&self, values: &[f64]) -> Result<Guess<'_>, Refusal> {
        self.samples.check_width(values.len())?;
        // The nearest so far, sorted by distance.
        let mut nearest: Vec<(f64, &str)> = Vec::with_capacity(self.neighbours + 1);
        for (sample, label) in self.samples.rows() {
            let Some(label) = label else { continue };
            let distance: f64 = sample.iter().zip(values).map(|(one, other)| (one - other).powi(2)).sum();
            let place = nearest.partition_point(|(there, _)| *there <= distance);
            if place < self.neighbours {
                nearest.truncate(self.neighbours - 1);
                nearest.insert(place, (distance, label));
            }
        }
        let votes = |label: &str| nearest.iter().filter(|(_, other)| *other == label).count();
        // `max_by_key` would take the last of equal ones.
        let mut best: Option<(usize, &str)> = None;
        for &(_, label) in &nearest {
            let count = votes(label);
            if best.is_none_or(|(most, _)| count > most) {
                best = Some((count, label));
            }
        }
        // `train` refuses a table without rows.
        let (count, label) = best.ok_or(Refusal::TooFew { min: 1, given: 0 })?;
        Ok(Guess { label, percent: percent(count, nearest.len()) })
    }

    /// Returns the percentage of samples that the model guesses right.
    ///
    /// # Arguments
    /// - `exam`: samples, each with its label.
    /// - `spend`: called for each sample; its error ends the test.
    ///
    /// # Errors
    /// `TooFew`, `Unlabelled`, `Width`; errors of `spend`.
    pub fn test<E: From<Refusal>>(
        &self,
        exam: &Samples,
        mut spend: impl FnMut() -> Result<(), E>,
    ) -> Result<i64, E> {
        let mut right = 0;
        self.sit(exam, &mut spend, |label, guess| right += usize::from(label == guess))?;
        Ok(percent(right, exam.len()))
    }

    /// Returns the confusion matrix: a row for each label of the exam, a column for each label the model knows.
    ///
    /// # Errors
    /// As [`test`](Self::test).
    pub fn confusion<E: From<Refusal>>(
        &self,
        exam: &Samples,
        mut spend: impl FnMut() -> Result<(), E>,
    ) -> Result<Samples, E> {
        let (known, asked) = (self.samples.labels(), exam.labels());
        let mut counts = vec![vec![0_u32; known.len()]; asked.len()];
        self.sit(exam, &mut spend, |label, guess| {
            let row = asked.iter().position(|one| *one == label).and_then(|index| counts.get_mut(index));
            let column = known.iter().position(|one| *one == guess);
            if let (Some(row), Some(column)) = (row, column)
                && let Some(count) = row.get_mut(column)
            {
                *count += 1;
            }
        })?;
        let mut table = Samples::new(known.iter().map(|label| (*label).to_owned()).collect());
        for (label, row) in asked.iter().zip(counts) {
            table.add(&row.into_iter().map(f64::from).collect::<Vec<_>>(), label)?;
        }
        Ok(table)
    }

    fn sit<E: From<Refusal>>(
        &self,
        exam: &Samples,
        spend: &mut impl FnMut() -> Result<(), E>,
        mut tell: impl FnMut(&str, &str),
    ) -> Result<(), E> {
        exam.check_labels()?;
        for (values, label) in exam.rows() {
            spend()?;
            tell(label.unwrap_or_default(), self.guess(values)?.label);
        }
        Ok(())
    }
}

/// Returns `part` of `whole` as a percentage, rounded, but 0 and 100 only if exact.
fn percent(part: usize, whole: usize) -> i64 {
    let rounded = (200 * part + whole) / (2 * whole.max(1));
    let honest = match part {
        0 => 0,
        _ if part == whole => 100,
        _ => rounded.clamp(1, 99),
    };
    // At most a hundred.
    honest as i64
}
