//! Detects a Firmata board and its pins.
//!
//! Opening the port resets an Uno: its bootloader waits, then the firmware blinks its version on the LED (two
//! seconds) and reports itself. A board that was not reset reports only on request. So the report is requested at
//! once and repeatedly, the first report counts, and a system reset then brings every board to the same known
//! state.

use super::layout::Layout;
use crate::error::{DeviceError, DeviceErrorCode};
use crate::firmata::{BoardMessage, Capability, HostMessage, Message};

/// StandardFirmata's speed.
pub const BAUD: u32 = 57_600;

/// A pin number no board has. Asking for its state is the shortest question with an answer, four bytes each way.
pub const NO_PIN: u8 = 127;

const ASK_HELLO_EVERY_US: u64 = 600_000;
/// Interval between requests; three of them last longer than the blink of two seconds.
const ASK_EVERY_US: u64 = 1_000_000;
/// Time limit if nothing arrives at all.
const NO_ANSWER_US: u64 = 8_000_000;
/// Time limit if bytes arrive but no valid message: a slow bootloader and the blink are over by then.
const NO_SENSE_US: u64 = 5_000_000;
/// Time limit after the last valid message.
const SILENT_US: u64 = 4_000_000;
/// Time limit for the rest of a report that has started.
const REST_OF_REPORT_US: u64 = 100_000;
/// Number of received bytes kept for telling what is there.
const SAMPLE_BYTES: usize = 512;

/// The firmware's own identification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firmware {
    /// The sketch's name, `StandardFirmata.ino`; empty if it was not reported.
    pub name: String,
    /// The sketch's version.
    pub version: (u8, u8),
    /// The protocol version.
    pub protocol: (u8, u8),
}

/// The question whose answer proves that all bytes before it were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// The state of a pin that does not exist.
    PinState,
    /// The firmware report, for boards that do not answer the other one.
    Firmware,
}

impl Probe {
    /// The question's message.
    pub fn message(self) -> HostMessage {
        match self {
            Self::PinState => HostMessage::PinStateQuery { pin: NO_PIN },
            Self::Firmware => HostMessage::FirmwareQuery,
        }
    }

    /// True if `message` answers it.
    pub fn is_answered_by(self, message: &BoardMessage) -> bool {
        match self {
            Self::PinState => matches!(message, BoardMessage::PinState { pin: NO_PIN, .. }),
            Self::Firmware => matches!(message, BoardMessage::Firmware { .. }),
        }
    }
}

/// A detected board.
#[derive(Clone, Debug)]
pub struct KnownBoard {
    pub firmware: Firmware,
    pub layout: Layout,
    pub probe: Probe,
    /// Version reports requested that have not arrived; some were lost, some may still come.
    pub late_versions: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Hello,
    Identity,
    Capabilities,
    Mapping,
    Probe(Probe),
}

/// The connection to a board until it is identified.
#[derive(Clone, Debug)]
pub struct Connector {
    stage: Stage,
    asks: u32,
    ask_at_us: u64,
    started_us: Option<u64>,
    first_heard_us: Option<u64>,
    last_heard_us: u64,
    sample: Vec<u8>,
    messages: u32,
    late_versions: u32,
    protocol: Option<(u8, u8)>,
    firmware: Option<((u8, u8), String)>,
    capabilities: Option<Vec<Vec<Capability>>>,
    mapping: Option<Vec<Option<u8>>>,
    contradictions: u32,
    layout: Option<Layout>,
    probe_answered: bool,
}

impl Connector {
    /// Creates a connector that has requested nothing yet.
    pub fn new() -> Self {
        Self {
            stage: Stage::Hello,
            asks: 0,
            ask_at_us: 0,
            started_us: None,
            first_heard_us: None,
            last_heard_us: 0,
            sample: Vec::new(),
            messages: 0,
            late_versions: 0,
            protocol: None,
            firmware: None,
            capabilities: None,
            mapping: None,
            contradictions: 0,
            layout: None,
            probe_answered: false,
        }
    }

    /// True if a Firmata board has answered, so that commands can be sent.
    pub fn has_met(&self) -> bool {
        self.stage != Stage::Hello
    }

    /// Notes that bytes arrived, whatever they mean.
    pub fn heard(&mut self, now_us: u64, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        self.first_heard_us.get_or_insert(now_us);
        self.last_heard_us = now_us;
        let room = SAMPLE_BYTES.saturating_sub(self.sample.len());
        self.sample.extend(bytes.iter().take(room));
    }

    /// Takes a message.
    pub fn message(&mut self, message: &BoardMessage) {
        self.messages = self.messages.saturating_add(1);
        if let Stage::Probe(probe) = self.stage
            && probe.is_answered_by(message)
        {
            self.probe_answered = true;
        }
        match message {
            // Any other major version is not a Firmata in use, but three bytes of something else.
            BoardMessage::Version { major: 2, minor } => {
                self.protocol = Some((2, *minor));
                self.late_versions = self.late_versions.saturating_sub(1);
            }
            BoardMessage::Firmware { major, minor, name } => {
                self.firmware = Some(((*major, *minor), name.clone()));
            }
            BoardMessage::Capabilities(pins) if self.stage == Stage::Capabilities => {
                self.capabilities = Some(pins.clone());
            }
            BoardMessage::AnalogMapping(channels) if self.stage == Stage::Mapping => {
                self.mapping = Some(channels.clone());
            }
            _ => {}
        }
    }

    /// Proceeds as far as `now_us` allows: appends the next questions to `out`, and returns the board, or the
    /// reason why there is none, once that is known.
    pub fn poll(
        &mut self,
        now_us: u64,
        port: &str,
        out: &mut Vec<u8>,
    ) -> Option<Result<KnownBoard, DeviceError>> {
        if self.started_us.is_none() {
            self.started_us = Some(now_us);
            self.ask_at_us = now_us;
        }
        while self.step(now_us) {}
        if let (Stage::Probe(probe), true, Some(layout)) = (self.stage, self.probe_answered, &self.layout) {
            return Some(Ok(KnownBoard {
                firmware: self.identity(),
                layout: layout.clone(),
                probe,
                late_versions: self.late_versions,
            }));
        }
        if now_us >= self.limit_us() {
            return Some(Err(self.verdict(port)));
        }
        if now_us >= self.ask_at_us {
            self.ask(now_us, out);
        }
        None
    }

    /// Time at which [`poll`](Self::poll) has work to do even if nothing arrives.
    pub fn next_wake_us(&self) -> u64 {
        if self.started_us.is_none() { 0 } else { self.ask_at_us.min(self.limit_us()) }
    }

    fn limit_us(&self) -> u64 {
        if self.has_met() {
            return self.last_heard_us.saturating_add(SILENT_US);
        }
        let limit_us = self.started_us.unwrap_or(0).saturating_add(NO_ANSWER_US);
        self.first_heard_us.map_or(limit_us, |at| limit_us.min(at.saturating_add(NO_SENSE_US)))
    }

    /// Enters the next stage if this one is complete. Returns true if it did.
    fn step(&mut self, now_us: u64) -> bool {
        // A stage that has asked often enough without an answer is skipped.
        let in_vain = |asks| self.asks >= asks && now_us >= self.ask_at_us;
        match self.stage {
            Stage::Hello => {
                if self.firmware.is_none() && self.protocol.is_none() {
                    return false;
                }
                self.enter(Stage::Identity, now_us);
                if self.firmware.is_none() {
                    self.ask_at_us = now_us + REST_OF_REPORT_US;
                }
            }
            Stage::Identity => {
                let known = self.firmware.is_some() && self.protocol.is_some();
                if !known && !in_vain(3) {
                    return false;
                }
                self.enter(Stage::Capabilities, now_us);
            }
            Stage::Capabilities => {
                if self.capabilities.is_some() {
                    self.enter(Stage::Mapping, now_us);
                } else if in_vain(4) {
                    self.layout = Some(Layout::uno());
                    self.enter(Stage::Probe(Probe::PinState), now_us);
                } else {
                    return false;
                }
            }
            Stage::Mapping => {
                if self.mapping.is_none() && !in_vain(3) {
                    return false;
                }
                self.combine(now_us);
            }
            Stage::Probe(Probe::PinState) if !self.probe_answered => {
                if !in_vain(2) {
                    return false;
                }
                self.enter(Stage::Probe(Probe::Firmware), now_us);
            }
            Stage::Probe(_) => return false,
        }
        true
    }

    fn enter(&mut self, stage: Stage, now_us: u64) {
        self.stage = stage;
        self.asks = 0;
        self.ask_at_us = now_us;
        self.probe_answered = false;
    }

    /// Builds the layout from the two responses, or requests both again if they contradict each other.
    fn combine(&mut self, now_us: u64) {
        let capabilities = self.capabilities.take().unwrap_or_default();
        let mapping = self.mapping.take().unwrap_or_default();
        self.layout = Layout::new(&capabilities, &mapping);
        if self.layout.is_none() {
            self.contradictions += 1;
            if self.contradictions < 3 && !mapping.is_empty() {
                self.enter(Stage::Capabilities, now_us);
                return;
            }
            self.layout = Some(Layout::tolerant(&capabilities, &mapping));
        }
        self.enter(Stage::Probe(Probe::PinState), now_us);
    }

    fn ask(&mut self, now_us: u64, out: &mut Vec<u8>) {
        // Ends a sysex that a previous program or a lost byte may have left open; otherwise it has no effect.
        if self.asks > 0 || self.stage == Stage::Hello {
            out.push(0xF7);
        }
        match self.stage {
            Stage::Hello => HostMessage::FirmwareQuery.encode(out),
            Stage::Identity => {
                if self.protocol.is_none() {
                    HostMessage::VersionQuery.encode(out);
                    self.late_versions += 1;
                }
                if self.firmware.is_none() {
                    HostMessage::FirmwareQuery.encode(out);
                }
            }
            Stage::Capabilities => {
                HostMessage::SystemReset.encode(out);
                HostMessage::CapabilityQuery.encode(out);
            }
            Stage::Mapping => HostMessage::AnalogMappingQuery.encode(out),
            Stage::Probe(probe) => probe.message().encode(out),
        }
        self.asks += 1;
        self.ask_at_us = now_us + if self.stage == Stage::Hello { ASK_HELLO_EVERY_US } else { ASK_EVERY_US };
    }

    fn identity(&self) -> Firmware {
        let (version, name) = self.firmware.clone().unwrap_or_default();
        // Every board in use has what protocol 2.3 has.
        Firmware { name, version, protocol: self.protocol.unwrap_or((2, 3)) }
    }

    /// The reason why there is no board.
    fn verdict(&self, port: &str) -> DeviceError {
        if self.has_met() {
            return port_error(DeviceErrorCode::Silent, port);
        }
        // Reports without any answer to a question: a board that sends but does not receive.
        let mostly_messages = self.messages >= 8 && self.messages as usize * 3 > self.sample.len() / 2;
        if self.sample.is_empty() || mostly_messages {
            return port_error(DeviceErrorCode::NoAnswer, port);
        }
        if !is_text(&self.sample) {
            return port_error(DeviceErrorCode::WrongBaud, port).with("baud", BAUD);
        }
        let has = |word: &[u8]| self.sample.windows(word.len()).any(|window| window == word);
        let found = if has(b">>>") || has(b"MicroPython") { "micropython" } else { "text" };
        port_error(DeviceErrorCode::OtherFirmware, port).with("expected", "firmata").with("found", found)
    }
}

/// True if nine bytes of ten can be text. Stricter than for a board that only prints: here text is the exception,
/// and a few bytes must do.
fn is_text(bytes: &[u8]) -> bool {
    let legible: usize = bytes
        .utf8_chunks()
        .flat_map(|chunk| chunk.valid().chars())
        .filter(|c| !c.is_control() || "\r\n\t\u{1b}".contains(*c))
        .map(char::len_utf8)
        .sum();
    legible * 10 >= bytes.len() * 9
}

/// Makes an error of the port.
pub(super) fn port_error(code: DeviceErrorCode, port: &str) -> DeviceError {
    DeviceError::new(code).with("port", port)
}
