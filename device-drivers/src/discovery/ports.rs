//! Lists the serial ports of the computer.

use serialport::SerialPortType;

use crate::discovery::known_usb::UsbId;
use crate::discovery::port::Port;
use crate::discovery::usb::identify;
use crate::error::{DeviceError, DeviceErrorCode};

/// Lists all serial ports, sorted by name. Pseudo terminals and network addresses are not listed; they are given by
/// name.
///
/// # Errors
/// `port-failed` if the system does not list its ports.
pub fn list_ports() -> Result<Vec<Port>, DeviceError> {
    // `serialport` would panic where Linux has no such folder (some containers).
    if cfg!(target_os = "linux") && !std::path::Path::new("/sys/class/tty").is_dir() {
        return Ok(Vec::new());
    }
    let ports = serialport::available_ports().map_err(|error| {
        DeviceError::new(DeviceErrorCode::PortFailed).with("port", "*").with("reason", error)
    })?;
    // macOS lists each port twice; opening the `tty` one waits for a carrier that no board raises.
    let usable = ports
        .into_iter()
        .filter(|port| !port.port_name.starts_with("/dev/tty.") || cfg!(not(target_os = "macos")));
    let mut ports: Vec<Port> = usable.map(describe).collect();
    ports.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(ports)
}

fn describe(info: serialport::SerialPortInfo) -> Port {
    let (usb, product) = match info.port_type {
        SerialPortType::UsbPort(usb) => (Some(UsbId { vendor: usb.vid, product: usb.pid }), usb.product),
        _ => (None, None),
    };
    Port { path: info.port_name, usb, device: usb.and_then(identify), product }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serialport::{SerialPortInfo, UsbPortInfo};

    #[test]
    fn plain_names() {
        #[track_caller]
        fn check(ids: Option<(u16, u16)>, product: Option<&str>, expected: Option<&str>) {
            let port_type = match ids {
                Some((vid, pid)) => SerialPortType::UsbPort(UsbPortInfo {
                    vid,
                    pid,
                    serial_number: Some("9900000123".into()),
                    manufacturer: None,
                    product: product.map(Into::into),
                }),
                None => SerialPortType::Unknown,
            };
            let port = describe(SerialPortInfo { port_name: "COM3".into(), port_type });
            assert_eq!(port.plain_name(), expected);
            assert!(!format!("{port:?}").contains("9900000123"), "serial numbers stay out");
        }
        check(Some((0x0D28, 0x0204)), Some("DAPLink CMSIS-DAP"), Some("BBC micro:bit"));
        check(Some((0x1234, 1)), Some("Weather station"), Some("Weather station"));
        check(Some((0x1234, 1)), None, None);
        check(None, None, None);
    }

    #[test]
    fn listing_does_not_fail_here() {
        let ports = list_ports().unwrap();
        assert!(ports.is_sorted_by(|a, b| a.path <= b.path));
    }
}
