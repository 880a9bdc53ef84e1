//! Sorting whose comparisons are made by the script, one at a time, so that they may wait.

use rhai::{Array, Dynamic};

/// A merge sort that goes on from comparison to comparison. Equal items keep their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorter {
    items: Array,
    /// Indices of the items, in runs of `width` that are sorted.
    order: Vec<usize>,
    merged: Vec<usize>,
    width: usize,
    /// The heads and the ends of the two runs that are merged.
    left: usize,
    middle: usize,
    right: usize,
    end: usize,
}

impl Sorter {
    pub fn new(items: Array) -> Self {
        let order: Vec<usize> = (0..items.len()).collect();
        let merged = Vec::with_capacity(order.len());
        let mut sorter = Self { items, order, merged, width: 1, ..Self::default() };
        sorter.begin_pair(0);
        sorter
    }

    fn begin_pair(&mut self, start: usize) {
        self.left = start;
        self.middle = start.saturating_add(self.width).min(self.order.len());
        self.right = self.middle;
        self.end = self.middle.saturating_add(self.width).min(self.order.len());
    }

    /// Returns the next two items to compare. `None` once all is sorted.
    pub fn next(&mut self) -> Option<(Dynamic, Dynamic)> {
        while self.width < self.order.len() {
            if self.left < self.middle && self.right < self.end {
                let item = |place: usize| self.items.get(*self.order.get(place)?).cloned();
                return Some((item(self.left)?, item(self.right)?));
            }
            // One of the runs is used up; the rest of the other is in order.
            self.merged.extend_from_slice(self.order.get(self.left..self.middle).unwrap_or_default());
            self.merged.extend_from_slice(self.order.get(self.right..self.end).unwrap_or_default());
            if self.end < self.order.len() {
                self.begin_pair(self.end);
            } else {
                std::mem::swap(&mut self.order, &mut self.merged);
                self.merged.clear();
                self.width = self.width.saturating_mul(2);
                self.begin_pair(0);
            }
        }
        None
    }

    /// Takes the result of a comparison.
    pub fn answer(&mut self, right_comes_first: bool) {
        let head = if right_comes_first { &mut self.right } else { &mut self.left };
        if let Some(index) = self.order.get(*head) {
            self.merged.push(*index);
        }
        *head += 1;
    }

    /// Returns the items, in the order in which they came.
    pub fn items_mut(&mut self) -> &mut [Dynamic] {
        &mut self.items
    }

    /// Returns the sorted items.
    pub fn into_items(mut self) -> Array {
        let order = std::mem::take(&mut self.order);
        order.iter().filter_map(|index| self.items.get_mut(*index).map(std::mem::take)).collect()
    }
}
