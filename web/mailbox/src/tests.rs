//! Tests of both sides of a mailbox, on one thread and on two.
#![allow(clippy::indexing_slicing, reason = "a test fails by a panic")]

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use digilab_devices::board::BoardFamily;
use digilab_devices::error::DeviceErrorCode;
use digilab_lab::lab::{BenchAction, LiveCommand, Pace};
use proptest::prelude::*;

use crate::layout::{COMMANDS, PortPlace};
use crate::memory::Memory;
use crate::ring::{Ring, RingPlace};
use crate::{PORTS, PageBox, PortState, SIZE_BYTES, WorkerBox};

/// Memory that two threads share, like a browser's.
#[derive(Clone)]
struct Threads(Arc<(Vec<AtomicU32>, Vec<AtomicU8>)>);

impl Threads {
    fn new() -> Self {
        let words = (0..64).map(|_| AtomicU32::new(0)).collect();
        Self(Arc::new((words, (0..SIZE_BYTES).map(|_| AtomicU8::new(0)).collect())))
    }
}

impl Memory for Threads {
    fn load(&self, word: u32) -> u32 {
        self.0.0[word as usize].load(Ordering::SeqCst)
    }

    fn store(&self, word: u32, value: u32) {
        self.0.0[word as usize].store(value, Ordering::SeqCst);
    }

    fn read(&self, at: u32, into: &mut [u8]) {
        for (index, byte) in into.iter_mut().enumerate() {
            *byte = self.0.1[at as usize + index].load(Ordering::Relaxed);
        }
    }

    fn write(&self, at: u32, bytes: &[u8]) {
        for (index, byte) in bytes.iter().enumerate() {
            self.0.1[at as usize + index].store(*byte, Ordering::Relaxed);
        }
    }

    fn notify(&self, _word: u32) {}

    fn wait(&self, word: u32, seen: u32, timeout_ms: f64) {
        let end = Instant::now() + Duration::from_secs_f64(timeout_ms / 1_000.0);
        while self.load(word) == seen && Instant::now() < end {
            std::thread::yield_now();
        }
    }
}

const SMALL: RingPlace = RingPlace { read: 0, written: 1, at: 256, capacity: 16 };

#[derive(Clone, Debug)]
enum Step {
    Write(Vec<u8>),
    Read,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let write = prop::collection::vec(any::<u8>(), 0..40).prop_map(Step::Write);
    prop::collection::vec(prop_oneof![3 => write, 2 => Just(Step::Read)], 0..60)
}

proptest! {
    /// However bytes are split and wherever the counters start, they come out as they went in, and bytes that do
    /// not fit are refused.
    #[test]
    fn a_ring_is_a_bounded_queue(steps in steps(), begin in prop_oneof![any::<u32>(), u32::MAX - 20..=u32::MAX]) {
        let memory = Threads::new();
        memory.store(SMALL.read, begin);
        memory.store(SMALL.written, begin);
        let ring = Ring::new(&memory, SMALL);
        let mut model: VecDeque<u8> = VecDeque::new();
        for step in steps {
            match step {
                Step::Write(bytes) => {
                    let fitting = bytes.len().min(16 - model.len());
                    prop_assert_eq!(ring.write(&bytes), fitting);
                    model.extend(&bytes[..fitting]);
                }
                Step::Read => {
                    let mut read = b"before".to_vec();
                    ring.read(&mut read);
                    prop_assert_eq!(&read[6..], model.drain(..).collect::<Vec<u8>>());
                }
            }
            prop_assert_eq!(ring.waiting() as usize, model.len());
        }
    }

    /// Records arrive whole or not at all.
    #[test]
    fn records_stay_whole(steps in steps(), begin in prop_oneof![any::<u32>(), u32::MAX - 20..=u32::MAX]) {
        let memory = Threads::new();
        memory.store(SMALL.read, begin);
        memory.store(SMALL.written, begin);
        let ring = Ring::new(&memory, SMALL);
        let mut model: VecDeque<Vec<u8>> = VecDeque::new();
        for step in steps {
            match step {
                Step::Write(bytes) => {
                    let used: usize = model.iter().map(|record| record.len() + 4).sum();
                    let fits = used + bytes.len() + 4 <= 16;
                    prop_assert_eq!(ring.write_record(&bytes), fits);
                    if fits {
                        model.push_back(bytes);
                    }
                }
                Step::Read => prop_assert_eq!(ring.read_record(), model.pop_front()),
            }
        }
    }

    /// Any port state survives encoding in its word, and is not taken for another opening's.
    #[test]
    fn a_state_is_one_openings(opening in any::<u32>(), code in 0..DeviceErrorCode::ALL.len()) {
        let failed = PortState::Failed(DeviceErrorCode::ALL[code]);
        for state in [PortState::Opening, PortState::Open, failed] {
            let word = state.word(opening);
            prop_assert_eq!(PortState::of_word(word, opening.wrapping_add(1)), PortState::Opening);
            prop_assert_eq!(PortState::of_word(word, opening), state);
        }
    }
}

#[test]
fn nothing_lies_on_top_of_another() {
    let mut pieces =
        vec![COMMANDS.read * 4..COMMANDS.written * 4 + 4, COMMANDS.at..COMMANDS.at + COMMANDS.capacity];
    for slot in 0..PORTS {
        let place = PortPlace::of(slot);
        pieces.push(place.state * 4..place.inbound.written * 4 + 4);
        pieces.push(place.reason_at..place.inbound.at);
        pieces.push(place.inbound.at..place.inbound.at + place.inbound.capacity);
        assert!(place.inbound.capacity.is_power_of_two());
    }
    pieces.sort_by_key(|piece| piece.start);
    assert!(pieces[0].start > crate::layout::TAKEN * 4);
    assert!(pieces.windows(2).all(|pair| pair[0].end <= pair[1].start), "{pieces:?}");
    assert!(pieces.last().unwrap().end <= SIZE_BYTES);
    assert_eq!(SIZE_BYTES % 4, 0);
}

#[test]
fn two_threads_lose_nothing() {
    let memory = Threads::new();
    let (page, worker) = (PageBox::new(memory.clone()), WorkerBox::new(memory));
    let sent: Vec<u8> = (0..1_000_000_u32).map(|number| (number * 7 % 251) as u8).collect();
    let bytes = sent.clone();
    let writer = std::thread::spawn(move || {
        let port = page.port(2, 9);
        port.opened();
        let (mut rest, mut size) = (bytes.as_slice(), 1);
        while !rest.is_empty() {
            let chunk = &rest[..size.min(rest.len())];
            rest = &rest[port.deliver(chunk)..];
            size = size * 5 % 9973 + 1;
        }
        port.failed(DeviceErrorCode::Gone, "");
    });
    let port = worker.port(2, 9);
    let mut received = Vec::new();
    let error = loop {
        let seen = worker.rings();
        if let Err(error) = port.receive("usb-1", &mut received) {
            break error;
        }
        worker.wait(seen, 1.0);
    };
    writer.join().unwrap();
    assert!(received == sent, "{} of {} bytes, or others", received.len(), sent.len());
    assert_eq!((error.code, error.arg("port")), (DeviceErrorCode::Gone, Some("usb-1")));
}

#[test]
fn a_new_opening_hears_nothing_of_the_last_one() {
    let memory = Threads::new();
    let (page, worker) = (PageBox::new(memory.clone()), WorkerBox::new(memory));
    let mut bytes = Vec::new();
    let first = page.port(0, 1);
    first.opened();
    assert_eq!(first.deliver(b"old"), 3);
    first.sent(5);
    assert_eq!(worker.port(0, 1).sent(), 5);
    first.failed(DeviceErrorCode::PortFailed, "the reason: säätö");

    let second = worker.port(0, 2);
    assert_eq!((second.state(), second.sent()), (PortState::Opening, 0));
    second.receive("x", &mut bytes).unwrap();
    let page_second = page.port(0, 2);
    assert_eq!(second.state(), PortState::Opening);
    page_second.opened();
    assert_eq!(page_second.deliver(b"new"), 3);
    second.receive("x", &mut bytes).unwrap();
    assert_eq!((bytes.as_slice(), second.sent()), (b"new".as_slice(), 0));

    page_second.failed(DeviceErrorCode::PortFailed, &"ä".repeat(200));
    let error = second.receive("x", &mut bytes).unwrap_err();
    assert_eq!(error.arg("reason"), Some("ä".repeat(128).as_str()));
}

#[test]
fn a_full_ring_keeps_what_it_has_and_takes_the_rest_later() {
    let memory = Threads::new();
    let (page, worker) = (PageBox::new(memory.clone()), WorkerBox::new(memory));
    let port = page.port(1, 1);
    port.opened();
    let flood: Vec<u8> = (0..100_000_u32).map(|number| number as u8).collect();
    let first = port.deliver(&flood);
    assert_eq!(first, 64 << 10);
    assert_eq!(port.deliver(&flood[first..]), 0);
    let mut received = Vec::new();
    worker.port(1, 1).receive("x", &mut received).unwrap();
    assert_eq!(port.deliver(&flood[first..]), flood.len() - first);
    worker.port(1, 1).receive("x", &mut received).unwrap();
    assert!(received == flood);
}

#[test]
fn a_run_hears_what_is_meant_for_it() {
    let memory = Threads::new();
    let (page, worker) = (PageBox::new(memory.clone()), WorkerBox::new(memory));
    let step = LiveCommand::Pace(Pace::Step);
    let detach = LiveCommand::Bench(BoardFamily::Arduino, BenchAction::Detach { pin: 3 });
    assert!(page.tell(1, &step));
    assert!(page.tell(2, &detach));
    assert!(page.tell(2, &step));
    assert_eq!(worker.next_command(2), Some(detach));
    assert_eq!(worker.next_command(2), Some(step.clone()));
    assert_eq!(worker.next_command(2), None);
    for text in [Some("Mitä kuuluu? 😀\"".to_owned()), Some(String::new()), None] {
        let line = LiveCommand::Line { text };
        assert!(page.tell(2, &line));
        assert_eq!(worker.next_command(2), Some(line));
    }

    assert!(!worker.is_stopped(1));
    page.stop(2);
    assert_eq!([1, 2, 3].map(|job| worker.is_stopped(job)), [true, true, false]);

    let told = (0..100_000).take_while(|_| page.tell(3, &step)).count();
    assert!((500..100_000).contains(&told), "{told}");
    let heard = std::iter::from_fn(|| worker.next_command(3)).count();
    assert_eq!(heard, told);
}

#[test]
fn the_bell_ends_a_wait_even_if_it_rang_before() {
    let memory = Threads::new();
    let (page, worker) = (PageBox::new(memory.clone()), WorkerBox::new(memory));
    let seen = worker.rings();
    page.stop(1);
    let start = Instant::now();
    worker.wait(seen, 10_000.0);
    assert!(start.elapsed() < Duration::from_secs(5));
    page.take(3);
    assert_eq!(worker.taken(), 3);
}
