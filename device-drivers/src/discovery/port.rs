//! A port a board may be on.

use crate::discovery::known_usb::UsbId;
use crate::discovery::usb::UsbDevice;

/// A serial port, without anything that tells one computer or board from another of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// What opens it: `/dev/ttyACM0`, `COM3`.
    pub path: String,
    /// Its USB ids, if it is a USB device.
    pub usb: Option<UsbId>,
    /// What the USB ids tell.
    pub device: Option<UsbDevice>,
    /// What the device calls itself, if it does.
    pub product: Option<String>,
}

impl Port {
    /// A name for people: what the USB ids tell, else what the device calls itself.
    pub fn plain_name(&self) -> Option<&str> {
        self.device.map(|device| device.name).or(self.product.as_deref())
    }
}
