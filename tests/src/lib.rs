//! Shared code of the tests of the whole lab.

pub mod emulator;
pub mod emulator_lockstep;
pub mod emulator_memory;
pub mod emulator_microbit;
pub mod emulator_micropython;
pub mod emulator_process;
pub mod emulator_qemu;
pub mod emulator_uno;
pub mod faults;
pub mod imports;
pub mod parity;
pub mod program;
pub mod scripts;
pub mod scripts_uno;
pub mod steady;
pub mod uno_pins;
pub mod year;
