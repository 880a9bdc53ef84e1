//! Differential tests: generated programs must end alike in the interpreter and in the machine, with the same value
//! or error, the same lines printed, and the same calls of native functions.

mod allowed;
mod comparison;
mod copies;
mod describe;
mod difference;
mod engine;
mod generator;
mod log;
mod machine;
mod outcome;
mod reduce;
mod sorting;
mod survey;
mod syntax;
mod tests;
mod thing;
