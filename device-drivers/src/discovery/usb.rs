//! USB ids of boards and of their USB converters.

use super::known_usb::{KnownUsb, UsbId};
use crate::board::{BoardKind, BoardProfile};

/// The device that a USB id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsbDevice {
    /// The maker's name for it.
    pub name: &'static str,
    /// The board, if the id belongs to one kind only; a converter is used on many. Both versions of the micro:bit
    /// share one id, which counts as V2.
    pub kind: Option<BoardKind>,
}

/// USB serial converters, which are used on many boards.
const CONVERTERS: &[KnownUsb] = &[
    KnownUsb::vendor(0x1A86, "CH340"),
    KnownUsb::vendor(0x10C4, "CP210x"),
    KnownUsb::vendor(0x0403, "FTDI"),
];

/// Returns every known USB id, with its board if it belongs to one family.
fn known() -> impl Iterator<Item = (&'static KnownUsb, Option<BoardKind>)> {
    let boards = BoardProfile::all()
        .flat_map(|profile| profile.usb.iter().map(|known| (known, Some(profile.family.usual_kind()))));
    boards.chain(CONVERTERS.iter().map(|known| (known, None)))
}

/// Looks up a USB id: the product, otherwise the vendor.
pub fn identify(id: UsbId) -> Option<UsbDevice> {
    let (known, kind) = known().find(|(known, _)| known.is(id))?;
    Some(UsbDevice { name: known.name, kind })
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
        check(0x0D28, 0x0204, Some(("BBC micro:bit", Some(BoardKind::MicrobitV2))));
        check(0x2341, 0x0043, Some(("Arduino Uno", Some(BoardKind::Arduino))));
        check(0x2A03, 0x8036, Some(("Arduino Leonardo", Some(BoardKind::Arduino))));
        check(0x2341, 0xFFFF, Some(("Arduino", Some(BoardKind::Arduino))));
        check(0x1A86, 0x7523, Some(("CH340", None)));
        check(0x0D28, 0x0205, None);
        check(0, 0, None);
    }

    #[test]
    fn every_line_of_the_table_can_be_found() {
        for (known, kind) in known() {
            let id = UsbId { vendor: known.vendor, product: known.product.unwrap_or(0xFFFF) };
            assert_eq!(identify(id), Some(UsbDevice { name: known.name, kind }), "{id}");
        }
    }
}
