//! USB ids of boards and of the converters they hang on.

use crate::board::BoardKind;

/// A USB device's vendor and product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UsbId {
    /// The vendor's number.
    pub vendor: u16,
    /// The vendor's number for the product.
    pub product: u16,
}

impl std::fmt::Display for UsbId {
    /// As tools write it: `2341:0043`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04X}:{:04X}", self.vendor, self.product)
    }
}

/// What a USB id tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsbDevice {
    /// The maker's name for it.
    pub name: &'static str,
    /// The board, if the id is one board's; a converter sits on many. Both versions of the micro:bit have one
    /// id, which counts as V2.
    pub kind: Option<BoardKind>,
}

const fn board(
    vendor: u16,
    product: u16,
    kind: BoardKind,
    name: &'static str,
) -> (u16, Option<u16>, UsbDevice) {
    (vendor, Some(product), UsbDevice { name, kind: Some(kind) })
}

const fn vendor(vendor: u16, kind: Option<BoardKind>, name: &'static str) -> (u16, Option<u16>, UsbDevice) {
    (vendor, None, UsbDevice { name, kind })
}

use BoardKind::{Arduino, MicrobitV2};

/// From DAPLink's board list and the `boards.txt` files of Arduino's AVR, megaAVR and UNO R4 cores. A vendor's
/// own line comes after its products.
const DEVICES: &[(u16, Option<u16>, UsbDevice)] = &[
    board(0x0D28, 0x0204, MicrobitV2, "BBC micro:bit"),
    board(0x2341, 0x0001, Arduino, "Arduino Uno"),
    board(0x2341, 0x0043, Arduino, "Arduino Uno"),
    board(0x2341, 0x006A, Arduino, "Arduino Uno"),
    board(0x2341, 0x0243, Arduino, "Arduino Uno"),
    board(0x2A03, 0x0043, Arduino, "Arduino Uno"),
    board(0x2341, 0x0062, Arduino, "Arduino Uno Mini"),
    board(0x2341, 0x0069, Arduino, "Arduino Uno R4 Minima"),
    board(0x2341, 0x1002, Arduino, "Arduino Uno R4 WiFi"),
    board(0x2341, 0x0010, Arduino, "Arduino Mega"),
    board(0x2341, 0x0042, Arduino, "Arduino Mega"),
    board(0x2341, 0x0210, Arduino, "Arduino Mega"),
    board(0x2341, 0x0242, Arduino, "Arduino Mega"),
    board(0x2A03, 0x0010, Arduino, "Arduino Mega"),
    board(0x2A03, 0x0042, Arduino, "Arduino Mega"),
    board(0x2341, 0x0036, Arduino, "Arduino Leonardo"),
    board(0x2341, 0x8036, Arduino, "Arduino Leonardo"),
    board(0x2A03, 0x0036, Arduino, "Arduino Leonardo"),
    board(0x2A03, 0x8036, Arduino, "Arduino Leonardo"),
    board(0x2341, 0x0037, Arduino, "Arduino Micro"),
    board(0x2341, 0x8037, Arduino, "Arduino Micro"),
    board(0x2341, 0x0237, Arduino, "Arduino Micro"),
    board(0x2341, 0x8237, Arduino, "Arduino Micro"),
    board(0x2A03, 0x0037, Arduino, "Arduino Micro"),
    board(0x2A03, 0x8037, Arduino, "Arduino Micro"),
    board(0x2341, 0x0058, Arduino, "Arduino Nano Every"),
    vendor(0x2341, Some(Arduino), "Arduino"),
    vendor(0x2A03, Some(Arduino), "Arduino"),
    vendor(0x1A86, None, "CH340"),
    vendor(0x10C4, None, "CP210x"),
    vendor(0x0403, None, "FTDI"),
];

/// What is known of a USB id: the product, else the vendor.
pub fn identify(id: UsbId) -> Option<UsbDevice> {
    DEVICES
        .iter()
        .find(|(vendor, product, _)| {
            *vendor == id.vendor && product.is_none_or(|product| product == id.product)
        })
        .map(|(_, _, device)| *device)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        #[track_caller]
        fn check(vendor: u16, product: u16, expected: Option<(&str, Option<BoardKind>)>) {
            let found = identify(UsbId { vendor, product }).map(|device| (device.name, device.kind));
            assert_eq!(found, expected);
        }
        check(0x0D28, 0x0204, Some(("BBC micro:bit", Some(MicrobitV2))));
        check(0x2341, 0x0043, Some(("Arduino Uno", Some(Arduino))));
        check(0x2A03, 0x8036, Some(("Arduino Leonardo", Some(Arduino))));
        check(0x2341, 0xFFFF, Some(("Arduino", Some(Arduino))));
        check(0x1A86, 0x7523, Some(("CH340", None)));
        check(0x0D28, 0x0205, None);
        check(0, 0, None);
    }

    #[test]
    fn every_line_of_the_table_can_be_found() {
        for (vendor, product, device) in DEVICES {
            let id = UsbId { vendor: *vendor, product: product.unwrap_or(0xFFFF) };
            assert_eq!(identify(id), Some(*device), "{id}");
        }
    }
}
