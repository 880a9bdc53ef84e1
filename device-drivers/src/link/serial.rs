//! A serial port, or a pseudo terminal by its path.
//!
//! **Opening can reset the board.** An Arduino's reset line is coupled to DTR through a capacitor, and operating
//! systems raise DTR when a port is opened: an Uno, Nano or Mega restarts its program and is silent for the one to
//! two seconds of its boot loader. A micro:bit ignores DTR. Pseudo terminals have no modem lines, which is not an
//! error.

use std::io::{self, Read};

use serialport::{ClearBuffer, ErrorKind, SerialPort};

use crate::clock::Signal;
use crate::error::{DeviceError, DeviceErrorCode};
use crate::link::Link;
use crate::link::stream_link::{READ_WAIT, StreamLink, port_failed};

/// Time for which DTR stays low in a reset: the capacitor (100 nF against 10 kΩ) needs a few milliseconds, USB
/// adapters and hubs some more.
const DTR_LOW_US: u64 = 50_000;

#[cfg(unix)]
type NativePort = serialport::TTYPort;
#[cfg(windows)]
type NativePort = serialport::COMPort;

/// An open serial port, 8N1 without flow control, locked against other programs.
pub struct SerialLink {
    stream: StreamLink<NativePort>,
    /// Time at which a reset in progress raises DTR again.
    dtr_high_at_us: Option<u64>,
}

impl SerialLink {
    /// Opens `path` (`/dev/ttyACM0`, `COM3`, a pseudo terminal) at `baud`; arriving bytes raise `signal`.
    /// May reset the board, see the module's documentation.
    ///
    /// # Errors
    /// `port-missing`, `port-busy`, `no-permission` or `port-failed`.
    pub fn open(path: &str, baud: u32, signal: Signal) -> Result<Self, DeviceError> {
        if path.contains('\0') {
            return Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", path));
        }
        let mut port = serialport::new(path, baud)
            .timeout(READ_WAIT)
            .dtr_on_open(true)
            .open_native()
            .map_err(|error| open_error(path, &error))?;
        // Some Arduino clones couple their reset to RTS. Failing is fine: pseudo terminals have neither line.
        let _ = port.write_request_to_send(true);
        let reader = port.try_clone_native().map_err(|error| port_failed(path, &error))?;
        write_without_waiting(&mut port).map_err(|error| port_failed(path, &error))?;
        let stream = StreamLink::start(path, port, Reader(reader), signal)?;
        Ok(Self { stream, dtr_high_at_us: None })
    }

    /// Ends a reset that has lasted long enough.
    fn finish_reset(&mut self, now_us: u64) {
        if self.dtr_high_at_us.is_some_and(|at_us| now_us >= at_us) {
            self.dtr_high_at_us = None;
            // The lines were there when the reset began; if the port has gone since, reading reports it.
            let port = self.stream.stream_mut();
            let _ = port.write_request_to_send(true);
            let _ = port.write_data_terminal_ready(true);
        }
    }
}

impl Link for SerialLink {
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        self.finish_reset(now_us);
        self.stream.receive(into)
    }

    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        self.finish_reset(now_us);
        self.stream.send(now_us, bytes)
    }

    fn next_wake_us(&self) -> Option<u64> {
        [self.stream.next_wake_us(), self.dtr_high_at_us].into_iter().flatten().min()
    }

    /// Lowers DTR and RTS and raises them 50 ms later; an Arduino resets on the edge.
    fn reset_board(&mut self, now_us: u64) -> Result<bool, DeviceError> {
        let port = self.stream.stream_mut();
        if port.write_data_terminal_ready(false).is_err() {
            return Ok(false);
        }
        let _ = port.write_request_to_send(false);
        self.dtr_high_at_us = Some(now_us.saturating_add(DTR_LOW_US));
        Ok(true)
    }

    fn name(&self) -> &str {
        self.stream.name()
    }
}

impl Drop for SerialLink {
    fn drop(&mut self) {
        // A kernel waits up to 30 s in close() for bytes that a frozen board does not take. The driver's closing
        // bytes left long ago, unless the board is frozen.
        let port = self.stream.stream_mut();
        if port.bytes_to_write().is_ok_and(|left| left > 0) {
            std::thread::sleep(READ_WAIT);
            let _ = port.clear(ClearBuffer::Output);
        }
    }
}

/// Makes writes on `port` take only what fits now. The clone that reads waits in `poll` instead.
#[cfg(unix)]
fn write_without_waiting(port: &mut NativePort) -> serialport::Result<()> {
    use nix::fcntl::{FcntlArg, OFlag, fcntl};
    use std::os::fd::AsRawFd;

    fcntl(port.as_raw_fd(), FcntlArg::F_SETFL(OFlag::O_NONBLOCK))
        .map_err(|errno| serialport::Error::new(ErrorKind::Unknown, errno.desc()))?;
    port.set_timeout(std::time::Duration::ZERO)
}

/// Windows writes into the driver's buffer, and waits at most the port's timeout if that is full.
#[cfg(windows)]
fn write_without_waiting(_port: &mut NativePort) -> serialport::Result<()> {
    Ok(())
}

/// The reader thread's side of the port.
struct Reader(NativePort);

impl Read for Reader {
    #[cfg(unix)]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }

    /// Reads only bytes that are there already: Windows lets a write wait for a read on the same port.
    #[cfg(windows)]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const LOOK_EVERY: std::time::Duration = std::time::Duration::from_millis(1);
        if self.0.bytes_to_read()? == 0 {
            std::thread::sleep(LOOK_EVERY);
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.0.read(buffer)
    }
}

/// Maps an error on opening to a device error.
fn open_error(path: &str, error: &serialport::Error) -> DeviceError {
    let code = match error.kind() {
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => DeviceErrorCode::NoPermission,
        ErrorKind::Io(io::ErrorKind::NotFound) | ErrorKind::InvalidInput => DeviceErrorCode::PortMissing,
        // Unix: the port is locked. Windows: "not found" and "access denied" alike.
        ErrorKind::NoDevice if cfg!(unix) || is_listed(path) => DeviceErrorCode::PortBusy,
        ErrorKind::NoDevice => DeviceErrorCode::PortMissing,
        _ if NO_SERIAL_PORT.iter().any(|sign| error.description.contains(sign)) => {
            DeviceErrorCode::PortMissing
        }
        _ => return port_failed(path, error),
    };
    DeviceError::new(code).with("port", path)
}

/// Operating systems' messages for a path that is not a serial port: a file, a folder, a device that is no longer
/// there.
const NO_SERIAL_PORT: [&str; 7] = [
    "Inappropriate ioctl",
    "Not a typewriter",
    "Is a directory",
    "Not a directory",
    "No such device",
    "File name too long",
    "I/O error",
];

fn is_listed(path: &str) -> bool {
    serialport::available_ports()
        .is_ok_and(|ports| ports.iter().any(|port| port.port_name.eq_ignore_ascii_case(path)))
}
