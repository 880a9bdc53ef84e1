//! Points of one curve, with the extremes of ever larger groups of them, so that the cost of drawing depends on
//! the width of the picture and not on the number of points.

use std::collections::VecDeque;
use std::ops::Range;

/// Number of points, or of groups of the level below, in a group.
const FACTOR: u64 = 16;

/// Largest value that can be drawn: beyond it the width of a range would be infinite.
const MAX_DRAWN: f64 = 1e100;

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sample {
    /// Time in microseconds since the run began.
    pub at_us: u64,
    /// Value; NaN or infinity makes a gap.
    pub value: f64,
}

impl Sample {
    /// True if the point can be drawn.
    pub(super) fn is_drawn(self) -> bool {
        self.value.abs() <= MAX_DRAWN
    }
}

/// Lowest and highest of some points; `None` if none of them can be drawn.
pub(super) type Extremes = Option<(Sample, Sample)>;

fn merge(one: Extremes, other: Extremes) -> Extremes {
    let (Some((low, high)), Some((other_low, other_high))) = (one, other) else { return one.or(other) };
    Some((
        if other_low.value < low.value { other_low } else { low },
        if other_high.value > high.value { other_high } else { high },
    ))
}

/// Groups of the same size.
#[derive(Clone, Debug, Default)]
struct Level {
    groups: VecDeque<Extremes>,
    /// Number of the oldest group.
    first: u64,
}

/// Points of a curve in the order of time. They are numbered from the first one, also after old ones are dropped.
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    samples: VecDeque<Sample>,
    first: u64,
    /// Groups of 16, of 256, of 4096 … points; only full ones.
    levels: Vec<Level>,
}

impl Series {
    /// Adds the newest point. A time before that of the last point is raised to it.
    pub(super) fn push(&mut self, mut sample: Sample) {
        if let Some(last) = self.samples.back() {
            sample.at_us = sample.at_us.max(last.at_us);
        }
        self.samples.push_back(sample);
        let (mut end, mut level) = (self.end(), 0);
        while end.is_multiple_of(FACTOR) {
            end /= FACTOR;
            let group = end - 1;
            let below = group * FACTOR..(group + 1) * FACTOR;
            let extremes = below.map(|number| self.extremes_at(level, number)).fold(None, merge);
            if self.levels.len() == level {
                self.levels.push(Level { groups: VecDeque::new(), first: group });
            }
            if let Some(level) = self.levels.get_mut(level) {
                level.groups.push_back(extremes);
            }
            level += 1;
        }
    }

    /// Drops the oldest point.
    pub(super) fn drop_oldest(&mut self) {
        if self.samples.pop_front().is_none() {
            return;
        }
        self.first += 1;
        let mut size = 1;
        for level in &mut self.levels {
            size *= FACTOR;
            if (level.first + 1) * size <= self.first && level.groups.pop_front().is_some() {
                level.first += 1;
            }
        }
    }

    /// Drops the newest point.
    pub(super) fn drop_newest(&mut self) {
        if self.samples.pop_back().is_none() {
            return;
        }
        let end = self.end();
        let mut size = 1;
        for level in &mut self.levels {
            size *= FACTOR;
            if level.first + level.groups.len() as u64 > end / size {
                level.groups.pop_back();
            }
        }
    }

    /// Returns the extremes of a point (level 0) or of a group.
    fn extremes_at(&self, level: usize, number: u64) -> Extremes {
        let Some(level) = level.checked_sub(1) else {
            return self.get(number).filter(|sample| sample.is_drawn()).map(|sample| (sample, sample));
        };
        let level = self.levels.get(level)?;
        *level.groups.get(usize::try_from(number.checked_sub(level.first)?).ok()?)?
    }

    /// Returns the extremes of the points with these numbers.
    pub(super) fn extremes(&self, range: Range<u64>) -> Extremes {
        let (mut start, mut end) = (range.start.max(self.first), range.end.min(self.end()));
        let (mut found, mut level) = (None, 0);
        // Go from both ends to where a larger group begins, then the same with those groups.
        while start < end {
            while start < end && !start.is_multiple_of(FACTOR) {
                found = merge(found, self.extremes_at(level, start));
                start += 1;
            }
            while start < end && !end.is_multiple_of(FACTOR) {
                end -= 1;
                found = merge(found, self.extremes_at(level, end));
            }
            (start, end, level) = (start / FACTOR, end / FACTOR, level + 1);
        }
        found
    }

    /// Returns the numbers of the points that are kept.
    pub(super) fn numbers(&self) -> Range<u64> {
        self.first..self.end()
    }

    fn end(&self) -> u64 {
        self.first + self.samples.len() as u64
    }

    pub(super) fn len(&self) -> usize {
        self.samples.len()
    }

    pub(super) fn get(&self, number: u64) -> Option<Sample> {
        self.samples.get(usize::try_from(number.checked_sub(self.first)?).ok()?).copied()
    }

    pub(super) fn oldest(&self) -> Option<Sample> {
        self.samples.front().copied()
    }

    pub(super) fn newest(&self) -> Option<Sample> {
        self.samples.back().copied()
    }

    /// Returns the number of the first point at this time or later.
    pub(super) fn at_or_after(&self, at_us: u64) -> u64 {
        self.first + self.samples.partition_point(|sample| sample.at_us < at_us) as u64
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Sample> {
        self.samples.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn series(values: &[f64]) -> Series {
        let mut series = Series::default();
        for (at_us, value) in (0..).zip(values) {
            series.push(Sample { at_us, value: *value });
        }
        series
    }

    #[test]
    fn time_never_goes_back() {
        let mut series = Series::default();
        for at_us in [5, 3, 9] {
            series.push(Sample { at_us, value: 0.0 });
        }
        assert_eq!(series.iter().map(|sample| sample.at_us).collect::<Vec<_>>(), [5, 5, 9]);
        assert_eq!((series.at_or_after(5), series.at_or_after(6), series.at_or_after(10)), (0, 2, 3));
    }

    #[test]
    fn groups_go_with_their_points() {
        let mut series = series(&vec![1.0; 10_000]);
        for _ in 0..9_990 {
            series.drop_oldest();
        }
        assert_eq!((series.len(), series.numbers()), (10, 9_990..10_000));
        let groups: usize = series.levels.iter().map(|level| level.groups.len()).sum();
        assert!(groups <= 2 * series.levels.len(), "{groups}");
    }

    proptest! {
        #[test]
        fn extremes_are_those_of_the_points(
            values in prop::collection::vec(prop_oneof![8 => -1e3..1e3, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)], 1..700),
            dropped in 0_usize..400,
            from in 0_u64..700,
            count in 0_u64..700,
        ) {
            let mut series = series(&values);
            for _ in 0..dropped {
                series.drop_oldest();
            }
            // Points that are undone and come again leave no trace.
            let again: Vec<Sample> = series.iter().skip(series.len() / 2).collect();
            for _ in &again {
                series.drop_newest();
            }
            for sample in again {
                series.push(sample);
            }
            let range = from..from + count;
            let inside = (0..).zip(&values).filter(|(number, _)| range.contains(number) && *number >= dropped as u64);
            let drawn: Vec<f64> = inside.map(|(_, value)| *value).filter(|value| value.is_finite()).collect();
            let expected = drawn.iter().copied().reduce(f64::min).zip(drawn.iter().copied().reduce(f64::max));
            let found = series.extremes(range).map(|(low, high)| (low.value, high.value));
            prop_assert_eq!(found, expected);
        }
    }
}
