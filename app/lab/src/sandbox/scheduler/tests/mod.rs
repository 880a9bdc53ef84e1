//! Tests of the order in which fibers run.

mod back;
mod board;
mod failures;
mod generator;
mod many_programs;
mod model;
mod program;
mod runs;
mod scenes;
mod steps;
mod truth;
mod turns;
