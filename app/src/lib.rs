//! DigiLab for people: so far the program in the terminal.

pub mod cli;
