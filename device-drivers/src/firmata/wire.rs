//! Bytes common to both directions: command numbers, and the encoding of 8-bit data in 7-bit bytes.

/// A message of one direction, as the [`Decoder`](super::Decoder) uses it.
pub trait Message: Sized {
    /// Number of data bytes after `command`; `None` if that byte starts no message in this direction. Not called
    /// for sysex.
    fn data_len(command: u8) -> Option<usize>;

    /// Builds the message of a command and its data bytes, of which only the first [`data_len`](Self::data_len) are
    /// used.
    fn from_short(command: u8, data: [u8; 2]) -> Option<Self>;

    /// Parses the message between `F0` and `F7`; `None` if it is damaged. A sysex with an unknown id is not
    /// damaged.
    fn from_sysex(id: u8, data: &[u8]) -> Option<Self>;

    /// Appends the message's bytes to `into`. A value that does not fit its field loses its top bits, so that no
    /// value can corrupt the stream.
    fn encode(&self, into: &mut Vec<u8>);
}

pub(super) const DIGITAL: u8 = 0x90;
pub(super) const REPORT_ANALOG: u8 = 0xC0;
pub(super) const REPORT_DIGITAL: u8 = 0xD0;
pub(super) const ANALOG: u8 = 0xE0;
pub(super) const SYSEX_START: u8 = 0xF0;
pub(super) const SET_PIN_MODE: u8 = 0xF4;
pub(super) const SET_DIGITAL_PIN: u8 = 0xF5;
pub(super) const SYSEX_END: u8 = 0xF7;
pub(super) const VERSION: u8 = 0xF9;
pub(super) const SYSTEM_RESET: u8 = 0xFF;

/// Sysex ids: the byte after `F0`.
pub(super) mod sysex {
    pub const ANALOG_MAPPING_QUERY: u8 = 0x69;
    pub const ANALOG_MAPPING_RESPONSE: u8 = 0x6A;
    pub const CAPABILITY_QUERY: u8 = 0x6B;
    pub const CAPABILITY_RESPONSE: u8 = 0x6C;
    pub const PIN_STATE_QUERY: u8 = 0x6D;
    pub const PIN_STATE_RESPONSE: u8 = 0x6E;
    pub const EXTENDED_ANALOG: u8 = 0x6F;
    pub const SERVO_CONFIG: u8 = 0x70;
    pub const STRING: u8 = 0x71;
    pub const I2C_REQUEST: u8 = 0x76;
    pub const I2C_REPLY: u8 = 0x77;
    pub const I2C_CONFIG: u8 = 0x78;
    pub const FIRMWARE: u8 = 0x79;
    pub const SAMPLING_INTERVAL: u8 = 0x7A;
    pub const SAMPLING_INTERVAL_QUERY: u8 = 0x7C;
}

/// The command without the channel that bytes below `F0` carry in their low half.
pub(super) fn command_of(byte: u8) -> u8 {
    if byte < SYSEX_START { byte & 0xF0 } else { byte }
}

/// Joins the two bytes of a 14-bit number, low part first.
pub(super) fn join14(low: u8, high: u8) -> u16 {
    u16::from(low) | (u16::from(high) << 7)
}

/// Splits a 14-bit number into two bytes, low part first.
pub(super) fn split14(value: u16) -> [u8; 2] {
    [low7(value), low7(value >> 7)]
}

fn low7(value: u16) -> u8 {
    (value & 0x7F) as u8
}

/// Joins pairs of 7-bit bytes into 8-bit bytes; `None` if half a pair is missing.
pub(super) fn join_bytes(data: &[u8]) -> Option<Vec<u8>> {
    let (pairs, rest) = data.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[low, high]| low | (high << 7)).collect())
}

/// Appends 8-bit bytes as pairs of 7-bit ones.
pub(super) fn split_bytes(bytes: &[u8], into: &mut Vec<u8>) {
    into.extend(bytes.iter().flat_map(|&byte| [byte & 0x7F, byte >> 7]));
}

/// Joins pairs of 7-bit bytes into text. A character beyond ASCII travels as its UTF-8 bytes, as in an Arduino
/// program's string literal; invalid UTF-8 becomes the replacement character.
pub(super) fn join_text(data: &[u8]) -> Option<String> {
    Some(String::from_utf8_lossy(&join_bytes(data)?).into_owned())
}

/// Joins 7-bit groups into a number, lowest first; `None` for no groups or more than 32 bits.
pub(super) fn join_number(data: &[u8]) -> Option<u32> {
    if data.is_empty() || data.len() > 5 {
        return None;
    }
    data.iter().rev().try_fold(0_u32, |sum, &group| Some(sum.checked_mul(128)? | u32::from(group)))
}

/// Appends a number as 7-bit groups, lowest first: at least `least` groups, and as many as it needs.
pub(super) fn split_number(value: u32, least: usize, into: &mut Vec<u8>) {
    let mut rest = value;
    for group in 0..5 {
        if group >= least && rest == 0 {
            return;
        }
        into.push((rest & 0x7F) as u8);
        rest >>= 7;
    }
}

/// Appends a sysex with this id and the contents that `data` writes.
pub(super) fn put_sysex(into: &mut Vec<u8>, id: u8, data: impl FnOnce(&mut Vec<u8>)) {
    into.extend([SYSEX_START, id & 0x7F]);
    let begin = into.len();
    data(into);
    for byte in into.iter_mut().skip(begin) {
        *byte &= 0x7F;
    }
    into.push(SYSEX_END);
}
