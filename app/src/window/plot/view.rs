//! The visible part of the plot: a range of time and a range of values.

use super::data::Curve;

/// Choices for the visible time, in seconds: the newest so many.
pub(super) const WINDOWS_S: [f64; 5] = [5.0, 10.0, 30.0, 60.0, 300.0];

/// Shortest visible time, in seconds.
const MIN_WIDTH_S: f64 = 1e-3;

/// Longest visible time, in seconds: calculation is exact up to here.
const MAX_WIDTH_S: f64 = 1e9;

/// Margin above and below the curves, as a share of their height.
const MARGIN: f64 = 0.06;

/// A range from low to high; low is lower.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub low: f64,
    pub high: f64,
}

impl Span {
    /// Creates a span of any two values, wide enough to be drawn.
    pub(super) fn new(one: f64, other: f64) -> Self {
        let tame = |value: f64| if value.is_nan() { 0.0 } else { value.clamp(-1e100, 1e100) };
        let (low, high) = (tame(one).min(tame(other)), tame(one).max(tame(other)));
        // Below that, neighbouring floating-point numbers are too far apart.
        let least = (low.abs().max(high.abs()) * 1e-9).max(1e-12);
        if high - low >= least {
            return Self { low, high };
        }
        let middle = f64::midpoint(low, high);
        let half = (middle.abs() * 0.1).max(0.5);
        Self { low: middle - half, high: middle + half }
    }

    pub(super) fn width(self) -> f64 {
        self.high - self.low
    }

    /// Returns the span scaled by `factor` around `place`.
    fn scaled(self, factor: f64, place: f64) -> Self {
        Self::new(place + (self.low - place) * factor, place + (self.high - place) * factor)
    }

    pub(super) fn moved(self, by: f64) -> Self {
        Self { low: self.low + by, high: self.high + by }
    }
}

/// Settings of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct View {
    /// Visible time when the newest points are followed, in seconds; `None` for all of it.
    pub window_s: Option<f64>,
    /// Visible time otherwise, in seconds.
    free: Option<Span>,
    /// Fixed range of values; `None` to fit the curves.
    pub fixed: Option<Span>,
}

impl Default for View {
    fn default() -> Self {
        Self { window_s: Some(10.0), free: None, fixed: None }
    }
}

impl View {
    /// Returns the visible time, in seconds.
    ///
    /// # Arguments
    /// - `kept`: the time range of the points, in seconds.
    pub(super) fn time(&self, kept: Span) -> Span {
        let high = kept.high;
        match (self.free, self.window_s) {
            (Some(free), _) => free,
            // A curve that has just begun grows to the right.
            (None, Some(window_s)) => Span::new((high - window_s).max(0.0), high.max(window_s)),
            (None, None) => Span { low: kept.low, high: high.max(kept.low + MIN_WIDTH_S) },
        }
    }

    pub(super) fn follows(&self) -> bool {
        self.free.is_none()
    }

    pub(super) fn follow(&mut self) {
        self.free = None;
    }

    /// Follows the newest points with a window of time.
    pub(super) fn choose_window(&mut self, window_s: Option<f64>) {
        *self = Self { window_s, free: None, ..*self };
    }

    /// Moves along the time by `by_s` seconds; the newest points are no longer followed.
    pub(super) fn pan(&mut self, by_s: f64, kept: Span) {
        self.set_free(self.time(kept).moved(by_s), kept);
    }

    /// Scales the visible time by `factor`. If the newest points are followed, they still are.
    ///
    /// # Arguments
    /// - `place_s`: the time in seconds that keeps its place in the picture; `None` for the middle.
    pub(super) fn zoom(&mut self, factor: f64, place_s: Option<f64>, kept: Span) {
        let time = self.time(kept);
        let most = (2.0 * (kept.high - kept.low)).clamp(300.0, MAX_WIDTH_S);
        let width = (time.width() * factor).clamp(MIN_WIDTH_S, most);
        if self.follows() {
            self.window_s = Some(width);
            return;
        }
        let place = place_s.unwrap_or(f64::midpoint(time.low, time.high));
        self.set_free(time.scaled(width / time.width(), place), kept);
    }

    fn set_free(&mut self, time: Span, kept: Span) {
        // A part of the curves always stays visible.
        let width = time.width();
        let low =
            time.low.clamp(kept.low - 0.9 * width, (kept.high - 0.1 * width).max(kept.low - 0.9 * width));
        self.free = Some(time.moved(low - time.low));
    }

    /// Moves along the values if their range is fixed.
    pub(super) fn pan_values(&mut self, by: f64) {
        self.fixed = self.fixed.map(|span| span.moved(by)).map(|span| Span::new(span.low, span.high));
    }

    /// Scales the range of values by `factor` around `place` if it is fixed.
    pub(super) fn zoom_values(&mut self, factor: f64, place: f64) {
        self.fixed = self.fixed.map(|span| span.scaled(factor, place));
    }

    /// Returns the visible range of values: the fixed one, or that of the curves in the visible time with a margin.
    pub(super) fn values<'a>(&self, curves: impl Iterator<Item = &'a Curve>, time: Span) -> Span {
        if let Some(fixed) = self.fixed {
            return fixed;
        }
        let extremes = curves.filter_map(|curve| {
            let first = curve.series.at_or_after((time.low * 1e6) as u64);
            let end = curve.series.at_or_after(((time.high * 1e6) as u64).saturating_add(1));
            // The line goes on to the edges.
            let (low, high) = curve.series.extremes(first.saturating_sub(1)..end.saturating_add(1))?;
            Some((low.value, high.value))
        });
        let all = extremes.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let Some((low, high)) = all else { return Span { low: 0.0, high: 1.0 } };
        let span = Span::new(low, high);
        let room = span.width() * MARGIN;
        Span { low: span.low - room, high: span.high + room }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::series::{Sample, Series};
    use super::*;

    const KEPT: Span = Span { low: 0.0, high: 60.0 };

    fn view(window_s: Option<f64>) -> View {
        View { window_s, ..View::default() }
    }

    #[test]
    fn the_newest_is_followed() {
        assert_eq!(view(Some(10.0)).time(KEPT), Span { low: 50.0, high: 60.0 });
        assert_eq!(view(Some(10.0)).time(Span { low: 0.0, high: 3.0 }), Span { low: 0.0, high: 10.0 });
        assert_eq!(view(None).time(KEPT), KEPT);
    }

    #[test]
    fn who_pans_stays_where_he_went() {
        let mut view = view(Some(10.0));
        view.pan(-20.0, KEPT);
        assert!(!view.follows());
        assert_eq!(view.time(Span { high: 90.0, ..KEPT }), Span { low: 30.0, high: 40.0 });
        view.pan(1e9, KEPT);
        assert_eq!(view.time(KEPT).low, 59.0);
        view.follow();
        assert_eq!(view.time(KEPT).high, 60.0);
    }

    #[test]
    fn zooming_follows_on_or_keeps_a_place() {
        let mut view = view(Some(10.0));
        view.zoom(0.5, Some(52.0), KEPT);
        assert_eq!(view.time(KEPT), Span { low: 55.0, high: 60.0 });
        view.pan(-5.0, KEPT);
        view.zoom(2.0, Some(50.0), KEPT);
        assert_eq!(view.time(KEPT), Span { low: 50.0, high: 60.0 });
        view.zoom(0.5, None, KEPT);
        assert_eq!(view.time(KEPT), Span { low: 52.5, high: 57.5 });
    }

    #[test]
    fn values_are_those_seen_unless_they_are_fixed() {
        let mut series = Series::default();
        for (at_us, value) in [(0, 1000.0), (1_000_000, 1.0), (2_000_000, 3.0), (3_000_000, f64::NAN)] {
            series.push(Sample { at_us, value });
        }
        let curve = Curve { name: String::new(), series };
        let mut view = View::default();
        let seen = view.values([&curve].into_iter(), Span { low: 1.5, high: 3.0 });
        assert_eq!((seen.low, seen.high), (0.88, 3.12));
        assert_eq!(view.values([].into_iter(), KEPT), Span { low: 0.0, high: 1.0 });
        view.fixed = Some(Span { low: -5.0, high: 5.0 });
        assert_eq!(view.values([&curve].into_iter(), KEPT), Span { low: -5.0, high: 5.0 });
    }

    proptest! {
        #[test]
        fn any_span_can_be_drawn(one in any::<f64>(), other in any::<f64>()) {
            let span = Span::new(one, other);
            prop_assert!(span.low < span.high && span.width().is_finite());
        }

        #[test]
        fn something_is_always_seen(steps in prop::collection::vec((any::<bool>(), -1e6..1e6), 0..40)) {
            let mut view = View::default();
            for (is_zoom, by) in steps {
                match is_zoom {
                    true => view.zoom(f64::exp(by / 1e5), Some(by), KEPT),
                    false => view.pan(by, KEPT),
                }
                let time = view.time(KEPT);
                prop_assert!(time.low < time.high && time.low <= KEPT.high && time.high >= KEPT.low, "{:?}", time);
            }
        }
    }
}
