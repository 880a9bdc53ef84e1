//! The profile of the Arduino.

use super::BAUD;
use crate::board::pins::{UNO_A0, UNO_ANALOG, UNO_DIGITAL, UNO_PINS, UNO_PWM};
use crate::board::{BoardFamily, BoardProfile, Pin, PinMode, PinNames};
use crate::discovery::attempt::Attempt;
use crate::discovery::known_usb::KnownUsb;

/// An Arduino with StandardFirmata.
pub static PROFILE: BoardProfile = BoardProfile {
    family: BoardFamily::Arduino,
    name: "Arduino",
    has_display: false,
    has_pins: true,
    pin_names: PinNames { letter: Some('D'), printed: "D", spoken: "", analog: UNO_A0..UNO_PINS },
    has_usb_pins: true,
    has_lines: true,
    max_duty: 255,
    baud: Some(BAUD),
    usb: USB,
    attempts: [Attempt::Firmata, Attempt::MicroPython, Attempt::Listen],
    can_be_simulated: true,
    part_fits: |_, pin, mode| uno_can(pin, mode),
};

/// USB ids from the `boards.txt` files of Arduino's AVR, megaAVR and UNO R4 cores. The entry of a vendor comes after
/// those of its products.
const USB: &[KnownUsb] = &[
    KnownUsb::product(0x2341, 0x0001, "Arduino Uno"),
    KnownUsb::product(0x2341, 0x0043, "Arduino Uno"),
    KnownUsb::product(0x2341, 0x006A, "Arduino Uno"),
    KnownUsb::product(0x2341, 0x0243, "Arduino Uno"),
    KnownUsb::product(0x2A03, 0x0043, "Arduino Uno"),
    KnownUsb::product(0x2341, 0x0062, "Arduino Uno Mini"),
    KnownUsb::product(0x2341, 0x0069, "Arduino Uno R4 Minima"),
    KnownUsb::product(0x2341, 0x1002, "Arduino Uno R4 WiFi"),
    KnownUsb::product(0x2341, 0x0010, "Arduino Mega"),
    KnownUsb::product(0x2341, 0x0042, "Arduino Mega"),
    KnownUsb::product(0x2341, 0x0210, "Arduino Mega"),
    KnownUsb::product(0x2341, 0x0242, "Arduino Mega"),
    KnownUsb::product(0x2A03, 0x0010, "Arduino Mega"),
    KnownUsb::product(0x2A03, 0x0042, "Arduino Mega"),
    KnownUsb::product(0x2341, 0x0036, "Arduino Leonardo"),
    KnownUsb::product(0x2341, 0x8036, "Arduino Leonardo"),
    KnownUsb::product(0x2A03, 0x0036, "Arduino Leonardo"),
    KnownUsb::product(0x2A03, 0x8036, "Arduino Leonardo"),
    KnownUsb::product(0x2341, 0x0037, "Arduino Micro"),
    KnownUsb::product(0x2341, 0x8037, "Arduino Micro"),
    KnownUsb::product(0x2341, 0x0237, "Arduino Micro"),
    KnownUsb::product(0x2341, 0x8237, "Arduino Micro"),
    KnownUsb::product(0x2A03, 0x0037, "Arduino Micro"),
    KnownUsb::product(0x2A03, 0x8037, "Arduino Micro"),
    KnownUsb::product(0x2341, 0x0058, "Arduino Nano Every"),
    KnownUsb::vendor(0x2341, "Arduino"),
    KnownUsb::vendor(0x2A03, "Arduino"),
];

/// True if a part that uses `pin` in `mode` works on an Uno with StandardFirmata.
fn uno_can(pin: Pin, mode: PinMode) -> bool {
    match mode {
        PinMode::Output | PinMode::Input | PinMode::InputPullup => {
            UNO_DIGITAL.contains(&pin) || UNO_ANALOG.contains(&pin)
        }
        PinMode::Servo => UNO_DIGITAL.contains(&pin),
        PinMode::Analog => UNO_ANALOG.contains(&pin),
        PinMode::Pwm => UNO_PWM.contains(&pin),
        // StandardFirmata can neither sound a tone nor drive a strip, and an Uno has no touch pins.
        PinMode::Tone | PinMode::Pixels | PinMode::Touch | PinMode::I2c => false,
    }
}
