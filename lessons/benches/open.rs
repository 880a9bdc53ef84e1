//! Benchmark of opening a large pack: 20 MiB of photographs, as a zip and as a folder, compared with the bare
//! minimum: unpacking and hashing the same file.
//!
//! `cargo bench -p digilab_lessons --bench open` prints a table: the median of several openings.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that fails says so, and prints its table"
)]

use std::hint::black_box;
use std::io::Read;
use std::time::{Duration, Instant};

use digilab_lessons::board::BoardKind;
use digilab_lessons::files::PackFiles;
use digilab_lessons::language::Language;
use digilab_lessons::{archive, folder, load, template};
use sha2::{Digest, Sha256};

/// Number of openings; the median counts.
const RUNS: usize = 11;

/// Number of photographs, and the side of each in pixels, with three bytes for each pixel.
const PHOTOGRAPHS: u32 = 20;
const SIDE_PX: u32 = 592;

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

/// Returns an incompressible picture, as a photograph is.
fn photograph(number: u32) -> Vec<u8> {
    let mut state = u64::from(number) + 1;
    let mut noise = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    let pixels: Vec<u8> = (0..3 * SIDE_PX * SIDE_PX).map(|_| noise()).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIDE_PX, SIDE_PX);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

fn main() {
    let mut files = template::new_pack("photographs", &[BoardKind::MicrobitV2], &[Language::En]);
    for number in 0..PHOTOGRAPHS {
        files.insert(format!("assets/photograph-{number}.png"), photograph(number));
    }
    let zip = archive::to_zip(&files).unwrap();
    let home = tempfile::tempdir().unwrap();
    let place = home.path().join("photographs");
    folder::write(&files, &place).unwrap();
    let mib = zip.len() as f64 / f64::from(1 << 20);
    println!("a pack of {mib:.1} MiB, median of {RUNS}:");

    // Baseline: every byte unpacked and hashed, and nothing parsed.
    let peer = median(|| {
        let archive = rawzip::ZipArchive::from_slice(&zip).unwrap();
        let mut hashes = Vec::new();
        for entry in archive.entries() {
            let entry = entry.unwrap();
            let stored = archive.get_entry(entry.wayfinder()).unwrap();
            let mut bytes = Vec::new();
            flate2::read::DeflateDecoder::new(stored.data()).read_to_end(&mut bytes).ok();
            hashes.push(Sha256::digest(if bytes.is_empty() { stored.data() } else { &bytes }));
        }
        black_box(hashes);
    });
    let opened = median(|| {
        black_box(load::load(&PackFiles::from_zip(&zip).unwrap()).unwrap());
    });
    let read = median(|| {
        black_box(load::load(&folder::read(&place).unwrap()).unwrap());
    });
    let row = |name: &str, time: Duration| {
        let ratio = time.as_secs_f64() / peer.as_secs_f64();
        println!("{name:<36}{:>9.1} ms{ratio:>8.2}", time.as_secs_f64() * 1_000.0);
    };
    println!("{:<36}{:>12}{:>8}", "", "", "to peer");
    row("unpacked and hashed (the peer)", peer);
    row("opened, as a file", opened);
    row("opened, as a folder", read);
}
