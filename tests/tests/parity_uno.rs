//! Compares the simulated Uno with StandardFirmata itself: the same bytes and the same inputs at the same times
//! must give the same result on every pin and on the wire, byte for byte, within [`TOLERANCE`].
//!
//! Both sides run on the board's own clock, so the machine's load changes nothing. Differences between simavr and a
//! board, and how the scenarios allow for them:
//! - An outside level overwrites the level of an output, and is forgotten when a pin becomes an input. So a
//!   scenario drives pins after it has made them inputs.
//! - A pin that nothing drives keeps its last level in simavr; the simulated one reads 0. So inputs are driven from
//!   outside before they are read, except if a pull-up holds them.
//! - simavr lets an outside level override a pull-up only when it changes; a scenario drives both levels.
//! - A reset raises no event for pins that were high: they are seen low when the firmware sets them up, 0.6 ms
//!   later, so one scenario has a wider tolerance.
//! - Its converter does not see a level that the processor drives itself; the simulated one does, as a board's
//!   does.
//! - The converter's first reading takes 200 µs instead of 112 (a real one's too); the simulated one's does not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]
#![allow(clippy::print_stdout, reason = "`--nocapture` tells how far apart the two boards were")]

use digilab_tests::emulator_lockstep::on_real_uno;
use digilab_tests::parity::{Tolerance, compare, on_simulated_uno, scenario};

/// Two bytes' time on the wire for bytes and edges; a servo's pulse comes every 20 ms.
const TOLERANCE: Tolerance = Tolerance { time_us: 350, servo_time_us: 45_000, angle_deg: 1 };

struct Case {
    name: &'static str,
    /// Pins whose pulses are a servo's.
    servo_pins: &'static [u8],
    tolerance: Tolerance,
    actions: &'static str,
}

const fn case(name: &'static str, actions: &'static str) -> Case {
    Case { name, servo_pins: &[], tolerance: TOLERANCE, actions }
}

/// Plays a scenario on both and lets a second pass after its last action.
#[track_caller]
fn check(case: &Case) {
    let actions = scenario(case.actions).unwrap();
    let until_us = actions.last().map_or(0, |(at_us, _)| *at_us).max(2_000_000) + 1_000_000;
    let simulated = on_simulated_uno(&actions, until_us).unwrap();
    let real = on_real_uno(&actions, until_us, case.servo_pins).unwrap();
    match compare(&simulated, &real, case.tolerance) {
        Ok(distance) => println!("{}: {distance:?}", case.name),
        Err(difference) => panic!("{}: {difference}", case.name),
    }
}

macro_rules! cases {
    ($($name:ident: $case:expr;)+) => { $(#[test] fn $name() { check(&$case); })+ };
}

cases! {
    start: case("the blink of the version, then the reports", "");
    queries: case("what the firmware says of itself", "
        2000ms send F9
        2020ms send F0 79 F7
        2050ms send F0 69 F7
        2100ms send F0 6B F7");
    pin_states: case("the state of every pin and of pins there are not", "
        2000ms send F0 6D 00 F7 F0 6D 02 F7 F0 6D 0D F7
        2050ms send F0 6D 0E F7 F0 6D 13 F7 F0 6D 14 F7 F0 6D 7F F7
        2100ms send F4 00 01 F0 6D 00 F7");
    blink: case("the LED on and off by port messages", "
        2000ms send F4 0D 01
        2100ms send 91 20 00
        2300ms send 91 00 00
        2500ms send 91 20 00
        2600ms send F0 6D 0D F7
        2700ms send 91 00 00");
    whole_ports: case("eight pins of a port at once, across the processor's ports", "
        2000ms send 90 7C 01
        2100ms send F4 0E 01 F4 0F 01 91 7F 01
        2200ms send F4 10 01 F4 13 01 92 0F 00
        2300ms send 90 00 00 91 00 00 92 00 00");
    set_output_is_low: case("setting a mode puts an output low", "
        2000ms send 90 08 00
        2100ms send F4 03 01
        2200ms send 90 08 00
        2300ms send F4 03 00
        2400ms send F4 03 01");
    pwm: case("duties on all three timers", "
        2000ms send F4 03 03 F4 05 03 F4 06 03 F4 09 03 F4 0A 03 F4 0B 03
        2100ms send E3 40 00 E5 01 00 E6 7E 01
        2200ms send E9 64 01 EA 00 01 EB 0A 00
        2300ms send E3 7F 01 E5 00 00 E9 00 00
        2400ms send F0 6D 03 F7 F0 6D 05 F7 F0 6D 0A F7
        2500ms send F4 0A 01
        2600ms send F4 0B 00");
    pwm_beyond_its_range: case("values above 255 by extended analog", "
        2000ms send F4 03 03
        2100ms send F0 6F 03 2C 02 F7
        2200ms send F0 6D 03 F7
        2300ms send F0 6F 03 00 00 01 F7 F0 6D 03 F7
        2400ms send F0 6F 03 10 F7
        2500ms send F0 6F 03 F7");
    pwm_needs_its_pin_and_mode: case("analog writes that change nothing", "
        2000ms send E9 40 00
        2100ms send F4 02 03 E2 40 00
        2200ms send F0 6D 02 F7 F0 6D 09 F7
        2300ms send F4 09 03 91 02 00 F0 6D 09 F7");
    digital_report: case("changes of inputs, and the level when reporting begins", "
        2000ms send F4 02 00 F4 04 00
        2020ms D2 1
        2020ms D4 1
        2030ms D4 0
        2040ms send D0 01
        2100ms D2 0
        2150ms D4 1
        2200ms D2 1
        2201ms D2 0
        2300ms send D0 00
        2350ms D2 1
        2400ms send D0 01
        2500ms send D0 01");
    report_before_mode: case("reporting a port of outputs, then making one an input", "
        2000ms send D1 01
        2100ms send F4 08 00
        2150ms D8 1
        2200ms D8 0
        2300ms send F4 08 01");
    pullup: case("a high written to an input turns its pull-up on", "
        2000ms send F4 02 00 D0 01
        2100ms send 90 04 00
        2150ms send F0 6D 02 F7
        2200ms D2 0
        2300ms D2 1
        2350ms D2 0
        2400ms send 90 00 00
        2450ms send F0 6D 02 F7");
    analog: case("a voltage at the sampling interval", "
        1900ms A0 512
        2000ms send C0 01
        2100ms A0 0
        2200ms A0 1023
        2300ms send C0 00");
    analog_several: case("three channels, one of them no analog pin any more", "
        1900ms A0 100
        1900ms A1 200
        1900ms A5 900
        2000ms send C0 01 C1 01 C5 01
        2200ms send F4 0F 00
        2300ms send F4 0F 02
        2400ms send C6 01");
    analog_mode_reports: case("setting an analog pin's mode turns its reporting on", "
        1900ms A2 300
        2000ms send F4 10 02
        2200ms send F4 10 00
        2300ms send F4 10 02
        2400ms send FF");
    interval: case("other sampling intervals, too short ones too", "
        1900ms A0 700
        2000ms send C0 01
        2100ms send F0 7A 64 00 F7
        2700ms send F0 7A 01 00 F7
        3000ms send F0 7A 28 F7");
    interval_catches_up: case("from a long interval to a short one", "
        1900ms A0 700
        2000ms send F0 7A 68 07 F7 C0 01
        2900ms send F0 7A 0A 00 F7");
    system_reset: case("everything back to its default, but for the interval", "
        1900ms A0 400
        2000ms send F4 09 03 E9 40 00 91 20 00 F4 02 00 D0 01
        2100ms send F0 7A 32 00 F7 C0 01
        2300ms send FF
        2400ms send F0 6D 09 F7 F0 6D 02 F7
        2500ms send C0 01");
    servo: Case { servo_pins: &[5], ..case("a servo's angles", "
        2000ms send F4 05 04
        2200ms send E5 00 00
        2400ms send E5 34 01
        2600ms send E5 5A 00
        2800ms send E5 7F 7F
        3000ms send F0 6D 05 F7") };
    servo_takes_the_timer: Case { servo_pins: &[2], ..case("a servo ends the PWM of pins 9 and 10", "
        2000ms send F4 09 03 E9 40 00 F4 03 03 E3 40 00
        2200ms send F4 02 04
        2400ms send F0 6D 09 F7") };
    too_many_servos: Case { servo_pins: &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15], ..case("the thirteenth servo", "
        2000ms send F4 02 04 F4 03 04 F4 04 04 F4 05 04 F4 06 04 F4 07 04
        2040ms send F4 08 04 F4 09 04 F4 0A 04 F4 0B 04 F4 0C 04 F4 0F 04
        2080ms send F4 0E 04
        2200ms send F0 6D 0E F7") };
    i2c_without_device: case("nobody answers on the bus", "
        2000ms send F0 78 00 00 F7
        2100ms send F0 76 40 08 01 00 02 00 F7
        2200ms send F0 76 40 08 06 00 F7
        2300ms send F0 76 40 00 01 00 02 00 F7
        2400ms send F0 76 40 28 01 00 F7
        2500ms send F0 6D 12 F7");
    i2c_continuously: case("reading again and again, until told to stop", "
        2000ms send F0 78 00 00 F7
        2050ms send F0 7A 64 00 F7
        2100ms send F0 76 40 10 01 00 F7
        2500ms send F0 76 40 18 F7");
    strings_and_unknown: case("what the firmware does not know", "
        2000ms send F0 71 41 00 42 00 F7
        2050ms send F0 01 02 F7 F3 F8 FE
        2100ms send F4 0D 0B
        2150ms send F4 0D 07
        2200ms send F5 0D 01 01 02 03
        2250ms send F9");
    damaged: case("a lost end, a command within another's data, half a message", "
        2000ms send 91 F9 20 00
        2100ms send F0 6D F9 F9
        2150ms send 91 00 00
        2200ms send F7
        2250ms send F9
        2300ms send F4 0D
        2350ms send F4 0D 00 F0 6D 0D F7
        2400ms send F0 79 F7 F0 F7");
    sysex_too_long: case("a sysex that overflows the firmware's buffer ends there, at a zero", "
        2000ms send F0 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 00 F9
        2100ms send F9");
    bytes_during_the_blink: case("sixty-three bytes wait for the end of the blink", "
        500ms send F9 F0 6D 0D F7
        700ms send 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01
        800ms send 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01 F9 F0 79 F7 F9 F9 F9");
    reset_button: Case { tolerance: Tolerance { time_us: 1000, ..TOLERANCE }, ..case("reset in the middle of it", "
        2000ms send F4 09 03 E9 40 00 91 20 00
        2500ms reset
        5000ms send F9 F0 6D 09 F7") };
}

/// A burst of queries: the answers block the program, its receive buffer overflows. The bytes lost depend on the
/// timing of single bits; compared are the start of the burst, and that both boards respond after it once an `F7`
/// has ended the cut message.
#[test]
fn a_hundred_queries_at_once() {
    use digilab_tests::parity::{Action, Channel, Sight, Sightings};
    let firmware_queries = [0xF0, 0x79, 0xF7].repeat(100);
    let actions = [
        (2_000_000, Action::Send(firmware_queries)),
        (4_000_000, Action::Send(vec![0xF7])),
        (4_100_000, Action::Send(vec![0xF9])),
    ];
    let bytes = |sightings: &Sightings| -> Vec<u8> {
        let wire = &sightings.0[&Channel::Wire];
        wire.iter()
            .filter_map(|(_, sight)| if let Sight::Byte(byte) = sight { Some(*byte) } else { None })
            .collect()
    };
    let simulated = bytes(&on_simulated_uno(&actions, 5_000_000).unwrap());
    let real = bytes(&on_real_uno(&actions, 5_000_000, &[]).unwrap());
    let replies = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == 0xF7).count();
    println!("replies: simulated {}, real {}", replies(&simulated), replies(&real));
    assert_eq!(simulated[..1000], real[..1000]);
    assert!(replies(&simulated).abs_diff(replies(&real)) <= 2);
    assert_eq!(
        (simulated.last_chunk::<3>(), real.last_chunk::<3>()),
        (Some(&[0xF9, 2, 4]), Some(&[0xF9, 2, 4]))
    );
}
