//! Boards that only print: a MakeCode or Arduino program that writes lines to the serial port.
//!
//! There is no handshake: all that arrives is cut into lines, and [`samples`] finds the numbers in a line that can
//! be plotted.

mod driver;
mod legible;
mod lines;
pub(crate) mod profile;
pub mod samples;

pub use driver::TextDriver;
pub use legible::looks_damaged;
pub use lines::{LINE_LIMIT, LineAssembler};
