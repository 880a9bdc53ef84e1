//! Tests of the machine.

mod differential;
mod language;
