//! Thins a curve to what can be seen: in each column of pixels the first and the last point, the lowest and the
//! highest. The line through these covers the same pixels as the one through all.

use super::series::{Sample, Series};

/// A curve for drawing: runs of points joined by lines, with gaps between the runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Thinned {
    pub runs: Vec<Vec<Sample>>,
    /// True if no point was left out.
    pub is_all: bool,
}

/// Thins the visible part of a curve.
///
/// # Arguments
/// - `from_us`, `to_us`: the visible time, in microseconds; the next point on each side is included, so that
///   the line goes on to the edge.
/// - `columns`: the number of columns of pixels.
pub(super) fn thin(series: &Series, from_us: f64, to_us: f64, columns: usize) -> Thinned {
    let numbers = series.numbers();
    let first = series.at_or_after(micros(from_us)).saturating_sub(1).max(numbers.start);
    let last = series.at_or_after(micros(to_us.max(from_us)).saturating_add(1)).saturating_add(1);
    let end = last.min(numbers.end);
    let mut line = Line::default();
    if end.saturating_sub(first) <= 4 * columns as u64 {
        (first..end).filter_map(|number| series.get(number)).for_each(|sample| line.add(sample));
        return line.end(true);
    }
    let width_us = (to_us - from_us) / columns.max(1) as f64;
    let mut start = first;
    // Jumps from one column with points to the next: empty columns cost nothing.
    while let Some(sample) = series.get(start).filter(|_| start < end) {
        let column = ((sample.at_us as f64 - from_us) / width_us).floor();
        let next_us = micros(from_us + (column + 1.0) * width_us).max(sample.at_us.saturating_add(1));
        let next = series.at_or_after(next_us).clamp(start + 1, end);
        let mut seen: Vec<Sample> = vec![sample];
        if let Some((low, high)) = series.extremes(start..next) {
            let (earlier, later) = if low.at_us <= high.at_us { (low, high) } else { (high, low) };
            seen.extend([earlier, later]);
        }
        seen.extend(series.get(next - 1));
        seen.into_iter().for_each(|sample| line.add(sample));
        start = next;
    }
    line.end(false)
}

/// Converts a time for comparison with those of points.
fn micros(us: f64) -> u64 {
    // The conversion saturates, as it should.
    us.ceil() as u64
}

#[derive(Default)]
struct Line {
    runs: Vec<Vec<Sample>>,
    run: Vec<Sample>,
}

impl Line {
    fn add(&mut self, sample: Sample) {
        if !sample.is_drawn() {
            if !self.run.is_empty() {
                self.runs.push(std::mem::take(&mut self.run));
            }
        } else if self.run.last() != Some(&sample) {
            self.run.push(sample);
        }
    }

    fn end(mut self, is_all: bool) -> Thinned {
        if !self.run.is_empty() {
            self.runs.push(self.run);
        }
        Thinned { runs: self.runs, is_all }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn series(samples: &[(u64, f64)]) -> Series {
        let mut series = Series::default();
        for &(at_us, value) in samples {
            series.push(Sample { at_us, value });
        }
        series
    }

    #[test]
    fn few_points_are_all_drawn_and_a_gap_parts_them() {
        let series = series(&[(0, 1.0), (10, 2.0), (20, f64::NAN), (30, 4.0)]);
        let thinned = thin(&series, 0.0, 30.0, 100);
        let values: Vec<Vec<f64>> =
            thinned.runs.iter().map(|run| run.iter().map(|sample| sample.value).collect()).collect();
        assert_eq!(values, [vec![1.0, 2.0], vec![4.0]]);
        assert!(thinned.is_all);
    }

    #[test]
    fn the_line_goes_on_to_the_edges() {
        let series = series(&[(0, 1.0), (10, 2.0), (20, 3.0), (30, 4.0), (40, 5.0)]);
        let thinned = thin(&series, 12.0, 28.0, 100);
        let times: Vec<u64> = thinned.runs.concat().iter().map(|sample| sample.at_us).collect();
        assert_eq!(times, [10, 20, 30]);
    }

    #[test]
    fn as_many_points_as_can_be_seen() {
        let samples: Vec<(u64, f64)> = (0..100_000).map(|at| (at, (at % 97) as f64)).collect();
        let thinned = thin(&series(&samples), 0.0, 100_000.0, 500);
        let count: usize = thinned.runs.iter().map(Vec::len).sum();
        assert!((500..=4 * 501).contains(&count), "{count}");
        assert!(!thinned.is_all);
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert_eq!(thin(&Series::default(), 0.0, 10.0, 100).runs.len(), 0);
        assert_eq!(thin(&series(&[(5, f64::NAN)]), 0.0, 10.0, 100).runs.len(), 0);
        assert_eq!(thin(&series(&[(5, 1.0)]), 10.0, 0.0, 0).runs.concat().len(), 1);
    }

    proptest! {
        #[test]
        fn each_column_keeps_its_extremes(
            steps in prop::collection::vec((0_u64..50, prop_oneof![9 => -1e3..1e3, 1 => Just(f64::NAN)]), 1..900),
            columns in 1_usize..60,
            from in 0_u64..5_000,
            width in 1_u64..20_000,
        ) {
            let mut at = 0;
            let samples: Vec<(u64, f64)> = steps.iter().map(|(step, value)| { at += step; (at, *value) }).collect();
            let (from_us, width_us) = (from as f64, width as f64 / columns as f64);
            let thinned = thin(&series(&samples), from_us, from_us + width as f64, columns);
            let drawn = thinned.runs.concat();
            let column_of = |at_us: u64| ((at_us as f64 - from_us) / width_us).floor();
            for column in 0..columns {
                let edge = column as f64;
                let all = || samples.iter().filter(|(at, value)| column_of(*at) == edge && value.is_finite());
                let kept = || drawn.iter().filter(|sample| column_of(sample.at_us) == edge);
                let low = all().map(|(_, value)| *value).reduce(f64::min);
                let high = all().map(|(_, value)| *value).reduce(f64::max);
                prop_assert_eq!(kept().map(|sample| sample.value).reduce(f64::min), low);
                prop_assert_eq!(kept().map(|sample| sample.value).reduce(f64::max), high);
            }
            prop_assert!(drawn.is_sorted_by_key(|sample| sample.at_us));
            prop_assert!(drawn.iter().all(|sample| samples.contains(&(sample.at_us, sample.value))));
        }
    }
}
