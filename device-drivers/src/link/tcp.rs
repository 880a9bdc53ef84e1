//! A board behind a network address: an emulated one, or a serial port that another computer shares.

use std::io::ErrorKind;
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::time::Duration;

use crate::clock::Signal;
use crate::error::{DeviceError, DeviceErrorCode};
use crate::link::Link;
use crate::link::stream_link::{READ_WAIT, StreamLink, port_failed};

/// Time limit for connecting to one address.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);

/// The prefix of a network address.
pub const SCHEME: &str = "tcp://";

/// A connection to `tcp://host:port`. It has no modem lines and no speed: the other end sets the speed.
pub struct TcpLink {
    stream: StreamLink<TcpStream>,
}

impl TcpLink {
    /// Connects to `address` (`tcp://HOST:PORT`, an IPv6 host in brackets); arriving bytes raise `signal`. Waits up
    /// to three seconds for each address of the host, in addition to the name lookup.
    ///
    /// # Errors
    /// `port-missing` if it is not an address or nothing listens there, `no-answer` on timeout, `no-permission` or
    /// `port-failed`.
    pub fn connect(address: &str, signal: Signal) -> Result<Self, DeviceError> {
        let error = |code| DeviceError::new(code).with("port", address);
        let host = address.strip_prefix(SCHEME).ok_or_else(|| error(DeviceErrorCode::PortMissing))?;
        let addresses = host.to_socket_addrs().map_err(|_| error(DeviceErrorCode::PortMissing))?;
        let stream = connect_any(addresses).map_err(|reason| match reason.kind() {
            ErrorKind::ConnectionRefused
            | ErrorKind::AddrNotAvailable
            | ErrorKind::InvalidInput
            | ErrorKind::NotFound => error(DeviceErrorCode::PortMissing),
            ErrorKind::TimedOut
            | ErrorKind::WouldBlock
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable => error(DeviceErrorCode::NoAnswer),
            ErrorKind::PermissionDenied => error(DeviceErrorCode::NoPermission),
            _ => port_failed(address, &reason),
        })?;
        let reader = prepare(&stream).map_err(|reason| port_failed(address, &reason))?;
        Ok(Self { stream: StreamLink::start(address, stream, reader, signal)? })
    }
}

/// Connects to the first address that accepts, or returns the last one's error.
fn connect_any(addresses: impl Iterator<Item = SocketAddr>) -> std::io::Result<TcpStream> {
    let mut last = ErrorKind::NotFound.into();
    for address in addresses {
        match TcpStream::connect_timeout(&address, CONNECT_LIMIT) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Turns off send coalescing, bounds every wait, and clones the stream for reading.
fn prepare(stream: &TcpStream) -> std::io::Result<TcpStream> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(READ_WAIT))?;
    stream.set_write_timeout(Some(READ_WAIT))?;
    stream.try_clone()
}

impl Link for TcpLink {
    fn receive(&mut self, _now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        self.stream.receive(into)
    }

    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        self.stream.send(now_us, bytes)
    }

    fn next_wake_us(&self) -> Option<u64> {
        self.stream.next_wake_us()
    }

    fn name(&self) -> &str {
        self.stream.name()
    }
}

impl Drop for TcpLink {
    fn drop(&mut self) {
        // Ends the reader's wait; the other end may have closed already.
        let _ = self.stream.stream_mut().shutdown(Shutdown::Both);
    }
}
