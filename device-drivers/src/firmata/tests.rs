//! Tests of the Firmata codec: the protocol document's bytes, damage, and properties over any stream.

use std::fmt::Debug;

use super::{
    BoardMessage, Capability, Damage, Decoder, HostMessage, I2cAction, MAX_SYSEX_BYTES, Message, Mode, PinNow,
};
use proptest::prelude::*;

/// Decodes all messages of `bytes`, and returns the damage.
fn decode<M: Message>(chunks: &[&[u8]]) -> (Vec<M>, Damage) {
    let mut decoder = Decoder::new();
    let mut messages = Vec::new();
    for chunk in chunks {
        decoder.push(chunk);
        while let Some(message) = decoder.next_message() {
            messages.push(message);
        }
    }
    (messages, decoder.damage())
}

/// Checks that `bytes` decode to these messages, whole and byte by byte, and that the messages encode to `bytes`.
#[track_caller]
fn check<M: Message + Debug + PartialEq>(bytes: &[u8], expected: &[M]) {
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    for chunks in [&[bytes][..], &single] {
        let (messages, damage) = decode::<M>(chunks);
        assert_eq!(messages, expected);
        assert_eq!(damage, Damage::default());
    }
    let mut encoded = Vec::new();
    for message in expected {
        message.encode(&mut encoded);
    }
    assert_eq!(encoded, bytes);
}

/// Checks that `bytes` contain these messages among so many stray bytes and broken messages.
#[track_caller]
fn check_damaged<M: Message + Debug + PartialEq>(bytes: &[u8], expected: &[M], stray: u64, broken: u64) {
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    for chunks in [&[bytes][..], &single] {
        let (messages, damage) = decode::<M>(chunks);
        assert_eq!(messages, expected);
        assert_eq!(damage, Damage { stray_bytes: stray, broken_messages: broken });
    }
}

#[test]
fn host_messages_have_the_protocol_documents_bytes() {
    use HostMessage::*;
    check(&[0xE9, 0x7F, 0x01], &[Analog { pin: 9, value: 255 }]);
    check(&[0x91, 0x20, 0x00], &[DigitalPort { port: 1, levels: 0b10_0000 }]);
    check(&[0x90, 0x00, 0x01], &[DigitalPort { port: 0, levels: 0x80 }]);
    check(
        &[0xC1, 1, 0xC0, 0],
        &[ReportAnalog { channel: 1, on: true }, ReportAnalog { channel: 0, on: false }],
    );
    check(&[0xD0, 1, 0xD2, 0], &[ReportDigital { port: 0, on: true }, ReportDigital { port: 2, on: false }]);
    check(
        &[0xF4, 13, 1, 0xF4, 2, 0x0B],
        &[SetPinMode { pin: 13, mode: Mode::OUTPUT }, SetPinMode { pin: 2, mode: Mode::PULLUP }],
    );
    check(&[0xF5, 13, 1], &[SetDigitalPin { pin: 13, high: true }]);
    check(&[0xF9, 0xFF], &[VersionQuery, SystemReset]);
    check(&[0xF0, 0x69, 0xF7], &[AnalogMappingQuery]);
    check(&[0xF0, 0x6B, 0xF7], &[CapabilityQuery]);
    check(&[0xF0, 0x6D, 13, 0xF7], &[PinStateQuery { pin: 13 }]);
    check(&[0xF0, 0x6F, 44, 0x7F, 0x01, 0xF7], &[ExtendedAnalog { pin: 44, value: 255 }]);
    check(&[0xF0, 0x6F, 44, 5, 0, 0xF7], &[ExtendedAnalog { pin: 44, value: 5 }]);
    check(
        &[0xF0, 0x6F, 1, 0x7F, 0x7F, 0x7F, 0x7F, 0x0F, 0xF7],
        &[ExtendedAnalog { pin: 1, value: u32::MAX }],
    );
    check(
        &[0xF0, 0x70, 9, 0x20, 0x04, 0x60, 0x12, 0xF7],
        &[ServoConfig { pin: 9, min_pulse_us: 544, max_pulse_us: 2400 }],
    );
    check(&[0xF0, 0x71, b'H', 0, 0x43, 1, 0x24, 1, 0xF7], &[String("Hä".into())]);
    let i2c = |restart, action| [I2cRequest { address: 0x1D, ten_bit: false, restart, action }];
    check(&[0xF0, 0x76, 0x1D, 0x00, 0x2A, 0, 0x7F, 1, 0xF7], &i2c(false, I2cAction::Write(vec![0x2A, 0xFF])));
    check(&[0xF0, 0x76, 0x1D, 0x08, 6, 0, 0xF7], &i2c(false, I2cAction::Read { register: None, count: 6 }));
    check(
        &[0xF0, 0x76, 0x1D, 0x48, 1, 0, 6, 0, 0xF7],
        &i2c(true, I2cAction::Read { register: Some(1), count: 6 }),
    );
    check(
        &[0xF0, 0x76, 0x1D, 0x10, 1, 1, 6, 0, 0xF7],
        &i2c(false, I2cAction::ReadContinuously { register: Some(0x81), count: 6 }),
    );
    check(&[0xF0, 0x76, 0x1D, 0x18, 0xF7], &i2c(false, I2cAction::StopReading));
    check(
        &[0xF0, 0x76, 0x01, 0x38 | 0x02, 0xF7],
        &[I2cRequest { address: 0x101, ten_bit: true, restart: false, action: I2cAction::StopReading }],
    );
    check(&[0xF0, 0x78, 0x48, 0x01, 0xF7], &[I2cConfig { delay_us: 200 }]);
    check(&[0xF0, 0x79, 0xF7], &[FirmwareQuery]);
    check(&[0xF0, 0x7A, 0x64, 0x00, 0xF7], &[SamplingInterval { interval_ms: 100 }]);
    check(&[0xF0, 0x7C, 0xF7], &[SamplingIntervalQuery]);
    check(&[0xF0, 0x01, 5, 6, 0xF7], &[Sysex { id: 1, data: vec![5, 6] }]);
}

#[test]
fn board_messages_have_the_protocol_documents_bytes() {
    use BoardMessage::*;
    check(&[0xE2, 0x7F, 0x07], &[Analog { channel: 2, value: 1023 }]);
    check(&[0x91, 0x01, 0x01], &[DigitalPort { port: 1, levels: 0x81 }]);
    check(&[0xF9, 2, 4], &[Version { major: 2, minor: 4 }]);
    check(&[0xF0, 0x6A, 0x7F, 0, 1, 0xF7], &[AnalogMapping(vec![None, Some(0), Some(1)])]);
    let can = |mode, resolution| Capability { mode, resolution };
    check(
        &[0xF0, 0x6C, 0x7F, 0, 1, 2, 10, 0x7F, 0xF7],
        &[Capabilities(vec![vec![], vec![can(Mode::INPUT, 1), can(Mode::ANALOG, 10)]])],
    );
    let state = |mode, state| [PinState { pin: 9, now: Some(PinNow { mode, state }) }];
    check(&[0xF0, 0x6E, 9, 1, 1, 0xF7], &state(Mode::OUTPUT, 1));
    check(&[0xF0, 0x6E, 9, 3, 0x7F, 1, 0xF7], &state(Mode::PWM, 255));
    check(&[0xF0, 0x6E, 99, 0xF7], &[PinState { pin: 99, now: None }]);
    check(&[0xF0, 0x6F, 16, 0x7F, 0x07, 0xF7], &[ExtendedAnalog { channel: 16, value: 1023 }]);
    check(&[0xF0, 0x71, b'o', 0, b'k', 0, 0xF7], &[String("ok".into())]);
    check(
        &[0xF0, 0x77, 0x1D, 0, 1, 0, 0x7F, 1, 0xF7],
        &[I2cReply { address: 0x1D, register: 1, data: vec![0xFF] }],
    );
    check(&[0xF0, 0x79, 2, 4, b'a', 0, 0xF7], &[Firmware { major: 2, minor: 4, name: "a".into() }]);
    check(&[0xF0, 0x7A, 19, 0, 0xF7], &[SamplingInterval { interval_ms: 19 }]);
    check(&[0xF0, 0x01, 0xF7], &[Sysex { id: 1, data: vec![] }]);
}

#[test]
fn damage_costs_only_the_damaged_message() {
    let version = BoardMessage::Version { major: 2, minor: 5 };
    let analog = BoardMessage::Analog { channel: 0, value: 1 };
    // Garbage before, between and a lone end.
    check_damaged(&[0x00, 0x41, 0xF9, 2, 5, 0x33, 0xF7], std::slice::from_ref(&version), 4, 0);
    // A command the board never sends.
    check_damaged(&[0xC0, 0xF9, 2, 5], std::slice::from_ref(&version), 1, 0);
    // A short message without its end, after one and after no data byte.
    check_damaged(&[0xE0, 1, 0xF9, 2, 5], std::slice::from_ref(&version), 0, 1);
    check_damaged(&[0xE0, 0xF9, 2, 5], std::slice::from_ref(&version), 0, 1);
    // A lost F7: the next command, short or sysex, comes through.
    check_damaged(&[0xF0, 0x71, b'a', 0, 0xE0, 1, 0], std::slice::from_ref(&analog), 0, 1);
    check_damaged(&[0xF0, 0x79, 2, 0xF0, 0x71, b'a', 0, 0xF7], &[BoardMessage::String("a".into())], 0, 1);
    // Empty, odd, too short and too long contents.
    check_damaged::<BoardMessage>(&[0xF0, 0xF7, 0xF0, 0x71, 1, 0xF7, 0xF0, 0x77, 1, 0xF7], &[], 0, 3);
    check_damaged::<BoardMessage>(&[0xF0, 0x6C, 0, 1, 0xF7], &[], 0, 1);
    check_damaged::<BoardMessage>(&[0xF0, 0x6E, 1, 1, 0, 0, 0, 0, 0, 0, 0xF7], &[], 0, 1);
    check_damaged::<HostMessage>(&[0xF0, 0x6F, 1, 0x7F, 0x7F, 0x7F, 0x7F, 0x10, 0xF7], &[], 0, 1);
}

#[test]
fn a_reset_needs_no_further_byte_to_be_seen() {
    check_damaged(&[0xE0, 0xFF], &[HostMessage::SystemReset], 0, 1);
}

#[test]
fn a_sysex_without_end_takes_bounded_memory() {
    for end in [0xF7, 0xF9] {
        let mut bytes = vec![0xF0, 0x71];
        bytes.resize(MAX_SYSEX_BYTES * 20, 0x01);
        bytes.push(end);
        bytes.extend([0xF9, 2, 5]);
        let broken = if end == 0xF7 { 1 } else { 2 };
        check_damaged(&bytes, &[BoardMessage::Version { major: 2, minor: 5 }], 0, broken);
    }
    let mut longest = vec![0xF0, 0x01];
    longest.resize(1 + MAX_SYSEX_BYTES, 0x22);
    longest.push(0xF7);
    check(&longest, &[BoardMessage::Sysex { id: 1, data: vec![0x22; MAX_SYSEX_BYTES - 1] }]);
}

#[test]
fn as_firmware_a_lost_end_swallows_commands() {
    let mut decoder = Decoder::<HostMessage>::as_firmware();
    decoder.push(&[0xF0, 0x6D, 13, 0xF4, 13, 1, 0xF5, 13, 1, 0xF7, 0xF9]);
    assert_eq!(decoder.next_message(), Some(HostMessage::PinStateQuery { pin: 13 }));
    assert_eq!(decoder.next_message(), Some(HostMessage::VersionQuery));
    assert_eq!(decoder.next_message(), None);
}

fn seven_bits() -> impl Strategy<Value = u8> {
    0..=0x7F_u8
}

fn fourteen_bits() -> impl Strategy<Value = u16> {
    0..=0x3FFF_u16
}

fn text() -> impl Strategy<Value = String> {
    any::<Vec<char>>().prop_map(|chars| chars.into_iter().collect())
}

fn i2c_action() -> impl Strategy<Value = I2cAction> {
    let read = || (proptest::option::of(fourteen_bits()), fourteen_bits());
    prop_oneof![
        any::<Vec<u8>>().prop_map(I2cAction::Write),
        read().prop_map(|(register, count)| I2cAction::Read { register, count }),
        read().prop_map(|(register, count)| I2cAction::ReadContinuously { register, count }),
        Just(I2cAction::StopReading),
    ]
}

fn host_message() -> impl Strategy<Value = HostMessage> {
    use HostMessage::*;
    prop_oneof![
        (0..16_u8, fourteen_bits()).prop_map(|(pin, value)| Analog { pin, value }),
        (0..16_u8, any::<u8>()).prop_map(|(port, levels)| DigitalPort { port, levels }),
        (0..16_u8, any::<bool>()).prop_map(|(channel, on)| ReportAnalog { channel, on }),
        (0..16_u8, any::<bool>()).prop_map(|(port, on)| ReportDigital { port, on }),
        (seven_bits(), seven_bits()).prop_map(|(pin, mode)| SetPinMode { pin, mode: Mode(mode) }),
        (seven_bits(), any::<bool>()).prop_map(|(pin, high)| SetDigitalPin { pin, high }),
        Just(VersionQuery),
        Just(SystemReset),
        Just(AnalogMappingQuery),
        Just(CapabilityQuery),
        seven_bits().prop_map(|pin| PinStateQuery { pin }),
        (seven_bits(), any::<u32>()).prop_map(|(pin, value)| ExtendedAnalog { pin, value }),
        (seven_bits(), fourteen_bits(), fourteen_bits()).prop_map(|(pin, min_pulse_us, max_pulse_us)| {
            ServoConfig { pin, min_pulse_us, max_pulse_us }
        }),
        text().prop_map(String),
        (0..1024_u16, any::<bool>(), any::<bool>(), i2c_action())
            .prop_map(|(address, ten_bit, restart, action)| I2cRequest { address, ten_bit, restart, action }),
        fourteen_bits().prop_map(|delay_us| I2cConfig { delay_us }),
        Just(FirmwareQuery),
        fourteen_bits().prop_map(|interval_ms| SamplingInterval { interval_ms }),
        Just(SamplingIntervalQuery),
        (0..0x60_u8, proptest::collection::vec(seven_bits(), 0..20))
            .prop_map(|(id, data)| Sysex { id, data }),
    ]
}

fn capability() -> impl Strategy<Value = Capability> {
    (0..0x7F_u8, seven_bits()).prop_map(|(mode, resolution)| Capability { mode: Mode(mode), resolution })
}

fn board_message() -> impl Strategy<Value = BoardMessage> {
    use BoardMessage::*;
    prop_oneof![
        (0..16_u8, fourteen_bits()).prop_map(|(channel, value)| Analog { channel, value }),
        (0..16_u8, any::<u8>()).prop_map(|(port, levels)| DigitalPort { port, levels }),
        (seven_bits(), seven_bits()).prop_map(|(major, minor)| Version { major, minor }),
        proptest::collection::vec(proptest::option::of(0..0x7F_u8), 0..30).prop_map(AnalogMapping),
        proptest::collection::vec(proptest::collection::vec(capability(), 0..6), 0..30)
            .prop_map(Capabilities),
        (
            seven_bits(),
            proptest::option::of(
                (seven_bits(), any::<u32>()).prop_map(|(mode, state)| PinNow { mode: Mode(mode), state })
            )
        )
            .prop_map(|(pin, now)| PinState { pin, now }),
        (seven_bits(), any::<u32>()).prop_map(|(channel, value)| ExtendedAnalog { channel, value }),
        text().prop_map(String),
        (fourteen_bits(), fourteen_bits(), any::<Vec<u8>>()).prop_map(|(address, register, data)| I2cReply {
            address,
            register,
            data
        }),
        (seven_bits(), seven_bits(), text()).prop_map(|(major, minor, name)| Firmware { major, minor, name }),
        fourteen_bits().prop_map(|interval_ms| SamplingInterval { interval_ms }),
        (0..0x60_u8, proptest::collection::vec(seven_bits(), 0..20))
            .prop_map(|(id, data)| Sysex { id, data }),
    ]
}

fn encode<M: Message>(messages: &[M]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for message in messages {
        message.encode(&mut bytes);
    }
    bytes
}

/// Cuts `bytes` at `cuts` (taken modulo the rest).
fn cut(mut bytes: &[u8], cuts: &[usize]) -> Vec<Vec<u8>> {
    let mut chunks = Vec::new();
    for at in cuts {
        let (chunk, rest) = bytes.split_at(at % (bytes.len() + 1));
        chunks.push(chunk.to_vec());
        bytes = rest;
    }
    chunks.push(bytes.to_vec());
    chunks
}

fn decode_chunks<M: Message>(chunks: &[Vec<u8>]) -> (Vec<M>, Damage) {
    decode(&chunks.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn host_messages_come_back_as_they_were(
        messages in proptest::collection::vec(host_message(), 0..20),
        cuts in proptest::collection::vec(0..40_usize, 0..20),
    ) {
        let (decoded, damage) = decode_chunks::<HostMessage>(&cut(&encode(&messages), &cuts));
        prop_assert_eq!(decoded, messages);
        prop_assert_eq!(damage, Damage::default());
    }

    #[test]
    fn board_messages_come_back_as_they_were(
        messages in proptest::collection::vec(board_message(), 0..20),
        cuts in proptest::collection::vec(0..40_usize, 0..20),
    ) {
        let (decoded, damage) = decode_chunks::<BoardMessage>(&cut(&encode(&messages), &cuts));
        prop_assert_eq!(decoded, messages);
        prop_assert_eq!(damage, Damage::default());
    }

    /// Any bytes, cut anywhere, give the same messages and the same damage.
    #[test]
    fn cuts_do_not_matter(
        bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(0xF0), Just(0xF7), 0x69..0x7D_u8], 0..400),
        cuts in proptest::collection::vec(0..60_usize, 0..20),
    ) {
        let chunks = cut(&bytes, &cuts);
        prop_assert_eq!(decode_chunks::<HostMessage>(&chunks), decode::<HostMessage>(&[&bytes]));
        prop_assert_eq!(decode_chunks::<BoardMessage>(&chunks), decode::<BoardMessage>(&[&bytes]));
    }

    /// Garbage costs none of the messages after it.
    #[test]
    fn garbage_costs_no_later_message(
        garbage in proptest::collection::vec(any::<u8>(), 0..200),
        messages in proptest::collection::vec(board_message(), 1..6),
    ) {
        let mut bytes = garbage;
        bytes.extend(encode(&messages));
        let (decoded, _) = decode::<BoardMessage>(&[&bytes]);
        prop_assert!(decoded.ends_with(&messages), "{decoded:?} does not end with {messages:?}");
    }

    /// Bytes lost anywhere within one message leave those before and after it whole.
    #[test]
    fn a_hole_leaves_the_neighbours_whole(
        before in board_message(),
        hurt in board_message(),
        after in board_message(),
        from in any::<prop::sample::Index>(),
        len in 1..20_usize,
    ) {
        let mut bytes = encode(std::slice::from_ref(&before));
        let mut middle = encode(std::slice::from_ref(&hurt));
        let from = from.index(middle.len());
        middle.drain(from..(from + len).min(middle.len()));
        bytes.extend(middle);
        bytes.extend(encode(std::slice::from_ref(&after)));
        let (decoded, _) = decode::<BoardMessage>(&[&bytes]);
        prop_assert_eq!(decoded.first(), Some(&before));
        prop_assert_eq!(decoded.last(), Some(&after));
    }

    /// Decoding with the firmware's flaws survives any input too.
    #[test]
    fn as_firmware_never_panics(bytes in any::<Vec<u8>>()) {
        let mut decoder = Decoder::<HostMessage>::as_firmware();
        decoder.push(&bytes);
        while decoder.next_message().is_some() {}
    }
}
