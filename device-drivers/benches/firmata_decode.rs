//! Benchmark of Firmata decoding: `cargo bench -p digilab_devices --bench firmata_decode`.
//!
//! The traffic is that of a busy board: mostly analog and digital reports, now and then a pin state, an I2C reply,
//! a text and the answers that open a connection, in chunks as a port delivers them.

#![allow(clippy::print_stdout, reason = "a benchmark prints its result")]

use std::hint::black_box;
use std::time::Instant;

use digilab_devices::firmata::{BoardMessage, Capability, Decoder, Message, Mode, PinNow};

const CHUNK_BYTES: usize = 1024;
const ROUNDS: usize = 9;

fn main() {
    let bytes = traffic();
    let mut best = 0.0_f64;
    let mut messages = 0_u64;
    for _ in 0..ROUNDS {
        let mut decoder = Decoder::<BoardMessage>::new();
        messages = 0;
        let start = Instant::now();
        for chunk in bytes.chunks(CHUNK_BYTES) {
            decoder.push(chunk);
            while let Some(message) = decoder.next_message() {
                black_box(&message);
                messages += 1;
            }
        }
        let mb_per_s = bytes.len() as f64 / start.elapsed().as_secs_f64() / 1e6;
        best = best.max(mb_per_s);
    }
    println!("firmata decode: {best:.0} MB/s ({messages} messages in {} bytes)", bytes.len());
}

fn traffic() -> Vec<u8> {
    let mut bytes = Vec::new();
    for turn in 0..40_000_u32 {
        for channel in 0..6 {
            let value = (turn * 7 + u32::from(channel) * 100) as u16 % 1024;
            BoardMessage::Analog { channel, value }.encode(&mut bytes);
        }
        if turn % 4 == 0 {
            BoardMessage::DigitalPort { port: 0, levels: turn as u8 }.encode(&mut bytes);
        }
        if turn % 10 == 0 {
            let now = Some(PinNow { mode: Mode::PWM, state: turn % 256 });
            BoardMessage::PinState { pin: 9, now }.encode(&mut bytes);
            let data = vec![1, 2, 3, 4, 5, turn as u8];
            BoardMessage::I2cReply { address: 0x1D, register: 1, data }.encode(&mut bytes);
        }
        if turn % 500 == 0 {
            BoardMessage::String("I2C: Too few bytes received".to_owned()).encode(&mut bytes);
        }
        if turn % 5000 == 0 {
            let can = |mode| Capability { mode, resolution: 1 };
            let pin = vec![can(Mode::INPUT), can(Mode::OUTPUT), can(Mode::SERVO)];
            BoardMessage::Capabilities(vec![pin; 20]).encode(&mut bytes);
        }
    }
    bytes
}
