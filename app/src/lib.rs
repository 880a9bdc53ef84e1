//! DigiLab for people: the program in the terminal, and what its window will be made of.

pub mod cli;
pub mod desktop;
pub mod texts;
pub mod window;
