//! QEMU's control sockets: `qtest` for registers and input lines, `qmp` for reset, `gdb` for the one peripheral it
//! lacks that tests need.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI8, Ordering};
use std::time::Duration;

/// Time limit for an answer: QEMU answers in microseconds, but a loaded machine may take longer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

fn broken(what: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("QEMU answered {what}"))
}

#[derive(Debug)]
struct Lines {
    stream: BufReader<UnixStream>,
}

impl Lines {
    fn connect(socket: &Path) -> io::Result<Self> {
        let stream = UnixStream::connect(socket)?;
        stream.set_read_timeout(Some(ANSWER_TIMEOUT))?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    fn send(&mut self, line: &str) -> io::Result<()> {
        self.stream.get_mut().write_all(format!("{line}\n").as_bytes())
    }

    fn next(&mut self) -> io::Result<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line)? {
            0 => Err(io::ErrorKind::BrokenPipe.into()),
            _ => Ok(line.trim_end().to_owned()),
        }
    }
}

/// The `qtest` socket; it takes one client.
#[derive(Debug)]
pub struct Qtest(Lines);

impl Qtest {
    /// Connects to a running QEMU.
    ///
    /// # Errors
    /// If nothing listens at `socket`.
    pub fn connect(socket: &Path) -> io::Result<Self> {
        Lines::connect(socket).map(Self)
    }

    /// Sends a command and returns the text after its `OK`.
    ///
    /// # Errors
    /// If QEMU refuses or has ended.
    pub fn command(&mut self, line: &str) -> io::Result<String> {
        self.0.send(line)?;
        let answer = self.0.next()?;
        answer.strip_prefix("OK").map(|rest| rest.trim().to_owned()).ok_or_else(|| broken(&answer))
    }

    /// Reads a word of the machine's memory.
    ///
    /// # Errors
    /// As [`command`](Self::command).
    pub fn read_u32(&mut self, address: u32) -> io::Result<u32> {
        let answer = self.command(&format!("readl {address:#x}"))?;
        let digits = answer.strip_prefix("0x").ok_or_else(|| broken(&answer))?;
        u64::from_str_radix(digits, 16).map(|word| word as u32).map_err(broken)
    }

    /// Reads `count` bytes of the machine's memory.
    ///
    /// # Errors
    /// As [`command`](Self::command).
    pub fn read(&mut self, address: u32, count: u32) -> io::Result<Vec<u8>> {
        let answer = self.command(&format!("read {address:#x} {count}"))?;
        let digits = answer.strip_prefix("0x").ok_or_else(|| broken(&answer))?;
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        digits.as_bytes().chunks(2).map(byte).collect::<Option<_>>().ok_or_else(|| broken(&answer))
    }
}

/// Resets the machine through its `qmp` socket.
///
/// # Errors
/// If QEMU refuses or has ended.
pub fn system_reset(socket: &Path) -> io::Result<()> {
    let mut qmp = Lines::connect(socket)?;
    qmp.next()?; // the greeting
    for execute in ["qmp_capabilities", "system_reset"] {
        qmp.send(&format!(r#"{{"execute":"{execute}"}}"#))?;
        loop {
            // Events come in between.
            let answer = qmp.next()?;
            if answer.contains("\"error\"") {
                return Err(broken(answer));
            }
            if answer.contains("\"return\"") {
                break;
            }
        }
    }
    Ok(())
}

/// Gives `temperature()` a value. The firmware waits for a peripheral that QEMU lacks; a breakpoint at that loop
/// puts the reading into its register and continues after the loop.
#[derive(Debug)]
pub struct TemperatureHook {
    celsius: Arc<AtomicI8>,
}

impl TemperatureHook {
    /// Address, in the image `microbit-v1.hex` (MicroPython 1.1.1), of the loop that waits for the thermometer.
    const WAIT_LOOP: u32 = 0x33A6;
    /// After the loop, where the reading is taken from r2 in quarters of a degree.
    const BEHIND_LOOP: u32 = Self::WAIT_LOOP + 0x14;

    /// Sets the breakpoint and serves it until QEMU ends.
    ///
    /// # Errors
    /// If QEMU's gdb server refuses.
    pub fn install(stream: UnixStream, celsius: i8) -> io::Result<Self> {
        let mut gdb = Gdb { stream: BufReader::new(stream) };
        gdb.ask("?")?;
        let mut answer = gdb.ask(&format!("Z0,{:x},2", Self::WAIT_LOOP))?;
        while answer.starts_with('T') {
            answer = gdb.receive()?; // the stop that connecting caused
        }
        if answer != "OK" {
            return Err(broken(answer));
        }
        gdb.send("c")?;
        let celsius = Arc::new(AtomicI8::new(celsius));
        let reading = Arc::clone(&celsius);
        std::thread::spawn(move || while gdb.serve(&reading).is_ok() {});
        Ok(Self { celsius })
    }

    /// Sets the value that `temperature()` returns from now on.
    pub fn set(&self, celsius: i8) {
        self.celsius.store(celsius, Ordering::Relaxed);
    }
}

/// gdb's remote protocol: `$packet#checksum`, acknowledged by `+`.
#[derive(Debug)]
struct Gdb {
    stream: BufReader<UnixStream>,
}

impl Gdb {
    fn send(&mut self, packet: &str) -> io::Result<()> {
        let sum = packet.bytes().fold(0u8, u8::wrapping_add);
        self.stream.get_mut().write_all(format!("${packet}#{sum:02x}").as_bytes())
    }

    fn receive(&mut self) -> io::Result<String> {
        let mut packet = Vec::new();
        self.stream.read_until(b'$', &mut packet)?;
        packet.clear();
        if self.stream.read_until(b'#', &mut packet)? == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.stream.read_exact(&mut [0; 2])?;
        self.stream.get_mut().write_all(b"+")?;
        packet.pop();
        String::from_utf8(packet).map_err(broken)
    }

    fn ask(&mut self, packet: &str) -> io::Result<String> {
        self.send(packet)?;
        self.receive()
    }

    /// Waits for the breakpoint and supplies a reading.
    fn serve(&mut self, celsius: &AtomicI8) -> io::Result<()> {
        self.receive()?;
        // r0..=r15 as hexadecimal, four little-endian bytes each.
        let mut registers = self.ask("g")?;
        let quarters = i32::from(celsius.load(Ordering::Relaxed)) * 4;
        for (register, value) in [(2, quarters as u32), (15, TemperatureHook::BEHIND_LOOP)] {
            let at = register * 8;
            if registers.len() < at + 8 {
                return Err(broken(registers));
            }
            registers.replace_range(at..at + 8, &format!("{:08x}", value.swap_bytes()));
        }
        self.ask(&format!("G{registers}"))?;
        self.send("c")
    }
}
