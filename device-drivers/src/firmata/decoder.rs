//! Decodes bytes, cut anywhere, into messages.

use std::marker::PhantomData;

use super::wire::{Message, SYSEX_END, SYSEX_START};

/// The longest sysex that is kept, in bytes between `F0` and `F7`. The longest real one is a big board's
/// capability response: 128 pins with a dozen modes each take 3.2 kB.
pub const MAX_SYSEX_BYTES: usize = 4096;

/// Number of sysex bytes the Arduino library's parser keeps.
const FIRMWARE_SYSEX_BYTES: usize = 64;

/// Counts of damaged input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// Bytes that belong to no message: data without a command, unknown commands.
    pub stray_bytes: u64,
    /// Messages that were cut short by the next one, were too long, or had invalid contents.
    pub broken_messages: u64,
}

/// Decodes one direction of a Firmata stream.
///
/// The messages do not depend on how the bytes were cut into chunks. After damage decoding resumes at the next
/// command byte: data bytes have no top bit, so a byte from `80` up within a message means that the end of the
/// message was lost. Once [`next_message`](Self::next_message) has returned `None` the decoder holds little more
/// than [`MAX_SYSEX_BYTES`].
#[derive(Clone, Debug)]
pub struct Decoder<M> {
    bytes: Vec<u8>,
    /// Start of the next message in `bytes`.
    at: usize,
    /// Position in `bytes` up to which the message at `at` is known to have no end.
    scanned: usize,
    /// An overlong sysex is passing; only its end matters.
    skipping: bool,
    as_firmware: bool,
    damage: Damage,
    messages: PhantomData<fn() -> M>,
}

impl<M> Default for Decoder<M> {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            at: 0,
            scanned: 0,
            skipping: false,
            as_firmware: false,
            damage: Damage::default(),
            messages: PhantomData,
        }
    }
}

impl<M: Message> Decoder<M> {
    /// Creates a decoder that resumes at the next command byte after damage.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a decoder with the flaws of the Arduino library's parser: within a sysex every byte but `F7` is
    /// data, so that after a lost `F7` all commands up to the next one are swallowed; only the first 64 bytes of a
    /// sysex count.
    pub fn as_firmware() -> Self {
        Self { as_firmware: true, ..Self::default() }
    }

    /// Takes bytes, split or merged anywhere.
    pub fn push(&mut self, chunk: &[u8]) {
        if self.at > 0 {
            self.bytes.drain(..self.at);
            self.scanned = self.scanned.saturating_sub(self.at);
            self.at = 0;
        }
        self.bytes.extend_from_slice(chunk);
    }

    /// Returns the next complete message; `None` if more bytes are needed.
    pub fn next_message(&mut self) -> Option<M> {
        'next: loop {
            let rest = self.bytes.get(self.at..)?;
            let &command = rest.first()?;
            if self.skipping {
                self.skip_overlong();
                continue;
            }
            if command == SYSEX_START {
                match self.sysex() {
                    Sysex::Whole(message) => return Some(message),
                    Sysex::Damaged => continue,
                    Sysex::Unfinished => return None,
                }
            }
            let Some(len) = M::data_len(command) else {
                self.damage.stray_bytes += 1;
                self.at += 1;
                continue;
            };
            let mut data = [0; 2];
            for (nth, place) in data.iter_mut().take(len).enumerate() {
                let &byte = rest.get(1 + nth)?;
                if byte >= 0x80 {
                    // The message lost its end, and another begins here.
                    self.damage.broken_messages += 1;
                    self.at += 1 + nth;
                    continue 'next;
                }
                *place = byte;
            }
            self.at += 1 + len;
            if let Some(message) = M::from_short(command, data) {
                return Some(message);
            }
        }
    }

    /// The damage counted so far.
    pub fn damage(&self) -> Damage {
        self.damage
    }

    /// Drops the bytes of an unfinished message; the damage counts stay.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.at = 0;
        self.scanned = 0;
        self.skipping = false;
    }

    fn ends_sysex(&self, byte: u8) -> bool {
        if self.as_firmware { byte == SYSEX_END } else { byte >= 0x80 }
    }

    /// Parses the sysex that starts at `self.at`.
    fn sysex(&mut self) -> Sysex<M> {
        let begin = self.at + 1;
        let from = self.scanned.max(begin);
        let unseen = self.bytes.get(from..).unwrap_or_default();
        let Some(end) = unseen.iter().position(|&byte| self.ends_sysex(byte)).map(|offset| from + offset)
        else {
            self.scanned = self.bytes.len();
            if self.bytes.len() - begin <= MAX_SYSEX_BYTES {
                return Sysex::Unfinished;
            }
            self.overlong();
            return Sysex::Damaged;
        };
        self.scanned = 0;
        let content = self.bytes.get(begin..end).unwrap_or_default();
        if content.len() > MAX_SYSEX_BYTES {
            self.overlong();
            return Sysex::Damaged;
        }
        let whole = self.bytes.get(end) == Some(&SYSEX_END);
        let content = match content.get(..FIRMWARE_SYSEX_BYTES) {
            Some(kept) if self.as_firmware => kept,
            _ => content,
        };
        let message = match content {
            [id, data @ ..] if whole => M::from_sysex(*id, data),
            _ => None,
        };
        // A command byte that cut the sysex short starts the next message and stays.
        self.at = if whole { end + 1 } else { end };
        match message {
            Some(message) => Sysex::Whole(message),
            None => {
                self.damage.broken_messages += 1;
                Sysex::Damaged
            }
        }
    }

    fn overlong(&mut self) {
        self.damage.broken_messages += 1;
        self.at += 1;
        self.scanned = 0;
        self.skipping = true;
    }

    /// Drops the bytes of an overlong sysex, and its end if it has arrived.
    fn skip_overlong(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match rest.iter().position(|&byte| self.ends_sysex(byte)) {
            Some(end) => {
                let is_end = rest.get(end) == Some(&SYSEX_END);
                self.at += end + usize::from(is_end);
                self.skipping = false;
            }
            None => self.at = self.bytes.len(),
        }
    }
}

#[derive(Clone)]
enum Sysex<M> {
    Whole(M),
    Damaged,
    Unfinished,
}
