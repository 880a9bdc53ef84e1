//! Elements of a web page for an AccessKit tree, for screen readers: their attributes, and how they change from one
//! tree to the next. Pure: [`AccessibilityDom::apply`] takes a tree's update and returns the changes; the owner of
//! the page applies them.
//!
//! A canvas shows a screen reader nothing. So the page has a transparent element over the canvas for each node of the
//! tree: a `button` for a button, an `input` for a slider.

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
