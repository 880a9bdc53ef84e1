//! All curves of the plot.

use std::collections::VecDeque;

use super::series::{Sample, Series};

/// Most points that are kept, of all curves together. Beyond that the oldest are dropped rather than thinned:
/// every point is as it was measured, in the plot and in the table, without false gaps.
pub(super) const MAX_POINTS: usize = 100_000;

/// Most curves, as many as can be told apart.
pub(super) const MAX_CURVES: usize = 20;

/// Most characters of a name that are kept; scripts may give any number.
const MAX_NAME_CHARS: usize = 40;

/// A curve.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    pub name: String,
    pub series: Series,
}

/// The curves, in the order of their first points.
#[derive(Clone, Debug, Default)]
pub(super) struct Data {
    pub curves: Vec<Curve>,
    points: usize,
    /// True once old points have been dropped.
    pub has_dropped: bool,
    /// True once a curve has been left out because there were too many.
    pub has_more_curves: bool,
    /// The curve of each point, in the order in which they came; `None` for those that were left out.
    order: VecDeque<Option<u8>>,
}

impl Data {
    pub(super) fn push(&mut self, name: &str, sample: Sample) {
        let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME_CHARS).collect();
        let known = self.curves.iter().position(|curve| curve.name == name);
        if known.is_none() {
            if self.curves.len() >= MAX_CURVES {
                self.has_more_curves = true;
                self.note_order(None);
                return;
            }
            self.curves.push(Curve { name, series: Series::default() });
        }
        let index = known.unwrap_or(self.curves.len() - 1);
        let Some(curve) = self.curves.get_mut(index) else { return };
        curve.series.push(sample);
        self.points += 1;
        self.note_order(u8::try_from(index).ok());
        while self.points > MAX_POINTS && self.drop_oldest() {}
    }

    fn note_order(&mut self, curve: Option<u8>) {
        if self.order.len() >= MAX_POINTS {
            self.order.pop_front();
        }
        self.order.push_back(curve);
    }

    /// Removes the newest points.
    pub(super) fn undo(&mut self, points: u64) {
        for _ in 0..points {
            let Some(curve) = self.order.pop_back() else { break };
            let curve = curve.and_then(|index| self.curves.get_mut(usize::from(index)));
            if let Some(curve) = curve.filter(|curve| curve.series.len() > 0) {
                curve.series.drop_newest();
                self.points -= 1;
            }
        }
        // A curve without points has not begun yet.
        while self.curves.last().is_some_and(|curve| curve.series.len() == 0) {
            self.curves.pop();
        }
    }

    /// Drops the oldest point; the newest of each curve stays. Returns `false` if there is none to drop.
    fn drop_oldest(&mut self) -> bool {
        let droppable = self.curves.iter_mut().filter(|curve| curve.series.len() > 1);
        let oldest = droppable.min_by_key(|curve| curve.series.oldest().map(|sample| sample.at_us));
        let Some(curve) = oldest else { return false };
        curve.series.drop_oldest();
        self.points -= 1;
        self.has_dropped = true;
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        self.points == 0
    }

    /// Returns the time of the newest point, in seconds.
    pub(super) fn end_s(&self) -> f64 {
        let newest = self.curves.iter().filter_map(|curve| curve.series.newest());
        newest.map(|sample| sample.at_us).max().map_or(0.0, seconds)
    }

    /// Returns the time of the oldest point, in seconds.
    pub(super) fn start_s(&self) -> f64 {
        let oldest = self.curves.iter().filter_map(|curve| curve.series.oldest());
        oldest.map(|sample| sample.at_us).min().map_or(0.0, seconds)
    }

    /// Appends other data whose points are all newer.
    pub(super) fn append(&mut self, newer: &Data) {
        let mut samples: Vec<(&str, Sample)> = newer
            .curves
            .iter()
            .flat_map(|curve| curve.series.iter().map(|sample| (&*curve.name, sample)))
            .collect();
        samples.sort_by_key(|(_, sample)| sample.at_us);
        for (name, sample) in samples {
            self.push(name, sample);
        }
    }
}

fn seconds(us: u64) -> f64 {
    us as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(data: &mut Data, name: &str, at_us: u64) {
        data.push(name, Sample { at_us, value: 1.0 });
    }

    #[test]
    fn the_newest_points_of_all_curves_are_kept() {
        let mut data = Data::default();
        push(&mut data, "once", 0);
        for at_us in 0..MAX_POINTS as u64 + 500 {
            push(&mut data, if at_us % 2 == 0 { "even" } else { "odd" }, at_us);
        }
        assert_eq!(data.curves.iter().map(|curve| curve.series.len()).sum::<usize>(), MAX_POINTS);
        assert_eq!(data.curves.iter().map(|curve| curve.series.len()).min(), Some(1));
        assert!(data.has_dropped);
        let odd = &data.curves[2].series;
        assert_eq!(odd.oldest().map(|sample| sample.at_us), Some(501));
    }

    #[test]
    fn there_are_at_most_twenty_curves() {
        let mut data = Data::default();
        for number in 0..MAX_CURVES + 3 {
            push(&mut data, &format!("curve {number}"), 0);
            assert_eq!(data.has_more_curves, number >= MAX_CURVES);
        }
        assert_eq!(data.curves.len(), MAX_CURVES);
    }

    #[test]
    fn the_newest_points_are_undone() {
        let mut data = Data::default();
        for (name, at_us) in [("a", 1), ("a", 2), ("b", 2), ("a", 3)] {
            push(&mut data, name, at_us);
        }
        data.undo(1);
        assert_eq!((data.curves.len(), data.points, data.end_s()), (2, 3, 2e-6));
        data.undo(2);
        assert_eq!((data.curves.len(), data.points, data.end_s()), (1, 1, 1e-6));
        data.undo(5);
        assert!(data.is_empty() && data.curves.is_empty());
        push(&mut data, "c", 4);
        assert_eq!(data.curves[0].name, "c");
    }

    #[test]
    fn a_name_is_one_short_line() {
        let mut data = Data::default();
        push(&mut data, &format!("a\n\u{1b}{}", "b".repeat(100)), 0);
        assert_eq!(data.curves[0].name, format!("a{}", "b".repeat(39)));
    }

    #[test]
    fn newer_points_go_behind_older_ones() {
        let (mut data, mut newer) = (Data::default(), Data::default());
        push(&mut data, "a", 1);
        push(&mut newer, "b", 2);
        push(&mut newer, "a", 3);
        data.append(&newer);
        assert_eq!((data.curves.len(), data.points), (2, 3));
        assert_eq!((data.start_s(), data.end_s()), (1e-6, 3e-6));
    }
}
