//! `digilab boards`: lists the ports, and the boards found on them.

use std::thread;

use digilab_devices::discovery::{self, Expected, FoundBoard, Port};
use digilab_devices::error::DeviceError;
use digilab_lab::text::Texts;
use serde::Serialize;

use super::args::BoardsArguments;
use super::failure::{Failure, Status};
use super::output::{error_line, out_line};
use crate::device_texts::{device_sentence, firmware};

/// Line of `digilab boards --json`; see `docs/cli.md`.
#[derive(Serialize)]
struct PortLine<'a> {
    port: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    /// `VENDOR:PRODUCT` in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    usb: Option<String>,
    /// Board, if the USB id belongs to one board only or the board has answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    board: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    firmware: Option<FirmwareLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baud: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
}

#[derive(Serialize)]
struct FirmwareLine<'a> {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

/// Lists the ports and, if `arguments` say so, detects the boards on them.
///
/// # Errors
/// The ports cannot be listed; the status is `Board`.
pub fn list(arguments: &BoardsArguments, texts: &Texts) -> Result<Status, Failure> {
    let ports = discovery::list_ports()
        .map_err(|error| Failure { status: Status::Board, sentence: device_sentence(&error, texts) })?;
    if ports.is_empty() && !arguments.json {
        out_line(&texts.plain("boards-none"));
        return Ok(Status::Done);
    }
    if arguments.ask && !arguments.json {
        for port in &ports {
            error_line(&texts.get("boards-asking", &[("port", &port.path)]));
        }
    }
    let answers = if arguments.ask { ask_all(&ports) } else { ports.iter().map(|_| None).collect() };
    for (port, answer) in ports.iter().zip(&answers) {
        let is_read = match arguments.json {
            true => serde_json::to_string(&json(port, answer.as_ref())).is_ok_and(|line| out_line(&line)),
            false => out_line(&line(port, answer.as_ref(), texts)),
        };
        if !is_read {
            return Ok(Status::Done);
        }
    }
    if !arguments.ask && !arguments.json {
        out_line(&texts.plain("boards-hint"));
    }
    Ok(Status::Done)
}

type Answer = Result<FoundBoard, DeviceError>;

/// Queries all ports in parallel: one without an answer takes seconds.
fn ask_all(ports: &[Port]) -> Vec<Option<Answer>> {
    thread::scope(|scope| {
        let asking: Vec<_> = ports
            .iter()
            .map(|port| {
                let likely = port.device.and_then(|device| device.kind);
                scope.spawn(move || {
                    discovery::detect(&port.path, likely.map_or(Expected::Anything, Expected::Likely))
                })
            })
            .collect();
        asking.into_iter().map(|thread| thread.join().ok()).collect()
    })
}

fn line(port: &Port, answer: Option<&Answer>, texts: &Texts) -> String {
    let name = match (port.plain_name(), port.usb) {
        (Some(name), _) => name.to_owned(),
        (None, Some(_)) => texts.plain("boards-usb-unknown"),
        (None, None) => texts.plain("boards-no-usb"),
    };
    let usb = port.usb.map(|id| format!("  {id}")).unwrap_or_default();
    let answer = match answer {
        None => String::new(),
        Some(Ok(found)) => format!("\n    {}", firmware(found, texts)),
        Some(Err(error)) => format!("\n    {}", device_sentence(error, texts).replace('\n', "\n    ")),
    };
    format!("{}  {name}{usb}{answer}", port.path)
}

fn json<'a>(port: &'a Port, answer: Option<&'a Answer>) -> PortLine<'a> {
    let found = answer.and_then(|answer| answer.as_ref().ok());
    let likely = port.device.and_then(|device| device.kind);
    PortLine {
        port: &port.path,
        name: port.plain_name(),
        usb: port.usb.map(|id| id.to_string()),
        board: found.map(|found| found.kind).or(likely).map(|kind| kind.id()),
        firmware: found.map(|FoundBoard { firmware, .. }| FirmwareLine {
            id: firmware.id(),
            version: firmware.version(),
            name: firmware.name(),
        }),
        baud: found.map(|found| found.baud),
        error: answer.and_then(|answer| answer.as_ref().err()).map(|error| error.code.id()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use digilab_devices::board::BoardKind;
    use digilab_devices::discovery::Firmware;
    use digilab_devices::discovery::{UsbId, identify};
    use digilab_devices::error::DeviceErrorCode;
    use digilab_lab::text::Language;

    #[test]
    fn a_port_as_text_and_as_json() {
        #[track_caller]
        fn check(ids: Option<(u16, u16)>, answer: Option<Answer>, text: &str, object: &str) {
            let usb = ids.map(|(vendor, product)| UsbId { vendor, product });
            let port = Port { path: "COM3".into(), usb, device: usb.and_then(identify), product: None };
            assert_eq!(line(&port, answer.as_ref(), &Texts::new(Language::En)), text);
            assert_eq!(serde_json::to_string(&json(&port, answer.as_ref())).unwrap(), object);
        }
        check(None, None, "COM3  serial port", r#"{"port":"COM3"}"#);
        check(
            Some((1, 2)),
            None,
            "COM3  unknown USB device  0001:0002",
            r#"{"port":"COM3","usb":"0001:0002"}"#,
        );
        check(
            Some((0x0D28, 0x0204)),
            None,
            "COM3  BBC micro:bit  0D28:0204",
            r#"{"port":"COM3","name":"BBC micro:bit","usb":"0D28:0204","board":"microbit"}"#,
        );
        let firmware = Firmware::Firmata { protocol: (2, 4), name: "StandardFirmata.ino".into() };
        check(
            Some((0x1A86, 0x7523)),
            Some(Ok(FoundBoard { kind: BoardKind::Arduino, firmware, baud: 57_600 })),
            "COM3  CH340  1A86:7523\n    Firmata 2.4 (StandardFirmata.ino)",
            r#"{"port":"COM3","name":"CH340","usb":"1A86:7523","board":"arduino","firmware":{"id":"firmata","version":"2.4","name":"StandardFirmata.ino"},"baud":57600}"#,
        );
        check(
            None,
            Some(Err(DeviceError::new(DeviceErrorCode::PortBusy).with("port", "COM3"))),
            "COM3  serial port\n    Another program is using the board (COM3).\n    Close the Arduino IDE's serial monitor, the MakeCode tab, Mu or any other program that talks to the board, then run again.",
            r#"{"port":"COM3","error":"port-busy"}"#,
        );
    }
}
