//! A port that may have a board on it.

use crate::discovery::known_usb::UsbId;
use crate::discovery::usb::UsbDevice;

/// A serial port, without anything that tells one computer or board from another of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// The path that opens it: `/dev/ttyACM0`, `COM3`.
    pub path: String,
    /// Its USB ids, if it is a USB device.
    pub usb: Option<UsbId>,
    /// The device that the USB ids stand for, if known.
    pub device: Option<UsbDevice>,
    /// The product name the device reports, if any.
    pub product: Option<String>,
}

impl Port {
    /// A name for people: by the USB ids, otherwise the device's own product name.
    pub fn plain_name(&self) -> Option<&str> {
        self.device.map(|device| device.name).or(self.product.as_deref())
    }
}
