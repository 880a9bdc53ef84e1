//! What a screen reader is to find in a web page for an AccessKit tree: which elements, with which attributes, and
//! how they change from one tree to the next. Pure: [`AccessibilityDom::apply`] takes a tree's update and tells the changes;
//! whoever owns the page makes them.
//!
//! A canvas shows a screen reader nothing. So the page has an element for each thing in the tree, laid over the
//! canvas and see-through: a `button` for a button, an `input` for a slider.

mod caret;
mod dom;
mod element;
mod role;
mod speech;
#[cfg(test)]
mod tests;
mod tree;

pub use dom::{AccessibilityDom, Change, Focus, Update};
pub use element::{Attributes, Checked, Element, Place};
pub use role::Tag;
pub use speech::Announcement;
